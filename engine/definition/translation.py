"""Facts with their labels in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.model.flow import Fact, Option, Text


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
