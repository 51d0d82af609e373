"""Goes back to the surface that a change came from, and says there what was done."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request

from webapp.http.forms import safe_next

_TOLD = ("done", "refused")
_LONGEST = 300


def surface_asked_for() -> str:
    """Where the form in the request says that it came from; empty when it does not, or names another site."""
    return safe_next(request.form.get("back", ""), "")


def address_with(address: str, **told: str) -> str:
    """The address with what is to be said there, and without what was said before."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in _TOLD]
    query = urlencode([*kept, *((name, value[:_LONGEST]) for name, value in told.items() if value)])
    return f"{parts.path}?{query}" if query else parts.path


def told_here() -> dict[str, str]:
    """What was done, or why not, as `told_box` says it."""
    done, refused = (request.args.get(name, "")[:_LONGEST] for name in _TOLD)
    return {"what": refused} if refused else {"said": done}
