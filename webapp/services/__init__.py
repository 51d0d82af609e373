"""Use cases: plain functions, explicit arguments, no Flask and no SQL."""
