"""Turns what breaks a schema into sentences for a content designer.

Each says which node or fact, what is wrong there, and what would be right, with the nearest known name
for a slip of the pen.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator

from engine.definition.places import phrase, pointer, sentence_start
from engine.definition.schema import Fault, Path, known_types
from engine.model.issue import Issue, Severity
from engine.model.values import Json

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object {…}",
    "array": "a list […]",
    "null": "null",
}
_KIND_OF_NAME = {"facts": "fact", "nodes": "node", "tables": "table", "holidays": "holiday list", "sources": "source"}


class Reporter:
    """Writes the issues of one document. `whole` is what the document is called in a sentence."""

    def __init__(self, document: Json, whole: str = "the flow") -> None:
        self.document = document
        self.whole = whole

    def at(self, path: Path) -> str:
        """The place in words, to begin a sentence with."""
        return sentence_start(phrase(self.document, path, self.whole))

    def issue(self, rule: str, path: Path, what: str, fix: str = "", severity: Severity = Severity.ERROR) -> Issue:
        """A finding at `path`."""
        return Issue(rule=rule, severity=severity, pointer=pointer(self.document, path), what=what, fix=fix)

    def from_faults(self, faults: Iterable[Fault]) -> list[Issue]:
        """The issues of what breaks the schema. A missing key that was only misspelt is told once."""
        found: dict[Issue, None] = {}
        for fault in faults:
            for issue in _WRITERS.get(fault.keyword, _other)(self, fault):
                found[issue] = None
        return list(found)


def suggest(name: str, known: Iterable[str]) -> str:
    """ "Did you mean …?" for a slip of the pen, or the known names when they are few, or nothing."""
    names = sorted(known)
    close = nearest(name, names)
    if close:
        return f"Did you mean “{close}”?"
    if 0 < len(names) <= 12:
        return f"Known are: {', '.join(names)}."
    return ""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing."""
    close = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def shown(value: Json) -> str:
    """A value as it may stand in a sentence."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) > 60:
        text = text[:57] + "…"
    return f"“{text[1:-1]}”" if isinstance(value, str) and len(text) < 60 else text


def _missing(report: Reporter, fault: Fault) -> Iterator[Issue]:
    found = fault.found if isinstance(fault.found, dict) else {}
    properties = fault.schema.get("properties", {})
    misspelt = {nearest(key, properties) for key in found if key not in properties}
    for key in fault.expected:
        if key in found or key in misspelt:
            continue
        meaning = _meaning(properties.get(key, {}))
        fix = f"“{key}” means: {meaning}" if meaning else ""
        yield report.issue("missing-key", fault.path, f"{report.at(fault.path)} has no “{key}”.", fix)


def _unknown_key(report: Reporter, fault: Fault) -> Iterator[Issue]:
    properties = fault.schema.get("properties", {})
    for key in sorted(set(fault.found) - set(properties)):
        what = f"{report.at(fault.path)} has a key “{key}”, which does not exist there."
        free = [each for each in properties if each not in fault.found]
        close = nearest(key, free)
        fix = f"Did you mean “{close}”?" if close else f"It may have: {', '.join(sorted(properties))}."
        yield report.issue("unknown-key", (*fault.path, key), what, fix)


def _wrong_type(report: Reporter, fault: Fault) -> Iterator[Issue]:
    wanted = fault.expected if isinstance(fault.expected, list) else [fault.expected]
    what = f"{report.at(fault.path)} is {shown(fault.found)}, but has to be {_either(wanted)}."
    yield report.issue("wrong-type", fault.path, what, _hint(fault))


def _not_listed(report: Reporter, fault: Fault) -> Iterator[Issue]:
    allowed = fault.expected if isinstance(fault.expected, list) else [fault.expected]
    what = f"{report.at(fault.path)} is {shown(fault.found)}, but has to be {_listed(allowed)}."
    close = nearest(fault.found, [each for each in allowed if isinstance(each, str)]) if _is_text(fault) else ""
    yield report.issue("unknown-value", fault.path, what, f"Did you mean “{close}”?" if close else "")


def _wrong_form(report: Reporter, fault: Fault) -> Iterator[Issue]:
    if fault.in_name:
        kind = _KIND_OF_NAME.get(str(fault.path[-1]), "name") if fault.path else "name"
        what = f"“{fault.found}” cannot be the name of a {kind}."
        yield report.issue("bad-name", (*fault.path, fault.found), what, _hint(fault))
        return
    what = f"{report.at(fault.path)} is {shown(fault.found)}, which is not written as it has to be."
    yield report.issue("wrong-form", fault.path, what, _hint(fault))


def _no_such_day(report: Reporter, fault: Fault) -> Iterator[Issue]:
    what = f"{report.at(fault.path)} is {shown(fault.found)}, which is not a day of the calendar."
    yield report.issue("wrong-form", fault.path, what)


def _too_little(report: Reporter, fault: Fault) -> Iterator[Issue]:
    size = len(fault.found)
    what = (
        f"{report.at(fault.path)} is empty."
        if size == 0
        else f"{report.at(fault.path)} has {size} {_entries(size)}, but needs at least {fault.expected}."
    )
    fix = _hint(fault) or "Write something, or leave it out where it is not needed."
    yield report.issue("too-few", fault.path, what, fix)


def _too_much(report: Reporter, fault: Fault) -> Iterator[Issue]:
    noun = "characters" if isinstance(fault.found, str) else "entries"
    size = f"{len(fault.found):,}"
    what = f"{report.at(fault.path)} has {size} {noun}, but may have at most {fault.expected:,}."
    yield report.issue("too-many", fault.path, what, _hint(fault) if fault.expected == 1 else "")


def _out_of_range(report: Reporter, fault: Fault) -> Iterator[Issue]:
    words = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}
    what = f"{report.at(fault.path)} is {shown(fault.found)}, but has to be {words[fault.keyword]} {fault.expected}."
    yield report.issue("out-of-range", fault.path, what)


def _repeated(report: Reporter, fault: Fault) -> Iterator[Issue]:
    seen = [json.dumps(each, sort_keys=True) for each in fault.found]
    twice = next(each for place, each in enumerate(fault.found) if seen.index(seen[place]) < place)
    what = f"{report.at(fault.path)} names {shown(twice)} twice."
    yield report.issue("repeated", fault.path, what, "Keep one of them.")


def _both(report: Reporter, fault: Fault) -> Iterator[Issue]:
    keys = fault.expected.get("required", [])
    besides = next((key for key in ("exits", "add", "first") if key in fault.found), "rules")
    what = f"{report.at(fault.path)} has {' and '.join(f'“{key}”' for key in keys)} besides {besides}."
    yield report.issue("either-or", fault.path, what, str(fault.schema.get("$comment", "")))


def _unknown_type(report: Reporter, fault: Fault) -> Iterator[Issue]:
    kind = _KIND_OF_NAME[fault.expected]
    what = f"{report.at(fault.path[:-1])} has the type {shown(fault.found)}, but there is no such type of {kind}."
    known = known_types(fault.expected)
    close = nearest(fault.found, known)
    yield report.issue(
        "unknown-type", fault.path, what, f"Did you mean “{close}”?" if close else f"Known are: {', '.join(known)}."
    )


def _nested_list(report: Reporter, fault: Fault) -> Iterator[Issue]:
    what = f"{report.at(fault.path[:-1])} is a list within a list."
    yield report.issue("nested-list", fault.path, what, "The members of a list can only have single facts.")


def _other(report: Reporter, fault: Fault) -> Iterator[Issue]:
    what = f"{report.at(fault.path)} is {shown(fault.found)}, which breaks “{fault.keyword}” of the format."
    yield report.issue("wrong-form", fault.path, what, _hint(fault))


_WRITERS: dict[str, Callable[[Reporter, Fault], Iterator[Issue]]] = {
    "required": _missing,
    "additionalProperties": _unknown_key,
    "type": _wrong_type,
    "enum": _not_listed,
    "const": _not_listed,
    "pattern": _wrong_form,
    "format": _no_such_day,
    "minLength": _too_little,
    "minItems": _too_little,
    "minProperties": _too_little,
    "maxLength": _too_much,
    "maxItems": _too_much,
    "maxProperties": _too_much,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
    "uniqueItems": _repeated,
    "not": _both,
    "dispatch": _unknown_type,
    "nesting": _nested_list,
}


def _meaning(schema: Json) -> str:
    text = str(schema.get("description", "")) if isinstance(schema, dict) else ""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[:2] == "A " else text


def _entries(number: int) -> str:
    return "entry" if number == 1 else "entries"


def _hint(fault: Fault) -> str:
    return str(fault.schema.get("description", ""))


def _is_text(fault: Fault) -> bool:
    return isinstance(fault.found, str)


def _either(types: list[str]) -> str:
    return " or ".join(_TYPES.get(each, each) for each in types)


def _listed(allowed: list[Json]) -> str:
    words = [each if isinstance(each, str) else shown(each) for each in allowed]
    return words[0] if len(words) == 1 else f"one of: {', '.join(words)}"
