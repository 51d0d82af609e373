"""Opens what lies in a flow's folder, ready to use; what cannot be used is told with its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.definition import (
    Child,
    Release,
    calls_in,
    check_translation,
    has_errors,
    load_document,
    load_release,
    pin,
)
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.scenarios.files import find_beside, find_near, read_text


def read_release(flow: Path) -> Release:
    """The flow in a file with the translations beside it, checked. Raises DefinitionError that names the file."""
    document = read_document(flow)
    translations: dict[str, Json] = {}
    release = release_of(flow, document, translations)
    for path in (path for name, path in find_beside(flow).items() if name.startswith("translations/")):
        translations[path.stem] = read_translation(path, document)
    return release_of(flow, document, translations) if translations else release


def read_translation(path: Path, document: Json, *, passing: str = "") -> Json:
    """A translation file without errors, but for those of the rule `passing`. Raises DefinitionError."""
    translation = read_document(path)
    issues = [issue for issue in check_translation(document, translation) if issue.rule != passing]
    if has_errors(issues):
        raise errors_in(path, issues)
    return translation


def release_of(flow: Path, document: Json, translations: dict[str, Json]) -> Release:
    """A runnable release. Raises DefinitionError that names the file of the flow."""
    try:
        return load_release(document, translations, read_children(flow, document))
    except DefinitionError as error:
        raise errors_in(flow, error.issues) from error


def read_children(flow: Path, document: Json) -> dict[str, Child]:
    """The flows that a flow runs, and those that they run, as far as they lie near it. Raises DefinitionError."""
    found: dict[str, Child] = {}
    waiting = [(flow, document)]
    while waiting:
        near, parent = waiting.pop()
        calls = calls_in(parent) if isinstance(parent, dict) else ()
        for slug in {node["flow"] for _, node in calls} - found.keys():
            path = find_near(near, slug)
            if path is not None:
                found[slug] = _read_child(path)
                waiting.append((path, found[slug].document))
    return found


def pinned_anew(flow: Path, document: Json) -> dict[str, Json]:
    """The document with the present release of every flow it runs. Raises DefinitionError."""
    release_of(flow, document, {})
    loose = {name: {key: node[key] for key in node if key != "release"} for name, node in document["nodes"].items()}
    return pin({**document, "nodes": loose}, read_children(flow, document))


def _read_child(path: Path) -> Child:
    beside = find_beside(path).items()
    translations = {each.stem: read_document(each) for name, each in beside if name.startswith("translations/")}
    return Child(document=read_document(path), translations=translations)


def read_document(path: Path) -> Json:
    """The JSON in a file. Raises DefinitionError that names it."""
    text = read_text(path)
    try:
        return load_document(text)
    except DefinitionError as error:
        raise errors_in(path, error.issues) from error


def errors_in(path: Path, issues: Sequence[Issue]) -> DefinitionError:
    """The errors among `issues`, each told with its file."""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    return DefinitionError([replace(issue, what=f"{path}: {issue.what}") for issue in errors])
