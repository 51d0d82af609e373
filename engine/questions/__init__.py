"""Fact types, one module each; importing this package registers the built-in ones."""
