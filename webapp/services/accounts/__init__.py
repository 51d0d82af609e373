"""Staff: who they are, what they may do, signing in."""
