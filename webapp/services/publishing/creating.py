"""New flows: from nothing, from a pattern, from a file of either kind, or as the copy of another one.

Each begins as a draft that nobody in public meets.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.definition import check_shape, fingerprint
from engine.editing import COLUMNS, FlowDraft, StepTableError, apply, read_operation, read_step_table
from engine.errors import EditError
from engine.model import Issue
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.drafting import FlowUnknownError
from webapp.services.publishing.following import HERE
from webapp.services.publishing.patterns import find_pattern
from webapp.services.publishing.slugs import check_slug, suggest_slug
from webapp.services.publishing.spreadsheets import SpreadsheetError, read_rows

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_HOME: Final = "America/New_York"
_EXAMPLE: Final = (
    COLUMNS,
    ("Age", "number", "How old are you?", "", "< 18", "Young"),
    ("", "", "", "", "", "Need"),
    ("Need", "choice", "What do you need?", "Food | Rent | Heat", "Food", "Food help"),
    ("", "", "", "", "Rent | Heat", "Ask a person"),
    ("Young", "message", "There is a service for young people", "", "", "Ask a person"),
    ("Food help", "end", "Apply for food assistance", "", "", ""),
    ("Ask a person", "person", "Talk to somebody", "front-desk", "", ""),
)


class FlowRefusedError(EditError):
    """What was given is no flow. `details` says what is wrong with it, the worst first."""

    def __init__(self, what: str, fix: str = "", details: tuple[str, ...] = ()) -> None:
        self.details = details
        super().__init__(what, fix)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a new flow is called. Without a slug, one is made of the title."""

    title: str = ""
    slug: str = ""
    agency: str = ""


def make_blank(uow: UnitOfWork, named: Named, *, question: str, fact_type: str, actor: Actor, now: datetime) -> str:
    """A first question and an end. The editor teaches beside it. Returns the slug."""
    document = {
        **_envelope(uow, named),
        "start": "end",
        "nodes": {"end": {"type": "end", "title": "That is all", "body": "Write here what people do next."}},
    }
    text = question.strip() or "What do you need help with?"
    first = {"op": "add-node", "type": "question", "text": text, "fact_type": fact_type or "boolean"}
    draft = apply(FlowDraft(document=document), read_operation(first)).draft
    name = next(name for name in draft.document["nodes"] if name != "end")
    for step in ({"op": "move-node", "node": name}, {"op": "start-with", "node": name}, _leads(name)):
        draft = apply(draft, read_operation(step)).draft
    return _begin(uow, named, draft, actor=actor, now=now, how="blank", is_guided=True)


def make_from_pattern(uow: UnitOfWork, named: Named, pattern: str, *, actor: Actor, now: datetime) -> str:
    """A copy of a pattern. Returns the slug."""
    found = find_pattern(pattern)
    if found is None:
        raise FlowRefusedError("Choose a pattern.")
    document = {**found.document, **{key: value for key, value in _envelope(uow, named).items() if key != "facts"}}
    return _begin(uow, named, FlowDraft(document=document), actor=actor, now=now, how="pattern")


