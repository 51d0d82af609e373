"""Tests of webapp.jobs."""
