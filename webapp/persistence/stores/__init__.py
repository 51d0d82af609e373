"""One store per subject. They return frozen records, never rows."""
