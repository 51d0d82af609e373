"""Starting, answering and returning to journeys."""
