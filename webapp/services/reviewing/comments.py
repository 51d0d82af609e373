"""Comments on a flow and its steps, by those who hold a link and by staff; they go along when a step is renamed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import ReviewCommentRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.reviewing.errors import ReviewRefusedError
from webapp.services.reviewing.texts import read_name, read_text

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Commenter:
    """Who writes: through a link, under the name they give, or a member of staff."""

    name: str
    link_id: int | None = None
    person_id: str | None = None

    @classmethod
    def staff(cls, actor: Actor) -> Commenter:
        require(actor, Permission.SEE_FLOWS)
        return cls(name=actor.name, person_id=actor.id)


@dataclass(kw_only=True)
class Thread:
    """A comment and what was answered."""

    first: ReviewCommentRecord
    node: str
    """The step as it is called now; empty for the whole flow, or where the step is gone."""
    is_about_gone: bool
    """Whether its step is not in the flow any more."""
    answers: list[ReviewCommentRecord] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.first.resolved_at is None


def comment(uow: UnitOfWork, slug: str, *, node: str, body: str, fingerprint: str, by: Commenter, now: datetime) -> int:
    """Say something of a step, or with an empty `node` of the whole flow."""
    said, name = read_text(body, empty="Write what you want to say."), read_name(by.name)
    values = {
        "slug": slug,
        "link_id": by.link_id,
        "person_id": by.person_id,
        "name": name,
        "nodes": [node] if node else [],
        "body": said,
        "fingerprint": fingerprint,
        "created_at": now,
    }
    with uow.write(durable=True):
        comment_id = uow.reviews.add_comment(values)
        uow.audit.add("review.commented", slug, now=now, actor_id=by.person_id, details={"comment": comment_id})
    return comment_id


def answer_comment(
    uow: UnitOfWork, slug: str, comment_id: int, *, body: str, fingerprint: str, by: Commenter, now: datetime
) -> int:
    """Answer a comment. An answer to an answer is one to the comment itself."""
    found = _get(uow, slug, comment_id)
    said, name = read_text(body, empty="Write your answer."), read_name(by.name)
    values = {
        "slug": slug,
        "parent_id": found.parent_id or found.id,
        "link_id": by.link_id,
        "person_id": by.person_id,
        "name": name,
        "nodes": [],
        "body": said,
        "fingerprint": fingerprint,
        "created_at": now,
    }
    with uow.write(durable=True):
        return uow.reviews.add_comment(values)


def set_resolved(
    uow: UnitOfWork, slug: str, comment_id: int, *, is_resolved: bool, by: Commenter, now: datetime
) -> None:
    """Say that a comment is settled, or open it again."""
    found = _get(uow, slug, comment_id)
    if found.parent_id is not None:
        raise ReviewRefusedError("An answer is settled with its comment.")
    name = read_name(by.name)
    with uow.write(durable=True):
        uow.reviews.resolve(found.id, by=name if is_resolved else None, at=now if is_resolved else None)
        action = "review.resolved" if is_resolved else "review.reopened"
        uow.audit.add(action, slug, now=now, actor_id=by.person_id, details={"comment": found.id})


def list_threads(uow: UnitOfWork, slug: str, nodes: Collection[str]) -> tuple[Thread, ...]:
    """Every comment with its answers, in order. `nodes` are the steps of what is shown."""
    threads: dict[int, Thread] = {}
    for each in uow.reviews.list_comments(slug):
        if each.parent_id is None:
            node = next((name for name in reversed(each.nodes) if name in nodes), "")
            threads[each.id] = Thread(first=each, node=node, is_about_gone=bool(each.nodes) and not node)
        elif each.parent_id in threads:
            threads[each.parent_id].answers.append(each)
    return tuple(threads.values())


def _get(uow: UnitOfWork, slug: str, comment_id: int) -> ReviewCommentRecord:
    found = uow.reviews.find_comment(slug, comment_id)
    if found is None:
        raise ReviewRefusedError("This comment is not there.")
    return found
