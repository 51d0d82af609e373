"""A flow's texts, and its facts with their labels, in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.definition.renewal import is_filled
from engine.model.flow import Fact, Option, Text
from engine.model.values import Json
from engine.model.words import Words
from engine.nodes import Flow


def read_translations(flow: Flow, translations: Mapping[str, Json]) -> dict[str, Mapping[str, Text]]:
    """The translated texts; and the flow's own, where its language needs numbers held in order."""
    found = {language: _ready(language, _texts(each)) for language, each in translations.items()}
    if Words(flow.language).direction == "rtl":
        found[flow.language] = _ready(flow.language, flow.texts)
    return found


def _texts(translation: Mapping[str, Json]) -> dict[str, Text]:
    """A text that is still empty is one that nobody has translated; so is an empty form of a plural."""
    return {
        pointer: text if isinstance(text, str) else {key: form for key, form in text.items() if form}
        for pointer, text in ((pointer, entry["text"]) for pointer, entry in translation["texts"].items())
        if is_filled(text)
    }


def _ready(language: str, texts: Mapping[str, Text]) -> Mapping[str, Text]:
    """The texts with what is read from left to right held in order."""
    words = Words(language)
    if words.direction == "ltr":
        return texts
    return {pointer: _in_order(text, words) for pointer, text in texts.items()}


def _in_order(text: Text, words: Words) -> Text:
    if isinstance(text, str):
        return words.in_order(text)
    return {key: form if key == "by" else words.in_order(form) for key, form in text.items()}


def translate_facts(facts: Mapping[str, Fact], texts: Mapping[str, Text]) -> dict[str, Fact]:
    """The facts with every label, option and yes or no replaced by its translation."""
    return {fact.id: _translate_fact(fact, texts, f"/facts/{fact.id}") for fact in facts.values()}


def _translate_fact(fact: Fact, texts: Mapping[str, Text], base: str) -> Fact:
    group = "places" if fact.type == "place" else "options"
    options = tuple(_translate_option(option, f"{base}/{group}", texts) for option in fact.options)
    domain = dict(fact.domain)
    if fact.type == "list":
        domain["facts"] = {
            name: _translate_fact(member, texts, f"{base}/facts/{name}") for name, member in domain["facts"].items()
        }
    for key in ("yes", "no", "unit"):
        if f"{base}/{key}" in texts:
            domain[key] = texts[f"{base}/{key}"]
    if "messages" in domain:
        domain["messages"] = {
            code: texts.get(f"{base}/messages/{code}", text) for code, text in domain["messages"].items()
        }
    return replace(fact, label=texts.get(f"{base}/label", fact.label), options=options, domain=domain)


def _translate_option(option: Option, group: str, texts: Mapping[str, Text]) -> Option:
    place = f"{group}/{option.id}"
    return replace(
        option, label=texts.get(f"{place}/label", option.label), hint=texts.get(f"{place}/hint", option.hint)
    )
