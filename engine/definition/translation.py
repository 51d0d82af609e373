"""Facts with their labels in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.model.flow import Fact, Option, Text


def translate_facts(facts: Mapping[str, Fact], texts: Mapping[str, Text]) -> dict[str, Fact]:
    """The facts with every label, option and yes or no replaced by its translation."""
    return {fact.id: _translate_fact(fact, texts) for fact in facts.values()}


def _translate_fact(fact: Fact, texts: Mapping[str, Text]) -> Fact:
    base = f"/facts/{fact.id}"
    options = tuple(_translate_option(option, base, texts) for option in fact.options)
    domain = dict(fact.domain)
    for key in ("yes", "no", "unit"):
        if f"{base}/{key}" in texts:
            domain[key] = texts[f"{base}/{key}"]
    if "messages" in domain:
        domain["messages"] = {
            code: texts.get(f"{base}/messages/{code}", text) for code, text in domain["messages"].items()
        }
    return replace(fact, label=texts.get(f"{base}/label", fact.label), options=options, domain=domain)


def _translate_option(option: Option, base: str, texts: Mapping[str, Text]) -> Option:
    place = f"{base}/options/{option.id}"
    return replace(
        option, label=texts.get(f"{place}/label", option.label), hint=texts.get(f"{place}/hint", option.hint)
    )
