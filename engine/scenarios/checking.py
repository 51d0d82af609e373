"""Checks a flow with everything that lies in its folder: the document, its translations, its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from engine.analysis import find_long_translations, find_overdue, inspect
from engine.definition import (
    Children,
    build_release,
    check_document,
    check_scenario,
    check_translation,
    expand,
    has_errors,
    in_order,
    parse_flow,
)
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.nodes import Flow


def check_folder(
    files: Mapping[str, Json],
    today: date | None = None,
    children: Children | None = None,
    find_ways: Callable[[Flow], Iterable[Issue]] | None = None,
) -> dict[str, list[Issue]]:
    """The issues of each file of a flow's folder, by its path in that folder. `flow.json` must be there.

    The ways through the flow, and the files beside it, are looked at once the document itself has no errors.
    Which sources are overdue is told when there is a `today`. `children` holds the flows that this one may run.
    `find_ways` says what is wrong with the ways through the flow, for those who know better than `inspect`.
    """
    document = files["flow.json"]
    issues = check_document(document, children)
    if has_errors(issues):
        return {"flow.json": issues}
    whole = expand(document, {}, children or {}).document
    flow = parse_flow(whole)
    ways = find_ways(flow) if find_ways else inspect(flow)
    found = {"flow.json": in_order([*issues, *ways, *(find_overdue(flow, today) if today else ())])}
    for name, file in files.items():
        if name.startswith("translations/"):
            found[name] = [*_check_name(name, file), *_check_translation(document, file, children or {})]
        elif name.startswith("scenarios/"):
            found[name] = check_scenario(whole, file)
    return found


def _check_translation(document: Json, translation: Json, children: Children) -> list[Issue]:
    """Its own mistakes; without any, what is too long for a channel in this language."""
    issues = check_translation(document, translation)
    if has_errors(issues):
        return issues
    language = translation["language"]
    release = build_release(document, {language: translation}, children)
    texts = release.translations[language]
    return in_order([*issues, *find_long_translations(release.flow, release.typed, language, texts)])


def _check_name(name: str, translation: Json) -> list[Issue]:
    """A translation is found by the name of its file, so both must say the same language."""
    language = translation.get("language") if isinstance(translation, dict) else None
    wanted = PurePosixPath(name).stem
    if not isinstance(language, str) or language == wanted:
        return []
    what = f"The file is called “{wanted}”, but its “language” is “{language}”."
    fix = "Rename the file, or mend the language."
    return [Issue(rule="other-language", severity=Severity.ERROR, pointer="/language", what=what, fix=fix)]
