"""Small random flows and answers to them: every node type, joins, cycles, optional questions, validators."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

FACTS: dict[str, dict[str, Any]] = {
    "flag": {"type": "boolean"},
    "other": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0, "maximum": 9},
    "pay": {"type": "money", "currency": "USD", "minimum": 0, "maximum": 9},
    "kind": {"type": "choice", "options": [{"id": each, "label": each} for each in ("a", "b", "c")]},
    "total": {"type": "integer"},
    "share": {"type": "money", "currency": "USD"},
}
GROUP = {"type": "list", "maximum": 2, "facts": {"size": {"type": "integer"}, "sure": {"type": "boolean"}}}
FACTS["group"] = GROUP
CHILD = {
    "format": 1,
    "id": "inner",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Inner",
    "shared": True,
    "facts": {
        "size": {"type": "integer"},
        "sure": {"type": "boolean"},
        "given": {"type": "integer"},
        "double": {"type": "integer"},
    },
    "tables": {"limit": {"by": "size", "rows": [[0, 2], [1, 4]], "beyond": {"add": 1, "per": 1}}},
    "start": "size",
    "nodes": {
        "size": {
            "type": "question",
            "fact": "size",
            "prompt": "?",
            "validators": [{"id": "v", "when": {">": [{"var": "size"}, 8]}, "message": "No"}],
            "rules": [{"id": "more", "when": {">": [{"var": "size"}, {"var": "given"}]}, "next": "sure"}],
            "otherwise": "small",
            "unknown": "double",
        },
        "sure": {"type": "question", "fact": "sure", "prompt": "?", "optional": True, "next": "double"},
        "double": {
            "type": "calculate",
            "set": [{"fact": "double", "value": {"+": [{"var": "size"}, {"lookup": ["limit", {"var": "size"}]}]}}],
            "next": "large",
        },
        "small": {"type": "end", "title": "Small"},
        "large": {"type": "end", "title": "Large"},
    },
}
"""The flow that random flows run: once, or for each member of a list."""
ASKED = ("flag", "other", "count", "pay", "kind")

KINDS = (
    *("question", "question", "question", "page", "decision", "decision"),
    *("calculate", "message", "table", "inner"),
)
"""How often each type of node comes up."""

VALUES = {
    "flag": st.booleans(),
    "other": st.booleans(),
    "count": st.integers(0, 9),
    "pay": st.integers(0, 900),
    "kind": st.sampled_from(["a", "b", "c"]),
}


def answers() -> st.SearchStrategy[dict[str, Any]]:
    """Typed answers to some of the questions; None is skipped."""
    own = st.fixed_dictionaries({}, optional={fact: st.one_of(st.none(), VALUES[fact]) for fact in ASKED})
    members = [st.fixed_dictionaries({}, optional=_INNER) for _ in range(3)]
    return st.builds(lambda mine, *inner: {**mine, **_within(inner)}, own, *members)


_INNER = {"size": st.integers(0, 9), "sure": st.one_of(st.none(), st.booleans()), "more": st.booleans()}


def _within(inner: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """The same answers in every sub-flow, wherever one stands: the first for a single one, the others by member."""
    found: dict[str, Any] = {}
    for node in (f"n{index}" for index in range(9)):
        for number, said in enumerate(inner):
            here = f"{node}/{number}" if number else node
            found |= {f"{here}/{fact}": value for fact, value in said.items() if fact != "more"}
            if "more" in said:
                found[f"{node}/{number}.more"] = said["more"]
    return found


def conditions() -> st.SearchStrategy[Any]:
    """Boolean expressions over the facts, unanswered ones included."""
    numbers = st.one_of(st.just({"var": "count"}), st.just({"var": "total"}), st.integers(0, 12))
    comparisons = st.builds(
        lambda operator, left, right: {operator: [left, right]},
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.one_of(st.just({"var": "count"}), st.just({"var": "total"})),
        numbers,
    )
    money = st.builds(
        lambda operator, right: {operator: [{"var": "pay"}, right]},
        st.sampled_from(["<", "<=", ">", ">="]),
        st.one_of(st.integers(0, 9), st.just({"var": "share"}), st.just({"lookup": ["limit", {"var": "count"}]})),
    )
    atoms = st.one_of(
        st.just({"var": "flag"}),
        st.just({"var": "other"}),
        st.sampled_from(["flag", "count", "kind", "total"]).map(lambda fact: {"answered": fact}),
        st.sampled_from(["a", "b", "c"]).map(lambda option: {"==": [{"var": "kind"}, option]}),
        st.just({"in": [{"var": "kind"}, ["a", "c"]]}),
        comparisons,
        money,
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            inner.map(lambda one: {"!": one}),
            st.lists(inner, min_size=2, max_size=3).map(lambda many: {"and": many}),
            st.lists(inner, min_size=2, max_size=3).map(lambda many: {"or": many}),
        ),
        max_leaves=5,
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole flow: up to nine nodes in a row that lead forward, now and then back, and three outcomes."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 9)))]
    ends = ["end-a", "end-b", "read"]
    nodes = {name: draw(_nodes(names, index, ends)) for index, name in enumerate(names)}
    return {
        "format": 1,
        "id": "random",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Random",
        "facts": FACTS,
        "tables": {"limit": {"by": "count", "rows": [[0, 1], [1, 3], [2, 7]]}},
        "start": names[0],
        "nodes": {
            **nodes,
            "end-a": {"type": "end", "title": "A"},
            "end-b": {"type": "handoff", "plan": "p", "reason": "r"},
            "read": {"type": "article", "article": "x", "unsolved": "end-b"},
        },
    }


def _targets(names: list[str], index: int, ends: list[str]) -> st.SearchStrategy[str]:
    """Mostly the next node, sometimes one further on or an outcome, rarely one before."""
    ahead = names[index + 1 :]
    choices = [st.sampled_from(ahead[:1] * 4 + ahead + ends)]
    if index % 4 == 3:
        choices.append(st.sampled_from(names[: index + 1]))
    return st.one_of(choices)


@st.composite
def _nodes(draw: st.DrawFn, names: list[str], index: int, ends: list[str]) -> dict[str, Any]:
    target = _targets(names, index, ends)
    kind = draw(st.sampled_from(KINDS))
    if kind == "table":
        return draw(_tables(target))
    if kind == "page":
        return draw(_pages(target))
    if kind == "inner":
        return draw(_inner_flows(target))
    if kind == "message":
        return {"type": "message", "title": "Hello", "body": "Hello", "next": draw(target)}
    if kind == "calculate":
        value = draw(st.sampled_from([{"+": [{"var": "count"}, 1]}, {"if": [{"var": "flag"}, 1, {"var": "count"}]}, 3]))
        share = {"round": [{"/": [{"var": "pay"}, 2]}, 2]}
        chosen = draw(st.sampled_from([[("total", value)], [("share", share)], [("total", value), ("share", share)]]))
        return {
            "type": "calculate",
            "set": [{"fact": fact, "value": each} for fact, each in chosen],
            "next": draw(target),
        }
    node: dict[str, Any] = {"type": kind, **draw(_branches(target, must_branch=kind == "decision"))}
    if kind == "question":
        node |= {"fact": draw(st.sampled_from(ASKED)), "prompt": "?", "optional": draw(st.booleans())}
        if draw(st.integers(0, 3)) == 0:
            node["validators"] = [{"id": "v", "when": draw(conditions()), "message": "No"}]
    return node


@st.composite
def _tables(draw: st.DrawFn, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """Up to four rows over three inputs, one of them worked out; every hit policy that fills one number."""
    hit = draw(st.sampled_from(["first", "unique", "any", "priority", "collect"]))
    numbers = st.integers(0, 9)
    cells = st.one_of(
        st.none(),
        numbers,
        st.builds(lambda name, number: {name: number}, st.sampled_from(["<", "<=", ">", ">=", "!="]), numbers),
        st.tuples(numbers, numbers).map(lambda ends: {"between": sorted(ends)}),
        st.lists(numbers, min_size=1, max_size=3).map(lambda some: {"in": some}),
        st.just({"<": {"var": "total"}}),
    )
    kinds = st.one_of(st.none(), st.sampled_from(["a", "b"]), st.just({"not": "c"}))
    given = st.one_of(st.integers(0, 2), st.just({"var": "count"})) if hit != "priority" else st.integers(0, 2)
    count = draw(st.integers(1, 4))
    rows = [
        {"id": f"r{n}", "when": [draw(cells), draw(cells), draw(kinds)], "then": {"total": draw(given)}}
        for n in range(count)
    ]
    node: dict[str, Any] = {
        "type": "table",
        "hit": hit,
        "inputs": [
            {"id": "count", "value": {"var": "count"}},
            {"id": "sum", "value": {"+": [{"var": "count"}, {"if": [{"var": "flag"}, 1, 3]}]}},
            {"id": "kind", "value": {"var": "kind"}},
        ],
        "outputs": [{"fact": "total", **({"values": [2, 0, 1]} if hit == "priority" else {})}],
        "rows": rows,
    }
    if hit == "collect":
        node["collect"] = draw(st.sampled_from(["sum", "min", "max"]))
    leaving = {key: draw(target) for key in ("unmatched", "unknown") if draw(st.booleans())}
    if draw(st.booleans()):
        exits = [{"id": "one", "is": 1, "next": draw(target)}, {"id": "two", "is": 2, "next": draw(target)}]
        return {**node, **leaving, "exits": exits, "otherwise": draw(target)}
    return {**node, **leaving, "next": draw(target)}


@st.composite
def _inner_flows(draw: st.DrawFn, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """The other flow once, or for each member of a list: counted, or asked for."""
    given = {"given": draw(st.sampled_from([3, {"var": "count"}]))}
    if draw(st.booleans()):
        leaving = draw(
            st.sampled_from(
                [{"next": draw(target)}, {"exits": [{"id": "small", "next": draw(target)}], "otherwise": draw(target)}]
            )
        )
        return {"type": "subflow", "flow": "inner", "inputs": given, "outputs": {"total": "double"}, **leaving}
    how = draw(
        st.sampled_from(
            [{"count": {"var": "count"}}, {"count": 1}, {"add": "More?"}, {"add": "More?", "first": "Any?"}]
        )
    )
    outputs = {"size": "size", "sure": "sure"}
    node = {"type": "repeat", "flow": "inner", "title": "No. {n}", "fact": "group", "inputs": given, "outputs": outputs}
    return {**node, **how, "next": draw(target)}


@st.composite
def _pages(draw: st.DrawFn, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """Two or three questions together, some of them optional, some checked by themselves or together."""
    facts = draw(st.lists(st.sampled_from(ASKED), min_size=2, max_size=3, unique=True))
    questions = [{"id": f"q-{fact}", "fact": fact, "prompt": "?", "optional": draw(st.booleans())} for fact in facts]
    for question in questions:
        if draw(st.integers(0, 3)) == 0:
            question["validators"] = [{"id": "v", "when": draw(conditions()), "message": "No"}]
    page: dict[str, Any] = {"type": "page", "title": "Some questions", "questions": questions}
    if draw(st.booleans()):
        page["validators"] = [{"id": "together", "when": draw(conditions()), "message": "No", "fact": facts[-1]}]
    return {**page, **draw(_branches(target, must_branch=False))}


@st.composite
def _branches(draw: st.DrawFn, target: st.SearchStrategy[str], *, must_branch: bool) -> dict[str, Any]:
    if not must_branch and draw(st.booleans()):
        return {"next": draw(target)}
    rules = [
        {"id": f"r{number}", "when": draw(conditions()), "next": draw(target)}
        for number in range(draw(st.integers(1, 3)))
    ]
    unknown = {"unknown": draw(target)} if draw(st.booleans()) else {}
    return {"rules": rules, "otherwise": draw(target), **unknown}
