"""What every step of a request shares: how a change comes to be released, which states are open, how long a note is."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

LONGEST_NOTE: Final = 2000
OPEN: Final = ("waiting", "approved")


class Kind(StrEnum):
    """How a change comes to be released."""

    STANDARD = "standard"
    NORMAL = "normal"
    EMERGENCY = "emergency"
    ROLLBACK = "rollback"


BY_TWO: Final = frozenset({Kind.EMERGENCY, Kind.ROLLBACK})
"""Done at once as soon as a second person agrees, who may be a designer as well."""
