"""Systems that Waypost delivers to."""
