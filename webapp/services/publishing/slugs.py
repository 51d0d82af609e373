"""Names of new flows, as they stand in addresses and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.editing import fresh
from engine.errors import EditError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

RESERVED: Final = frozenset(
    {
        *("changes", "draft", "find", "flows", "help", "library", "new", "patterns", "people", "presence", "releases"),
        *("requests", "reviews", "search", "session", "settings", "shared", "shortcuts", "template", "translations"),
    }
)
"""Pages of the editor have these addresses, or may have them one day."""
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,59}")


def check_slug(uow: UnitOfWork, slug: str) -> None:
    """Raises EditError for what cannot be the name of a new flow."""
    if not _SLUG.fullmatch(slug):
        raise EditError(
            f"“{slug[:80]}” cannot be the name of a flow.",
            "A name begins with a small letter and has small letters, digits and hyphens: 2 to 60 of them.",
        )
    if slug in RESERVED:
        raise EditError(f"“{slug}” is the address of a page of this editor.", "Choose another name.")
    if uow.flows.find(slug) is not None:
        raise EditError(f"There is a flow “{slug}” already.", "Choose another name.")


def suggest_slug(uow: UnitOfWork, title: str) -> str:
    """A name made of the words of a title that nothing has."""
    return fresh(title.replace("_", "-"), {*(flow.slug for flow in uow.flows.list_all()), *RESERVED}, "flow")
