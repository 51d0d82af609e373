"""Makes the samples: the same ones each time, seen from the day they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from webapp.persistence import PersonRecord
from webapp.services.accounts import PERMISSIONS, Actor, Role
from webapp.services.demo.desk import STORIES, Story, tell
from webapp.services.demo.examples import Example, read_examples
from webapp.services.demo.marking import DOMAIN, SUBJECT
from webapp.services.demo.walking import Walk, walk
from webapp.services.publishing import Published, list_live_releases

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

ROUNDS: Final = 4
"""How often every story is told."""
ON_THEIR_OWN: Final = 40
"""Samples that find what they need by themselves, or stop half-way."""
DAYS: Final = 21
AGENTS: Final = 3
_SEED: Final = "meridian"


@dataclass(frozen=True, kw_only=True)
class Made:
    """How many there are now."""

    journeys: int
    tickets: int


def make_demo(
    uow: UnitOfWork,
    folder: Path,
    *,
    words: Callable[[str], Words],
    now: datetime,
    rounds: int = ROUNDS,
    alone: int = ON_THEIR_OWN,
) -> Made:
    """Walk the samples of every live service that ships examples in `folder`."""
    chance = Random(_SEED)  # noqa: S311  the same samples each time, and no secret among them
    maker = _Maker(uow, folder, words, now, chance)
    with uow.write():
        uow.audit.add("demo.made", SUBJECT, now=now)
    return maker.make(rounds, alone)


class _Maker:
    def __init__(
        self, uow: UnitOfWork, folder: Path, words: Callable[[str], Words], now: datetime, chance: Random
    ) -> None:
        self._uow, self._words, self._now, self._chance = uow, words, now, chance
        self._live = {each.slug: each for each in list_live_releases(uow)}
        found = {slug: read_examples(folder, self._live[slug]) for slug in sorted(self._live)}
        self._examples = [examples for examples in found.values() if examples]
        self._number = 0

    def make(self, rounds: int, alone: int) -> Made:
        if not self._examples:
            return Made(journeys=0, tickets=0)
        agents = cycle(self._staff())
        asking = self._in_turn([[each for each in some if each.asks_person] or list(some) for some in self._examples])
        tickets = sum(self._ask(next(asking), story, next(agents)) for _ in range(rounds) for story in STORIES)
        anything = self._in_turn([list(some) for some in self._examples])
        for _ in range(alone):
            self._go_alone(next(anything))
        return Made(journeys=self._number, tickets=tickets)

    def _in_turn(self, by_service: Sequence[list[Example]]) -> Iterator[Example]:
        """One service after the other, and each one's examples in a mixed order."""
        for examples in by_service:
            self._chance.shuffle(examples)
        rings = [cycle(examples) for examples in by_service]
        for ring in cycle(rings):
            yield next(ring)

    def _ask(self, example: Example, story: Story, actor: Actor) -> bool:
        """A sample that asks for a person, and what became of it."""
        began_at = self._now - timedelta(days=self._chance.uniform(*story.days_ago))
        plan = self._plan(example, began_at, sends=True, is_helped=False)
        walked = walk(self._uow, self._live[example.slug], plan, words=self._words, chance=self._chance)
        if not walked.reference:
            return False
        sent_at = min(walked.ended_at, self._now)
        tell(
            self._uow,
            walked.reference,
            story,
            actor=actor,
            sent_at=sent_at,
            now=self._now,
            chance=self._chance,
        )
        return True

    def _go_alone(self, example: Example) -> None:
        """A sample that reads what helps, or does not, or is called away after some questions."""
        began_at = self._now - timedelta(days=self._chance.uniform(0.05, DAYS))
        is_called_away = self._chance.random() < 0.3
        plan = self._plan(
            example,
            began_at,
            is_helped=self._chance.random() < 0.75,
            steps=self._chance.randint(1, 4) if is_called_away else None,
        )
        walk(self._uow, self._live[example.slug], plan, words=self._words, chance=self._chance)

    def _plan(
        self, example: Example, began_at: datetime, *, is_helped: bool, sends: bool = False, steps: int | None = None
    ) -> Walk:
        self._number += 1
        return Walk(
            example=example,
            number=self._number,
            language=self._language(self._live[example.slug]),
            began_at=began_at,
            sends=sends,
            is_helped=is_helped,
            **({"steps": steps} if steps else {}),
        )

    def _language(self, published: Published) -> str:
        """Mostly the flow's own."""
        first, *others = published.release.languages
        return self._chance.choice(others) if others and self._chance.random() < 0.3 else first

    def _staff(self) -> list[Actor]:
        """Sample agents. Nobody can sign in as one: they have no password."""
        names = [(f"agent.{number}@{DOMAIN}", f"Sample Agent {number}") for number in range(1, AGENTS + 1)]
        return [self._person(email, name) for email, name in names]

    def _person(self, email: str, name: str) -> Actor:
        found = self._uow.people.find(email)
        record = found or PersonRecord(
            id=self._uow.new_id(), email=email, name=name, role=Role.AGENT.value, password_hash="", is_active=False
        )
        if found is None:
            with self._uow.write():
                self._uow.people.add(record, now=self._now - timedelta(days=DAYS))
        permissions = PERMISSIONS[Role.AGENT]
        return Actor(id=record.id, name=name, email=email, role=Role.AGENT, permissions=permissions)
