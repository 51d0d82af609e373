"""Connectors, each against a receiver of its own."""
