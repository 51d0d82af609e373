"""The desk: queues, and tickets to work on."""

import webapp.blueprints.desk.queue
import webapp.blueprints.desk.ticket  # noqa: F401 - the page families put their routes on the blueprint
from webapp.blueprints.desk.blueprint import bp

__all__ = ["bp"]
