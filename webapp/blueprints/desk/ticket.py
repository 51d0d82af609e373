"""One ticket: the packet first, then its history, then what an agent may do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.desk.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.files import hand_out
from webapp.http.forms import whole_number
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.mail import find_writer
from webapp.http.wiring import now
from webapp.services import tickets
from webapp.services.accounts import Permission
from webapp.services.tickets import Category, TicketEvent, TicketView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the agent typed, to be shown again: nothing typed is lost."""

    reply: str = ""
    note: str = ""
    category: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why an action was not done. `kind` picks the words, `field` is where to look."""

    kind: str
    field: str = ""
    by: str = ""
    arrived: tuple[TicketEvent, ...] = ()


@bp.get("/tickets/<reference>")
@requires(Permission.SEE_TICKETS)
def ticket(reference: str) -> Response:
    """The whole ticket. `?done=` names what this person has just done to it."""
    with unit_of_work() as uow:
        found = tickets.get_ticket(uow, reference, actor=current_actor())
    return _show(found, done=request.args.get("done", ""))


@bp.get("/tickets/<reference>/files/<file_id>")
@requires(Permission.SEE_TICKETS)
def ticket_file(reference: str, file_id: str) -> Response:
    """A file that came with the person's answers."""
    with unit_of_work() as uow:
        found = tickets.open_ticket_file(uow, reference, file_id, actor=current_actor(), now=now())
    return hand_out(*found)


@bp.post("/tickets/<reference>/claim")
@requires(Permission.WORK_TICKETS)
def claim(reference: str) -> Response:
    """Take it, unless somebody was quicker."""
    return _act(reference, "claim", lambda uow: tickets.claim(uow, reference, actor=current_actor(), now=now()))


@bp.post("/tickets/<reference>/release")
@requires(Permission.WORK_TICKETS)
def give_back(reference: str) -> Response:
    """Put it back into its queue."""
    return _act(reference, "release", lambda uow: tickets.give_back(uow, reference, actor=current_actor(), now=now()))


@bp.post("/tickets/<reference>/reply")
@requires(Permission.WORK_TICKETS)
def reply(reference: str) -> Response:
    """Answer the person."""
    body, version = request.form.get("reply", ""), whole_number("version")

    def send(uow: UnitOfWork) -> TicketView:
        return tickets.reply(
            uow, reference, body, actor=current_actor(), version=version, now=now(), writer=find_writer()
        )

    return _act(reference, "reply", send)


@bp.post("/tickets/<reference>/note")
@requires(Permission.WORK_TICKETS)
def note(reference: str) -> Response:
    """Leave a word that only staff read."""
    body, version = request.form.get("note", ""), whole_number("version")

    def keep(uow: UnitOfWork) -> TicketView:
        return tickets.note(uow, reference, body, actor=current_actor(), version=version, now=now())

    return _act(reference, "note", keep)


@bp.post("/tickets/<reference>/status")
@requires(Permission.WORK_TICKETS)
def set_status(reference: str) -> Response:
    """Say where it stands. Resolving needs a reason: a colleague reads it first when the person writes again."""
    category, reason = request.form.get("category", ""), request.form.get("reason", "").strip()
    version = whole_number("version")
    if category not in set(Category):
        return _refuse(reference, Problem(kind="no-category", field="category"))
    if category == Category.RESOLVED and not reason and _can_be_written_to(reference):
        return _refuse(reference, Problem(kind="no-reason", field="reason"))

    def move(uow: UnitOfWork) -> TicketView:
        return tickets.set_status(
            uow, reference, Category(category), actor=current_actor(), version=version, now=now(), reason=reason
        )

    return _act(reference, "status", move)


def _act(reference: str, action: str, act: Callable[[UnitOfWork], TicketView]) -> Response:
    """Do it and show the ticket, or show it as it is now with what stood in the way and what was typed."""
    with unit_of_work() as uow:
        try:
            changed = act(uow)
        except tickets.AlreadyAssignedError as refused:
            problem = Problem(kind="taken", by=refused.by)
        except tickets.NotAssignedError:
            problem = Problem(kind="not-yours")
        except tickets.CategoryRefusedError:
            problem = Problem(kind="no-way", field="category")
        except tickets.EmptyMessageError:
            problem = Problem(kind="empty", field=action)
        except tickets.TicketErasedError:
            problem = Problem(kind="erased")
        except tickets.TicketConflictError as conflict:
            problem = Problem(kind="conflict", arrived=conflict.events)
        else:
            return _done(changed, action)
    return _refuse(reference, problem)


def _can_be_written_to(reference: str) -> bool:
    """After the erasure no text can be kept, not even a reason; the ticket must still come to its end."""
    with unit_of_work() as uow:
        return not tickets.get_ticket(uow, reference, actor=current_actor()).is_erased


def _done(changed: TicketView, action: str) -> Response:
    if wants_partial():
        return _show(changed, done=action, typed=_kept() if action in ("claim", "release") else Typed())
    return see_other(url_for("desk.ticket", reference=changed.reference, done=action))


def _refuse(reference: str, problem: Problem) -> Response:
    """422 for every refusal, because that is the one status whose body htmx shows."""
    with unit_of_work() as uow:
        present = tickets.get_ticket(uow, reference, actor=current_actor())
    return _show(present, problem=problem, typed=_kept(), status=422)


def _kept() -> Typed:
    fields = ("reply", "note", "category", "reason")
    return Typed(**{name: request.form.get(name, "") for name in fields})


def _show(
    shown: TicketView, *, done: str = "", problem: Problem | None = None, typed: Typed | None = None, status: int = 200
) -> Response:
    return render(
        "desk/ticket.html",
        "desk/_ticket.html",
        status=status,
        actor=current_actor(),
        ticket=shown,
        done=done,
        problem=problem,
        typed=typed or Typed(),
    )
