"""The editor: the flows, and one flow's draft as an outline, as a map and step by step."""

import webapp.blueprints.editor.about
import webapp.blueprints.editor.amounts
import webapp.blueprints.editor.approvals
import webapp.blueprints.editor.change_control
import webapp.blueprints.editor.counts
import webapp.blueprints.editor.exchange
import webapp.blueprints.editor.facts
import webapp.blueprints.editor.find
import webapp.blueprints.editor.flows
import webapp.blueprints.editor.grid
import webapp.blueprints.editor.json_view
import webapp.blueprints.editor.looking
import webapp.blueprints.editor.map
import webapp.blueprints.editor.map_clip
import webapp.blueprints.editor.members
import webapp.blueprints.editor.new
import webapp.blueprints.editor.outline
import webapp.blueprints.editor.part
import webapp.blueprints.editor.presence
import webapp.blueprints.editor.problems
import webapp.blueprints.editor.promises
import webapp.blueprints.editor.release_requests
import webapp.blueprints.editor.releases
import webapp.blueprints.editor.replacing
import webapp.blueprints.editor.requests
import webapp.blueprints.editor.reviews
import webapp.blueprints.editor.running
import webapp.blueprints.editor.scenarios
import webapp.blueprints.editor.step
import webapp.blueprints.editor.tabs
import webapp.blueprints.editor.translations
import webapp.blueprints.editor.trying
import webapp.blueprints.editor.words  # noqa: F401 - the page families put their routes on the blueprint
from webapp.blueprints.editor.blueprint import bp

__all__ = ["bp"]
