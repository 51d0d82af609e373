"""Changes within a node: where it leads, its rules and rows, what it works out, and its settings.

Every key of a node comes by here; one that has no words of its own is told as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.diff.amounts import moves
from engine.analysis.diff.cells import tell_cells
from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.lists import by_id, compare_lists
from engine.analysis.diff.renamed import EXITS
from engine.analysis.diff.speaking import Speaker, readable, written
from engine.definition.places import sentence_start
from engine.model.values import Json

Part = Mapping[str, Json]
TEXTS = frozenset(
    {"title", "body", "prompt", "hint", "help", "consent", "message", "because", "unless", "summary", "add", "first"}
)
_ASIDE = frozenset({"imported_as", "release"})
GROUPS: Mapping[str, tuple[str, str]] = {
    "rules": ("id", "rule"),
    "validators": ("id", "check"),
    "questions": ("id", "question"),
    "set": ("fact", "calculation of"),
    "rows": ("id", "row"),
    "items": ("id", "item"),
    "conditions": ("id", "condition"),
    "groups": ("id", "group"),
    "exits": ("id", "exit"),
    "inputs": ("id", "input"),
    "outputs": ("fact", "output"),
}
"""Lists of a node: what names an entry, and what it is called."""
_CONDITIONS = {"rules": "is taken", "validators": "refuses an answer", "conditions": "holds"}
_ORDERED = frozenset({"rules", "rows", "validators", "conditions"})
"""Lists in which the first that fits counts, or is told."""
_CALCULATED = frozenset({"value", "rank", "count"})


_STRAIGHT = ("next", "otherwise")


def _is_straight_or_ruled(old: Part, new: Part) -> bool:
    """Whether a node's one way on became the way for the rest, or the other way round."""
    there, here = ("next" in old, "otherwise" in old), ("next" in new, "otherwise" in new)
    return {there, here} == {(True, False), (False, True)} and (
        (old.get("next") or old.get("otherwise")) == (new.get("next") or new.get("otherwise"))
    )


