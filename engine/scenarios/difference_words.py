"""Says the parts of a difference in words: where people stopped and stop, and who is an example."""

from __future__ import annotations

from engine.analysis.proof import Difference, Fitting, Somebody, Stop, Walked
from engine.nodes import Fit
from engine.scenarios.edition_names import EditionNames

_FITS = {Fit.FITS: "fitted", Fit.MAY_FIT: "might fit", Fit.DOES_NOT_FIT: "did not fit"}
_FIT = {Fit.FITS: "fits", Fit.MAY_FIT: "may fit", Fit.DOES_NOT_FIT: "does not fit"}


class DifferenceWords:
    """The words for one difference."""

    def __init__(self, difference: Difference) -> None:
        self.matching = difference.matching
        self.then, self.now = EditionNames(difference.old.release), EditionNames(difference.new.release)

    def pair(self, then: Stop, now: Stop) -> str:
        """Where people ended, and where they end now."""
        before = {"outcome": "Ended at", "stuck": "Could not go on at", "refused": "Was refused an answer at"}
        after = {"outcome": "now ends at", "stuck": "now cannot go on at", "refused": "is now refused an answer at"}
        if then.kind is now.kind and then.node == self.matching.node(now.node):
            what = f"{self.then.kind(then.node)} before, {self.now.kind(now.node)} now"
            return f"Ends at {self.now.node(now.node)} as before, but that is another outcome: {what}."
        return f"{before[then.kind]} {self.then.node(then.node)}, {after[now.kind]} {self.now.node(now.node)}."

    def asked(self, fact: str) -> str:
        how = "Handed" if fact in self.now.release.flow.inputs else "Asked for"
        return f"{how} {self.now.fact(fact)}, and was not before"

    def spared(self, fact: str) -> str:
        how = "handed" if fact in self.then.release.flow.inputs else "asked for"
        return f"No longer {how} {self.then.fact(fact)}"

    def shown(self, before: Fitting, after: Fitting) -> str:
        """How an item of a page of results is offered to somebody in another way."""
        said = f"{_FITS[before.fit]} before, and {_FIT[after.fit]} now"
        return f"At {self.now.node(after.node)}, {self.now.item(after)} {said}"

    def who(self, somebody: Somebody) -> str:
        """An example in the reader's words: what was asked then or now, and answered."""
        matching = self.matching
        answers = [self.now.answer(fact, somebody.now.person) for fact in somebody.now.asked]
        known = {matching.fact(fact) for fact in somebody.now.asked}
        answers += [self.then.answer(fact, somebody.then.person) for fact in somebody.then.asked if fact not in known]
        day = self.now.words.date(somebody.now.person.today)
        when = f" on {day}" if self.then.is_dated or self.now.is_dated else ""
        unhelped = dict.fromkeys([*unhelped_by(somebody.then), *unhelped_by(somebody.now)])
        said = "".join(f", and says that “{each}” did not help" for each in unhelped)
        given = f" and answers {'; '.join(answers)}" if answers else ""
        return f"somebody who begins{when}{given}{said}"

    def questions(self, somebody: Somebody) -> tuple[list[str], list[str]]:
        """The questions added to the way, by their names now, and those dropped from it, by their names then."""
        matching, before = self.matching, set(somebody.then.asked)
        after = {matching.fact(fact) for fact in somebody.now.asked}
        added = [fact for fact in somebody.now.asked if matching.fact(fact) not in before]
        return added, [fact for fact in somebody.then.asked if fact not in after]

    def ends(self, then: Stop, now: Stop) -> str:
        said = {"outcome": "", "stuck": "cannot go on at ", "refused": "is refused at ", "waiting": "waits at "}
        return f"{said[then.kind]}{self.then.node(then.node)} before, {said[now.kind]}{self.now.node(now.node)} now"


def unhelped_by(walked: Walked) -> list[str]:
    """The articles on the way that did not help."""
    return [step.node for step in walked.way.steps if step.exit == "unsolved"]
