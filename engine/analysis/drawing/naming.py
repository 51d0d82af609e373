"""What nodes and exits are called on a map and in a book: short for a label, and as a whole sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engine.definition import Release
from engine.definition.saying import Saying
from engine.definition.wording import Wording
from engine.model.flow import Rule
from engine.model.words import Words
from engine.nodes import (
    CalculateNode,
    DecisionNode,
    Exit,
    Flow,
    HandoffNode,
    Node,
    PageNode,
    QuestionNode,
    TableNode,
)

LONGEST_CONDITION = 72
"""Letters; for a longer condition the reason that a person reads says it better."""

KINDS = {
    "question": "Question",
    "page": "Page of questions",
    "message": "Message",
    "decision": "Decision",
    "table": "Decision table",
    "calculate": "Calculation",
    "subflow": "Another flow",
    "repeat": "For each member",
    "article": "Article",
    "results": "Results",
    "handoff": "Person",
    "end": "End",
    "return": "Back from the flow",
    "member": "Next member",
    "gate": "Decision",
    "more": "Question",
    "gather": "List is complete",
}
_ENDS = (".", "?", "!", "…", "؟", "।", "。", "？")
_PLAIN_EXITS = {
    "unknown": "Not known",
    "unsolved": "Did not help",
    "unmatched": "No row fits",
    "two-rows-fit": "Two rows fit",
}
_PLAIN_MEANINGS = {
    "next": "Always",
    "otherwise": "In all other cases",
    "unknown": "When this cannot be told, because something was not answered",
    "unsolved": "When the person says that it did not help",
    "unmatched": "When no row fits",
}


@dataclass(frozen=True)
class Naming:
    """Names for the parts of one flow: its own texts by `wording`, the rest in `words`."""

    release: Release
    wording: Wording
    words: Words

    @classmethod
    def build(cls, release: Release, language: str, words: Words) -> Naming:
        """The texts of the flow in `language`."""
        return cls(release, Wording(release, Words(language, words.translate)), words)

    @property
    def flow(self) -> Flow:
        return self.release.flow

    @property
    def title(self) -> str:
        return self.wording.as_written("/title")

    @property
    def start(self) -> str:
        return self.words.sentence("Start")

    def kind(self, node: Node) -> str:
        """The type of a node in words."""
        return self.words.sentence(KINDS.get(node.type, node.type))

    def group(self, scope: str) -> str:
        """What a sub-flow is called."""
        name = scope if scope in self.flow.scopes else scope.rpartition("/")[0]
        return self.wording.as_written(f"/scopes/{scope}/title") or self.words.in_order(_spaced(name or scope))

    def text(self, node: Node) -> str:
        """What happens at a node, in few words."""
        own = self.wording.as_written(node.pointer("title")) or self._staff_title(node)
        if isinstance(node, QuestionNode):
            return self.wording.as_written(node.pointer("prompt"))
        return own or self._made_up(node)

    def label(self, node: Node, exit: Exit) -> str:
        """What stands on the line of an exit; nothing where there is only one way."""
        if exit.name == "next":
            return ""
        rule = self.rule(node, exit)
        if rule is not None:
            return self._rule_label(node, rule)
        if exit.name == "otherwise":
            return self._otherwise(node)
        if exit.name in _PLAIN_EXITS:
            return self.words.sentence(_PLAIN_EXITS[exit.name])
        return capital(self._value_exit(node, exit) or _spaced(exit.name))

    def meaning(self, node: Node, exit: Exit) -> str:
        """When a journey leaves by an exit, as a sentence."""
        rule = self.rule(node, exit)
        if rule is not None:
            said = self.condition(node, rule)
            because = self.because(node, rule)
            return f"{capital(said)}. {because}".strip() if because else f"{capital(said)}."
        if exit.name in _PLAIN_MEANINGS:
            return self.words.sentence(_PLAIN_MEANINGS[exit.name]) + "."
        return self.label(node, exit)

    def rule(self, node: Node, exit: Exit) -> Rule | None:
        """The rule behind an exit."""
        branches = getattr(node, "branches", None)
        rules = branches.rules if branches is not None else ()
        return next((each for each in rules if each.id == exit.name), None)

    def condition(self, node: Node, rule: Rule) -> str:
        """When a rule fires, in words."""
        return self.saying.condition(self.release.typed[node.pointer(rule.group, rule.id, "when")])

    def of_answer(self, node: Node) -> Saying:
        """Words for what a question decides by its own answer."""
        if not isinstance(node, QuestionNode):
            return self.saying
        return replace(self.saying, names={**self.saying.names, node.fact: self.words.sentence("the answer")})

    def because(self, node: Node, rule: Rule) -> str:
        """The reason that a person reads."""
        return self.wording.as_written(node.pointer(rule.group, rule.id, "because"))

    @cached_property
    def saying(self) -> Saying:
        return Saying(self.wording, self.words, self._inputs())

    def fact(self, name: str) -> str:
        """What a fact is called."""
        return self.wording.label(name, {}) if self.wording.find_fact(name) else name

    def facts(self, names: tuple[str, ...]) -> str:
        """Several facts, one after the other."""
        return self.words.several([self.fact(name) for name in dict.fromkeys(names)])

    # --- parts ---

    def _inputs(self) -> Mapping[str, str]:
        """Inputs of tables that are worked out go by their id."""
        tables = (node for node in self.flow.nodes.values() if isinstance(node, TableNode))
        return {each.name: f"“{_spaced(each.id)}”" for node in tables for each in node.columns if not each.is_fact}

    def _staff_title(self, node: Node) -> str:
        return node.title if isinstance(node.title, str) else node.title.get("other", "")

    def _made_up(self, node: Node) -> str:
        """For a node without a title: what it asks, looks at or fills."""
        said = _MADE_UP.get(type(node))
        return said(self, node) if said else self.words.in_order(capital(_spaced(_last(node))))

    def _decision(self, node: Any) -> str:
        read = [key[1] for each in node.expressions() for key in sorted(self.release.typed[each.pointer].reads)]
        names = [name for name in dict.fromkeys(read) if name != "today"] or ["today"]
        shown = self.facts(tuple(names)) if names != ["today"] else self.words.sentence("Today’s date")
        return self.words.sentence("Decides by: {facts}", facts=shown)

    def _calculation(self, node: Any) -> str:
        if not node.fills:
            return self.words.in_order(capital(_spaced(_last(node))))
        return self.words.sentence("Works out: {facts}", facts=self.facts(node.fills))

    def _handoff(self, node: Any) -> str:
        return self.words.in_order(capital(_spaced(node.plan)))

    def _rule_label(self, node: Node, rule: Rule) -> str:
        typed = self.release.typed[node.pointer(rule.group, rule.id, "when")]
        said = self.saying.short(typed, *self._subject(node))
        if len(said) > LONGEST_CONDITION:
            said = self.because(node, rule) or said
        return capital(_unquoted(said))

    def _subject(self, node: Node) -> tuple[str, ...]:
        """The one fact that the exits of a node are all about, if there is one: no exit needs to name it."""
        if isinstance(node, QuestionNode | PageNode):
            return node.fills if len(node.fills) == 1 else ()
        read = {key[1] for each in node.expressions() for key in self.release.typed[each.pointer].reads}
        return tuple(read) if isinstance(node, DecisionNode) and len(read) == 1 else ()

    def _otherwise(self, node: Node) -> str:
        if isinstance(node, QuestionNode):
            fact = self.wording.find_fact(node.fact)
            rules = [self.release.typed[each.pointer] for each in node.branches.expressions(node)]
            if any(each.reads != {(0, node.fact)} for each in rules):
                return self.words.sentence("Otherwise")
            if fact is not None and fact.type == "boolean" and not node.optional and len(rules) == 1:
                return self._other_answer(rules[0], node.fact)
            return self.words.sentence("Any other answer")
        return self.words.sentence("Otherwise")

    def _other_answer(self, typed: Any, fact: str) -> str:
        """Of a yes-or-no question with one rule about its answer: the other one."""
        if typed.op == "var":
            return capital(_unquoted(self.saying.short_opposite(typed, fact)))
        if typed.op == "!" and typed.args[0].op == "var":
            return capital(_unquoted(self.saying.short(typed.args[0], fact)))
        return self.words.sentence("Any other answer")

    def _value_exit(self, node: Node, exit: Exit) -> str:
        if not isinstance(node, TableNode):
            return ""
        typed = self.release.typed.get(node.pointer("exits", exit.name, "is"))
        return _unquoted(self.saying.short(typed, node.outputs[0].fact)) if typed else ""


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def ended(sentence: str) -> str:
    """The sentence with a full stop, where it has no sign of its own at its end."""
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."


def _spaced(name: str) -> str:
    """A name as words."""
    return name.rpartition("/")[2].replace("-", " ").replace("_", " ").replace(".", " ")


def _last(node: Node) -> str:
    flow = getattr(node, "article", "") or getattr(node, "flow", "")
    return flow or node.id


def _unquoted(text: str) -> str:
    """A single label that stands alone needs no quotation marks."""
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text[1:-1]
    return text


_MADE_UP: Mapping[type[Node], Callable[[Naming, Any], str]] = {
    DecisionNode: Naming._decision,
    TableNode: Naming._calculation,
    CalculateNode: Naming._calculation,
    HandoffNode: Naming._handoff,
}
