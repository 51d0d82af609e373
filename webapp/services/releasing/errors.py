"""What can go wrong with releases and requests to change them.

ReleasingError
├── SideUnknownError    no release and no draft of that name to compare
├── ChangeUnknownError  no request of that number
├── ChangeMovedError    somebody else took a step with this request first
└── ChangeRefusedError  it cannot be done as things are; says why, and what to do instead
"""

from __future__ import annotations


class ReleasingError(Exception):
    """Anything this service refuses."""


class SideUnknownError(ReleasingError):
    """There is no release and no draft of that name."""


class ChangeUnknownError(ReleasingError):
    """No request has this number."""


class ChangeMovedError(ReleasingError):
    """Somebody else took a step with this request first."""


class ChangeRefusedError(ReleasingError):
    """It cannot be done as things are."""

    def __init__(self, what: str, fix: str = "") -> None:
        self.what, self.fix = what, fix
        super().__init__(what)
