"""What a DMN document says beforehand of its inputs: their types, and the values they may have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from xml.etree.ElementTree import Element

from engine.scenarios.decision_tables.cells import parse_cell
from engine.scenarios.decision_tables.dialects import FEEL
from engine.scenarios.decision_tables.dmn_model import Declared
from engine.scenarios.decision_tables.fields import BOOLEAN, DATE, NUMBER, SELECTION, TEXT, Field, Registry
from engine.scenarios.decision_tables.known import Path
from engine.scenarios.decision_tables.syntax import Apply, Expr, Subject, Written
from engine.scenarios.decision_tables.terms import Term
from engine.scenarios.decision_tables.uses import use

_KINDS = {"number": NUMBER, "string": TEXT, "boolean": BOOLEAN, "date": DATE}


def declare(path: Path, declared: Declared, types: Mapping[str, Declared], registry: Registry) -> None:
    """Notes what is said of an input, and of each of its parts."""
    passed = {declared.type}
    whole = declared
    while whole.type in types and not whole.parts:
        above = types[whole.type]
        if above.type in passed:
            return
        passed.add(above.type)
        is_list = whole.is_list or above.is_list
        whole = Declared(type=above.type, allowed=whole.allowed or above.allowed, parts=above.parts, is_list=is_list)
    for name, part in whole.parts.items():
        declare((*path, name), part, types, registry)
    kind = _kind(whole.type)
    if kind:
        registry.declared[path] = partial(_learn, SELECTION if whole.is_list else kind, listed_texts(whole.allowed))


def _learn(kind: str, texts: list[str], found: Field) -> None:
    found.kind = kind
    if texts:
        found.offer(texts)
        found.is_closed = True


def declare_kind(term: Term, expression: Element | None, allowed: str) -> None:
    """Notes what a table says of one of its columns."""
    kind = _kind((expression.get("typeRef") or "") if expression is not None else "")
    if kind and term.field is not None:
        use(term, kind)
    texts = listed_texts(allowed)
    if texts and term.field is not None:
        term.field.offer(texts)
        term.field.is_closed |= term.field.is_asked


def listed_texts(source: str) -> list[str]:
    """The texts in a list of allowed values; none when it allows anything else."""
    condition = parse_cell(source, FEEL) if source else None
    return (_texts(condition) or []) if condition is not None else []


def _texts(condition: Expr) -> list[str] | None:
    match condition:
        case Apply("or", parts):
            found = [_texts(part) for part in parts]
            return None if None in found else [text for texts in found for text in texts or ()]
        case Apply("==", (Subject(), Written(str() as text))):
            return [text]
    return None


def _kind(type_: str) -> str:
    return _KINDS.get(type_.rpartition(":")[2].rpartition(".")[2], "")
