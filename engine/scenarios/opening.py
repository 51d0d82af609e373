"""Opens what lies in a flow's folder, ready to use; what cannot be used is told with its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.definition import Release, check_translation, has_errors, load_document, load_release
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.scenarios.files import find_beside, read_text


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
        return load_release(document, translations)
    except DefinitionError as error:
        raise errors_in(flow, error.issues) from error


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
