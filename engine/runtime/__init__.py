"""How a journey runs: start, resume, walk."""
