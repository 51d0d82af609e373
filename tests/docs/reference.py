"""Writes docs/reference/ from the schemas and the registries: `python -m tests.docs.reference`.

A new type appears by itself: from its schema, the docstring of its class, and its first use in `schemas/valid`.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.definition.schema import load_schemas
from engine.nodes import node_types
from engine.questions import fact_types, refusal_codes
from engine.questions.sentences import REFUSALS
from tests.docs import issues
from tests.docs.keys import comments, keys_table

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"
CASES = ROOT / "tests" / "engine" / "questions" / "cases"
WRITTEN_BY = "*This page is written by `python -m tests.docs.reference`; change the schemas, not the page.*"
MOST_CASES = 4
EVERY_NODE = ("type", "source", "imported_as")
EVERY_FACT = ("type", "label", "sensitive", "messages", "imported_as")
FLOW, SCENARIO = "urn:waypost:flow:1", "urn:waypost:scenario:1"
SHARED = (
    ("Texts", "plural", "A text is a sentence, or an object with a sentence for each plural form of a number:"),
    ("Rules", "rule", ""),
    ("Validators", "validator", ""),
    ("Options", "option", ""),
    ("Sources", "origin", "An object, or the id of an entry of the flow's `sources`:"),
)


def pages() -> dict[str, str]:
    """The text of every page, by its file."""
    written = {
        "nodes.md": _nodes(),
        "facts.md": _facts(),
        "document.md": _document(),
        "issues.md": issues.page(WRITTEN_BY),
    }
    return {name: "\n".join(lines).strip() + "\n" for name, lines in written.items()}


def _nodes() -> Iterator[str]:
    yield "# Types of nodes\n"
    yield WRITTEN_BY + "\n"
    yield "A node is one step of a flow. Keys marked *needed* must be there; any key that is not listed is refused.\n"
    yield _list_of(node_types)
    yield from _shared("## Every node", f"{FLOW}:nodes:end", EVERY_NODE)
    for name in node_types:
        yield from _type(name, f"{FLOW}:nodes:{name}", None, EVERY_NODE)
        yield from _example("nodes", name)


def _facts() -> Iterator[str]:
    yield "# Types of facts\n"
    yield WRITTEN_BY + "\n"
    yield "A fact is one thing that the flow knows. Its type says what an answer may be, and how it is asked.\n"
    yield _list_of(fact_types)
    yield from _shared("## Every fact", f"{FLOW}:facts:boolean", EVERY_FACT)
    for name in fact_types:
        yield from _type(name, f"{FLOW}:facts:{name}", type(fact_types[name]), EVERY_FACT)
        yield from _example("facts", name)
        yield from _cases(name)
        yield from _codes(name)
    yield from OWN_WORDS


def _document() -> Iterator[str]:
    common = load_schemas()[f"{FLOW}:common"]
    yield "# The flow document, its translations and scenarios\n"
    yield WRITTEN_BY + "\n"
    yield "Ids are small letters, digits, `-` and `_`, begin with a letter and have at most 80 characters.\n"
    for title, urn in (
        ("The flow", FLOW),
        ("A translation", f"{FLOW}:translation"),
        ("A scenario", SCENARIO),
    ):
        yield f"\n## {title}\n"
        yield f"{load_schemas()[urn]['description']}\n"
        yield from keys_table(load_schemas()[urn])
    for title, name, opening in SHARED:
        yield f"\n## {title}\n"
        yield f"{opening or common['$defs'][name]['description']}\n"
        yield from keys_table({**common["$defs"][name], "$id": common["$id"]})
    yield "\n## Limits for dates\n"
    yield str(common["$defs"]["bound"]["description"])


def _list_of(names: Any) -> str:
    return " · ".join(f"[{name}](#{name})" for name in names)


def _shared(title: str, urn: str, names: Collection[str]) -> Iterator[str]:
    """The keys that all types have, told once."""
    schema = load_schemas()[urn]
    yield f"\n{title}\n"
    described = {**schema["properties"], "type": {**schema["properties"]["type"], "const": "<type>"}}
    described["type"]["description"] = "Which of the types on this page it is."
    yield from keys_table({**schema, "properties": {name: described[name] for name in names}})


def _type(name: str, urn: str, class_: type | None, without: Collection[str]) -> Iterator[str]:
    schema = load_schemas()[urn]
    yield f"\n## {name}\n"
    yield f"{schema['description']}\n"
    if class_ is not None:
        yield inspect.cleandoc(class_.__doc__ or "").split("\n\n")[0] + "\n"
    own = {key: part for key, part in schema["properties"].items() if key not in without}
    yield from keys_table({**schema, "properties": own})
    for comment in comments(schema):
        yield f"\n{comment}"


def _example(kind: str, type_: str) -> Iterator[str]:
    """The shortest use in the documents that show what is right."""
    documents = (
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas/valid").glob("*.json"))
    )
    found = [_entry(name, part) for each in documents for name, part in each[kind].items() if part["type"] == type_]
    if found:
        yield f"\n```json\n{min(found, key=len)}\n```"


def _entry(name: str, part: Mapping[str, Any]) -> str:
    """One member of an object, with a line for each of its keys."""
    inner = ",\n".join(f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in part.items())
    return f'"{name}": {{\n{inner}\n}}'


def _cases(name: str) -> Iterator[str]:
    """What people type, and the value in scenarios."""
    cases = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    fitting = [case for case in cases if "value" in case and case.get("locale", "en") == "en" and "fact" not in case]
    plain = list({json.dumps(case["value"]): case for case in reversed(fitting)}.values())[::-1]
    if plain:
        yield "\n| someone answers | the value, as scenarios write it |"
        yield "|---|---|"
        for case in plain[:MOST_CASES]:
            yield f"| {_answer(case['raw'])} | `{json.dumps(case['value'], ensure_ascii=False)}` |"


def _answer(raw: Any) -> str:
    if isinstance(raw, dict):
        return ", ".join(f"{part}: {_answer(each)}" for part, each in raw.items())
    return _cell(" and ".join(map(str, raw)) if isinstance(raw, list) else str(raw))


def _codes(name: str) -> Iterator[str]:
    """The codes by which only this type refuses an answer, or in words of its own."""
    own = sorted(code for code in refusal_codes(name) if any(key.startswith(f"{name}.{code}") for key in REFUSALS))
    if own:
        yield "\nRefusals of its own, besides [those of all types](#own-words):\n"
        yield "| code | says |"
        yield "|---|---|"
        yield from (f"| `{code}` | {_cell(_built_in(f'{name}.{code}'))} |" for code in own)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "(nothing)"


def _built_in(code: str) -> str:
    """The sentence of a code; the first of its variants where it has no plain one."""
    return REFUSALS[code if code in REFUSALS else next(key for key in sorted(REFUSALS) if key.startswith(f"{code}."))]


OWN_WORDS = [
    "\n## Own words\n",
    "`messages` of a fact puts your own words in the place of a built-in refusal, by its code:",
    '\n```json\n"messages": {"too-low": "Count yourself, too."}\n```',
    "\nThe built-in sentences that all types share:\n",
    "| code | says |",
    "|---|---|",
    *(f"| `{code}` | {_cell(_built_in(code))} |" for code in sorted(REFUSALS) if "." not in code),
]

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
        sys.stdout.write(f"docs/reference/{file} written\n")
