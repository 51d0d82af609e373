"""Conditions and calculations: parsed, typed, compiled, and read by a plain interpreter."""
