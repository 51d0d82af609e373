"""Hit policies, one by one: what comes out of which rows, and when a row that cannot be decided matters."""

import pytest

from engine.nodes.hits import Drawn, Policy, draw

Y, N, U = True, False, None


def drawn(policy: Policy, verdicts, values) -> Drawn:
    return draw(policy, verdicts, lambda row: (values[row],))


@pytest.mark.parametrize(
    ("hit", "verdicts", "values", "came_out"),
    [
        ("first", [N, Y, Y], ["a", "b", "c"], ("b", "")),
        ("first", [N, N], ["a", "b"], (None, "unmatched")),
        ("first", [U, Y], ["a", "b"], (None, "unknown")),
        ("first", [U, Y], ["b", "b"], ("b", "")),
        ("first", [Y, U], ["a", "b"], ("a", "")),
        ("first", [N, U], ["a", "b"], (None, "unknown")),
        ("unique", [N, Y], ["a", "b"], ("b", "")),
        ("unique", [Y, Y], ["a", "b"], (None, "two-rows-fit")),
        ("unique", [Y, Y], ["a", "a"], (None, "two-rows-fit")),
        ("unique", [Y, U], ["a", "b"], (None, "unknown")),
        ("any", [Y, Y], ["a", "a"], ("a", "")),
        ("any", [Y, Y], ["a", "b"], (None, "rows-differ")),
        ("any", [Y, Y], ["a", None], (None, "unknown")),
        ("any", [Y, U], ["a", "a"], ("a", "")),
        ("any", [Y, U], ["a", "b"], (None, "unknown")),
        ("any", [U, N], ["a", "b"], (None, "unknown")),
    ],
)
def test_one_row_decides(hit, verdicts, values, came_out):
    result = drawn(Policy(name=hit), verdicts, values)
    assert (result.values[0] if result.values else None, result.why) == came_out


@pytest.mark.parametrize(
    ("verdicts", "row", "why"),
    [
        ([Y, Y, Y], 2, ""),
        ([Y, Y, N], 0, ""),
        ([Y, U, N], 0, ""),
        ([Y, N, U], None, "unknown"),
        ([N, N, N], None, "unmatched"),
    ],
)
def test_priority_goes_by_rank_and_among_equals_by_row(verdicts, row, why):
    policy = Policy(name="priority", ranks=((1,), (1,), (0,)))
    result = drawn(policy, verdicts, ["late", "late-too", "early"])
    assert (result.rows, result.why) == (() if row is None else (row,), why)


@pytest.mark.parametrize(
    ("gather", "verdicts", "values", "came_out"),
    [
        ("sum", [Y, N, Y], [1, 2, 4], (5, "")),
        ("sum", [Y, U, N], [1, 0, 4], (1, "")),
        ("sum", [Y, U, N], [1, 2, 4], (None, "unknown")),
        ("sum", [Y, Y, N], [1, None, 4], (None, "")),
        ("sum", [N, N, N], [1, 2, 4], (None, "unmatched")),
        ("min", [Y, N, Y], [3, 2, 4], (3, "")),
        ("min", [Y, U, N], [3, 5, 4], (3, "")),
        ("min", [Y, U, N], [3, 2, 4], (None, "unknown")),
        ("max", [Y, N, Y], [3, 2, 4], (4, "")),
        ("max", [Y, U, N], [3, 2, 4], (3, "")),
        ("max", [N, U, N], [3, 2, 4], (None, "unknown")),
        ("list", [Y, N, Y], ["a", "b", "c"], (("a", "c"), "")),
        ("list", [N, N, N], ["a", "b", "c"], ((), "")),
        ("list", [Y, U, N], ["a", "b", "c"], (None, "unknown")),
    ],
)
def test_rows_are_put_together(gather, verdicts, values, came_out):
    result = drawn(Policy(name="collect", gather=gather), verdicts, values)
    assert (result.values[0] if result.values else None, result.why) == came_out


def test_a_count_is_of_rows_and_may_be_nothing():
    count = Policy(name="collect", gather="count")
    assert drawn(count, [Y, Y, N], ["a", "b", "c"]).values == (2,)
    assert drawn(count, [N, N, N], ["a", "b", "c"]).values == (0,)
    assert drawn(count, [Y, U, N], ["a", "b", "c"]).why == "unknown"


def test_output_order_is_of_the_values_and_rule_order_of_the_rows():
    ranks = ((2,), (0,), (1,))
    assert drawn(Policy(name="output-order", ranks=ranks), [Y, Y, Y], "abc").values == (("b", "c", "a"),)
    assert drawn(Policy(name="rule-order", ranks=ranks), [Y, Y, Y], "abc").values == (("a", "b", "c"),)
