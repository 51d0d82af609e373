"""Wording and parsing for each channel: a prompt out, an input in."""
