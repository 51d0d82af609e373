"""What the public sees: directory, start pages, journeys, articles, status and statements."""

import webapp.blueprints.public.articles
import webapp.blueprints.public.day
import webapp.blueprints.public.directory
import webapp.blueprints.public.files
import webapp.blueprints.public.gallery
import webapp.blueprints.public.journey
import webapp.blueprints.public.messages
import webapp.blueprints.public.returning
import webapp.blueprints.public.saving
import webapp.blueprints.public.statements
import webapp.blueprints.public.status
import webapp.blueprints.public.tools  # noqa: F401 - the page families put their routes on the blueprint
from webapp.blueprints.public.blueprint import bp

__all__ = ["bp"]
