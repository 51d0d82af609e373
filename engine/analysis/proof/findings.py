"""A proof in sentences for a content designer: what nobody meets, who would be stuck, which promise breaks for whom."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.proof.verdicts import Proof, Verdict
from engine.definition import Release
from engine.definition.wording import Wording
from engine.model.issue import Issue, Severity
from engine.model.words import Words

_QUIET_EXITS = frozenset({"otherwise", "unknown"})
"""Ways out that a careful designer writes for answers that may never come."""


def issues_of(release: Release, proof: Proof) -> list[Issue]:
    """What the proof found, sorted by place. Nothing that is as it should be is told."""
    if proof.untold:
        return [Issue(rule="not-proved", severity=Severity.WARNING, pointer="/nodes", what=proof.untold)]
    saying = _Saying(release, proof)
    found = [*saying.nodes(), *saying.exits(), *saying.stuck(), *saying.promises()]
    return sorted(found, key=lambda issue: issue.sort_key)


class _Saying:
    """Finds the words for one proof."""

    def __init__(self, release: Release, proof: Proof) -> None:
        self.release, self.proof = release, proof
        self.wording = Wording(release, Words(release.flow.language))

    def nodes(self) -> Iterator[Issue]:
        for name, verdict in self.proof.nodes.items():
            if _is_inside(name):
                continue
            if verdict.is_impossible:
                what = f"Nobody can come to node “{name}”. {self.because(verdict)}"
                yield Issue(
                    rule="nobody-comes",
                    severity=Severity.WARNING,
                    pointer=f"/nodes/{name}",
                    what=what,
                    fix="Mend what rules it out, or remove the node.",
                )
            elif verdict.unsettled:
                yield self.open_question(f"/nodes/{name}", f"whether anybody comes to node “{name}”", verdict)

    def exits(self) -> Iterator[Issue]:
        for (node, exit), verdict in self.proof.exits.items():
            if _is_inside(node):
                continue
            pointer = f"/nodes/{node}/{exit}" if exit in _QUIET_EXITS else f"/nodes/{node}/rules/{exit}"
            if verdict.is_impossible:
                is_quiet = exit in _QUIET_EXITS
                noun = f"“{exit}”" if is_quiet else f"Rule “{exit}”"
                yield Issue(
                    rule="never-taken",
                    severity=Severity.NOTE if is_quiet else Severity.WARNING,
                    pointer=pointer,
                    what=f"{noun} of node “{node}” can never decide. {self.because(verdict)}",
                    fix="" if is_quiet else "Mend the rule, or what rules it out, or remove it.",
                )
            elif verdict.unsettled:
                yield self.open_question(pointer, f"whether “{exit}” of node “{node}” can be taken", verdict)

    def stuck(self) -> Iterator[Issue]:
        for name, verdict in self.proof.stuck.items():
            if verdict.is_possible:
                yield Issue(
                    rule="stuck",
                    severity=Severity.ERROR,
                    pointer=f"/nodes/{name}",
                    what=f"At node “{name}” the flow cannot go on for {self.person(verdict)}.",
                    fix="Add “unknown” or “otherwise”, the node that follows then.",
                )
            elif verdict.unsettled:
                yield self.open_question(f"/nodes/{name}", f"whether everybody can leave node “{name}”", verdict)

    def promises(self) -> Iterator[Issue]:
        for name, verdict in self.proof.promises.items():
            if verdict.is_possible and verdict.way is not None:
                yield Issue(
                    rule="broken-promise",
                    severity=Severity.ERROR,
                    pointer=f"/promises/{name}",
                    what=f"The promise “{name}” is broken for {self.person(verdict)}: "
                    f"the way ends at “{verdict.way.node}”.",
                    fix="Mend the flow, or promise what it does.",
                )
            elif verdict.unsettled:
                yield self.open_question(f"/promises/{name}", f"whether the promise “{name}” is always kept", verdict)

    def open_question(self, pointer: str, what: str, verdict: Verdict) -> Issue:
        sentence = f"It is not settled {what}: {verdict.unsettled}."
        return Issue(rule="not-settled", severity=Severity.WARNING, pointer=pointer, what=sentence)

    def because(self, verdict: Verdict) -> str:
        """What rules it out, as the designer wrote it."""
        reasons = [_named(pointer) for pointer in verdict.reasons or ()]
        if not reasons:
            return "No exit leads there."
        return f"What rules it out: {'; '.join(reasons)}."

    def person(self, verdict: Verdict) -> str:
        """An example in the reader's words: what was asked on the way, and answered."""
        assert verdict.person is not None
        assert verdict.way is not None
        answers = verdict.person.answers
        asked = [fact for fact in verdict.way.asked if fact in answers]
        said = [f"{self.wording.label(fact, {})}: {self.wording.value(fact, answers[fact])}" for fact in asked]
        return f"somebody who answers {'; '.join(said)}" if said else "everybody"


def _is_inside(node: str) -> bool:
    """Whether the node stands in a sub-flow: what a flow does not need of it is no fault of either."""
    return "/" in node


def _named(pointer: str) -> str:
    """What a pointer points at, in words."""
    parts = pointer.split("/")
    if parts[1] == "facts":
        return f"the answers that “{parts[2]}” can have"
    nouns = {"rules": "rule", "validators": "validator", "rows": "row"}
    return f"{nouns.get(parts[-3], parts[-3])} “{parts[-2]}” of node “{parts[2]}”"
