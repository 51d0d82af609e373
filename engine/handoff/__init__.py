"""Builds the packet an agent receives."""
