"""An expression that stood elsewhere is as right, or as wrong, as it was there; only its place is another."""

import pytest

from engine.errors import ExpressionError
from engine.expressions import MAX_DEPTH, MAX_SIZE, Scope, check, check_quickly
from engine.model.flow import Fact, Option

FACTS = {
    "people": Fact(id="people", type="integer", domain={"minimum": 1, "maximum": 20}),
    "homeless": Fact(id="homeless", type="boolean"),
    "pays": Fact(id="pays", type="choice", options=(Option(id="nobody", label=""), Option(id="monthly", label=""))),
    "rent": Fact(id="rent", type="choice", options=(Option(id="weekly", label=""), Option(id="monthly", label=""))),
}
MANY = {">": [{"var": "people"}, 4]}


def test_words_that_were_read_before_have_the_same_type():
    scope = Scope(facts=FACTS)
    first, again = (check_quickly({"and": [MANY, {"var": "homeless"}]}, scope) for _ in range(2))
    exactly = check({"and": [MANY, {"var": "homeless"}]}, scope)
    assert first.type == again.type == exactly.type
    assert first.reads == again.reads == exactly.reads


def test_what_is_wrong_with_the_second_is_told_at_its_own_place():
    scope = Scope(facts=FACTS)
    paid = {"if": [{"var": "homeless"}, "nobody", "monthly"]}
    check_quickly({"==": [{"var": "pays"}, paid]}, scope)
    wrong = {"and": [{"var": "homeless"}, {"==": [{"var": "rent"}, paid]}]}
    with pytest.raises(ExpressionError) as quickly:
        check_quickly(wrong, scope)
    with pytest.raises(ExpressionError) as exactly:
        check(wrong, scope)
    assert quickly.value.pointer == exactly.value.pointer == "/and/1/==/1/if/1"


def test_the_same_words_mean_another_thing_for_each_member_of_a_list():
    members = Fact(id="members", type="list", domain={"facts": {"people": {"type": "boolean"}}, "maximum": 5})
    scope = Scope(facts={**FACTS, "members": members})
    check_quickly({">": [{"var": "people"}, 4]}, scope)
    with pytest.raises(ExpressionError):
        check_quickly({"some": [{"var": "members"}, {">": [{"var": "people"}, 4]}]}, scope)
    check_quickly({"some": [{"var": "members"}, {"var": "people"}]}, scope)


def test_words_that_were_read_before_count_as_parts_and_levels():
    scope = Scope(facts=FACTS)
    check_quickly(MANY, scope)
    with pytest.raises(ExpressionError, match=f"more than {MAX_SIZE} parts"):
        check_quickly({"and": [MANY] * (MAX_SIZE // 3 + 1)}, scope)
    deep = {"var": "homeless"}
    for _ in range(MAX_DEPTH - 1):
        check_quickly(deep, scope)
        deep = {"!": deep}
    check_quickly(deep, scope)
    with pytest.raises(ExpressionError, match=f"more than {MAX_DEPTH} deep"):
        check_quickly({"!": deep}, scope)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), ("1", 1)])
def test_values_that_are_equal_in_python_are_not_the_same_words(one, other):
    scope = Scope(facts=FACTS)

    def verdict(value):
        try:
            return check_quickly({"==": [{"var": "people"}, value]}, scope).args[1].data
        except ExpressionError as error:
            return error.message

    verdict(one)
    after, alone = verdict(other), check_alone(other)
    assert after == alone
    assert type(after) is type(alone)


def check_alone(value):
    try:
        return check({"==": [{"var": "people"}, value]}, Scope(facts=FACTS)).args[1].data
    except ExpressionError as error:
        return error.message
