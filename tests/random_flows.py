"""Small random flows and answers to them: every node type, joins, cycles, optional questions, validators."""

from __future__ import annotations

from dataclasses import dataclass
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
WIDE_FACTS: dict[str, dict[str, Any]] = {
    **FACTS,
    "picks": {"type": "choices", "options": FACTS["kind"]["options"], "exclusive": "c", "at_most": 2},
    "day": {"type": "date", "earliest": {"today": "-1d"}, "latest": "2026-11-23"},
    "band": {"type": "list", "maximum": 2, "facts": {"sure": {"type": "boolean"}}},
    "told": {"type": "choices", "options": FACTS["kind"]["options"]},
    "found": {"type": "list", "maximum": 2, "facts": {"size": {"type": "integer"}, "sure": {"type": "boolean"}}},
    "hits": {"type": "integer", "minimum": 0, "maximum": 2},
}
"""What flows have besides that look into everything: answers of more types, and what tables make of several rows."""
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
WIDE_ASKED = (*ASKED, "picks", "day", "band")

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


def wide_conditions() -> st.SearchStrategy[Any]:
    """The same, and over what is in lists and selections, and dates."""
    members = st.sampled_from(["group", "found"]).map(lambda fact: {"var": fact})
    size, sure = {"var": "size"}, {"var": "sure"}
    atoms = st.one_of(
        st.builds(
            lambda operator, whole, each: {operator: [whole, each]},
            st.sampled_from(["some", "all", "none"]),
            members,
            st.sampled_from([sure, {">": [size, 2]}, {"and": [sure, {"<": [size, {"var": "count"}]}]}]),
        ),
        st.builds(lambda whole, most: {">": [{"count": [whole, sure]}, most]}, members, st.integers(0, 1)),
        st.builds(lambda whole, most: {">": [{"sum": [whole, size]}, most]}, members, st.integers(0, 5)),
        members.map(lambda whole: {"==": [{"count": {"filter": [whole, {"answered": "sure"}]}}, 1]}),
        members.map(
            lambda whole: {"<": [{"reduce": [whole, {"max": [{"var": "accumulator"}, {"var": "current.size"}]}, 0]}, 3]}
        ),
        st.sampled_from(["picks", "told"]).map(lambda fact: {"in": [{"var": "kind"}, {"var": fact}]}),
        st.just({"none": [{"var": "picks"}, {"in": [{"var": ""}, ["a", "b"]]}]}),
        st.just({"all": [{"var": "band"}, sure]}),
        st.just({">": [{"count": {"var": "band"}}, {"var": "hits"}]}),
        st.just({"before": [{"var": "day"}, {"var": "today"}]}),
        st.just({">=": [{"plus_workdays": [{"var": "day"}, 1]}, {"plusTime": [{"var": "today"}, 1, "day"]}]}),
        st.just({"in": [2, {"map": [{"var": "found"}, size]}]}),
    )
    return st.one_of(
        conditions(),
        atoms,
        atoms.map(lambda one: {"!": one}),
        st.lists(atoms, min_size=2, max_size=2).map(lambda two: {"or": two}),
    )


@st.composite
def documents(draw: st.DrawFn, *, wide: bool = False, most: int = 9) -> dict[str, Any]:
    """A whole flow: up to nine nodes in a row that lead forward, now and then back, and three outcomes.

    A wide one has every type of node, hit policy and list operator, and more circles.
    """
    names = [f"n{number}" for number in range(draw(st.integers(3 if wide else 1, most)))]
    ends = ["end-a", "end-b", "read", *(["offers"] if wide else [])]
    here = _Writing(wide)
    nodes = {name: draw(_nodes(here, names, index, ends)) for index, name in enumerate(names)}
    if wide:
        nodes["offers"] = draw(_results(st.sampled_from([*names, "end-a"])))
    return {
        "format": 1,
        "id": "random",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Random",
        "facts": WIDE_FACTS if wide else FACTS,
        "tables": {"limit": {"by": "count", "rows": [[0, 1], [1, 3], [2, 7]]}},
        "start": names[0],
        "nodes": {
            **nodes,
            "end-a": {"type": "end", "title": "A"},
            "end-b": {"type": "handoff", "plan": "p", "reason": "r"},
            "read": {"type": "article", "article": "x", "unsolved": "end-b"},
        },
    }


@dataclass(frozen=True)
class _Writing:
    """What nodes are made of."""

    wide: bool

    @property
    def asked(self) -> tuple[str, ...]:
        return WIDE_ASKED if self.wide else ASKED

    def conditions(self) -> st.SearchStrategy[Any]:
        return wide_conditions() if self.wide else conditions()


def _targets(here: _Writing, names: list[str], index: int, ends: list[str]) -> st.SearchStrategy[str]:
    """Mostly the next node, sometimes one further on or an outcome, rarely one before."""
    ahead = names[index + 1 :]
    choices = [st.sampled_from(ahead[:1] * 4 + ahead + ends)]
    if here.wide:
        choices = [*choices * 3, st.sampled_from(names)]
    elif index % 4 == 3:
        choices.append(st.sampled_from(names[: index + 1]))
    return st.one_of(choices)