@dataclass(frozen=True)
class PartComparer:
    """Compares nodes and the entries of their lists."""

    then: Speaker
    now: Speaker
    old_pointer: Mapping[str, str]
    """By new pointer of a node, the old one, where the node was renamed."""

    def changes(self, old: Part, new: Part, pointer: str, noun: str, group: str = "") -> Iterator[Change]:
        """What changed in one node or entry. `noun` names it within a sentence."""
        yield from self._straight(old, new, pointer, noun)
        for key in dict.fromkeys([*new, *old]):
            was, value = old.get(key), new.get(key)
            here = f"{pointer}/{key}"
            if key in _STRAIGHT and _is_straight_or_ruled(old, new):
                continue
            if was == value or key in _ASIDE or self._is_public(key, here):
                continue
            if key in GROUPS and isinstance(was or value, list):
                yield from self._list(key, was or [], value or [], here, noun)
            elif key in EXITS or (key == "next" and group):
                yield self._exit(key, was, value, here, noun)
            elif key == "when" and group == "rows":
                yield from self._row(old, new, here, noun)
            elif key == "when":
                yield self._condition(here, noun, group, was, value)
            elif key in _CALCULATED and group != "exits":
                yield self._calculation(here, noun, was, value)
            elif key == "then" and group == "rows":
                yield from self._given(was or {}, value or {}, here, noun)
            elif key in ("inputs", "outputs"):
                yield from self._handed(key, was or {}, value or {}, here, noun)
            elif key == "source":
                yield self._source(was, value, here, noun)
            else:
                yield self._setting(key, was, value, here, noun)

    def _straight(self, old: Part, new: Part, pointer: str, noun: str) -> Iterator[Change]:
        """A node that got its first rules, or lost its last, and for the rest leads where it led."""
        if _is_straight_or_ruled(old, new):
            was, value = (node.get("next") or node["otherwise"] for node in (old, new))
            said = f"now reads its rules first; where none holds it still leads to “{value}”"
            if "next" in new:
                said = f"no longer has rules and always leads to “{value}”"
            yield Change(Subject.EXIT, Kind.CHANGED, pointer, f"{sentence_start(noun)} {said}.", was, value)

    def _is_public(self, key: str, pointer: str) -> bool:
        """Whether people read it: then it is told with the texts. A title may be for staff alone."""
        places = ((speaker, self._place(pointer, speaker)) for speaker in (self.then, self.now))
        return key in TEXTS and any(place in speaker.edition.release.flow.texts for speaker, place in places)

    def _list(self, group: str, old: list[Part], new: list[Part], pointer: str, noun: str) -> Iterator[Change]:
        key, called = GROUPS[group]
        before, after = by_id(old, key), by_id(new, key)
        found = compare_lists(before, after, lambda each: {k: v for k, v in each.items() if k not in (key, "because")})
        subject = Subject.CALCULATION if group == "set" else Subject.RULE
        for name in found.removed:
            told = self._tells(group, name, pointer, before[name], self.then)
            sentence = f"{sentence_start(called)} “{name}” of {noun} is gone{told}."
            yield Change(subject, Kind.REMOVED, f"{pointer}/{name}", sentence, before[name])
        for name in found.added:
            told = self._tells(group, name, pointer, after[name], self.now)
            sentence = f"{sentence_start(called)} “{name}” of {noun} is new{told}."
            yield Change(subject, Kind.ADDED, f"{pointer}/{name}", sentence, after=after[name])
        for name, was in found.renamed.items():
            sentence = f"{sentence_start(called)} “{was}” of {noun} is now called “{name}”."
            yield Change(subject, Kind.RENAMED, f"{pointer}/{name}", sentence, was, name)
        if found.moved:
            yield self._order(group, list(before), list(after), found.moved, pointer, noun)
        for was, name in found.both:
            inner = f"{called} “{name}” of {noun}"
            yield from self.changes(before[was], after[name], f"{pointer}/{name}", inner, group)

    def _order(
        self, group: str, old: list[str], new: list[str], moved: tuple[str, ...], pointer: str, noun: str
    ) -> Change:
        called = GROUPS[group][1]
        parts = []
        for name in moved:
            index = new.index(name)
            parts.append(f"“{name}” now comes {'first' if not index else f'after “{new[index - 1]}”'}")
        plural = "calculations" if group == "set" else f"{called}s"
        why = "; the first that fits counts" if group in ("rules", "rows") else ""
        sentence = f"The {plural} of {noun} are read in another order: {', '.join(parts)}{why}."
        return Change(Subject.RULE, Kind.MOVED, pointer, sentence, old, new)

    def _tells(self, group: str, name: str, pointer: str, entry: Part, speaker: Speaker) -> str:
        """What an entry that came or went says."""
        place = self._place(f"{pointer}/{name}", speaker)
        said = ""
        if speaker.has(f"{place}/when") and group != "rows":
            said = f": it {_CONDITIONS.get(group, 'holds')} when {speaker.condition(f'{place}/when')}"
        elif speaker.has(f"{place}/value"):
            said = f": {speaker.calculation(f'{place}/value')}"
        elif group == "rows":
            said = f": {tell_cells(entry['when'])}"
        return f"{said}, and leads to “{entry['next']}”" if "next" in entry else said

    def _place(self, pointer: str, speaker: Speaker) -> str:
        """A new pointer as the edition of the speaker has it."""
        if speaker is self.now:
            return pointer
        _, nodes, node, *rest = pointer.split("/")
        old = self.old_pointer.get(f"/{nodes}/{node}", f"/{nodes}/{node}")
        return "/".join((old, *rest))

    def _exit(self, key: str, was: Json, value: Json, pointer: str, noun: str) -> Change:
        of = noun if key == "next" else f"“{key}” of {noun}"
        if was is None:
            sentence = (
                f"{sentence_start(of)} is new and leads to “{value}”."
                if key != "next"
                else f"{sentence_start(of)} now leads to “{value}” without rules."
            )
        elif value is None:
            sentence = (
                f"{sentence_start(of)} is gone; it led to “{was}”."
                if key != "next"
                else f"{sentence_start(of)} no longer leads straight to “{was}”."
            )
        else:
            sentence = f"{sentence_start(of)} led to “{was}” and now leads to “{value}”."
        return Change(Subject.EXIT, Kind.CHANGED, pointer, sentence, was, value)

    def _condition(self, pointer: str, noun: str, group: str, was: Json, value: Json) -> Change:
        verb = _CONDITIONS.get(group, "holds")
        said = [
            speaker.condition(place) if speaker.has(place := self._place(pointer, speaker)) else "always"
            for speaker in (self.then, self.now)
        ]
        verb_then = {"is taken": "was taken", "refuses an answer": "refused an answer", "holds": "held"}[verb]
        sentence = f"{sentence_start(noun)} {verb_then} when {said[0]}; now it {verb} when {said[1]}."
        return Change(Subject.RULE, Kind.CHANGED, pointer, sentence, was, value)

    def _calculation(self, pointer: str, noun: str, was: Json, value: Json) -> Change:
        said = [
            speaker.calculation(place) if speaker.has(place := self._place(pointer, speaker)) else written(json)
            for speaker, json in ((self.then, was), (self.now, value))
        ]
        sentence = f"{sentence_start(noun)} was {said[0]} and is now {said[1]}."
        return Change(Subject.CALCULATION, Kind.CHANGED, pointer, sentence, was, value)

    def _row(self, old: Part, new: Part, pointer: str, noun: str) -> Iterator[Change]:
        sentence = f"{sentence_start(noun)} fitted {tell_cells(old['when'])}; now it fits {tell_cells(new['when'])}."
        yield Change(Subject.RULE, Kind.CHANGED, pointer, sentence, old["when"], new["when"])

    def _given(self, old: Part, new: Part, pointer: str, noun: str) -> Iterator[Change]:
        for name in dict.fromkeys([*new, *old]):
            was, value = old.get(name), new.get(name)
            if was != value:
                fact = self.now.find_fact(name)
                from_, to = (
                    written(each) if isinstance(each, dict) else self.now.value(fact, each) for each in (was, value)
                )
                sentence = f"{self.now.fact(name)} in {noun} {moves(was, value)} from {from_} to {to}."
                yield Change(Subject.AMOUNT, Kind.CHANGED, f"{pointer}/{name}", sentence, was, value)

    def _handed(self, key: str, old: Part, new: Part, pointer: str, noun: str) -> Iterator[Change]:
        """What a flow that this one runs is handed, or gives back."""
        what = "is handed to" if key == "inputs" else "comes from"
        for name in dict.fromkeys([*new, *old]):
            was, value = old.get(name), new.get(name)
            if was != value:
                sentence = f"“{name}” {what} {noun}: {written(was)} before, {written(value)} now."
                yield Change(Subject.SETTING, Kind.CHANGED, f"{pointer}/{name}", sentence, was, value)

    def _source(self, was: Json, value: Json, pointer: str, noun: str) -> Change:
        sentence = (
            f"The source of {noun} is another one now."
            if was and value
            else f"The source of {noun} is {'new' if value else 'gone'}."
        )
        return Change(Subject.SOURCE, Kind.CHANGED, pointer, sentence, was, value)

    def _setting(self, key: str, was: Json, value: Json, pointer: str, noun: str) -> Change:
        sentence = f"“{readable(key)}” of {noun} was {written(was)} and is now {written(value)}."
        if key == "optional":
            sentence = f"{sentence_start(noun)} {'may now be skipped' if value else 'may no longer be skipped'}."
        elif key == "type":
            sentence = f"{sentence_start(noun)} was of the type {was} and is now of the type {value}."
        return Change(Subject.SETTING, Kind.CHANGED, pointer, sentence, was, value)
