"""The packet an agent receives: who this is, what they said, why they came here. `schemas/handoff/1` describes it.

It is made of parts that are worded already, in the flow's own language, so that it can be read in ten years
without the flow that made it. The host adds what only it knows: reference, queue, promise.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from engine.model.flow import Source
from engine.model.journey import ContactGiven
from engine.model.values import Json

SCHEMA = "handoff/1"
NAMESPACE = uuid.UUID("5b1f4bb4-6c1f-5f0e-9f6b-0f6f0d6f5a11")
"""Makes packet ids from handoff keys: the same handoff always has the same id."""
SUMMARY_WORDS = 80


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One counted answer, worded for staff. `value` is canonical JSON, `text` how people read it."""

    fact: str
    node: str
    label: str
    question: str
    type: str
    value: Json
    text: str
    sensitive: bool
    edited: bool
    skipped: bool
    answered_at: str
    group: str = ""
    """What the part of the flow is called in which it was asked: Person 2."""


@dataclass(frozen=True, kw_only=True)
class PathLine:
    """One node of the path; where a rule fired, its sentence and source."""

    node: str
    type: str
    title: str
    exit: str
    rule: str = ""
    because: str = ""
    source: Mapping[str, Json] | None = None
    also: Sequence[Mapping[str, Json]] = ()
    """Rows of a table that fired besides: each its `rule`, `because` and `source`."""


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One calculated fact."""

    fact: str
    label: str
    value: Json
    text: str


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One thing of a catalogue that the person was shown, and why it fits or does not."""

    node: str
    item: str
    title: str
    fit: str
    because: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PacketParts:
    """Everything that goes into a packet."""

    key: str
    created_at: datetime
    flow: str
    flow_title: str
    release: str
    journey: str
    language: str
    flow_language: str
    started_at: datetime
    today: date
    node: str
    plan: str
    priority: str
    reason: str
    reason_title: str
    """The reason's code as words, for staff."""
    answers: Sequence[AnswerLine]
    path: Sequence[PathLine]
    branch: PathLine | None
    """The last line whose rule had a say in where this ended."""
    facts: Sequence[FactLine]
    contact: ContactGiven | None
    consent: str
    articles: Sequence[str]
    solved: Mapping[str, bool]
    results: Sequence[ResultLine] = ()


def build_packet(parts: PacketParts) -> dict[str, Json]:
    """The packet as JSON, valid against `schemas/handoff/1/packet.schema.json`."""
    branch = parts.branch
    return {
        "schema": SCHEMA,
        "packet_id": str(uuid.uuid5(NAMESPACE, parts.key)),
        "key": parts.key,
        "created_at": parts.created_at.isoformat(),
        "source": {
            "flow": parts.flow,
            "title": parts.flow_title,
            "release": parts.release,
            "journey": parts.journey,
            "language": parts.language,
            "flow_language": parts.flow_language,
            "started_at": parts.started_at.isoformat(),
            "handed_off_at": parts.created_at.isoformat(),
            "today": parts.today.isoformat(),
        },
        "reason": {
            "code": parts.reason,
            "node": parts.node,
            "title": parts.reason_title,
            "plan": parts.plan,
            "priority": parts.priority,
            "rule": branch.rule if branch else "",
            "sentence": branch.because if branch else "",
        },
        "summary": build_summary(parts.answers),
        "answers": [asdict(line) for line in parts.answers],
        "path": [asdict(line) for line in parts.path],
        "facts": [asdict(line) for line in parts.facts],
        "results": [asdict(line) for line in parts.results],
        "person": _person(parts.contact, parts.language),
        "consent": {"text": parts.consent, "granted": True, "given_at": parts.created_at.isoformat()},
        "self_service": [{"article": slug, "helped": parts.solved.get(slug)} for slug in parts.articles],
    }


def build_summary(answers: Sequence[AnswerLine]) -> str:
    """The answers in a row, by template and never from free prose; at most `SUMMARY_WORDS` words."""
    said = [
        f"{line.group}, {line.label}: {line.text}" if line.group else f"{line.label}: {line.text}"
        for line in answers
        if not line.skipped and not line.sensitive
    ]
    words = "; ".join(said).split()
    return " ".join(words) if len(words) <= SUMMARY_WORDS else " ".join(words[:SUMMARY_WORDS]) + " …"


def build_source_json(source: Source | None) -> dict[str, Json] | None:
    """A rule's source as JSON."""
    if source is None:
        return None
    days = {"as_of": source.as_of, "check_again_on": source.check_again_on}
    shown = {name: day.isoformat() for name, day in days.items() if day}
    return {"title": source.title, "url": source.url, **shown}


def _person(contact: ContactGiven | None, language: str) -> dict[str, Json]:
    details = dict(contact.details) if contact else {}
    return {
        "name": details.get("name", ""),
        "phone": details.get("phone", ""),
        "email": details.get("email", ""),
        "safe_times": details.get("safe_times", ""),
        "anonymous": contact is None or contact.anonymous,
        "language": language,
        "identity": "anonymous" if not details else "claimed",
    }
