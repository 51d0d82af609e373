"""What the designers swear, then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.lists import by_id, compare_lists
from engine.analysis.diff.speaking import Speaker, written
from engine.errors import ExpressionError
from engine.expressions import Scope, check
from engine.model.values import Json

Promise = Mapping[str, Json]


def compare_promises(old: Mapping[str, Json], new: Mapping[str, Json], then: Speaker, now: Speaker) -> Iterator[Change]:
    """What changed in the promises. `old` is in the new names."""
    before, after = by_id(old.get("promises", [])), by_id(new.get("promises", []))
    found = compare_lists(before, after, lambda each: {key: each[key] for key in each if key != "id"})
    for name in found.removed:
        yield _change(
            Kind.REMOVED,
            name,
            f"The promise “{name}” is no longer made: {_told(before[name], then, now)}.",
            before[name],
            None,
        )
    for name in found.added:
        yield _change(
            Kind.ADDED, name, f"The promise “{name}” is new: {_told(after[name], now, now)}.", None, after[name]
        )
    for name, was in found.renamed.items():
        yield _change(Kind.RENAMED, name, f"The promise “{was}” is now called “{name}”.", was, name)
    for was, name in found.both:
        if {**before[was], "id": name} != {**after[name], "id": name}:
            sentence = (
                f"The promise “{name}” was: {_told(before[was], then, now)}. Now it is: {_told(after[name], now, now)}."
            )
            yield _change(Kind.CHANGED, name, sentence, before[was], after[name])


def _told(promise: Promise, speaker: Speaker, now: Speaker) -> str:
    ((kind, wanted),) = promise["then"].items()
    whom = f"when {_said(promise['when'], speaker, now)}, " if promise.get("when") is not None else "always, "
    ends = {
        "outcome": lambda: f"the journey ends at {' or '.join(f'“{each}”' for each in wanted)}",
        "visits": lambda: f"the journey comes by “{wanted}”",
        "never": lambda: f"the journey never comes to “{wanted}”",
        "condition": lambda: f"in the end {_said(wanted, speaker, now)}",
    }
    return whom + ends[kind]()


def _said(condition: Json, speaker: Speaker, now: Speaker) -> str:
    """A condition in words; one in new names over an old flow as it stands."""
    for each in (speaker, now):
        flow = each.edition.release.flow
        try:
            typed = check(condition, Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays))
        except ExpressionError:
            continue
        return each.saying.condition(typed)
    return written(condition)


def _change(kind: Kind, name: str, sentence: str, before: Json, after: Json) -> Change:
    return Change(Subject.PROMISE, kind, f"/promises/{name}", sentence, before, after)
