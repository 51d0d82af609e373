"""Makes one whole flow of a flow and the flows it runs.

The nodes and facts of a sub-flow stand in the whole flow under the name of the node that runs it (`contact/ask`),
those of a repeated one under that and the member's number (`members/2/ask`). So everything that runs, checks or
words a flow has nothing to know of sub-flows. What a release is called is worked out before, from its own document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definition.children import Children, calls_in, find_child
from engine.definition.renaming import Renaming
from engine.model.flow import Text
from engine.model.values import Json
from engine.nodes import MORE, node_types

Texts = dict[str, Json]


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A flow in which every sub-flow is written out."""

    document: Mapping[str, Json]
    translations: Mapping[str, Json]


def expand(document: Mapping[str, Json], translations: Mapping[str, Json], children: Children) -> Whole:
    """The whole flow. Raises KeyError for a flow that `children` does not have."""
    calls = list(calls_in(document))
    if not calls:
        return Whole(document=document, translations=translations)
    making = _Making(document, translations)
    for name, node in calls:
        child = find_child(children, node)
        if child is None:
            raise KeyError(node["flow"])
        inner = expand(child.document, child.translations, children)
        (_subflow if node["type"] == "subflow" else _repeat)(making, name, node, inner)
    return making.whole()


class _Making:
    """The whole flow while it is put together."""

    def __init__(self, document: Mapping[str, Json], translations: Mapping[str, Json]) -> None:
        self.document = document
        self.nodes: dict[str, Json] = dict(document["nodes"])
        self.parts: dict[str, dict[str, Json]] = {
            key: dict(document.get(key, {})) for key in ("facts", "tables", "holidays", "sources", "scopes")
        }
        self.translations = translations
        self.promises: list[Json] = list(document.get("promises", ()))
        self.texts: dict[str, Texts] = {language: dict(each["texts"]) for language, each in translations.items()}

    def whole(self) -> Whole:
        sworn = {"promises": self.promises} if self.promises else {}
        return Whole(
            document={**self.document, **self.parts, **sworn, "nodes": self.nodes},
            translations={
                language: {**each, "texts": self.texts[language]} for language, each in self.translations.items()
            },
        )

    def add(self, inner: Whole, naming: Renaming, returns: Mapping[str, Json]) -> None:
        """Writes out the other flow once. `returns` are the nodes that stand for its outcomes."""
        document = inner.document
        for name, fact in document["facts"].items():
            self.parts["facts"][naming.prefix + name] = naming.fact_document(fact)
        for name, node in document["nodes"].items():
            self.nodes[naming.prefix + name] = returns.get(name) or naming.node(node)
        for name, scope in document.get("scopes", {}).items():
            self.parts["scopes"][naming.prefix + name] = {**scope, "title": naming.text(scope["title"])}
        within = naming.prefix.removesuffix("/")
        self.promises += [naming.sworn(each, within) for each in document.get("promises", ())]
        self._add_shared(document, naming)
        for language, texts in self.texts.items():
            there = inner.translations.get(language, {"texts": {}})["texts"]
            texts.update(_moved(there, naming))

    def _add_shared(self, document: Mapping[str, Json], naming: Renaming) -> None:
        """Tables, holiday lists and sources: the same for all members of a list."""
        for name, table in document.get("tables", {}).items():
            self.parts["tables"].setdefault(naming.tables + name, naming.table(table))
        for key in ("holidays", "sources"):
            for name, part in document.get(key, {}).items():
                self.parts[key].setdefault(naming.tables + name, part)

    def say(self, pointer: str, source: str, number: int) -> None:
        """Repeats the translations of a text of the node for one member."""
        for texts in self.texts.values():
            if source in texts:
                texts[pointer] = {**texts[source], "text": numbered(texts[source]["text"], number)}


def _subflow(making: _Making, name: str, node: Mapping[str, Json], inner: Whole) -> None:
    naming = Renaming(document=inner.document, prefix=f"{name}/", tables=f"{name}/")
    outputs = [{"fact": fact, "value": {"var": naming.fact(given)}} for fact, given in node.get("outputs", {}).items()]
    targets = {
        outcome: target
        for outcome in outcomes_of(inner)
        if (target := exit_of(node, outcome, inner.document["nodes"][outcome]["type"]))
    }
    returns = {each: {"type": "return", "set": outputs, "next": target} for each, target in targets.items()}
    making.add(inner, naming, returns)
    making.nodes[name] = {
        **{key: node[key] for key in ("type", "title", "source", "flow", "release") if key in node},
        "set": _inputs(node, naming),
        "enter": naming.prefix + inner.document["start"],
    }
    if "title" in node:
        making.parts["scopes"][name] = {"title": node["title"]}
        making.say(f"/scopes/{name}/title", f"/nodes/{name}/title", 0)


def exit_of(node: Mapping[str, Json], outcome: str, type: str) -> str:
    """Where a sub-flow's outcome leads; nowhere when the journey ends with it."""
    named = {each["id"]: each["next"] for each in node.get("exits", ())}
    if outcome in named:
        return str(named[outcome])
    return str(node.get("next") or node.get("otherwise") or "") if type == "end" else ""


