"""Words for what a proof rests on: the person of an example, and what clashes, as the designer wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.analysis.proof.verdicts import Verdict
from engine.definition import Release
from engine.definition.wording import Wording
from engine.model.words import Words

_NOUNS = {"rules": "rule", "validators": "validator", "rows": "row", "exits": "exit"}


class Told:
    """Says things of one release in its own language's form, to its designers."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.wording = Wording(release, Words(release.flow.language))

    def person(self, verdict: Verdict) -> str:
        """An example in the reader's words: what was asked on the way, and answered."""
        said = [f"{label}: {answer}" for _, label, answer in self.answers(verdict)]
        return f"somebody who answers {'; '.join(said)}" if said else "everybody"

    def answers(self, verdict: Verdict) -> list[tuple[str, str, str]]:
        """What was asked on the way: the fact, its label, and the answer as people read it."""
        if verdict.person is None or verdict.way is None:
            return []
        given = verdict.person.answers
        asked = [fact for fact in verdict.way.asked if fact in given]
        return [(fact, self.wording.label(fact, {}), self.wording.value(fact, given[fact])) for fact in asked]

    def because(self, verdict: Verdict) -> str:
        """What rules it out, as the designer wrote it."""
        reasons = self.reasons(verdict.reasons or ())
        return f"What rules it out: {'; '.join(reasons)}." if reasons else "No exit leads there."

    def reasons(self, pointers: Iterable[str]) -> list[str]:
        """Each thing that has a part in it, in words."""
        return [self.named(pointer) for pointer in pointers]

    def named(self, pointer: str) -> str:
        """What a pointer points at."""
        parts = pointer.split("/")
        if parts[1] == "facts":
            return f"what can be answered about “{self.wording.label('/'.join(parts[2:]), {})}”"
        group = next((place for place in range(len(parts) - 1, 1, -1) if parts[place] in _NOUNS), 0)
        if not group:
            return f"node “{'/'.join(parts[2:])}”"
        return f"{_NOUNS[parts[group]]} “{parts[group + 1]}” of node “{'/'.join(parts[2:group])}”"
