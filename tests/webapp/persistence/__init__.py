"""Tests of webapp.persistence."""
