"""The blueprint that the page families of this folder share."""

from flask import Blueprint

bp = Blueprint("editor", __name__, url_prefix="/editor")
