"""Reads the test cases of DMN's Technology Compatibility Kit, and writes small DMN documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring

from engine.scenarios.decision_tables.dmn_model import child, children

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def cases_of(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The inputs and expected results of each case, by path."""
    found = []
    for path in sorted(folder.glob("*-test-*.xml")):
        for case in children(fromstring(path.read_text(encoding="utf-8")), "testCase"):
            given = {each.get("name"): _value(each) for each in children(case, "inputNode")}
            expected: dict[str, Any] = {}
            for result in children(case, "resultNode"):
                expected |= _flat(result.get("name") or "", _value(child(result, "expected")))
            found.append((given, expected))
    return found


def _value(element: Element) -> Any:
    components = {each.get("name"): _value(each) for each in children(element, "component")}
    if components:
        return components
    listed = child(element, "list")
    if listed is not None:
        return [_value(each) for each in children(listed, "item")]
    value = child(element, "value")
    kind = (value.get(_TYPE) or "").rpartition(":")[2]
    text = value.text or ""
    return {"decimal": float, "double": float, "boolean": lambda said: said == "true"}.get(kind, str)(text)


def _flat(path: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {path: value}
    return {key: each for name, part in value.items() for key, each in _flat(f"{path}.{name}", part).items()}


# --- documents of our own ---


def a_document(*parts: str, name: str = "Help with bills") -> str:
    """A DMN document of inputs, decisions and whatever else."""
    namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/"
    return f'<?xml version="1.0"?><definitions xmlns="{namespace}" name="{name}">{"".join(parts)}</definitions>'


def an_input(name: str, type_: str = "number") -> str:
    return f'<inputData id="i-{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/></inputData>'


def a_decision(name: str, body: str, needs: Sequence[str] = ()) -> str:
    """A decision that needs other decisions, besides what its expressions read."""
    wanted = "".join(
        f'<informationRequirement><requiredDecision href="#d-{each}"/></informationRequirement>' for each in needs
    )
    return f'<decision id="d-{name}" name="{name}">{wanted}{body}</decision>'


def a_table(
    inputs: Mapping[str, str], outputs: Mapping[str, str], rows: Sequence[str], hit: str = "UNIQUE", more: str = ""
) -> str:
    """A table. Inputs with their types; outputs with their allowed values; rows as `cell | cell => given | given`.

    `more` is put into every output: a default, for example.
    """
    gather = "".join(f" aggregation={quoteattr(each)}" for each in hit.split(":")[1:])
    columns = "".join(
        f'<input><inputExpression typeRef="{type_}"><text>{escape(name)}</text></inputExpression></input>'
        for name, type_ in inputs.items()
    )
    gives = "".join(
        f"<output name={quoteattr(name)}><outputValues><text>{escape(values)}</text></outputValues>{more}</output>"
        for name, values in outputs.items()
    )
    rules = "".join(map(_rule, rows))
    return f'<decisionTable hitPolicy="{hit.split(":")[0]}"{gather}>{columns}{gives}{rules}</decisionTable>'


def _rule(row: str) -> str:
    cells, _, given = row.partition("=>")
    ins = "".join(f"<inputEntry><text>{escape(cell.strip())}</text></inputEntry>" for cell in cells.split("|"))
    outs = "".join(f"<outputEntry><text>{escape(cell.strip())}</text></outputEntry>" for cell in given.split("|"))
    return f"<rule>{ins}{outs}</rule>"
