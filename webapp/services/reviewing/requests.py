"""Requests for a new flow or a change: who asked, who has it, how far it is, what was said, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from webapp.persistence import FlowRequestRecord, RequestEntryRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing import list_owners
from webapp.services.reviewing.comments import Commenter
from webapp.services.reviewing.errors import RequestUnknownError, ReviewRefusedError
from webapp.services.reviewing.texts import read_name, read_text

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

STATES: Final[Mapping[str, str]] = {
    "new": "New",
    "accepted": "Accepted",
    "in-work": "In work",
    "released": "Released",
    "declined": "Declined",
}
_OPEN: Final = frozenset({"new", "accepted", "in-work"})
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for. Without `slug`, for a new flow."""

    title: str
    body: str
    agency: str = ""
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """One request with the names of what it is about."""

    request: FlowRequestRecord
    flow_title: str
    owner: str
    answer_title: str
    entries: tuple[RequestEntryRecord, ...] = ()

    @property
    def state(self) -> str:
        return STATES[self.request.state]


def ask(uow: UnitOfWork, asked: Asked, *, by: Commenter, now: datetime) -> int:
    """Ask for a new flow or a change. Returns the request's number."""
    title = " ".join(asked.title.replace("\0", "").split())[:_LONGEST_TITLE]
    if not title:
        raise ReviewRefusedError("Say in a few words what is asked for.")
    body, name = read_text(asked.body, empty="Describe what is needed, and for whom."), read_name(by.name)
    if asked.slug and uow.flows.find(asked.slug) is None:
        raise ReviewRefusedError("Choose the flow that is to change.")
    values = {
        "slug": asked.slug or None,
        "title": title,
        "body": body,
        "agency": " ".join(asked.agency.replace("\0", "").split())[:120],
        "asked_by": name,
        "person_id": by.person_id,
        "link_id": by.link_id,
        "state": "new",
        "reason": "",
        "created_at": now,
        "updated_at": now,
    }
    with uow.write(durable=True):
        number = uow.flow_requests.add(values)
        uow.audit.add("request.made", str(number), now=now, actor_id=by.person_id)
    return number


def list_requests(
    uow: UnitOfWork, *, actor: Actor, state: str = "open", owner: str = "", slug: str = ""
) -> tuple[RequestCard, ...]:
    """The requests in a state (`open`: not answered yet; `all`), of an owner, about a flow; last changed first."""
    require(actor, Permission.SEE_FLOWS)
    wanted = {"open": _OPEN, "all": frozenset(STATES)}.get(state, frozenset({state}))
    found = [
        each
        for each in uow.flow_requests.list_all()
        if each.state in wanted
        and (not owner or each.owner_id == owner)
        and (not slug or slug in (each.slug, each.answer_slug))
    ]
    return tuple(_card(uow, each) for each in found)


def get_request(uow: UnitOfWork, number: int, *, actor: Actor) -> RequestCard:
    """One request with its discussion. Raises RequestUnknownError."""
    require(actor, Permission.SEE_FLOWS)
    return _card(uow, _get(uow, number), uow.flow_requests.list_entries(number))


def say_on_request(uow: UnitOfWork, number: int, body: str, *, by: Commenter, now: datetime) -> None:
    """Add to the discussion."""
    _get(uow, number)
    said, name = read_text(body, empty="Write what you want to say."), read_name(by.name)
    with uow.write(durable=True):
        uow.flow_requests.add_entry(number, kind="said", name=name, body=said, now=now)
        uow.flow_requests.change(number, now=now)


def set_request_state(uow: UnitOfWork, number: int, state: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Say how far it is. Declining needs a reason, which whoever asked can read; a release has to be named first."""
    require(actor, Permission.EDIT_FLOWS)
    found = _get(uow, number)
    if state not in STATES:
        raise ReviewRefusedError("Choose a state from the list.")
    said = ""
    if state == "declined":
        said = read_text(reason, empty="Say why it is declined.")
    if state == "released" and not found.answer_release:
        raise ReviewRefusedError("No release answers this request yet.", "Name the flow and its release first.")
    with uow.write(durable=True):
        uow.flow_requests.change(number, now=now, state=state, reason=said)
        body = f"{STATES[state]}{f': {said}' if said else ''}"
        uow.flow_requests.add_entry(number, kind="state", name=actor.name, body=body, now=now)
        record(uow, actor, "request.state", str(number), {"from": found.state, "to": state}, now=now)


def set_request_owner(uow: UnitOfWork, number: int, person_id: str, *, actor: Actor, now: datetime) -> None:
    """Say who takes care of it."""
    require(actor, Permission.EDIT_FLOWS)
    _get(uow, number)
    names = {person.id: person.name for person in list_owners(uow)}
    if person_id and person_id not in names:
        raise ReviewRefusedError("Choose somebody from the list.")
    with uow.write(durable=True):
        uow.flow_requests.change(number, now=now, owner_id=person_id or None)
        body = names.get(person_id, "Nobody")
        uow.flow_requests.add_entry(number, kind="owner", name=actor.name, body=body, now=now)
        record(uow, actor, "request.owner", str(number), {"owner": person_id}, now=now)


def answer_request(uow: UnitOfWork, number: int, *, slug: str, release: str, actor: Actor, now: datetime) -> None:
    """Name the flow whose draft answers it, and the release once there is one."""
    require(actor, Permission.EDIT_FLOWS)
    _get(uow, number)
    if uow.flows.find(slug) is None:
        raise ReviewRefusedError("Choose the flow that answers it.")
    if release and release not in {each.fingerprint for each in uow.flows.list_releases(slug)}:
        raise ReviewRefusedError("This release is not one of that flow.", "Choose the flow first, then its release.")
    with uow.write(durable=True):
        uow.flow_requests.change(number, now=now, answer_slug=slug, answer_release=release or None)
        body = f"{_title_of(uow, slug)}{f', release {release[:12]}' if release else ''}"
        uow.flow_requests.add_entry(number, kind="answer", name=actor.name, body=body, now=now)
        record(uow, actor, "request.answered", str(number), {"flow": slug, "release": release}, now=now)


def _get(uow: UnitOfWork, number: int) -> FlowRequestRecord:
    found = uow.flow_requests.find(number)
    if found is None:
        raise RequestUnknownError
    return found


def _card(uow: UnitOfWork, request: FlowRequestRecord, entries: tuple[RequestEntryRecord, ...] = ()) -> RequestCard:
    people = {person.id: person.name for person in uow.people.list_all()}
    return RequestCard(
        request=request,
        flow_title=_title_of(uow, request.slug),
        owner=people.get(request.owner_id or "", ""),
        answer_title=_title_of(uow, request.answer_slug),
        entries=entries,
    )


def _title_of(uow: UnitOfWork, slug: str | None) -> str:
    found = (uow.drafts.find(slug) or uow.flows.newest_release(slug)) if slug else None
    return str(found.document.get("title", slug)) if found else slug or ""
