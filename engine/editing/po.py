"""A translation as a PO file of GNU gettext, and back. Each message is named by the pointer of its text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from engine.editing.units import DONE, MISSING, STALE, Unit, UnitFile
from engine.errors import EditError

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""The same draft makes the same file, byte for byte."""


def write_po(units: Sequence[Unit], *, flow: str, language: str) -> bytes:
    """The file that a translator opens. What is stale is marked as fuzzy."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po as write

    catalog = Catalog(
        locale=language.replace("-", "_"),
        project=flow,
        version="1",
        header_comment=f"# Translation of the flow “{flow}”. A fuzzy message has changed since it was translated.",
        creation_date=_BEGINNING,
        revision_date=_BEGINNING,
        fuzzy=False,
    )
    for unit in units:
        flags = ["fuzzy"] if unit.state == STALE else []
        catalog.add(unit.source, unit.target, context=unit.id, auto_comments=unit.notes, flags=flags)
    made = io.BytesIO()
    write(made, catalog, width=0)
    return made.getvalue()


def read_po(data: bytes) -> UnitFile:
    """What a translator sent back. Raises EditError for what is no PO file of a flow."""
    from babel.messages.pofile import PoFileError
    from babel.messages.pofile import read_po as read

    try:
        catalog = read(io.BytesIO(data), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise EditError(
            "This is no PO file, or it is damaged.", "Choose the file as the translator saved it."
        ) from error
    units = tuple(
        Unit(
            id=message.context,
            source=str(message.id),
            target=str(message.string),
            state=MISSING if not message.string else STALE if message.fuzzy else DONE,
        )
        for message in catalog
        if message.id and isinstance(message.id, str) and message.context
    )
    if not units:
        raise EditError("There are no texts of a flow in this file.", "Choose a PO file that was exported here.")
    if not catalog.locale_identifier:
        raise EditError("The file does not say its language.", "Its header needs a line “Language: es”, for example.")
    return UnitFile(language=catalog.locale_identifier.replace("_", "-"), units=units)
