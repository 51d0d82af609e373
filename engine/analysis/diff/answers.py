"""What may be answered: facts, their options and their limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.lists import by_id, compare_lists
from engine.analysis.diff.renamed import Matching
from engine.analysis.diff.speaking import Speaker, plain, readable, written
from engine.model.values import Json

Document = Mapping[str, Json]
_TEXTS = frozenset({"label", "hint", "yes", "no", "unit", "messages", "imported_as", "title"})
_OPTIONS = ("options", "places")
_LIMITS = {"minimum": "lowest answer", "maximum": "highest answer", "earliest": "earliest day", "latest": "latest day"}


def compare_answers(old: Document, new: Document, matching: Matching, then: Speaker, now: Speaker) -> Iterator[Change]:
    """What changed in the data dictionary. `old` is in the new names."""
    before, after = old["facts"], new["facts"]
    for name, was in matching.facts.items():
        yield _change(Kind.RENAMED, f"/facts/{name}", f"The fact “{was}” is now called “{name}”.", was, name)
    for name, fact in before.items():
        if name not in after:
            yield _change(
                Kind.REMOVED, f"/facts/{name}", f"The fact “{name}” ({_label(fact, name)}) is gone.", fact, None
            )
    for name, fact in after.items():
        if name not in before:
            said = f"The fact “{name}” ({_label(fact, name)}), of the type {fact['type']}, is new."
            yield _change(Kind.ADDED, f"/facts/{name}", said, None, fact)
        elif before[name] != fact:
            yield from _fact(before[name], fact, f"/facts/{name}", name, now)


def _fact(old: Mapping[str, Json], new: Mapping[str, Json], pointer: str, name: str, now: Speaker) -> Iterator[Change]:
    called = f"“{_label(new, name)}”"
    for key in dict.fromkeys([*new, *old]):
        was, value = old.get(key), new.get(key)
        if was == value or key in _TEXTS:
            continue
        if key in _OPTIONS and isinstance(was or value, list):
            yield from _options(was or [], value or [], f"{pointer}/{key}", called)
        elif key == "facts":
            yield from _members(was or {}, value or {}, f"{pointer}/facts", called, now)
        else:
            sentence = _setting(key, was, value, called, name, now)
            yield _change(Kind.CHANGED, f"{pointer}/{key}", sentence, was, value)


def _members(old: Json, new: Json, pointer: str, called: str, now: Speaker) -> Iterator[Change]:
    """The facts of each member of a list."""
    for name in dict.fromkeys([*new, *old]):
        was, value = old.get(name), new.get(name)
        here = f"{pointer}/{name}"
        if was is None or value is None:
            kind = Kind.ADDED if was is None else Kind.REMOVED
            sentence = f"The fact “{name}” of each of {called} is {'new' if was is None else 'gone'}."
            yield _change(kind, here, sentence, was, value)
        elif was != value:
            yield from _fact(was, value, here, name, now)


def _options(old: list[Json], new: list[Json], pointer: str, called: str) -> Iterator[Change]:
    before, after = by_id(old), by_id(new)
    found = compare_lists(before, after, lambda each: {key: each[key] for key in each if key != "id"})
    for name in found.removed:
        sentence = f"“{plain(before[name]['label'])}” can no longer be chosen for {called}."
        yield _change(Kind.REMOVED, f"{pointer}/{name}", sentence, before[name], None)
    for name in found.added:
        sentence = f"“{plain(after[name]['label'])}” can now be chosen for {called}."
        yield _change(Kind.ADDED, f"{pointer}/{name}", sentence, None, after[name])
    for name, was in found.renamed.items():
        sentence = f"The option “{was}” of {called} is now called “{name}”: to the flow it is another answer."
        yield _change(Kind.RENAMED, f"{pointer}/{name}", sentence, was, name)
    if found.moved:
        sentence = f"The options of {called} stand in another order."
        yield _change(Kind.MOVED, pointer, sentence, list(before), list(after))
    for was, name in found.both:
        rest = [
            {key: each[key] for key in each if key not in ("id", "label", "hint", "imported_as")}
            for each in (before[was], after[name])
        ]
        if rest[0] != rest[1]:
            sentence = f"The option “{name}” of {called} was {written(rest[0])} and is now {written(rest[1])}."
            yield _change(Kind.CHANGED, f"{pointer}/{name}", sentence, before[was], after[name])


def _setting(key: str, was: Json, value: Json, called: str, name: str, now: Speaker) -> str:
    if key == "type":
        return f"{called} was of the type {was} and is now of the type {value}: earlier answers no longer fit."
    if key == "sensitive":
        return f"{called} {'now counts' if value else 'no longer counts'} as personal."
    what = f"The {_LIMITS[key]} to {called}" if key in _LIMITS else f"“{readable(key)}” of {called}"
    fact = now.find_fact(name)
    is_amount = key in ("minimum", "maximum") and fact is not None and fact.type != "list"
    from_, to = (now.value(fact, each) if is_amount and each is not None else _limit(each) for each in (was, value))
    if was is None:
        return f"{what} is now {to}; before there was none."
    return f"{what} was {from_}; now there is none." if value is None else f"{what} was {from_} and is now {to}."


def _limit(value: Json) -> str:
    if isinstance(value, Mapping) and "today" in value:
        return f"the day of the journey {value['today']}"
    if isinstance(value, Mapping) and set(value) == {"fact"}:
        return f"the day in “{value['fact']}”"
    return written(value)


def _label(fact: Mapping[str, Json], name: str) -> str:
    return plain(fact.get("label", "")) or name


def _change(kind: Kind, pointer: str, sentence: str, before: Json, after: Json) -> Change:
    return Change(Subject.ANSWER, kind, pointer, sentence, before, after)
