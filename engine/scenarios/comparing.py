"""Finds what differs between two editions of a flow: JSON in, JSON out, so that it can be done in another process.

Importing this loads the solver; `engine.scenarios.workers` does that elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engine.analysis.diff import Edition
from engine.analysis.proof import AHEAD, Difference, Journey, Replayed, Somebody, Stop, find_difference
from engine.definition import Child, load_release
from engine.model.values import Json
from engine.scenarios.difference_words import DifferenceWords
from engine.scenarios.proving import Clock, budget_of


def differ(request: Mapping[str, Json], clock: Clock | None = None) -> dict[str, Json]:
    """What `workers.difference_request` asks. Raises DefinitionError for an edition that is not sound."""
    old, new = (_edition(request[each]) for each in ("old", "new"))
    journeys = [
        Journey(number=each.get("number", number), answers=each["answers"], today=date.fromisoformat(each["today"]))
        for number, each in enumerate(request["journeys"], start=1)
    ]
    today, budget = date.fromisoformat(request["today"]), budget_of(request, clock)
    return difference_as_json(find_difference(old, new, today=today, journeys=journeys or None, budget=budget))


def _edition(data: Mapping[str, Json]) -> Edition:
    children = {name: Child(**child) for name, child in data["children"].items()}
    document, translations = data["document"], data["translations"]
    release = load_release(document, translations, children)
    return Edition(document=document, release=release, translations=translations, children=children)


def difference_as_json(difference: Difference) -> dict[str, Json]:
    """All of a difference, for programs: each part with its sentence and its example."""
    behaviour, telling = difference.behaviour, _Telling(difference)
    words = telling.words
    return {
        "changes": [dict(change.as_json()) for change in difference.changes],
        "from": behaviour.today.isoformat(),
        "until": (behaviour.today + AHEAD).isoformat(),
        "is_same_for_everybody": difference.is_same_for_everybody,
        "same_outcomes": behaviour.is_same_outcome,
        "same_questions": behaviour.is_same_questions,
        "same_results": behaviour.is_same_results,
        "outcomes": [
            {**telling.pair(then, now), "sentence": words.pair(then, now), **telling.person(somebody)}
            for (then, now), somebody in behaviour.pairs.items()
        ],
        "asked": [
            {"fact": fact, "sentence": f"{words.asked(fact)}.", **telling.person(one)}
            for fact, one in behaviour.asked.items()
        ],
        "no_longer_asked": [
            {"fact": fact, "sentence": f"{words.spared(fact)}.", **telling.person(one)}
            for fact, one in behaviour.spared.items()
        ],
        "results": [
            {
                "node": now.node,
                "item": now.item,
                "then": str(then.fit),
                "now": str(now.fit),
                "sentence": f"{words.shown(then, now)}.",
                **telling.person(one),
            }
            for (then, now), one in behaviour.shown.items()
        ],
        "not_settled": [*behaviour.open_stops, *behaviour.open_questions, *behaviour.open_results],
        **({"journeys": telling.journeys(difference.replayed)} if difference.replayed else {}),
    }


class _Telling:
    """Writes the parts of one difference down."""

    def __init__(self, difference: Difference) -> None:
        self.words = DifferenceWords(difference)

    def pair(self, then: Stop, now: Stop) -> dict[str, Json]:
        names = (self.words.then, self.words.now)
        before, after = (
            {"kind": str(stop.kind), "node": stop.node, "name": name.node(stop.node)}
            for stop, name in zip((then, now), names, strict=True)
        )
        return {"then": before, "now": after}

    def person(self, somebody: Somebody) -> dict[str, Json]:
        """One example: in a sentence, answer by answer, and as what was answered in each edition."""
        added, dropped = self.words.questions(somebody)
        return {
            "example": self.words.who(somebody),
            "answers": list(self.answers(somebody)),
            "person": {
                "today": somebody.now.person.today.isoformat(),
                "then": self.words.then.answers(somebody.then),
                "now": self.words.now.answers(somebody.now),
            },
            "questions_added": added,
            "questions_dropped": dropped,
            "added": [self.words.now.label(fact) for fact in added],
            "dropped": [self.words.then.label(fact) for fact in dropped],
        }

    def answers(self, somebody: Somebody) -> Iterator[dict[str, Json]]:
        """What the example answers now, and what it was asked only then."""
        then, now, matching = self.words.then, self.words.now, self.words.matching
        before, told = {fact: then.said(fact, somebody.then.person) for fact in somebody.then.asked}, set()
        for fact in somebody.now.asked:
            told.add(matching.fact(fact))
            said, was = now.said(fact, somebody.now.person), before.get(matching.fact(fact))
            yield {
                "fact": fact,
                "label": now.label(fact),
                "says": said,
                **({"was": was} if was is not None and was != said else {}),
            }
        for fact in somebody.then.asked:
            if fact not in told:
                yield {"fact": fact, "label": then.label(fact), "was": before[fact]}

    def journeys(self, replayed: Replayed) -> dict[str, Json]:
        return {
            "total": replayed.total,
            "same": replayed.same,
            "partings": [
                {
                    "at": each.at,
                    **self.pair(*each.pair),
                    "lines": _numbers(each.numbers),
                    "sentence": self.words.ends(*each.pair),
                }
                for each in replayed.partings
            ],
            "unfit": {fact: _numbers(numbers) for fact, numbers in replayed.unfit.items()},
            "unread": {str(number): why for number, why in replayed.unread.items()},
        }


def _numbers(numbers: Sequence[int]) -> list[Json]:
    return list(numbers)
