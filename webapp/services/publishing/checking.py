"""What is wrong with a flow that is to be released, or is being drawn: everything that can be told at once.

The engine's checks are loaded only here: serving pages needs neither jsonschema nor networkx.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.definition import Child
from engine.model import Issue, Severity


def check_flow(
    slug: str, document: Any, translations: Mapping[str, Any], children: Mapping[str, Child]
) -> tuple[tuple[Issue, ...], bool]:
    """Every issue, and whether any of them stops a release. What cannot be looked at before others are mended waits."""
    from engine.analysis import inspect
    from engine.definition import check_document, check_translation, expand, has_errors, parse_flow

    issues = check_document(document, children)
    if has_errors(issues):
        return tuple(issues), True
    if document["id"] != slug:
        what = f"The flow in the folder “{slug}” calls itself “{document['id']}”."
        fix = "Give folder and id the same name."
        return (Issue(rule="other-id", severity=Severity.ERROR, pointer="/id", what=what, fix=fix),), True
    issues += inspect(parse_flow(expand(document, {}, children).document))
    for translation in translations.values():
        issues += check_translation(document, translation)
    return tuple(issues), has_errors(issues)
