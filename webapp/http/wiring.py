"""What `create_app` put together, for the modules that serve a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g

if TYPE_CHECKING:
    from webapp.clock import Clock
    from webapp.config import Settings
    from webapp.persistence import Database

EXTENSION = "waypost"


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """The parts one application object is made of."""

    settings: Settings
    clock: Clock
    database: Database


def wiring() -> Wiring:
    """The parts of the application that serves this request."""
    return cast("Wiring", current_app.extensions[EXTENSION])


def now() -> datetime:
    """The moment of this request: the same for everything that happens in it."""
    if "now" not in g:
        g.now = wiring().clock()
    return cast("datetime", g.now)
