"""Tables. They never leave this package."""
