"""The last chapters: examples that are tested, translations, sources, releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from engine.analysis.markup import Content, Markup, element, join
from engine.analysis.sources import sources_of
from engine.model.flow import Source
from engine.model.values import Json
from engine.scenarios.book.material import Material
from engine.scenarios.scenario import Scenario, build_scenario

NOT_RELEASED = "Not released yet."


def scenarios(book: Material) -> Markup:
    """Each example: who it is about, what they answer, where they have to end."""
    if not book.scenarios:
        return element("p", "There are no scenarios beside this flow.")
    rows = [_scenario(book, data) for data in book.scenarios.values()]
    return table("Examples that every change of the flow is tested with", ("Example", "Has to end"), rows)


def _scenario(book: Material, data: Mapping[str, Json]) -> Sequence[Content]:
    try:
        played: Scenario | None = build_scenario(book.whole, data)
    except (KeyError, ValueError):
        played = None
    given = [element("li", book.own(_answer(book, each["fact"], played))) for each in data["answers"]]
    day = book.day(date.fromisoformat(data["today"]))
    answers = element("details", element("summary", f"Answers, on {day}"), element("ul", given))
    expect = data["expect"]
    place = expect.get("outcome") or expect.get("node") or ""
    shown = book.to_node(place) if place in book.flow.nodes else element("code", place)
    waits = "waiting at " if "node" in expect and "outcome" not in expect else None
    return data["title"], join(waits, shown, answers)


def _answer(book: Material, fact: str, played: Scenario | None) -> str:
    value = played.answers.get(fact) if played else None
    wording = book.whole_wording
    label = wording.label(fact, {}) if wording.find_fact(fact) else fact
    return f"{label}: {wording.value(fact, value) if wording.find_fact(fact) else '—'}"


def translations(book: Material) -> Markup:
    """How far each translation has come."""
    if not book.translations:
        return element("p", "The flow is in one language only.")
    rows = [
        (
            element("code", each.language),
            f"{each.texts - each.missing} of {each.texts}",
            str(each.missing),
            str(each.stale),
        )
        for each in book.translations
    ]
    heads = ("Language", "Texts translated", "Missing", "Changed since they were translated")
    return table("Translations", heads, rows)


def sources(book: Material) -> Markup:
    """Every law, notice and table that the flow names, once each, with the places that name it."""
    places: dict[Source, list[str]] = {}
    for pointer, source in sources_of(book.flow):
        if source is not None:
            places.setdefault(source, []).append(pointer)
    if not places:
        return element("p", "The flow names no source.")
    ordered = sorted(places.items(), key=lambda pair: (pair[0].check_again_on or date.max, pair[0].title))
    told = [element("li", book.source(source), element("p", "For: ", _places(book, at))) for source, at in ordered]
    return element("ul", told, class_="sources")


def _places(book: Material, pointers: Iterable[str]) -> Markup:
    shown = dict.fromkeys(_place(book, pointer) for pointer in pointers)
    return join(join(", " if place else None, each) for place, each in enumerate(shown))


def _place(book: Material, pointer: str) -> Markup:
    _, group, name, *_ = pointer.split("/")
    if group == "tables":
        return element("a", "the table ", element("code", name), href=f"#table-{name}")
    return book.to_node(name)


def history(book: Material) -> Markup:
    """The flow's releases, the newest first."""
    if not book.history:
        return element("p", NOT_RELEASED)
    rows = [
        (
            book.day(date.fromisoformat(each["released_on"])),
            element("code", each["fingerprint"][:12]),
            each.get("by", ""),
            each.get("note", ""),
        )
        for each in book.history
    ]
    return table("Releases, the newest first", ("Released on", "Fingerprint", "By", "What changed"), rows)


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Content]]) -> Markup:
    """A table whose first column names each row."""
    body = [
        element("tr", element("th", row[0], scope="row"), [element("td", each) for each in row[1:]]) for row in rows
    ]
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", [element("th", head, scope="col") for head in heads])),
            element("tbody", body),
        ),
        class_="wide",
        tabindex="0",
        role="group",
        aria_label=caption,
    )
