"""Tests of the portable dialect."""
