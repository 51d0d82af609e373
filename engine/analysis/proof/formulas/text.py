"""Texts: joining and cutting them."""

from __future__ import annotations

import z3

from engine.analysis.proof.formulas.translator import RULES, Translator
from engine.analysis.proof.terms import Term, both
from engine.expressions.operators.registry import operators
from engine.expressions.operators.text import MOST_CHARACTERS, Cat
from engine.expressions.typed import Typed


def _cat(here: Translator, node: Typed) -> Term:
    terms = here.terms(node.args)
    texts = [each.value if z3.is_string(each.value) else _written(each.value) for each in terms]
    value = texts[0] if len(texts) == 1 else z3.Concat(*texts)
    operator = operators["cat"]
    assert isinstance(operator, Cat)
    fits = [z3.Length(value) <= MOST_CHARACTERS] if operator.is_partial(node) else []
    return Term(value, both(*(each.known for each in terms), *fits))


def _written(number: z3.ArithRef) -> z3.SeqRef:
    """A whole number in digits."""
    whole = number if z3.is_int(number) else z3.ToInt(number)
    return z3.If(whole < 0, z3.Concat(z3.StringVal("-"), z3.IntToStr(-whole)), z3.IntToStr(whole))


def _substr(here: Translator, node: Typed) -> Term:
    (text,) = here.terms(node.args)
    if any(not z3.is_string(each.value) for cat in node.args if cat.op == "cat" for each in here.terms(cat.args)):
        here.ties.hard.add("a text that is cut out of numbers")
    size = z3.Length(text.value)
    start, length = (*node.data, None)[:2]
    begin = z3.IntVal(start) if start >= 0 else _at_least(z3.IntVal(0), size + start)
    if length is None:
        end = size
    else:
        end = begin + length if length >= 0 else _at_least(begin, size + length)
    return Term(z3.SubString(text.value, begin, end - begin), text.known)


def _at_least(least: z3.ArithRef, number: z3.ArithRef) -> z3.ArithRef:
    return z3.If(number > least, number, least)


RULES.update({"cat": _cat, "substr": _substr})
