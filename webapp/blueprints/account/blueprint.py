"""The blueprint that the page families of this folder share."""

from flask import Blueprint

bp = Blueprint("account", __name__)
