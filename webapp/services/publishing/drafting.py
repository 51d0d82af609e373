"""Changing a flow: open a draft, edit it, undo and do again. The public meets none of it before a release.

Operations are made on the draft as it is when they arrive, not as it was when the page was loaded: two designers in
one flow do not stop each other. Where both changed the same words, the engine gives both versions back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from engine.definition import fingerprint
from engine.editing import Change, Edited, FlowDraft, Operation, apply, from_json, invert, redo, to_json
from engine.errors import EditError
from webapp.persistence import DraftRecord, EditRecord, ReleaseRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.following import (
    DISCARDED,
    EDITED,
    HERE,
    keep_new_flow,
    take_comments_along,
    void_requests,
)
from webapp.services.publishing.scenario_files import rename_in_scenarios

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_TRIES = 5


class FlowUnknownError(Exception):
    """There is no flow of that name."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"no flow {slug!r}")


class NoDraftError(Exception):
    """Nobody is changing this flow: there is nothing to edit."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"no draft of {slug!r}")


class DraftBusyError(Exception):
    """Others changed the draft again and again while this edit was being made."""


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A draft as a designer sees it."""

    slug: str
    draft: FlowDraft
    version: int
    fingerprint: str
    is_changed: bool
    """Whether it differs from the release it began as."""
    is_new: bool
    """Whether nothing of the flow was ever released."""
    asked: int | None
    """The request to release it as it is, which any edit would close."""
    edited_by: str
    edited_at: datetime
    undoes: str
    """What undoing takes back, in words; empty where there is nothing."""
    redoes: str
    said: str = ""
    """What was just done."""
    focus: str = ""
    """The pointer of what was changed."""


def view_of(shown: DraftRecord | ReleaseRecord) -> DraftView:
    """A draft or a release as it stands, for whoever only reads it."""
    draft = FlowDraft(document=shown.document, translations=shown.translations)
    return DraftView(
        slug=shown.slug,
        draft=draft,
        version=shown.version if isinstance(shown, DraftRecord) else 0,
        fingerprint=shown.fingerprint,
        is_changed=isinstance(shown, DraftRecord),
        is_new=isinstance(shown, DraftRecord) and shown.base_release_id is None,
        asked=None,
        edited_by="",
        edited_at=shown.updated_at if isinstance(shown, DraftRecord) else shown.published_at,
        undoes="",
        redoes="",
    )


