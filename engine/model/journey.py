"""One person's pass through a flow, as it is saved between inputs.

The answers are the state. Where the journey stands, which facts were calculated and how it ended are
recomputed from them on every turn, so nothing here can contradict the flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.model.values import Value


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer a person gave. `value` is None when the question was skipped."""

    value: Value | None
    at: datetime
    on_path: bool = True
    """False once an earlier answer changed and the question no longer follows: offered again, never counted."""
    edited: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactGiven:
    """How to reach the person, or that they chose to stay anonymous."""

    details: Mapping[str, str]
    """By field: name, phone, email, safe_times. Normalised."""
    anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What is saved. Serialises to JSON and reads back equal, between any two inputs."""

    id: str
    release: str
    """Fingerprint of the release on which it began."""
    started_at: datetime
    today: date
    """The day on which it began, in the flow's time zone: what `today` means in every condition."""
    language: str
    answers: Mapping[str, Given] = field(default_factory=dict)
    """By fact id. Only those with `on_path` count."""
    passed: frozenset[str] = frozenset()
    """Places of messages that were read and articles that did not help."""
    solved: Mapping[str, bool] = field(default_factory=dict)
    """By node id of an article: whether it helped."""
    contacts: Mapping[str, ContactGiven] = field(default_factory=dict)
    """By node id of a handoff."""
    sent: str = ""
    """Node id of the handoff that was sent; the journey is sealed from then on."""
    shown: tuple[str, ...] = ()
    """Slugs of the articles shown, in order, once each."""
    at: str = ""
    """Place last prompted, for channels that have no address of their own."""
    kept_on: date | None = None
    """The latest day on which the person, told what would change, chose to go on by `today`."""
    seq: int = 0
    """Number of inputs taken."""
    memo: dict[str, object] = field(init=False, compare=False, repr=False, default_factory=dict)
    """What was worked out from exactly this journey; never saved, and empty again in every copy."""

    @property
    def is_sealed(self) -> bool:
        return bool(self.sent)
