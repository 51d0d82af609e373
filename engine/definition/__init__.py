"""From a JSON document to a checked, fingerprinted release."""
