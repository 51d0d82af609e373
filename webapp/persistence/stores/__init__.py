"""One store a subject; they return frozen records."""