@st.composite
def _nodes(draw: st.DrawFn, here: _Writing, names: list[str], index: int, ends: list[str]) -> dict[str, Any]:
    target = _targets(here, names, index, ends)
    kind = draw(st.sampled_from(KINDS))
    if kind == "table":
        return draw(_gathering_tables(target)) if here.wide and draw(st.booleans()) else draw(_tables(target))
    if kind == "page":
        return draw(_pages(here, target))
    if kind == "inner":
        return draw(_inner_flows(target))
    if kind == "message":
        return {"type": "message", "title": "Hello", "body": "Hello", "next": draw(target)}
    if kind == "calculate":
        value = draw(st.sampled_from([{"+": [{"var": "count"}, 1]}, {"if": [{"var": "flag"}, 1, {"var": "count"}]}, 3]))
        share = {"round": [{"/": [{"var": "pay"}, 2]}, 2]}
        chosen = draw(st.sampled_from([[("total", value)], [("share", share)], [("total", value), ("share", share)]]))
        if here.wide and draw(st.booleans()):
            chosen = [draw(st.sampled_from(WIDE_CALCULATIONS))]
        return {
            "type": "calculate",
            "set": [{"fact": fact, "value": each} for fact, each in chosen],
            "next": draw(target),
        }
    node: dict[str, Any] = {"type": kind, **draw(_branches(here, target, must_branch=kind == "decision"))}
    if kind == "question":
        node |= {"fact": draw(st.sampled_from(here.asked)), "prompt": "?", "optional": draw(st.booleans())}
        if draw(st.integers(0, 3)) == 0:
            node["validators"] = [{"id": "v", "when": draw(here.conditions()), "message": "No"}]
    return node


WIDE_CALCULATIONS: list[tuple[str, Any]] = [
    ("total", {"sum": [{"var": "group"}, {"var": "size"}]}),
    ("total", {"count": [{"var": "found"}, {"var": "sure"}]}),
    ("told", {"filter": [{"var": "picks"}, {"!=": [{"var": ""}, {"var": "kind"}]}]}),
    ("found", {"filter": [{"var": "group"}, {"var": "sure"}]}),
    ("hits", {"-": [{"var": "count"}, 1]}),
]


@st.composite
def _results(draw: st.DrawFn, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """A catalogue of one thing; whoever it does not help may go on."""
    condition = {"id": "c", "when": draw(wide_conditions()), "because": "It fits", "unless": "It does not fit"}
    item = {"id": "i", "title": "Offer", "summary": "An offer", "conditions": [condition]}
    leaving = {"unsolved": draw(target)} if draw(st.booleans()) else {}
    return {"type": "results", "title": "Offers", "items": [item], **leaving}


@st.composite
def _gathering_tables(draw: st.DrawFn, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """Up to three rows over two inputs, whose rows are listed, ordered or counted."""
    hit, gather, fact = draw(st.sampled_from(GATHERINGS))
    rows = []
    for number in range(draw(st.integers(1, 3))):
        cells = st.one_of(st.none(), st.integers(0, 9), st.builds(lambda least: {">=": least}, st.integers(0, 9)))
        kinds = st.one_of(st.none(), st.sampled_from(["a", "b"]))
        row: dict[str, Any] = {"id": f"r{number}", "when": [draw(cells), draw(kinds)]}
        if fact == "told":
            row["then"] = {"told": draw(st.one_of(st.sampled_from(["a", "b"]), st.just({"var": "kind"})))}
        elif fact == "found":
            size = (
                st.integers(1, 3) if hit == "output-order" else st.one_of(st.integers(1, 3), st.just({"var": "total"}))
            )
            row["then"] = {"found": {"size": draw(size), "sure": number != 1}}
        elif fact == "total":
            row["then"] = {"total": draw(st.one_of(st.integers(1, 2), st.just({"var": "total"})))}
        rows.append(row)
    output: dict[str, Any] = {"fact": fact, **({"members": ["size", "sure"]} if fact == "found" else {})}
    if hit == "output-order":
        output["values"] = [2, 3, 1]
    leaving = {key: draw(target) for key in ("unmatched", "unknown") if draw(st.booleans())}
    return {
        "type": "table",
        "hit": hit,
        **({"collect": gather} if gather else {}),
        "inputs": [{"id": "count", "value": {"var": "count"}}, {"id": "kind", "value": {"var": "kind"}}],
        "outputs": [output],
        "rows": rows,
        **leaving,
        "next": draw(target),
    }


GATHERINGS = [
    ("collect", "list", "told"),
    ("collect", "list", "found"),
    ("collect", "", "found"),
    ("collect", "count", "hits"),
    ("rule-order", "", "found"),
    ("output-order", "", "found"),
    ("any", "", "total"),
]
"""Hit policies, how they collect, and the fact that they fill."""


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
def _pages(draw: st.DrawFn, here: _Writing, target: st.SearchStrategy[str]) -> dict[str, Any]:
    """Two or three questions together, some of them optional, some checked by themselves or together."""
    facts = draw(st.lists(st.sampled_from(here.asked), min_size=2, max_size=3, unique=True))
    questions = [{"id": f"q-{fact}", "fact": fact, "prompt": "?", "optional": draw(st.booleans())} for fact in facts]
    for question in questions:
        if draw(st.integers(0, 3)) == 0:
            question["validators"] = [{"id": "v", "when": draw(here.conditions()), "message": "No"}]
    page: dict[str, Any] = {"type": "page", "title": "Some questions", "questions": questions}
    if draw(st.booleans()):
        page["validators"] = [{"id": "together", "when": draw(here.conditions()), "message": "No", "fact": facts[-1]}]
    return {**page, **draw(_branches(here, target, must_branch=False))}


@st.composite
def _branches(draw: st.DrawFn, here: _Writing, target: st.SearchStrategy[str], *, must_branch: bool) -> dict[str, Any]:
    if not must_branch and draw(st.booleans()):
        return {"next": draw(target)}
    rules = [
        {"id": f"r{number}", "when": draw(here.conditions()), "next": draw(target)}
        for number in range(draw(st.integers(1, 3)))
    ]
    unknown = {"unknown": draw(target)} if draw(st.booleans()) else {}
    return {"rules": rules, "otherwise": draw(target), **unknown}
