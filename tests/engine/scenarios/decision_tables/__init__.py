"""Tests of the import of decision tables."""
