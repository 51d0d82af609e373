"""Everything that a designer changed between two editions of a flow, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.analysis.diff.amounts import compare_amounts
from engine.analysis.diff.answers import compare_answers
from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.edition import Edition
from engine.analysis.diff.matching import match
from engine.analysis.diff.nodes import compare_nodes
from engine.analysis.diff.promises import compare_promises
from engine.analysis.diff.renamed import in_new_names
from engine.analysis.diff.speaking import Speaker, readable, written
from engine.analysis.diff.texts import compare_texts
from engine.model.values import Json

_ELSEWHERE = frozenset(
    {"nodes", "facts", "tables", "start", "promises", "editor", "title", "summary", "agency", "about"}
)
_TEXTS_ABOUT = frozenset({"before", "emergency", "disclaimer", "keywords"})


def compare_structure(old: Edition, new: Edition) -> tuple[Change, ...]:
    """All changes, by subject; those of the flows that it runs after its own."""
    found = list(_own(old, new))
    before, after = old.runs, new.runs
    for slug in sorted(before.keys() & after.keys()):
        found += [replace(each, flow=slug) for each in _own(before[slug], after[slug])]
    order = list(Subject)
    return tuple(sorted(found, key=lambda each: (each.flow != "", each.flow, order.index(each.subject))))


def _own(old: Edition, new: Edition) -> Iterator[Change]:
    matching = match(old.document, new.document)
    before = in_new_names(old.document, matching)
    then, now = Speaker(old), Speaker(new)
    yield from compare_nodes(before, new.document, matching, then, now)
    yield from compare_amounts(before.get("tables", {}), new.document.get("tables", {}), then, now)
    yield from compare_answers(before, new.document, matching, then, now)
    yield from compare_promises(before, new.document, then, now)
    yield from _rest(before, new.document)
    yield from compare_texts(before, old, new, matching)


def _rest(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Change]:
    """What a document says besides."""
    for key in dict.fromkeys([*new, *old]):
        if key not in _ELSEWHERE:
            yield from _setting(key, f"/{key}", old.get(key), new.get(key))
    about_then, about_now = old.get("about", {}), new.get("about", {})
    for key in dict.fromkeys([*about_now, *about_then]):
        if key not in _TEXTS_ABOUT:
            yield from _setting(key, f"/about/{key}", about_then.get(key), about_now.get(key))


def _setting(key: str, pointer: str, was: Json, value: Json) -> Iterator[Change]:
    if was == value:
        return
    if isinstance(was, Mapping) and isinstance(value, Mapping):
        for name in dict.fromkeys([*value, *was]):
            yield from _setting(name, f"{pointer}/{name}", was.get(name), value.get(name))
        return
    subject = Subject.SOURCE if pointer.startswith("/sources/") else Subject.SETTING
    of = f" ({pointer.split('/')[1]})" if pointer.count("/") > 1 else " of the flow"
    sentence = f"“{readable(key)}”{of} was {written(was)} and is now {written(value)}."
    yield Change(subject, Kind.CHANGED, pointer, sentence, was, value)
