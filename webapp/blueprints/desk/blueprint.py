"""The blueprint that the page families of this folder share."""

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/desk")
