"""Makes a flow from a transition table: which answers to which question led where.

A table knows only the answers somebody once gave. The flow made from it decides those as the table does, and
sends every other answer the way most of them went; the notes say where that was a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.scenarios.answers import Recognised, recognise
from engine.scenarios.naming import Names, readable

REFUSED = "This answer cannot be taken here. Please check it."


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A flow document made from a foreign table, and what its designer should look at."""

    document: Mapping[str, Json]
    notes: tuple[str, ...]


def import_transitions(table: Json, *, language: str = "en", time_zone: str = "Etc/UTC") -> Imported:
    """The flow that `table` describes. Raises DefinitionError when it is no transition table."""
    _check_table(table)
    plan = _Plan(table)
    questions = {plan.nodes.id_of(name): plan.question(name) for name in table["questions"]}
    ends = {
        plan.nodes.id_of(name): {"type": "end", "title": readable(name), "imported_as": name} for name in plan.outcomes
    }
    document = {
        "format": 1,
        "id": Names("flow").id_of(table["flow"]),
        "language": language,
        "time_zone": time_zone,
        "title": readable(table["flow"]),
        "imported_as": table["flow"],
        "facts": {plan.facts.id_of(name): plan.kinds[name].fact(name, readable(name)) for name in table["questions"]},
        "start": plan.nodes.id_of(table["first_question"]),
        "nodes": {**questions, **ends},
    }
    return Imported(document=document, notes=tuple(plan.notes))


@dataclass
class _Plan:
    """The table at hand, and the ids given so far."""

    table: Mapping[str, Json]
    nodes: Names = field(default_factory=lambda: Names("node"))
    facts: Names = field(default_factory=lambda: Names("fact", reserved=("today",)))
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        questions = self.table["questions"]
        self.kinds: dict[str, Recognised] = {name: _recognise(each) for name, each in questions.items()}
        following = (each["next"] for entry in questions.values() for each in entry["transitions"])
        named = (*self.table.get("outcomes", ()), *following)
        self.outcomes = [name for name in dict.fromkeys(named) if name not in questions]

    def question(self, name: str) -> dict[str, Json]:
        """The node that asks what the table calls `name`."""
        entry = self.table["questions"][name]
        node: dict[str, Json] = {"type": "question", "fact": self.facts.id_of(name), "prompt": readable(name)}
        refused = [each for each in entry["transitions"] if each.get("reject")]
        if refused:
            node["validators"] = [
                {"id": f"refused-{number}", "when": self.condition(each["when"], name), "message": REFUSED}
                for number, each in enumerate(refused, start=1)
            ]
        taken = [each for each in entry["transitions"] if not each.get("reject")]
        return {**node, **self.ways(name, taken), "imported_as": name}

    def ways(self, name: str, taken: list[Json]) -> dict[str, Json]:
        """How the question is left: straight on, or by rules in the table's order with the rest as `otherwise`."""
        if not taken:
            raise DefinitionError([_issue(f"Question “{name}” leads nowhere: all its answers are refused.")])
        for_any = next((each["next"] for each in taken if not each["when"]), None)
        targets = list(dict.fromkeys(each["next"] for each in taken))
        rest = for_any or _most_common(taken)
        self._note_guess(name, taken, guessed=for_any is None, targets=targets, rest=rest)
        if len(targets) == 1:
            return {"next": self.nodes.id_of(rest)}
        rules = list(self.rules(name, [each for each in taken if each["when"] and each["next"] != rest]))
        return {"rules": rules, "otherwise": self.nodes.id_of(rest)}

    def rules(self, name: str, taken: list[Json]) -> Iterator[dict[str, Json]]:
        """One rule for each way that depends on this answer alone and is a choice; else one for each row."""
        if self.kinds[name].type == "choice" and all(set(each["when"]) == {name} for each in taken):
            grouped: dict[str, list[str]] = {}
            for each in taken:
                grouped.setdefault(each["next"], []).append(each["when"][name])
            conditions = [(self.one_of(name, answers), following) for following, answers in grouped.items()]
        else:
            conditions = [(self.condition(each["when"], name), each["next"]) for each in taken]
        for number, (condition, following) in enumerate(conditions, start=1):
            yield {"id": f"rule-{number}", "when": condition, "next": self.nodes.id_of(following)}

    def one_of(self, name: str, answers: list[str]) -> Json:
        """The condition that the answer is one of these."""
        if len(answers) == 1:
            return self.equals(name, answers[0])
        literals = [self.kinds[name].literal(answer) for answer in answers]
        return {"in": [{"var": self.facts.id_of(name)}, literals]}

    def condition(self, when: Mapping[str, str | None], own: str) -> Json:
        """A row's condition: its own answer, and the earlier ones, each guarded by whether it was given."""
        parts: list[Json] = []
        for question, answer in when.items():
            given = {"answered": self.facts.id_of(question)}
            if answer is None:
                parts.append({"!": given})
                continue
            if question != own:
                parts.append(given)
            same = self.equals(question, answer)
            parts += same.get("and", [same])
        return parts[0] if len(parts) == 1 else {"and": parts}

    def equals(self, question: str, answer: str) -> Json:
        """The condition that `question` was answered with `answer`; a selection, with just these and no other."""
        fact, literal = {"var": self.facts.id_of(question)}, self.kinds[question].literal(answer)
        if self.kinds[question].type != "choices":
            return {"==": [fact, literal]}
        among = {"all": [fact, {"in": [{"var": ""}, literal]}]}
        return {"and": [among, {"==": [{"count": [fact]}, len(literal)]}]}

    def _note_guess(self, name: str, taken: list[Json], *, guessed: bool, targets: list[str], rest: str) -> None:
        single = all(set(each["when"]) == {name} for each in taken)
        if guessed and not (single and self.kinds[name].is_closed) and (len(targets) > 1 or not single):
            self.notes.append(f"“{name}”: answers that the table does not know go on to “{rest}”.")


