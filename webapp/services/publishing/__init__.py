"""Drafts and releases of flows."""
