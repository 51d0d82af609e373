"""Whole stories over HTTP, on both databases: from a service's front page to an article or an agent's desk."""
