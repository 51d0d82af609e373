"""What can go wrong with reviews and requests."""

from __future__ import annotations

from engine.errors import EditError


class ReviewLinkRefusedError(Exception):
    """A link that opens nothing: unknown, taken back, or its time is over. Never says which."""


class ReviewRefusedError(EditError):
    """Something that was written cannot be kept; `what` and `fix` are for whoever wrote it."""


class RequestUnknownError(Exception):
    """There is no request of that number."""
