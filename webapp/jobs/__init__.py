"""The worker: takes what is due from the outbox, and does what the calendar asks for."""

from webapp.jobs.handlers import Post
from webapp.jobs.worker import Worker

__all__ = ["Post", "Worker"]