def _repeat(making: _Making, name: str, node: Mapping[str, Json], inner: Whole) -> None:
    most = making.document["facts"][node["fact"]]["maximum"]
    ends = [each for each in outcomes_of(inner) if inner.document["nodes"][each]["type"] == "end"]
    for number in range(1, most + 1):
        naming = Renaming(document=inner.document, prefix=f"{name}/{number}/", tables=f"{name}/")
        after = {"type": "return", "set": [], "next": _after(name, node, number, most)}
        making.add(inner, naming, dict.fromkeys(ends, after))
        making.nodes[f"{name}/{number}"] = {
            "type": "member",
            "set": _inputs(node, naming),
            "next": naming.prefix + inner.document["start"],
        }
        making.parts["scopes"][f"{name}/{number}"] = {"title": numbered(node["title"], number)}
        making.say(f"/scopes/{name}/{number}/title", f"/nodes/{name}/title", number)
    for number in range(most + 1):
        making.nodes[f"{name}/{number}.done"] = _gathered(name, node, number)
    _counted(making, name, node, most) if "count" in node else _asked(making, name, node, most)


def _after(name: str, node: Mapping[str, Json], number: int, most: int) -> str:
    """What follows a member."""
    if "count" in node:
        return f"{name}/{number + 1}.gate"
    return f"{name}/{number}{MORE}" if number < most else f"{name}/{number}.done"


def _counted(making: _Making, name: str, node: Mapping[str, Json], most: int) -> None:
    """As many members as were counted. More than there may be is a failure, not a shorter list."""
    count = f"{name}.count"
    making.parts["facts"][count] = {"type": "integer", "minimum": 0}
    for number in range(1, most + 2):
        enough = {"id": "enough", "when": {"<": [{"var": count}, number]}, "next": f"{name}/{number - 1}.done"}
        goes_on = {"otherwise": f"{name}/{number}"} if number <= most else {}
        making.nodes[f"{name}/{number}.gate"] = {"type": "gate", "rules": [enough], **goes_on}
    making.nodes[name] = {**_head(node), "set": [{"fact": count, "value": node["count"]}], "enter": f"{name}/1.gate"}


def _asked(making: _Making, name: str, node: Mapping[str, Json], most: int) -> None:
    """Another member as long as the person says that there is one."""
    first = 0 if "first" in node else 1
    for number in range(first, most):
        key = "add" if number else "first"
        here = f"{name}/{number}{MORE}"
        making.parts["facts"][here] = {"type": "boolean", "label": node[key]}
        making.nodes[here] = {
            "type": "more",
            "repeat": name,
            "number": number,
            "fact": here,
            "prompt": node[key],
            "rules": [{"id": "more", "when": {"var": here}, "next": f"{name}/{number + 1}"}],
            "otherwise": f"{name}/{number}.done",
        }
        for pointer in (f"/nodes/{here}/prompt", f"/facts/{here}/label"):
            making.say(pointer, f"/nodes/{name}/{key}", 0)
    making.nodes[name] = {**_head(node), "set": [], "enter": f"{name}/0{MORE}" if first == 0 else f"{name}/1"}


def _head(node: Mapping[str, Json]) -> dict[str, Json]:
    """The node that runs the members, without what was written out."""
    return {**{key: value for key, value in node.items() if key not in ("inputs", "count")}, "title": unnumbered(node)}


def unnumbered(node: Mapping[str, Json]) -> Text:
    """The title of all members together."""
    title: Text = node["title"]
    return " ".join(title.replace("{n}", "").split()) if isinstance(title, str) else title


def numbered(text: Text, number: int) -> Text:
    """The text for one member."""
    if not number:
        return text
    if isinstance(text, str):
        return text.replace("{n}", str(number))
    return {key: form if key == "by" else form.replace("{n}", str(number)) for key, form in text.items()}


def _gathered(name: str, node: Mapping[str, Json], number: int) -> dict[str, Json]:
    members = [
        {
            "set": [
                {"member": member, "value": {"var": f"{name}/{each}/{fact}"}}
                for member, fact in node["outputs"].items()
            ]
        }
        for each in range(1, number + 1)
    ]
    return {"type": "gather", "fact": node["fact"], "members": members, "next": node["next"]}


def _inputs(node: Mapping[str, Json], naming: Renaming) -> list[Json]:
    return [{"fact": naming.fact(fact), "value": value} for fact, value in node.get("inputs", {}).items()]


def outcomes_of(inner: Whole) -> Iterator[str]:
    """The ways in which the other flow can end, those of its own sub-flows included."""
    for name, node in inner.document["nodes"].items():
        if node["type"] in node_types and node_types[node["type"]].outcome:
            yield name


def _moved(texts: Texts, naming: Renaming) -> Texts:
    """The translations of the other flow's facts and nodes, where they stand now."""
    moved: Texts = {}
    for pointer, entry in texts.items():
        _, part, rest = pointer.split("/", 2) if pointer.count("/") > 1 else ("", "", "")
        if part in ("facts", "nodes", "scopes"):
            moved[f"/{part}/{naming.prefix}{rest}"] = {**entry, "text": naming.text(entry["text"])}
    return moved
