"""The public's blueprint, on which each page family puts its routes."""

from flask import Blueprint

bp = Blueprint("public", __name__)
