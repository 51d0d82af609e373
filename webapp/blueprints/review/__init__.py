"""What an agency sees of a flow through its link: read, try, comment, sign, ask. Nobody signs in here."""

import webapp.blueprints.review.pages
import webapp.blueprints.review.saying
import webapp.blueprints.review.trying  # noqa: F401 - the page families put their routes on the blueprint
from webapp.blueprints.review.blueprint import bp

__all__ = ["bp"]
