"""Two flows side by side share the variables of what is the same in both."""

from datetime import timedelta

import z3

from engine.analysis import build_graph
from engine.analysis.proof.beside import Common, Side
from engine.analysis.proof.encoding import Encoded, encode
from tests.builders import TODAY, a_document, a_release


def beside(*documents: dict) -> list[Encoded]:
    common, span = Common(), (TODAY, TODAY + timedelta(days=365))
    options = Side().options
    graphs = [build_graph(a_release(document).flow) for document in documents]
    return [
        encode(there, span, Side(common=common, space=f"{number} ", options=options))
        for number, there in enumerate(graphs)
    ]


def test_the_same_flow_twice_has_the_same_variables():
    one, two = beside(a_document(), a_document())
    assert all(z3.eq(one.reached(node), two.reached(node)) for node in one.reaches)
    assert all(z3.eq(one.taken[way], two.taken[way]) for way in one.taken)


def test_only_what_comes_after_a_change_has_variables_of_its_own():
    changed = a_document()
    changed["nodes"]["fits"]["rules"][0]["when"] = {"<=": [{"var": "income"}, 5]}
    one, two = beside(a_document(), changed)
    differing = {node for node in one.reaches if not z3.eq(one.reached(node), two.reached(node))}
    assert differing == {"apply", "other", "agent"}


def test_two_flows_that_share_nothing_do_not_take_each_others_names():
    one, two = beside(a_document(), {**a_document(), "start": "ask-shutoff"})
    assert not z3.eq(one.reached("ask-people"), two.reached("ask-people"))
    solver = z3.Solver()
    solver.add(*one.plain, *two.plain, *one.said.values(), *two.said.values(), one.reached("ask-people"))
    assert solver.check(z3.Not(two.reached("ask-shutoff"))) == z3.unsat
