"""Asks for a draft to be released: with what it changes, what is proved of it, and what becomes of people inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.persistence import ChangeRecord, DraftRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing import NoDraftError
from webapp.services.releasing.errors import ChangeMovedError, ChangeRefusedError, ChangeUnknownError
from webapp.services.releasing.evidence import Evidence, gather
from webapp.services.releasing.inside import check_choices
from webapp.services.releasing.kinds import LONGEST_NOTE, OPEN, Kind
from webapp.services.releasing.risk import NEEDS, Quorum
from webapp.services.releasing.telling import Event, tell_deciders

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a designer writes when asking."""

    kind: Kind
    notes_staff: str
    notes_public: str = ""
    notes_translated: Mapping[str, str] = field(default_factory=dict)
    """The same in other languages of the flow; one that is missing is read in the flow's own."""
    reason: str = ""
    """Why it cannot wait, of an emergency."""
    warnings_stand: str = ""
    """Why the warnings that are left may stand."""
    inside: Mapping[str, str] = field(default_factory=dict)


def request_change(uow: UnitOfWork, slug: str, asked: Asked, *, actor: Actor, now: datetime) -> int:
    """Ask for the draft as it is now. Returns the request's number. Raises NoDraftError, ChangeRefusedError."""
    require(actor, Permission.EDIT_FLOWS)
    inside = check_choices(asked.inside)
    found = gather(uow, slug, actor=actor, moment=now, chosen=inside)
    draft = uow.drafts.find(slug)
    if found is None or draft is None:
        raise NoDraftError(slug)
    if not found.is_unchanged:  # whoever changed nothing is told that before anything else
        _check_notes(asked)
    _check_evidence(found, asked)
    kind, became = _settle_kind(found, asked)
    quorum = _quorum(found, kind)
    evidence = {
        **found.as_json(),
        "quorum": str(quorum),
        "model": str(found.fit.model or "") if kind is Kind.STANDARD else "",
        "became_normal": became,
        "warnings_stand": asked.warnings_stand.strip(),
        "editors": sorted({edit.edited_by for edit in uow.drafts.list_edits(draft, most=10_000)} | {actor.id}),
        "release": found.draft.fingerprint,
    }
    values = {
        "slug": slug,
        "kind": str(kind),
        "state": "approved" if quorum is Quorum.NOBODY else "waiting",
        "draft_id": draft.id,
        "fingerprint": draft.fingerprint,
        "base_release_id": found.base.release_id if found.base else None,
        "needs": NEEDS[quorum],
        "notes_staff": asked.notes_staff.strip(),
        "notes_public": asked.notes_public.strip(),
        "notes_translated": _translated(asked, draft),
        "reason": asked.reason.strip(),
        "evidence": evidence,
        "inside": inside,
        "requested_by": actor.id,
        "requested_at": now,
    }
    return _keep(uow, draft, values, actor, now)


