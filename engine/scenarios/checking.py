"""Checks a flow with everything that lies in its folder: the document, its translations, its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from engine.analysis import (
    find_article_faults,
    find_content_faults,
    find_long_translations,
    find_overdue,
    inspect,
)
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
from engine.scenarios.articles import ArticleFile


def check_folder(
    files: Mapping[str, Json],
    today: date | None = None,
    children: Children | None = None,
    find_ways: Callable[[Flow], Iterable[Issue]] | None = None,
    articles: Iterable[ArticleFile] | None = None,
) -> dict[str, list[Issue]]:
    """The issues of each file of a flow's folder, by its path in that folder. `flow.json` must be there.

    The ways through the flow, and the files beside it, are looked at once the document itself has no errors.
    Which sources are overdue is told when there is a `today`. `children` holds the flows that this one may run.
    `articles` are those that lie near the flow, when somebody knows them.
    `find_ways` says what is wrong with the ways through the flow, for those who know better than `inspect`.
    """
    document = files["flow.json"]
    issues = check_document(document, children)
    if has_errors(issues):
        return {"flow.json": issues}
    whole = expand(document, {}, children or {}).document
    flow = parse_flow(whole)
    ways = find_ways(flow) if find_ways else inspect(flow)
    dated = find_overdue(flow, today) if today else ()
    found = {"flow.json": in_order([*issues, *ways, *dated, *_check_articles(flow, articles, today)])}
    for name, file in files.items():
        if name.startswith("translations/"):
            found[name] = [*_check_name(name, file), *_check_translation(document, file, children or {})]
        elif name.startswith("scenarios/"):
            found[name] = check_scenario(whole, file)
    return found


def _check_articles(flow: Flow, articles: Iterable[ArticleFile] | None, today: date | None) -> list[Issue]:
    if articles is None:
        return []
    known = {each.slug: each.review_by for each in articles if each.language == flow.language}
    return find_article_faults(flow, known, today)


def _check_translation(document: Json, translation: Json, children: Children) -> list[Issue]:
    """Its own mistakes; without any, what is hard to understand or too long for a channel in this language."""
    issues = check_translation(document, translation)
    if has_errors(issues):
        return issues
    language = translation["language"]
    release = build_release(document, {language: translation}, children)
    texts = release.translations[language]
    own = {pointer: text for pointer, text in texts.items() if pointer in translation["texts"]}
    hard = find_content_faults(language, own)
    return in_order([*issues, *hard, *find_long_translations(release.flow, release.typed, language, texts)])


def _check_name(name: str, translation: Json) -> list[Issue]:
    """A translation is found by the name of its file, so both must say the same language."""
    language = translation.get("language") if isinstance(translation, dict) else None
    wanted = PurePosixPath(name).stem
    if not isinstance(language, str) or language == wanted:
        return []
    what = f"The file is called “{wanted}”, but its “language” is “{language}”."
    fix = "Rename the file, or mend the language."
    return [Issue(rule="other-language", severity=Severity.ERROR, pointer="/language", what=what, fix=fix)]
