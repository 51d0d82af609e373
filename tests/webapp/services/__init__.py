"""Tests of webapp.services."""
