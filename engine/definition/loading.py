"""From a document that nobody has checked yet to a release, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition.check import check_document
from engine.definition.children import Children
from engine.definition.order import has_errors
from engine.definition.release import Release, build_release
from engine.errors import DefinitionError
from engine.model.issue import Severity
from engine.model.values import Json


def load_release(
    document: Json, translations: Mapping[str, Json] | None = None, children: Children | None = None
) -> Release:
    """A runnable release of `document`. Raises DefinitionError with its errors; loads jsonschema."""
    issues = check_document(document, children)
    if has_errors(issues):
        raise DefinitionError([issue for issue in issues if issue.severity is Severity.ERROR])
    return build_release(document, translations or {}, children)
