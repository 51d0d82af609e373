"""Messages to people. Empty until a channel sends them."""
