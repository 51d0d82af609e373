"""The nouns: flows, journeys, inputs, prompts, events and values. Frozen, and free of behaviour."""