def make_from_json(uow: UnitOfWork, named: Named, text: str, *, actor: Actor, now: datetime) -> str:
    """The flow that a file holds. What is wrong beyond its shape is told in the editor. Returns the slug."""
    if not text.strip():
        raise FlowRefusedError("Choose a file, or paste the flow.")
    try:
        document = json.loads(text)
    except RecursionError:
        raise FlowRefusedError("This is nested too deeply to be a flow.") from None
    except ValueError as error:
        raise FlowRefusedError("This is no JSON.", f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    issues = check_shape(document)
    if issues:
        raise FlowRefusedError("This is no flow as it stands.", "Mend what follows and send it again.", _told(issues))
    named = Named(
        title=named.title or _text_of(document["title"]), slug=named.slug or str(document["id"]), agency=named.agency
    )
    changed = {**document, "agency": named.agency} if named.agency else document
    return _begin(uow, named, FlowDraft(document=changed), actor=actor, now=now, how="json")


def make_from_table(uow: UnitOfWork, named: Named, content: bytes, *, actor: Actor, now: datetime) -> str:
    """The flow that a table of steps describes, in CSV or XLSX. Returns the slug."""
    _check_title(named)
    if not content.strip():
        raise FlowRefusedError("Choose a file, or paste the table.")
    slug = named.slug or suggest_slug(uow, named.title)
    try:
        draft = read_step_table(read_rows(content), slug=slug, title=named.title, time_zone=_time_zone(uow))
    except SpreadsheetError as error:
        raise FlowRefusedError(error.what) from None
    except StepTableError as error:
        told = tuple(problem.sentence for problem in error.problems)
        raise FlowRefusedError("Some rows cannot be read.", "Mend them and send the table again.", told) from None
    document = {**draft.document, **({"agency": named.agency} if named.agency else {})}
    return _begin(uow, named, FlowDraft(document=document), actor=actor, now=now, how="table")


def duplicate(uow: UnitOfWork, source: str, named: Named, *, actor: Actor, now: datetime) -> str:
    """A copy of another flow's draft, or of its newest release, with its translations. Returns the slug."""
    found = uow.drafts.find(source) or uow.flows.newest_release(source)
    if found is None:
        raise FlowUnknownError(source)
    document = {**found.document, **({"agency": named.agency} if named.agency else {})}
    draft = FlowDraft(document=document, translations=found.translations)
    return _begin(uow, named, draft, actor=actor, now=now, how="copy")


def table_template() -> tuple[tuple[str, ...], ...]:
    """A small table of steps to begin with."""
    return _EXAMPLE


def _begin(
    uow: UnitOfWork, named: Named, draft: FlowDraft, *, actor: Actor, now: datetime, how: str, is_guided: bool = False
) -> str:
    require(actor, Permission.EDIT_FLOWS)
    _check_title(named)
    slug = named.slug or suggest_slug(uow, named.title)
    check_slug(uow, slug)
    document = {**draft.document, "id": slug, "title": named.title.strip()}
    name = fingerprint(document, draft.translations)
    with uow.write(durable=True):
        uow.flows.add(slug, now=now)
        uow.flows.set_owner(slug, actor.id)
        uow.flows.set_guided(slug, is_guided=is_guided)
        uow.drafts.add(
            slug,
            fingerprint=name,
            document=document,
            translations=draft.translations,
            origin=HERE,
            now=now,
            edited_by=actor.id,
        )
        record(uow, actor, "flow.made", slug, {"from": how, "fingerprint": name}, now=now)
    return slug


def _check_title(named: Named) -> None:
    if not named.title.strip():
        raise FlowRefusedError("Give the flow a title.", "It is what people read first.")


def _envelope(uow: UnitOfWork, named: Named) -> dict[str, Any]:
    agency = {"agency": named.agency} if named.agency else {}
    return {
        "format": 1,
        "id": named.slug or suggest_slug(uow, named.title),
        "language": "en",
        "time_zone": _time_zone(uow),
        "title": named.title.strip(),
        **agency,
        "facts": {},
    }


def _time_zone(uow: UnitOfWork) -> str:
    """Where most of the flows are."""
    zones = Counter(
        str(release.document.get("time_zone", ""))
        for flow in uow.flows.list_live()
        if (release := uow.flows.newest_release(flow.slug)) is not None
    )
    return next((zone for zone, _ in zones.most_common(1) if zone), _HOME)


def _leads(name: str) -> Mapping[str, Any]:
    return {"op": "connect", "node": name, "to": "end"}


def _text_of(text: Any) -> str:
    return text if isinstance(text, str) else str(text.get("other", ""))


def _told(issues: list[Issue]) -> tuple[str, ...]:
    return tuple(f"{issue.sentence} ({issue.pointer or 'the whole file'})" for issue in issues[:50])
