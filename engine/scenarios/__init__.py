"""Played examples with expectations: run them, and replay recorded steps."""
