"""Random decision models come out as GoRules' own engine says, for random inputs."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.definition import build_release
from engine.scenarios.decision_tables import import_jdm
from tests.engine.scenarios.decision_tables.models import a_calculation, a_model, a_switch, a_table, zen_says
from tests.engine.scenarios.decision_tables.playing import at, outputs_for

TEXTS = ("low", "high", "no one", "5")
NUMBERS = st.integers(-3, 12) | st.sampled_from([0.5, 2.5, 7.25])
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def quoted(text: str) -> str:
    return f"'{text}'"


number_tests = st.one_of(
    st.just(""),
    st.builds("{} {}".format, SIGNS, NUMBERS),
    NUMBERS.map(str),
    st.builds(
        "{}{}..{}{}".format, st.sampled_from("[("), st.integers(-3, 5), st.integers(5, 12), st.sampled_from("])")
    ),
    st.lists(NUMBERS.map(str), min_size=2, max_size=3).map(", ".join),
    st.builds("> {} and <= {}".format, NUMBERS, NUMBERS),
    st.builds("< {} or > {}".format, NUMBERS, NUMBERS),
    st.builds("not in [{}, {}]".format, NUMBERS, NUMBERS),
    st.builds("[{}..{}], > {}".format, st.integers(-3, 2), st.integers(2, 4), NUMBERS),
    st.builds("> {} and group == 'high'".format, NUMBERS),
    st.builds("$ * 2 > {}".format, NUMBERS),
)
text_tests = st.one_of(
    st.just(""),
    st.sampled_from(TEXTS).map(quoted),
    st.lists(st.sampled_from(TEXTS).map(quoted), min_size=1, max_size=3).map(", ".join),
    st.lists(st.sampled_from(TEXTS).map(quoted), min_size=1, max_size=3).map(lambda texts: f"[{', '.join(texts)}]"),
    st.builds("!= '{}'".format, st.sampled_from(TEXTS)),
    st.builds("'{}' or '{}'".format, st.sampled_from(TEXTS), st.sampled_from(TEXTS)),
    st.builds("!contains(['{}', '{}'], $)".format, st.sampled_from(TEXTS), st.sampled_from(TEXTS)),
    st.builds("$ == '{}' and member".format, st.sampled_from(TEXTS)).map(
        lambda cell: cell.replace("and member", "and age > 2")
    ),
)
boolean_tests = st.sampled_from(["", "true", "false", "!true", "== true", "!= false"])
free_tests = st.one_of(
    st.just(""),
    st.builds("age {} {}".format, SIGNS, NUMBERS),
    st.builds("'{}' in skills".format, st.sampled_from(TEXTS)),
    st.builds("contains(skills, '{}') and not member".format, st.sampled_from(TEXTS)),
    st.builds("some(skills, # in ['{}', 'low'])".format, st.sampled_from(TEXTS)),
    st.builds("none(skills, # == '{}')".format, st.sampled_from(TEXTS)),
    st.builds("age + 1 > {} or member".format, NUMBERS),
    st.just("member == (age > 3)"),
)
INPUTS = ("age", "group", "member", None)
cells = st.tuples(number_tests, text_tests, boolean_tests, free_tests)
gives = st.tuples(
    st.sampled_from(["1", "2", "-0.5", "age * 2", "min([age, 4])", "round(age / 3, 2)", "age > 2 ? 1 : 0", "abs(age)"]),
    st.sampled_from(["'low'", "'high'", "'A long sentence.'", "member ? 'low' : group == 'low' ? 'high' : 'A'"]),
)
people = st.fixed_dictionaries(
    {
        "age": NUMBERS,
        "group": st.sampled_from((*TEXTS, "unheard of")),
        "member": st.booleans(),
        "skills": st.lists(st.sampled_from((*TEXTS, "unheard of")), unique=True, max_size=3),
    }
)


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    rows = draw(st.lists(st.tuples(cells, gives), min_size=1, max_size=4))
    last = ("", "", "", "", "7", "'high'")
    first = a_table("first", INPUTS, ["score", "rank"], [*((*a, *b) for a, b in rows), last])
    after = draw(st.lists(st.tuples(number_tests, text_tests), min_size=1, max_size=3))
    number_outputs = [(*(cell.replace("group", "rank") for cell in row), str(place)) for place, row in enumerate(after)]
    second = a_table("second", ["score", "rank"], ["level"], [*number_outputs, ("", "", "9")])
    third = a_calculation("third", {"total": "score + level", "sum.double": "$.total * 2 + (age ?? 1)"})
    return a_model(first, second, third)


@given(model=models(), persons=st.lists(people, min_size=3, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_tables_one_after_the_other_give_what_zen_gives(model: dict[str, Any], persons: list[dict[str, Any]]):
    imported = import_jdm(model, "model")
    release = build_release(imported.document)
    for person in persons:
        theirs = zen_says(model, person)
        _, ours = outputs_for(imported, release, person)
        assert ours == {path: _plain(at(theirs, path)) for path in imported.outputs}


@given(
    conditions=st.lists(free_tests.filter(bool), min_size=1, max_size=3, unique=True),
    rows=st.lists(st.tuples(cells, st.sampled_from(["1", "2"])), min_size=1, max_size=4),
    person=people,
)
@settings(max_examples=40, deadline=None)
def test_a_switch_and_a_collected_list_give_what_zen_gives(
    conditions: list[str], rows: list[Any], person: dict[str, Any]
):
    collected = a_table(
        "rows", INPUTS, ["kind", "of.note"], [(*a, b, "'low'" if b == "1" else "") for a, b in rows],
        hitPolicy="collect", outputPath="found.rows",
    )  # fmt: skip
    ways = {f"w{place}": condition for place, condition in enumerate([*conditions, ""])}
    ends = [a_calculation(f"end-{way}", {"way": quoted(way), "many": "len(found.rows)"}) for way in ways]
    edges = [("in", "rows"), ("rows", "switch"), *(("switch", f"end-{way}", way) for way in ways)]
    model = a_model(collected, a_switch("switch", ways), *ends, edges=edges)
    imported = import_jdm(model, "model")
    theirs = zen_says(model, person)
    _, ours = outputs_for(imported, build_release(imported.document), person)
    assert ours["way"] == theirs["way"]
    assert ours["many"] == theirs["many"]
    flat = [
        {path: _plain(at(row, path)) for path in ours_row}
        for row, ours_row in zip(theirs["found"]["rows"], ours["found.rows"], strict=True)
    ]
    assert ours["found.rows"] == flat


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
