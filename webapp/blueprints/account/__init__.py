"""Staff sign in, sign out, and see what they can do."""

import webapp.blueprints.account.home
import webapp.blueprints.account.sign_in  # noqa: F401 - the page families put their routes on the blueprint
from webapp.blueprints.account.blueprint import bp

__all__ = ["bp"]
