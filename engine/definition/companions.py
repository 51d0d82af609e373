"""The files beside a flow: translations that fit its texts, scenarios that name its facts and nodes.

Both are checked against a flow whose own document has no errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definition.digests import text_digest
from engine.definition.limits import check_plain
from engine.definition.loader import parse_facts, parse_flow
from engine.definition.messages import Reporter, nearest, shown, suggest
from engine.definition.order import in_order
from engine.definition.placeholders import CLOSE_IT, NUMBERS, has_open_brace
from engine.definition.renewal import is_filled
from engine.definition.schema import SCENARIO, TRANSLATION, Path, find_faults
from engine.model.flow import Fact, Text
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.model.words import Words
from engine.questions import placeholders_in, value_from_json


def check_translation(document: Mapping[str, Json], translation: Json) -> list[Issue]:
    """Texts that do not exist, were made from an older sentence, speak of other facts, or are missing."""
    report = Reporter(translation, "the translation")
    issues = check_plain(translation) or report.from_faults(find_faults(translation, TRANSLATION))
    if issues:
        return in_order(issues)
    if translation["language"] == document["language"]:
        what = f"“language” is “{translation['language']}”, which is the language of the flow itself."
        return [report.issue("own-language", ("language",), what)]
    sources = parse_flow(document).texts
    texts = translation["texts"]
    missing = [place for place in sources if place not in texts or not is_filled(texts[place]["text"])]
    issues = [
        issue
        for place, entry in texts.items()
        if place not in missing
        for issue in (*_check_text(document, sources, place, entry), *_check_classes(translation, place))
    ]
    return in_order([*issues, *map(_untranslated, missing)])


def check_scenario(document: Mapping[str, Json], scenario: Json) -> list[Issue]:
    """Facts and nodes that a scenario names and the flow does not have; values that do not fit their facts."""
    report = Reporter(scenario, "the scenario")
    issues = check_plain(scenario) or report.from_faults(find_faults(scenario, SCENARIO))
    if issues:
        return in_order(issues)
    expect, answers = scenario["expect"], scenario["answers"]
    facts: list[tuple[Path, str]] = [
        (("answers", index, "fact"), answer["fact"]) for index, answer in enumerate(answers)
    ]
    facts += [(("known", name), name) for name in scenario.get("known", {})]
    nodes: list[tuple[Path, str]] = [(("expect", key), expect[key]) for key in ("outcome", "node") if key in expect]
    nodes += [((key, index), name) for key in ("path", "unsolved") for index, name in enumerate(scenario.get(key, ()))]
    return in_order(
        [
            *(each for place in facts for each in _check_name(report, document, place, "fact")),
            *(each for place in nodes for each in _check_name(report, document, place, "node")),
            *_check_values(report, document, scenario),
            *_check_results(report, document, expect),
        ]
    )


def _check_results(report: Reporter, document: Json, expect: Mapping[str, Json]) -> Iterator[Issue]:
    """Items that the catalogue a scenario ends at does not have."""
    node = document["nodes"].get(expect.get("outcome"), {})
    items = [item["id"] for item in node.get("items", ())]
    for name in expect.get("results", ()):
        if name not in items:
            what = f"{report.at(('expect', 'results'))} names “{name}”, but “{expect['outcome']}” has no such item."
            yield report.issue("unknown-item", ("expect", "results", name), what, suggest(name, items))


def _check_values(report: Reporter, document: Json, scenario: Mapping[str, Json]) -> Iterator[Issue]:
    """Values of another type than their fact, and a second answer to the same one."""
    facts = parse_facts(document)
    seen: set[str] = set()
    for index, answer in enumerate(scenario["answers"]):
        path: Path = ("answers", index)
        if answer["fact"] in seen:
            what = f"“{answer['fact']}” is answered a second time, but only one answer can count."
            yield report.issue("duplicate-id", path, what, "Remove one of them.")
        seen.add(answer["fact"])
        yield from _check_value(report, facts, answer["fact"], answer["value"], (*path, "value"))
    for name, value in scenario.get("known", {}).items():
        yield from _check_value(report, facts, name, value, ("known", name))


def _check_value(report: Reporter, facts: Mapping[str, Fact], name: str, value: Json, path: Path) -> Iterator[Issue]:
    if name not in facts or value is None:
        return
    try:
        value_from_json(facts[name], value)
    except ValueError:
        kind = facts[name].type
        what = f"{report.at(path)} is {shown(value)}, which is no value of the fact “{name}” ({kind})."
        yield report.issue("wrong-value", path, what)


def _check_name(report: Reporter, document: Json, place: tuple[Path, str], kind: str) -> Iterator[Issue]:
    path, name = place
    known = document[f"{kind}s"]
    if name not in known:
        what = f"{report.at(path)} is “{name}”, but the flow has no such {kind}."
        yield report.issue(f"unknown-{kind}", path, what, suggest(name, known))


def _check_text(document: Json, sources: Mapping[str, Text], place: str, entry: Json) -> Iterator[Issue]:
    if place not in sources:
        close = nearest(place, sources)
        fix = f"Did you mean “{close}”?" if close else "Remove it."
        yield _issue("unknown-text", place, Severity.ERROR, f"The flow has no text at “{place}”.", fix)
        return
    source, text = sources[place], entry["text"]
    if entry["from"] != text_digest(source):
        what = f"The text at “{place}” has changed since it was translated."
        yield _issue(
            "stale-translation",
            place,
            Severity.WARNING,
            what,
            f"Look at it again; “from” is now {text_digest(source)}.",
        )
    yield from _check_forms(document, place, text)
    strangers = sorted(placeholders_in(text) - set(document["facts"]) - {"today"} - _own_placeholders(document, place))
    for name in strangers:
        what = f"The translation of “{place}” speaks of {{{name}}}, but there is no such fact."
        yield _issue("unknown-fact", place, Severity.ERROR, what, suggest(name, document["facts"]))
    if not strangers and placeholders_in(text) != placeholders_in(source):
        what = f"The translation of “{place}” speaks of other facts than the text: {_named(text)} for {_named(source)}."
        yield _issue("other-placeholders", place, Severity.WARNING, what)


def _own_placeholders(document: Json, place: str) -> set[str]:
    """The number of a member, in the title of a repeated flow."""
    repeats = (name for name, node in document["nodes"].items() if node["type"] == "repeat")
    return {"n"} if place in {f"/nodes/{name}/title" for name in repeats} else set()


def _check_forms(document: Json, place: str, text: Text) -> Iterator[Issue]:
    """Braces that are left open, and a plural chosen by what is no number."""
    forms = (text,) if isinstance(text, str) else (form for key, form in text.items() if key != "by")
    if any(map(has_open_brace, forms)):
        what = f"The translation of “{place}” has a single brace that is not part of a placeholder."
        yield _issue("open-brace", place, Severity.ERROR, what, CLOSE_IT)
    by = "" if isinstance(text, str) else text["by"]
    kind = document["facts"][by]["type"] if by in document["facts"] else None
    if kind is not None and kind not in NUMBERS:
        what = f"The translation of “{place}” is chosen by “{by}”, which is of the type {kind}."
        yield _issue("wrong-fact", place, Severity.ERROR, what, "It has to be a number.")


def _check_classes(translation: Json, place: str) -> Iterator[Issue]:
    """A plural without a form that its language has; the one for all other numbers then stands in for it."""
    text = translation["texts"][place]["text"]
    wanted = () if isinstance(text, str) else Words(translation["language"]).plural_classes
    missing = [each for each in wanted if not text.get(each)]
    if missing:
        what = f"The translation of “{place}” has no form for: {', '.join(missing)}."
        yield _issue("missing-plural", place, Severity.WARNING, what, "Until it has, “other” is shown.")


def _untranslated(place: str) -> Issue:
    return _issue("untranslated", place, Severity.WARNING, f"The text at “{place}” is not translated.")


def _named(text: Text) -> str:
    return ", ".join(sorted(placeholders_in(text))) or "none"


def _issue(rule: str, place: str, severity: Severity, what: str, fix: str = "") -> Issue:
    return Issue(rule=rule, severity=severity, pointer=place, what=what, fix=fix)
