"""The published contract: JSON Schemas of flows, packets and scenarios."""
