"""A flow made from decision tables of another tool, once it has passed the check that every flow has to pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.definition import check_document
from engine.errors import DefinitionError
from engine.model.issue import Severity
from engine.model.values import Json
from engine.scenarios.decision_tables.document import outputs_of
from engine.scenarios.decision_tables.fields import Field, Registry
from engine.scenarios.decision_tables.steps import Chain


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A flow document, what its designer should look at, and which facts stand for what in the other tool."""

    document: Mapping[str, Json]
    notes: tuple[str, ...]
    inputs: Mapping[str, Field]
    outputs: Mapping[str, Field]


def checked(document: Mapping[str, Json], chain: Chain, registry: Registry, notes: Sequence[str]) -> Imported:
    """The import, unless the flow would have errors: then it is refused, with them as the reason."""
    errors = [issue for issue in check_document(document) if issue.severity is Severity.ERROR]
    if errors:
        raise DefinitionError(
            [replace(each, what=f"What it says does not make a flow: {each.what}") for each in errors]
        )
    inputs = {each.original: each for each in registry.asked.values()}
    return Imported(document=document, notes=tuple(notes), inputs=inputs, outputs=outputs_of(chain))