def open_draft(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> DraftView:
    """The flow's draft; one that begins as what the public meets where nobody has begun."""
    require(actor, Permission.EDIT_FLOWS)
    if uow.flows.find(slug) is None:
        raise FlowUnknownError(slug)
    if uow.drafts.find(slug) is None:
        release = _begins_as(uow, slug)
        if release is None:
            raise FlowUnknownError(slug)
        with uow.write(durable=True):
            uow.drafts.add(
                slug,
                fingerprint=release.fingerprint,
                document=release.document,
                translations=release.translations,
                origin=HERE,
                now=now,
                base_release_id=release.id,
                edited_by=actor.id,
            )
            record(uow, actor, "draft.opened", slug, {"fingerprint": release.fingerprint}, now=now)
    return get_draft(uow, slug, actor=actor)


def get_draft(uow: UnitOfWork, slug: str, *, actor: Actor) -> DraftView:
    """The flow's draft. Raises NoDraftError when nobody has begun one."""
    require(actor, Permission.EDIT_FLOWS)
    return _view(uow, _find(uow, slug))


def edit(uow: UnitOfWork, slug: str, operation: Operation, *, actor: Actor, now: datetime) -> DraftView:
    """Make a change. Raises EditError when it cannot be made; then the draft is as it was."""

    def change(draft: DraftRecord) -> _Step:
        edited = apply(_to_draft(draft), operation)
        return _Step(edited=edited, position=draft.position + 1)

    return _step(uow, slug, change, actor=actor, now=now)


def undo(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> DraftView:
    """Take the last edit back. Raises EditError where there is none, or somebody changed the same place since."""

    def change(draft: DraftRecord) -> _Step:
        last = uow.drafts.find_edit(draft, draft.position)
        if last is None:
            raise EditError("There is nothing to undo.")
        made, back = _again(draft, invert(from_json(last.changes))), {new: old for old, new in last.renamed.items()}
        return _Step(made=made, position=draft.position - 1, said=last.said, renamed=back)

    return _step(uow, slug, change, actor=actor, now=now)


def do_again(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> DraftView:
    """Make the edit again that was undone last. Raises EditError where there is none."""

    def change(draft: DraftRecord) -> _Step:
        next_ = uow.drafts.find_edit(draft, draft.position + 1)
        if next_ is None:
            raise EditError("There is nothing to do again.")
        made = _again(draft, from_json(next_.changes))
        return _Step(made=made, position=draft.position + 1, said=next_.said, renamed=next_.renamed)

    return _step(uow, slug, change, actor=actor, now=now)


def discard_draft(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> None:
    """Throw the draft away with its history. The release stays as it is. Raises EditError where there is none."""
    require(actor, Permission.EDIT_FLOWS)
    draft = _find(uow, slug)
    if uow.flows.newest_release(slug) is None:
        raise EditError("The draft is all that there is of this flow.", "Archive the flow instead.")
    done = [uow.drafts.find_edit(draft, number) for number in range(draft.position, 0, -1)]
    with uow.write(durable=True):
        void_requests(uow, draft, DISCARDED, actor, now)
        for edit_ in done:
            if edit_ is not None and edit_.renamed:
                back = {new: old for old, new in edit_.renamed.items()}
                rename_in_scenarios(uow, slug, back, now=now)
        uow.drafts.remove(draft)
        record(uow, actor, "draft.discarded", slug, {"fingerprint": draft.fingerprint}, now=now)


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What a draft becomes: by an edit, or by one that is made backwards or again."""

    position: int
    edited: Edited | None = None
    made: FlowDraft | None = None
    said: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """What gets another name by a step that is not an edit of its own."""


def _step(
    uow: UnitOfWork, slug: str, change: Callable[[DraftRecord], _Step], *, actor: Actor, now: datetime
) -> DraftView:
    """Make a step on the newest version; again when somebody else was quicker."""
    require(actor, Permission.EDIT_FLOWS)
    for _ in range(_TRIES):
        draft = _find(uow, slug)
        step = change(draft)
        if _keep(uow, draft, step, actor, now):
            done = step.edited.done if step.edited else None
            shown = _view(uow, _find(uow, slug))
            return replace(shown, said=done.said if done else step.said, focus=done.focus if done else "")
    raise DraftBusyError(slug)


def _keep(uow: UnitOfWork, draft: DraftRecord, step: _Step, actor: Actor, now: datetime) -> bool:
    becomes = step.edited.draft if step.edited else step.made
    assert becomes is not None, "a step comes from an edit or is made from a kept one"
    values = {
        "document": becomes.document,
        "translations": dict(becomes.translations),
        "fingerprint": fingerprint(becomes.document, becomes.translations),
        "edited_by": actor.id,
        "updated_at": now,
    }
    with uow.write(durable=True):
        if not uow.drafts.advance(draft, position=step.position, values=values):
            return False
        if values["fingerprint"] != draft.fingerprint:
            void_requests(uow, draft, EDITED, actor, now)
        if step.edited is not None:
            uow.drafts.add_edit(draft, _record_of(step.edited, step.position, actor, now))
            keep_new_flow(uow, step.edited.done.made, actor, now)
            take_comments_along(uow, draft, step.edited.done.renamed)
        rename_in_scenarios(uow, draft.slug, step.edited.done.renamed if step.edited else step.renamed, now=now)
    return True


def _record_of(edited: Edited, number: int, actor: Actor, now: datetime) -> EditRecord:
    return EditRecord(
        number=number,
        changes=to_json(edited.changes),
        said=edited.done.said,
        edited_by=actor.id,
        edited_at=now,
        renamed=edited.done.renamed,
    )


def _again(draft: DraftRecord, changes: tuple[Change, ...]) -> FlowDraft:
    return redo(_to_draft(draft), changes)


def _begins_as(uow: UnitOfWork, slug: str) -> ReleaseRecord | None:
    """What the public meets; of a flow that only others run, its newest release."""
    flow = uow.flows.find(slug)
    live = flow.live_release_id if flow else None
    return uow.flows.release(live) if live is not None else uow.flows.newest_release(slug)


def _find(uow: UnitOfWork, slug: str) -> DraftRecord:
    draft = uow.drafts.find(slug)
    if draft is None:
        raise NoDraftError(slug)
    return draft


def _to_draft(draft: DraftRecord) -> FlowDraft:
    return FlowDraft(document=draft.document, translations=draft.translations)


def _view(uow: UnitOfWork, draft: DraftRecord) -> DraftView:
    last = uow.drafts.find_edit(draft, draft.position)
    next_ = uow.drafts.find_edit(draft, draft.position + 1)
    base = _fingerprint_of(uow, draft.base_release_id) if draft.base_release_id is not None else None
    asked = (each.id for each in uow.changes.list_open(draft.slug) if each.draft_id == draft.id)
    return DraftView(
        slug=draft.slug,
        draft=_to_draft(draft),
        version=draft.version,
        fingerprint=draft.fingerprint,
        is_changed=base != draft.fingerprint,
        is_new=base is None,
        asked=next(asked, None),
        edited_by=_name_of(uow, draft.edited_by),
        edited_at=draft.updated_at,
        undoes=last.said if last else "",
        redoes=next_.said if next_ else "",
    )


def _fingerprint_of(uow: UnitOfWork, release_id: int) -> str:
    """From memory: the name of a release never changes, and its document is large."""
    cache = uow.database.cache
    if ("fingerprint", release_id) not in cache:
        cache["fingerprint", release_id] = uow.flows.release(release_id).fingerprint
    return str(cache["fingerprint", release_id])


def _name_of(uow: UnitOfWork, person_id: str | None) -> str:
    return next((person.name for person in uow.people.list_all() if person.id == person_id), "")
