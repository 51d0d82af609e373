"""The first lesson: what a new flow still needs, read off the draft itself. Nothing is ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.editing import ways_out
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.proving import find_proof
from webapp.services.publishing.reading import read_draft

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class LessonStep:
    """One thing to do, whether it is done, and which page does it."""

    text: str
    says: str
    is_done: bool
    endpoint: str
    node: str = ""
    """The step it is done at, where it is one step's page."""


def find_lesson(uow: UnitOfWork, shown: DraftView, *, today: date) -> tuple[LessonStep, ...]:
    """What there is to do, in order; nothing where the flow is no first one, or somebody put the lesson away."""
    flow = uow.flows.find(shown.slug)
    if flow is None or not flow.is_guided:
        return ()
    document: Any = shown.draft.document
    nodes = document["nodes"]
    asking = [name for name, node in nodes.items() if node.get("type") == "question"]
    questions, first = [nodes[name] for name in asking], asking[0] if asking else ""
    facts = [document["facts"].get(node.get("fact", ""), {}) for node in questions]
    targets = [target for node in nodes.values() for _, target in ways_out(node)]
    branches = any(len({target for _, target in ways_out(node)}) > 1 for node in nodes.values())
    is_whole = bool(targets) and all(target in nodes for target in targets) and not read_draft(uow, shown).has_errors
    proof = find_proof(uow, shown, today=today) if is_whole else None
    tried = bool(uow.scenarios.list_of(shown.slug))
    asked = bool(uow.changes.list_of(shown.slug))
    return (
        LessonStep(
            text="Write two questions",
            says="Add a step below and choose “Question”.",
            is_done=len(questions) > 1 and all(node.get("prompt") for node in questions),
            endpoint="editor.outline",
        ),
        LessonStep(
            text="Give them answers",
            says="Open a question to write what people can choose.",
            is_done=any(len(fact.get("options", ())) > 1 or fact.get("type") == "boolean" for fact in facts),
            endpoint="editor.step" if first else "editor.outline",
            node=first,
        ),
        LessonStep(
            text="Lead answers to different places",
            says="Add a rule to a question: when the answer is this, go on there.",
            is_done=branches and is_whole,
            endpoint="editor.step" if first else "editor.outline",
            node=first,
        ),
        LessonStep(
            text="Let it be proved",
            says="Nobody gets stuck, whatever they answer: “Problems” says so, or what to mend.",
            is_done=proof is not None and proof.is_proved and not proof.issues,
            endpoint="editor.problems",
        ),
        LessonStep(
            text="Try it, and keep what you tried",
            says="Answer it as people will, then save that as a scenario.",
            is_done=tried,
            endpoint="editor.try_out",
        ),
        LessonStep(
            text="Ask for its release",
            says="Somebody else looks at it and lets it go live.",
            is_done=asked,
            endpoint="editor.releases",
        ),
    )


def put_lesson_away(uow: UnitOfWork, slug: str, *, actor: Actor, now: datetime) -> None:
    """Show the lesson no more beside this flow."""
    require(actor, Permission.EDIT_FLOWS)
    with uow.write(durable=True):
        uow.flows.set_guided(slug, is_guided=False)
        record(uow, actor, "flow.lesson_put_away", slug, now=now)