def withdraw_change(uow: UnitOfWork, change_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a request back. Whoever asked may, and every designer."""
    require(actor, Permission.EDIT_FLOWS)
    change = get_change(uow, change_id)
    if change.state not in OPEN:
        raise ChangeRefusedError("This request is closed already.")
    with uow.write(durable=True):
        values = {"state": "withdrawn", "closed_by": actor.id, "closed_at": now, "run_at": None}
        if not uow.changes.step(change, values):
            raise ChangeMovedError
        record(uow, actor, "change.withdrawn", change.slug, {"change": change.id}, now=now)


def get_change(uow: UnitOfWork, change_id: int) -> ChangeRecord:
    """A request by its number. Raises ChangeUnknownError."""
    change = uow.changes.find(change_id)
    if change is None:
        raise ChangeUnknownError(change_id)
    return change


def _keep(uow: UnitOfWork, draft: DraftRecord, values: dict[str, Any], actor: Actor, now: datetime) -> int:
    with uow.write(durable=True):
        if uow.changes.lock_draft(draft.id) != draft.fingerprint:
            raise ChangeRefusedError("The draft was edited a moment ago.", "Look at it again, then ask.")
        if any(each.draft_id == draft.id for each in uow.changes.list_open(draft.slug)):
            raise ChangeRefusedError("This draft waits for its release already.", "Withdraw that request first.")
        change_id = uow.changes.add(values)
        details = {"change": change_id, "kind": values["kind"], "fingerprint": draft.fingerprint}
        record(uow, actor, "change.requested", draft.slug, details, now=now)
        tell_deciders(uow, get_change(uow, change_id), Event.ASKED, now=now)
    return change_id


def _check_notes(asked: Asked) -> None:
    if not asked.notes_staff.strip():
        raise ChangeRefusedError("Say for your colleagues what changes.", "One or two sentences are enough.")
    if asked.kind is Kind.EMERGENCY and not asked.reason.strip():
        raise ChangeRefusedError(
            "Say why this cannot wait.", "An emergency is released at once and reviewed afterwards."
        )
    translated = asked.notes_translated.values()
    if any(note.strip() for note in translated) and not asked.notes_public.strip():
        raise ChangeRefusedError(
            "Say in the flow’s own language, too, what changes for the public.",
            "Whoever reads the service in a language without a note meets that one.",
        )
    notes = (asked.notes_staff, asked.notes_public, asked.reason, asked.warnings_stand, *translated)
    if any(len(note) > LONGEST_NOTE for note in notes):
        raise ChangeRefusedError(f"A note has more than {LONGEST_NOTE} letters.", "Say it in fewer words.")


def _translated(asked: Asked, draft: DraftRecord) -> dict[str, str]:
    said = {language: note.strip() for language, note in asked.notes_translated.items()}
    return {language: note for language, note in said.items() if note and language in draft.translations}


def _check_evidence(found: Evidence, asked: Asked) -> None:
    """What holds a draft back, whoever asks; and what only an emergency passes."""
    if found.fault:
        raise ChangeRefusedError(found.fault, "Mend the errors first.")
    if found.is_unchanged:
        raise ChangeRefusedError(
            "The draft says the same as the release that is there.", "Change something first, then ask for its release."
        )
    if asked.kind is Kind.EMERGENCY:
        return
    if found.is_running:
        raise ChangeRefusedError("The proof is not there yet.", "Look again in a moment. What you wrote is kept here.")
    if found.proof.stopped:
        raise ChangeRefusedError(f"The draft could not be proved: {found.proof.stopped}")
    if found.errors:
        raise ChangeRefusedError(f"The proof found an error: {found.errors[0]}", "Mend it, then ask again.")
    if found.failed_scenarios:
        raise ChangeRefusedError("A scenario does not end as expected.", "Mend the flow, or the scenario.")
    if found.warnings and not asked.warnings_stand.strip():
        raise ChangeRefusedError("There are warnings.", "Mend them, waive them, or say here why they may stand.")


def _settle_kind(found: Evidence, asked: Asked) -> tuple[Kind, str]:
    """A change that fits no kind approved beforehand is a normal one, and is told why."""
    if asked.kind is not Kind.STANDARD:
        return asked.kind, ""
    if found.fit.model is None:
        return Kind.NORMAL, found.fit.why
    if not found.is_same and not _is_details(found):
        return Kind.NORMAL, "It is not proved that it makes no difference to anybody."
    return Kind.STANDARD, ""


def _is_details(found: Evidence) -> bool:
    """Another article at the same steps: the same people come there, and what they read is meant to differ."""
    result = found.behaviour.result if found.behaviour else None
    return (
        result is not None
        and all(each["then"]["node"] == each["now"]["node"] for each in result["outcomes"])
        and not (result["asked"] or result["no_longer_asked"] or result["results"] or result["not_settled"])
    )


def _quorum(found: Evidence, kind: Kind) -> Quorum:
    if kind is Kind.STANDARD:
        return Quorum.NOBODY
    if kind is Kind.EMERGENCY or found.risk is None:
        return Quorum.ONE
    return found.risk.quorum
