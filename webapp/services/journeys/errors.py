"""What can go wrong with a journey, each with what a page needs to say it.

JourneyServiceError
├── UnknownServiceError     no live flow has this slug
├── JourneyNotFoundError    no journey has this public id, or its data was erased
├── JourneyExpiredError     it is over its time; `slug` is where to start again
├── ServiceChangedError     the service was released anew, and people at this place start again
├── SecretRefusedError      the browser does not hold the journey's secret
├── NotOnPathError          the place is not on the path; `open_place` is what waits
├── JourneyConflictError    two inputs met and one of them changed this answer; `open_place` is what waits now
├── ReturnLinkRefusedError  unknown, used or too old
└── ReturnCodeRefusedError  unknown, replaced, too old, or mistyped: nobody is told which
"""

from __future__ import annotations


class JourneyServiceError(Exception):
    """Anything the journey service refuses."""


class UnknownServiceError(JourneyServiceError):
    """No live flow has this slug."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"no service is called {slug!r}")


class JourneyNotFoundError(JourneyServiceError):
    """No journey has this public id, or its data was erased."""


class JourneyExpiredError(JourneyServiceError):
    """The journey is over its time. `slug` names the service in which to start again."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__("the journey has expired")


class ServiceChangedError(JourneyServiceError):
    """The service was released anew, and whoever stood here starts again. `slug` names the service."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__("the service has changed")


class SecretRefusedError(JourneyServiceError):
    """The browser does not hold the journey's secret. `slug` names the service in which to start again."""

    def __init__(self, slug: str = "") -> None:
        self.slug = slug
        super().__init__("the secret is not this journey's")


class NotOnPathError(JourneyServiceError):
    """The place asked for is not on the journey's path. `open_place` is what waits."""

    def __init__(self, open_place: str) -> None:
        self.open_place = open_place
        super().__init__(f"not on the path; {open_place!r} is open")


class JourneyConflictError(JourneyServiceError):
    """Another input changed the same answer meanwhile. `open_place` is what waits now."""

    def __init__(self, open_place: str = "") -> None:
        self.open_place = open_place
        super().__init__("another input came first")


class ReturnLinkRefusedError(JourneyServiceError):
    """The return link is unknown, used or too old."""


class ReturnCodeRefusedError(JourneyServiceError):
    """The short code leads nowhere, for whatever reason."""
