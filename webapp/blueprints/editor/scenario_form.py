"""The form of a scenario: its answers, each with the input of its type, and where they have to lead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from engine.definition import Release, Wording, stand_alone
from engine.model import Raw, Refusal
from engine.nodes import PageNode, QuestionNode
from engine.questions import Context, fact_types, read_answer, refusal_sentence
from webapp.http.locale import words

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from engine.questions import FieldSpec

_ROW: Final = r"fact-(\d{1,4})"
KNOWN: Final = "known-"
"""Before the names of the fields that say what has to be known at the end."""
MOST: Final = 1000
Called: TypeAlias = Callable[[str], str]
"""What a fact is called."""
_FILE: Final = {"id": "scenario", "name": "example.pdf", "media_type": "application/pdf", "size": 1000}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One answer as it stands in the form."""

    fact: str
    raw: Raw
    is_skipped: bool = False
    kept: str = ""
    """The value as JSON, where no field takes it: a file, or what the flow does not know any more."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one field, for the summary and beside it."""

    target: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer as the form shows it."""

    name: str
    """Of its field; those of its parts begin so."""
    number: int
    prefix: str
    """Before the names of what else its form has."""
    fact: str
    title: str
    field: FieldSpec | None
    """None where no field takes the value."""
    is_skipped: bool
    kept: str
    says: str
    errors: tuple[Fault, ...]
    hint: str = ""
    optional: bool = False


def typed_of(release: Release, document: Mapping[str, Any]) -> tuple[Typed, ...]:
    """The answers of a scenario, as they would have been typed."""
    return tuple(_typed(release, str(each["fact"]), each["value"]) for each in document["answers"])


def known_of(release: Release, document: Mapping[str, Any]) -> tuple[Typed, ...]:
    """What has to be known at the end, in the same way."""
    return tuple(_typed(release, fact, value) for fact, value in document.get("known", {}).items())


def posted(form: MultiDict[str, str], prefix: str = "") -> tuple[Typed, ...]:
    """The answers that were posted, in their order."""
    row = re.compile(prefix + _ROW)
    numbers = sorted({int(found[1]) for name in form if (found := row.fullmatch(name))})
    return tuple(
        Typed(
            fact=form[f"{prefix}fact-{number}"],
            raw=_raw(form, f"{prefix}answer-{number}"),
            is_skipped=f"{prefix}skip-{number}" in form,
            kept=form.get(f"{prefix}kept-{number}", ""),
        )
        for number in numbers[:MOST]
    )


def added(release: Release, answers: tuple[Typed, ...], fact: str) -> tuple[Typed, ...]:
    """With a place for one answer more; the same when the flow asks for no such fact, or it is there."""
    known = release.flow.facts.get(fact)
    if known is None or fact in {each.fact for each in answers} or len(answers) >= MOST:
        return answers
    return (*answers, Typed(fact=fact, raw={}, kept=json.dumps(_FILE) if known.type == "file" else ""))


def read_answers(
    release: Release, answers: tuple[Typed, ...], today: date
) -> tuple[list[dict[str, Any]], dict[int, Refusal]]:
    """The answers as a scenario keeps them; and by their place in the form those that cannot be read.

    Whether the public's page takes a value is not asked here: a scenario may be about one that is refused.
    """
    read: list[dict[str, Any]] = []
    faults: dict[int, Refusal] = {}
    context = Context(today=today, values={}, locale=release.flow.language)
    for number, each in enumerate(answers):
        fact = release.flow.facts.get(each.fact)
        if fact is None:
            faults[number] = Refusal(code="gone")
        elif each.is_skipped or each.kept:
            read.append({"fact": each.fact, "value": None if each.is_skipped else _read_kept(each.kept)})
        else:
            kind = fact_types[fact.type]
            value = kind.parse(fact, each.raw, context)
            if isinstance(value, Refusal) and value.meant:
                value = read_answer(fact, each.raw, context)
            if isinstance(value, Refusal):
                faults[number] = value
            else:
                read.append({"fact": each.fact, "value": kind.to_json(fact, value)})
    return read, faults


def rows_of(
    release: Release, answers: tuple[Typed, ...], faults: Mapping[int, Refusal], called: Called, prefix: str = ""
) -> tuple[Row, ...]:
    """What the form shows."""
    wording = Wording(release, words(release.flow.language))
    return tuple(_row(wording, called, number, each, faults.get(number), prefix) for number, each in enumerate(answers))


def facts_to_add(release: Release, answers: tuple[Typed, ...], called: Called) -> dict[str, str]:
    """What the flow asks for and the scenario does not answer yet, by what it is called."""
    there = {each.fact for each in answers}
    return {fact: called(fact) for fact in dict.fromkeys(_asked(stand_alone(release))) if fact not in there}


def facts_to_know(release: Release, known: tuple[Typed, ...], called: Called) -> dict[str, str]:
    """Every other fact that a journey can know at its end."""
    there = {each.fact for each in known}
    facts = release.flow.facts.items()
    return {name: called(name) for name, fact in facts if name not in there and fact.type not in ("file", "list")}


def may_not_help(release: Release) -> tuple[str, ...]:
    """The articles and catalogues of which somebody can say that these did not help."""
    return tuple(
        name for name, node in release.flow.nodes.items() if any(each.name == "unsolved" for each in node.exits())
    )


def _asked(release: Release) -> Iterator[str]:
    for node in release.flow.nodes.values():
        if isinstance(node, QuestionNode):
            yield node.fact
        elif isinstance(node, PageNode):
            yield from (question.fact for question in node.questions)


def _typed(release: Release, fact: str, value: Any) -> Typed:
    about = release.flow.facts.get(fact)
    if value is None:
        return Typed(fact=fact, raw={}, is_skipped=True)
    if about is None or about.type == "file":
        return Typed(fact=fact, raw={}, kept=json.dumps(value, ensure_ascii=False))
    kind = fact_types[about.type]
    try:
        return Typed(fact=fact, raw=kind.to_raw(about, kind.from_json(about, value), words(release.flow.language)))
    except ValueError:  # the fact became another type: what was answered is shown as it is
        return Typed(fact=fact, raw={"": (value if isinstance(value, str) else json.dumps(value),)})


def _row(wording: Wording, called: Called, number: int, typed: Typed, refusal: Refusal | None, prefix: str) -> Row:
    fact, name = wording.find_fact(typed.fact), f"{prefix}answer-{number}"
    field = None if fact is None or typed.kept else fact_types[fact.type].field(fact, typed.raw, wording.words)
    errors: tuple[Fault, ...] = ()
    if refusal is not None:
        part = refusal.part or (field.parts[0].name if field and field.parts else "")
        said = refusal_sentence(refusal, fact, wording.words) if fact else "The flow asks for this no more. Remove it."
        errors = (Fault(target=f"{name}-{part}" if part else name, message=said),)
    return Row(
        name=name,
        number=number,
        prefix=prefix,
        fact=typed.fact,
        title=called(typed.fact) if fact else typed.fact,
        field=field,
        is_skipped=typed.is_skipped,
        kept=typed.kept,
        says=_says(typed.kept),
        errors=errors,
    )


def _says(kept: str) -> str:
    """What is shown of a value that no field takes."""
    value = _read_kept(kept) if kept else ""
    return str(value.get("name", kept)) if isinstance(value, dict) else str(value)


def _read_kept(kept: str) -> Any:
    try:
        return json.loads(kept)
    except (ValueError, RecursionError):
        return kept


def _raw(form: MultiDict[str, str], own: str) -> Raw:
    """The parts of an answer: `answer-1` is the whole, `answer-1-day` its part `day`."""
    whole = {"": tuple(form.getlist(own))} if own in form else {}
    parts = {name[len(own) + 1 :]: tuple(form.getlist(name)) for name in form if name.startswith(f"{own}-")}
    return {**whole, **parts}
