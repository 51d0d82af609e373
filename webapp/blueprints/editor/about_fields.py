"""What is said about a whole flow, and the changes that a form with those fields asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.editing import Names, Operation, SetValue, find_value, uses_of_facts
from engine.errors import EditError

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

TOPICS: Final = {
    "": "Under no heading",
    "benefits": "Food, money and benefits",
    "home": "Home and neighborhood",
    "work": "Work and business",
    "driving": "Driving and ID",
    "health": "Health and family",
    "help": "Help with your case",
}
CHANNELS: Final = {"web": "Web pages", "sms": "Text messages", "voice": "The keys of a telephone"}


@dataclass(frozen=True, kw_only=True)
class AboutField:
    """One thing that is said, as a form shows it: every value as text."""

    name: str
    pointer: str
    label: str
    hint: str = ""
    kind: str = "line"
    value: str = ""


_FIELDS: Final = (
    AboutField(name="title", pointer="/title", label="Title"),
    AboutField(
        name="summary", pointer="/summary", label="Summary", hint="One sentence for the list of services.", kind="long"
    ),
    AboutField(name="agency", pointer="/agency", label="Agency", hint="Who offers the service."),
    AboutField(
        name="topic", pointer="/about/topic", label="Topic", hint="Where the front page shows it.", kind="topic"
    ),
    AboutField(name="minutes", pointer="/about/minutes", label="Minutes it takes", kind="number"),
    AboutField(
        name="keywords",
        pointer="/about/keywords",
        label="Words people search for",
        hint="One a line.",
        kind="lines",
    ),
    AboutField(name="channels", pointer="/channels", label="Where it is offered", kind="channels"),
    AboutField(
        name="before", pointer="/about/before", label="Before you start", hint="What to have at hand.", kind="long"
    ),
    AboutField(name="emergency", pointer="/about/emergency", label="In an emergency", hint="Shown first.", kind="long"),
    AboutField(
        name="disclaimer",
        pointer="/about/disclaimer",
        label="What it is not",
        hint="For example: an estimate, not a decision.",
        kind="long",
    ),
    AboutField(
        name="leave_quickly",
        pointer="/about/leave_quickly",
        label="People may be in danger if this is seen on their screen: every page begins with a way out",
        kind="check",
    ),
    AboutField(
        name="shared",
        pointer="/shared",
        label="Only other flows run this one: it is not in the directory",
        kind="check",
    ),
    AboutField(
        name="inputs",
        pointer="/inputs",
        label="What a flow that runs this one has to hand it",
        hint="Facts that nothing here asks for or works out. How each gets its value is said at the step that runs it.",
        kind="facts",
    ),
)
_LISTS: Final = frozenset({"lines", "channels"})
_TICKED: Final = frozenset({"channels", "facts"})


def about_fields(document: Mapping[str, Any]) -> tuple[AboutField, ...]:
    """The fields with what the flow says now."""
    return tuple(
        AboutField(**{**vars(field), "value": _shown(find_value(document, field.pointer))}) for field in _FIELDS
    )


def facts_to_hand(document: Mapping[str, Any]) -> dict[str, str]:
    """The facts that other flows can be asked to hand over, with what they are called."""
    names, there = Names.of(document), document.get("inputs", ())
    free = (use.name for use in uses_of_facts(document) if not use.asked and not use.filled)
    return {fact: names.called(fact) for fact in dict.fromkeys((*there, *free)) if fact in names.facts}


def changes_about(document: Mapping[str, Any], form: MultiDict[str, str]) -> list[Operation]:
    """The changes that the form asks for. Raises EditError for what cannot be kept."""
    changes = list(_changes(document, form))
    needs_about = "about" not in document and any(change.pointer.startswith("/about/") for change in changes)
    return [SetValue(pointer="/about", value={}), *changes] if needs_about else list(changes)


def typed_about(form: MultiDict[str, str]) -> dict[str, str]:
    """A refused form as it was sent."""
    return {field.name: _sent(field, form) for field in _FIELDS}


def _changes(document: Mapping[str, Any], form: MultiDict[str, str]) -> Iterator[SetValue]:
    for field in _FIELDS:
        new, was = _sent(field, form), _tidy(form.get(f"was-{field.name}", ""))
        if new == was:
            continue
        value = _READERS[field.kind](new)
        if field.kind == "facts" and not set(value or ()) <= document["facts"].keys():
            raise EditError("One of the facts that were chosen is gone.", "Choose from the list.")
        if field.name == "title" and value is None:
            raise EditError("A flow has a title.", "Write what people read first.")
        now = find_value(document, field.pointer)
        yield SetValue(pointer=field.pointer, value=value, was=now if _shown(now) == was else was or None)


def _sent(field: AboutField, form: MultiDict[str, str]) -> str:
    if field.kind in _TICKED:
        ticked = form.getlist(field.name)
        return "\n".join([name for name in CHANNELS if name in ticked] if field.kind == "channels" else ticked)
    if field.kind == "check":
        return "yes" if form.get(field.name) else ""
    text = _tidy(form.get(field.name, ""))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) if field.kind in _LISTS else text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return _tidy(value) if isinstance(value, str) else "" if value is None else str(value)


def _minutes(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 600:
        raise EditError(f"“{text[:20]}” is no number of minutes.", "Write a whole number from 1 to 600.")
    return int(text)


def _topic(text: str) -> str | None:
    if text not in TOPICS:
        raise EditError("Choose a topic from the list.")
    return text or None


def _lines(text: str) -> list[str] | None:
    lines = text.splitlines()
    if len(lines) > 50:
        raise EditError("There can be 50 words to search for.", f"Take {len(lines) - 50} away.")
    return lines or None


def _text(text: str) -> str | None:
    return text or None


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "line": _text,
    "long": _text,
    "number": _minutes,
    "topic": _topic,
    "lines": _lines,
    "channels": lambda text: text.splitlines() or None,
    "facts": lambda text: text.splitlines() or None,
    "check": lambda text: True if text else None,
}


def _tidy(text: str) -> str:
    """A browser sends other line ends than a file has."""
    return text.replace("\r\n", "\n").strip()
