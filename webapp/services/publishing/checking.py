"""What is wrong with a flow that is to be released, or is being drawn: everything that can be told at once.

The engine's checks are loaded only here: serving pages needs neither jsonschema nor networkx.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.definition import Child, Release
from engine.model import Issue, Severity


def check_flow(
    slug: str, document: Any, translations: Mapping[str, Any], children: Mapping[str, Child]
) -> tuple[tuple[Issue, ...], bool]:
    """Every issue, and whether any of them stops a release. What cannot be looked at before others are mended waits."""
    from engine.definition import build_release, has_errors

    issues = check_alone(slug, document, children)
    if has_errors(issues):
        return tuple(issues), True
    issues += check_the_rest(build_release(document, translations, children), document, translations)
    return tuple(issues), has_errors(issues)


def check_alone(slug: str, document: Any, children: Mapping[str, Child]) -> list[Issue]:
    """What is wrong with a document by itself."""
    from engine.definition import check_document, has_errors

    issues = check_document(document, children)
    if has_errors(issues) or document["id"] == slug:
        return issues
    what = f"The flow in the folder “{slug}” calls itself “{document['id']}”."
    fix = "Give folder and id the same name."
    return [*issues, Issue(rule="other-id", severity=Severity.ERROR, pointer="/id", what=what, fix=fix)]


def check_the_rest(release: Release, document: Any, translations: Mapping[str, Any]) -> list[Issue]:
    """What is wrong with the ways through a document that is sound by itself, and with its translations."""
    from engine.analysis import build_graph, inspect

    ways = inspect(release.flow, there=build_graph(release.flow, release.typed))
    return [*ways, *check_translations(document, translations)]


def check_translations(document: Any, translations: Mapping[str, Any]) -> list[Issue]:
    """What is missing in another language, or speaks of what there is not: each with the language it is about."""
    from engine.definition import check_translation

    return [
        replace(issue, what=f"{_called(language)}: {issue.what}")
        for language, each in translations.items()
        for issue in check_translation(document, each)
    ]


def _called(language: str) -> str:
    """A language by its English name: staff pages are English."""
    from babel import Locale

    names, subtags = Locale("en").languages, language.replace("_", "-").split("-")
    tags = ("_".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    return str(next((names[tag] for tag in tags if tag in names), language))
