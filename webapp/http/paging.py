"""Page numbers in addresses."""

from __future__ import annotations

from flask import request


def page_number() -> int:
    """The `?page=` asked for; anything that is no number from 1 up is the first page."""
    value = request.args.get("page", "")
    return int(value) if value.isdecimal() and 0 < len(value) < 7 and int(value) > 0 else 1