def _recognise(entry: Mapping[str, Json]) -> Recognised:
    """The kind of a question's answers, with a way to give another one where the table speaks of others."""
    kind = recognise(entry["answers_seen"])
    has_others = any(not each["when"] for each in entry["transitions"])
    return kind.with_other() if kind.is_closed and (has_others or len(kind.options) < 2) else kind


def _most_common(taken: list[Json]) -> str:
    """Where most rows lead; of several, the one that comes last."""
    following: list[str] = [each["next"] for each in taken]
    counts = Counter(following)
    most = max(counts.values())
    return [name for name in following if counts[name] == most][-1]


def _check_table(table: Json) -> None:
    """Refuses what is no transition table, and answers that the table itself does not list."""
    fault = _fault(table)
    if fault:
        raise DefinitionError([_issue(fault)])


def _fault(table: Json) -> str:
    if not isinstance(table, dict) or not isinstance(table.get("questions"), dict):
        return "This is no transition table: it has no “questions”."
    for key in ("flow", "first_question"):
        if not isinstance(table.get(key), str):
            return f"The table has no “{key}”."
    questions = table["questions"]
    if table["first_question"] not in questions:
        return f"The first question, “{table['first_question']}”, is not among the questions."
    for name, entry in questions.items():
        if not isinstance(entry, dict) or not all(
            isinstance(entry.get(key), list) for key in ("transitions", "answers_seen")
        ):
            return f"Question “{name}” has no “transitions” or no “answers_seen”."
        if not all(isinstance(answer, str) for answer in entry["answers_seen"]):
            return f"An answer to “{name}” is no text. Put it in quotes."
    outcomes = table.get("outcomes", [])
    if not isinstance(outcomes, list) or not all(isinstance(name, str) for name in outcomes):
        return "“outcomes” has to be a list of texts."
    return next(filter(None, (_row_fault(questions, name) for name in questions)), "")


def _row_fault(questions: Mapping[str, Json], name: str) -> str:
    for row in questions[name]["transitions"]:
        if not isinstance(row, dict) or not isinstance(row.get("next"), str) or not isinstance(row.get("when"), dict):
            return f"A transition of “{name}” has no “when” or no “next”."
        if row.get("reject") and not row["when"]:
            return f"A transition of “{name}” refuses every answer. Name the answers that it refuses."
        for question, answer in row["when"].items():
            if question not in questions:
                return f"A transition of “{name}” depends on “{question}”, which is not among the questions."
            if answer is not None and answer not in questions[question]["answers_seen"]:
                return f"A transition of “{name}” is for the answer “{answer}”, which “{question}” never had."
    return ""


def _issue(what: str) -> Issue:
    return Issue(rule="import", severity=Severity.ERROR, pointer="", what=what)
