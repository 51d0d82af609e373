"""What the public meets: its history, what differs, who asks for another, who agrees, and when it goes live."""

from webapp.services.releasing.comparing import Compared, compare_sides, find_behaviour
from webapp.services.releasing.errors import (
    ChangeMovedError,
    ChangeRefusedError,
    ChangeUnknownError,
    ReleasingError,
    SideUnknownError,
)
from webapp.services.releasing.history import Period, ShownRelease, list_history
from webapp.services.releasing.replaying import SMALL, find_replayed, replay_past
from webapp.services.releasing.sides import DRAFT, Side, list_sides
from webapp.services.releasing.solving import Found

__all__ = [
    "DRAFT",
    "SMALL",
    "ChangeMovedError",
    "ChangeRefusedError",
    "ChangeUnknownError",
    "Compared",
    "Found",
    "Period",
    "ReleasingError",
    "ShownRelease",
    "Side",
    "SideUnknownError",
    "compare_sides",
    "find_behaviour",
    "find_replayed",
    "list_history",
    "list_sides",
    "replay_past",
]
