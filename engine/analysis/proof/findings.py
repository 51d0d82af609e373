"""Turns a proof into issues: what nobody meets, who would be stuck, which promise breaks for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.analysis.issues import own_issues
from engine.analysis.proof.places import caller_of, pointer_of
from engine.analysis.proof.verdicts import (
    ASKED,
    BAD,
    BLANK,
    CIRCLE,
    EXIT,
    NODE,
    OFFERED,
    PASSED,
    PROMISE,
    RESULT,
    ROW,
    STUCK,
    TWICE,
    UNMET,
    Claim,
    Proof,
    Verdict,
)
from engine.analysis.proof.wording import Told
from engine.definition import Release
from engine.model.issue import Issue, Severity
from engine.nodes import GateNode, ReturnNode, TableNode

_QUIET_EXITS = frozenset({"otherwise", "unknown", "unmatched"})
"""Ways out that a careful designer writes for answers that may never come."""
_STUCK = {
    "unknown": ("a rule there cannot be decided", "Add “unknown”, the node that follows then, or ask before."),
    "unset": ("no rule there holds", "Add “otherwise”, the node that follows then."),
    "unmatched": ("no row of the table fits", "Add a row, or “unmatched”: the node that follows then."),
    "two-rows-fit": (
        "two rows fit, but only one may",
        "Let the rows exclude each other, or choose another hit policy.",
    ),
    "rows-differ": (
        "rows that fit give different outputs, but all have to give the same",
        "Let the rows exclude each other, or choose another hit policy.",
    ),
}


def issues_of(release: Release, proof: Proof) -> list[Issue]:
    """What the proof found, sorted by place. Nothing that is as it should be is told."""
    if proof.untold:
        return [Issue(rule="not-proved", severity=Severity.WARNING, pointer="/nodes", what=proof.untold)]
    saying = _Saying(release, proof)
    reached = {
        claim: each for claim, each in proof.verdicts.items() if not each.unsettled or each.unsettled != proof.cut
    }
    found = [issue for claim, verdict in reached.items() for issue in saying.about(claim, verdict)]
    found += [*saying.outputs(), *saying.items(), *_unreached(proof, len(reached))]
    return own_issues(release.flow, sorted(found, key=lambda issue: issue.sort_key))


class _Saying:
    """Finds the words for one proof."""

    def __init__(self, release: Release, proof: Proof) -> None:
        self.release, self.proof = release, proof
        self.told = Told(release)
        exits: dict[str, list[Verdict]] = {}
        for claim, verdict in proof.verdicts.items():
            if claim.kind == EXIT:
                exits.setdefault(claim.node, []).append(verdict)
        self.shut = {node for node, all_ in exits.items() if all(each.is_impossible for each in all_)}
        """Nodes that nobody leaves by any exit."""
        self.met: dict[tuple[str, str], set[str]] = {}
        """By kind and node, what happens to somebody."""
        for claim, verdict in proof.verdicts.items():
            if verdict.is_possible:
                self.met.setdefault((claim.kind, claim.node), set()).add(claim.name)
        self.ways_in: dict[str, list[Claim]] = {}
        for node in release.flow.nodes.values():
            for exit in node.exits():
                self.ways_in.setdefault(exit.target, []).append(Claim(EXIT, node.id, exit.name))

    def about(self, claim: Claim, verdict: Verdict) -> Iterable[Issue]:
        pointer = pointer_of(self.release, claim)
        if verdict.unsettled:
            yield self.open_question(claim, pointer, verdict)
        elif claim.kind in BAD and verdict.is_possible:
            yield self.bad(claim, pointer, verdict)
        elif claim.kind not in BAD and verdict.is_impossible:
            yield from self.missing(claim, pointer, verdict)

    def missing(self, claim: Claim, pointer: str, verdict: Verdict) -> Iterator[Issue]:
        """What nobody brings about although it is written down."""
        if claim.kind == NODE:
            yield from self.nobody_comes(claim.node, pointer)
            return
        node, why = claim.node, self.told.because(verdict)
        if claim.kind == EXIT:
            yield from self.exit(claim, pointer, verdict)
        elif claim.kind == ROW and not self.is_met(STUCK, node, "two-rows-fit", "rows-differ"):
            what = f"Row “{claim.name}” of node “{node}” never decides. {why}"
            yield _issue("never-fits", pointer, what, "Mend the row, or what rules it out, or remove it.")
        elif claim.kind == ASKED:
            what = f"Node “{node}” never asks: everything it asks for is always known when a journey comes there."
            yield _issue("never-asked", pointer, what, "Remove it, or turn it into a decision.")
        elif claim.kind == RESULT and not isinstance(self.release.flow.nodes[node], ReturnNode):
            yield self.no_result(claim, pointer, why)

    def no_result(self, claim: Claim, pointer: str, why: str) -> Issue:
        """A calculation that never gives a value, or an input that never has one."""
        if "/inputs/" in pointer:
            caller, name = caller_of(self.release, claim.node), pointer.rsplit("/", 1)[-1]
            what = f"Node “{caller}” never hands on a value for “{name}” that the other flow allows. {why}"
            return _issue("no-result", pointer, what, "Hand on what keeps to the limits of that fact.")
        what = f"Nothing ever comes out for “{claim.name}” at node “{claim.node}”. {why}"
        return _issue("no-result", pointer, what, "Mend the calculation, or ask before it for what it reads.")

    def items(self) -> Iterator[Issue]:
        """Items of pages of results that nobody is offered, or everybody."""
        verdicts = self.proof.verdicts
        for claim, verdict in verdicts.items():
            if claim.kind not in (OFFERED, UNMET):
                continue
            pointer, name = pointer_of(self.release, claim), f"“{claim.name}” of node “{claim.node}”"
            offered = verdicts.get(Claim(OFFERED, claim.node, claim.name))
            if claim.kind == OFFERED and verdict.is_impossible:
                what = f"Item {name} never fits anybody. {self.told.because(verdict)}"
                yield _issue("never-offered", pointer, what, "Mend its conditions, or remove it.")
            elif claim.kind == UNMET and verdict.is_impossible and offered and not offered.is_impossible:
                what = f"Condition “{claim.place}” of item {name} never fails. {self.told.because(verdict)}"
                fix = "Remove it if it is not there to say why."
                yield _issue("always-met", pointer, what, fix, Severity.NOTE)

    def nobody_comes(self, node: str, pointer: str) -> Iterator[Issue]:
        """Told where a way there is never taken; what lies behind it, or behind a dead end, follows from that."""
        shut = [way for way in self.ways_in.get(node, ()) if way in self.proof.verdicts and way.node not in self.shut]
        if shut:
            ways = "; ".join(f"“{way.name}” of node “{way.node}”" for way in shut)
            what = f"Nobody can come to node “{node}”: what leads there is never taken, {ways}."
            yield _issue("nobody-comes", pointer, what, "Mend what rules it out, or remove the node.")

    def is_met(self, kind: str, node: str, *names: str) -> bool:
        """Whether one of these happens to somebody at the node."""
        found = self.met.get((kind, node), set())
        return bool(found.intersection(names) if names else found)

    def exit(self, claim: Claim, pointer: str, verdict: Verdict) -> Iterator[Issue]:
        node, name = claim.node, claim.name
        why = self.told.because(verdict)
        if node in self.shut:
            if not self.is_met(STUCK, node) and name == self.release.flow.nodes[node].exits()[0].name:
                why = why if verdict.reasons else "No answer keeps to the limits of what is asked there."
                what, fix = f"Nobody gets any further than node “{node}”. {why}", "Mend what rules it out."
                yield _issue("dead-end", f"/nodes/{node}", what, fix, Severity.ERROR)
        elif name in _QUIET_EXITS:
            rule = "never-unknown" if name == "unknown" else "never-taken"
            yield _issue(rule, pointer, f"“{name}” of node “{node}” is never taken. {why}", "", Severity.NOTE)
        elif self.is_beaten(claim, verdict):
            what = f"Rule “{name}” of node “{node}” never decides: whenever it holds, an earlier one does. {why}"
            yield _issue("shadowed-rule", pointer, what, "Put it before the other, or remove it.")
        else:
            noun = "Rule" if "/rules/" in pointer else "Exit"
            what = f"{noun} “{name}” of node “{node}” can never decide. {why}"
            yield _issue("never-taken", pointer, what, "Mend the rule, or what rules it out, or remove it.")

    def is_beaten(self, claim: Claim, verdict: Verdict) -> bool:
        """Whether other rules of the same node have a part in it."""
        own = f"/nodes/{claim.node}/rules/"
        return any(each.startswith(own) and each != f"{own}{claim.name}/when" for each in verdict.reasons or ())

    def bad(self, claim: Claim, pointer: str, verdict: Verdict) -> Issue:
        """What somebody brings about although nobody should."""
        node, name, person = claim.node, claim.name, self.told.person(verdict)
        if claim.kind == STUCK:
            why, fix = self.stuck(claim)
            if isinstance(self.release.flow.nodes[node], GateNode):
                node = caller_of(self.release, node)
                pointer = f"/nodes/{node}"
            what = f"At node “{node}” the flow cannot go on for {person}: {why}{self.rows(claim, verdict)}."
            return _issue("stuck", pointer, what, fix, Severity.ERROR)
        if claim.kind == CIRCLE and verdict.way is not None:
            what = (
                f"“{name}” of node “{node}” leads round in a circle for {person}: the way was at “{verdict.way.node}”."
            )
            fix = "A journey that comes to a node a second time is stopped. Let it lead elsewhere."
            return _issue("comes-round-again", pointer, what, fix, Severity.ERROR)
        if claim.kind == PROMISE:
            what = f"The promise “{name}” is broken for {person}: the way ends at “{node}”."
            return _issue("broken-promise", pointer, what, "Mend the flow, or promise what it does.", Severity.ERROR)
        if claim.kind == TWICE:
            what = f"Node “{node}” fills “{name}” a second time for {person}."
            return _issue(
                "filled-twice", pointer, what, "Fill a fact of another name, or keep the two on separate ways."
            )
        what = f"A text of node “{node}” speaks of {{{name}}}, which has no value there for {person}."
        return _issue("spoken-early", pointer, what, "The person would read “…” in its place.")

    def stuck(self, claim: Claim) -> tuple[str, str]:
        """Why nobody can go on, and what would help."""
        node = self.release.flow.nodes[claim.node]
        if isinstance(node, GateNode):
            fix = "Raise the “maximum” of the list, or limit the answer that is counted."
            return "there are more members than the list may have, or their number is not known", fix
        if isinstance(node, TableNode) and claim.name == "unknown":
            return "a row there cannot be decided", "Add “unknown”, the node that follows then, or ask before."
        return _STUCK.get(claim.name, (claim.name, "Mend the node."))

    def rows(self, claim: Claim, verdict: Verdict) -> str:
        """Which rows of a table disagree."""
        if claim.name not in ("two-rows-fit", "rows-differ") or verdict.way is None:
            return ""
        prefix = f"/nodes/{claim.node}/rows/"
        compiled, known = self.release.compiled, verdict.way.known
        conditions = [
            pointer for pointer in self.release.typed if pointer.startswith(prefix) and pointer.endswith("/when")
        ]
        fitting = [pointer.split("/")[-2] for pointer in conditions if compiled[pointer](known)]
        return f" (“{'” and “'.join(fitting[:2])}”)" if len(fitting) > 1 else ""

    def outputs(self) -> Iterator[Issue]:
        """Outputs of sub-flows that no way through them fills."""
        found: dict[tuple[str, str], list[Verdict]] = {}
        for claim, verdict in self.proof.verdicts.items():
            if claim.kind == RESULT and isinstance(self.release.flow.nodes[claim.node], ReturnNode):
                found.setdefault((claim.node.rpartition("/")[0], claim.name), []).append(verdict)
        for (node, fact), verdicts in found.items():
            if all(verdict.is_impossible for verdict in verdicts):
                what = f"Nothing ever comes back for “{fact}” from the flow that node “{node}” runs."
                fix = "Name under “outputs” a fact that the other flow fills on its way to an end."
                yield _issue("empty-output", f"/nodes/{node}/outputs/{fact}", what, fix, Severity.ERROR)

    def open_question(self, claim: Claim, pointer: str, verdict: Verdict) -> Issue:
        what = f"It is not settled {_asked(claim)}: {verdict.unsettled}."
        return Issue(rule="not-settled", severity=Severity.WARNING, pointer=pointer, what=what)


def _unreached(proof: Proof, reached: int) -> Iterator[Issue]:
    """One issue for everything that a proof did not come to in its time."""
    left = [claim for claim, verdict in proof.verdicts.items() if proof.cut and verdict.unsettled == proof.cut]
    if left:
        what = (
            f"{proof.cut[:1].upper()}{proof.cut[1:]}: {len(left)} of {len(left) + reached} questions are not settled, "
            f"the first of them {_asked(left[0])}."
        )
        fix = "Give the proof more time (“check --seconds”), or split the flow."
        yield Issue(rule="not-settled", severity=Severity.WARNING, pointer="/nodes", what=what, fix=fix)


def _asked(claim: Claim) -> str:
    """The question that stays open."""
    node, name = f"node “{claim.node}”", f"“{claim.name}”"
    return {
        NODE: f"whether anybody comes to {node}",
        EXIT: f"whether {name} of {node} can be taken",
        PASSED: f"whether rule {name} of {node} is ever passed over",
        ROW: f"whether row {name} of {node} ever decides",
        ASKED: f"whether {node} ever asks",
        OFFERED: f"whether item {name} of {node} fits anybody",
        UNMET: f"whether condition “{claim.place}” of item {name} of {node} ever fails",
        RESULT: f"whether anything comes out for {name} at {node}",
        BLANK: f"whether a text of {node} can speak of {name} before it has a value",
        TWICE: f"whether {node} can fill {name} a second time",
        CIRCLE: f"whether {name} of {node} can lead round in a circle",
        STUCK: f"whether everybody can leave {node}",
        PROMISE: f"whether the promise {name} is always kept at {node}",
    }[claim.kind]


def _issue(rule: str, pointer: str, what: str, fix: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(rule=rule, severity=severity, pointer=pointer, what=what, fix=fix)
