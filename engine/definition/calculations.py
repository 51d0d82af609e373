"""Says a value, a fact or a calculation in words: “Monthly income” × 12, rounded to whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.definition.callings import Callings
from engine.expressions import Typed
from engine.expressions.numbers import CENTS
from engine.expressions.types import Kind
from engine.model.words import Words

Condition = Callable[[Typed, tuple[Typed, ...]], str]

_SIGNS = {"+": "{first} + {rest}", "-": "{first} − {rest}", "*": "{first} × {rest}", "/": "{first} ÷ {rest}"}
_TEMPLATES = {
    "%": "what is left of {first} divided by {second}",
    "days_between": "the days from {first} to {second}",
    "weeks_between": "the whole weeks from {first} to {second}",
    "months_between": "the whole months from {first} to {second}",
    "years_between": "the whole years from {first} to {second}",
    "workdays_between": "the working days after {first} up to {second}",
    "plus_workdays": "{first} and {second} working days",
    "weekday": "the day of the week of {first} (1 is Monday)",
    "substr": "a part of {first}",
}
_ROUNDED = {
    "half-up": "rounded to the nearest {step} (halves up)",
    "half-down": "rounded to the nearest {step} (halves down)",
    "half-even": "rounded to the nearest {step} (halves to even)",
    "up": "rounded away from zero to {step}",
    "down": "rounded towards zero to {step}",
    "floor": "rounded down to {step}",
    "ceil": "rounded up to {step}",
}
CONDITIONS = frozenset(
    {"and", "or", "!", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "answered", "some", "all", "none"}
    | {"before", "after", "not-before", "not-after"}
)
"""What gives yes or no, and is said as a condition."""
_LONG = frozenset({"if", "round", "floor", "ceil"})
_PLUS = {
    "day": ("{first} + {second} days", "{first} + 1 day"),
    "week": ("{first} + {second} weeks", "{first} + 1 week"),
    "month": ("{first} + {second} months", "{first} + 1 month"),
    "year": ("{first} + {second} years", "{first} + 1 year"),
}
_MINUS = {
    "day": ("{first} − {second} days", "{first} − 1 day"),
    "week": ("{first} − {second} weeks", "{first} − 1 week"),
    "month": ("{first} − {second} months", "{first} − 1 month"),
    "year": ("{first} − {second} years", "{first} − 1 year"),
}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_LOOSE = frozenset(
    {"if", "round", "floor", "ceil", "and", "or", "min", "max", "filter", "map", "plusTime", "count", "sum", "lookup"}
    | _TEMPLATES.keys()
)
"""What needs brackets within anything else."""


@dataclass(frozen=True)
class Calculations:
    """Words for values; `condition` says the conditions in them, given the lists gone through there."""

    called: Callings
    condition: Condition

    @property
    def words(self) -> Words:
        return self.called.words

    @property
    def frames(self) -> tuple[Typed, ...]:
        return self.called.frames

    def say(self, typed: Typed, *, beside: Typed | None = None) -> str:
        """Any expression; a written option is called as the fact `beside` it calls it."""
        op = typed.op
        if op == "literal":
            return self.called.written(typed.data, typed.type.kind, beside or typed)
        if op in ("guard", "!!"):
            return self.say(typed.args[0], beside=beside)
        if op == "array":
            return self.called.several(self.items(typed, beside=beside))
        if op in _SIGNS:
            return self._arithmetic(typed)
        special = _SPECIAL.get(op)
        if special is not None:
            return special(self, typed)
        if op in _TEMPLATES:
            return self._filled(_TEMPLATES[op], typed.args)
        if op in CONDITIONS:
            return self.condition(typed, self.frames)
        parts = [self.say(each) for each in typed.args]
        return self.words.sentence("{operator} of {items}", operator=op, items=self.called.several(parts))

    def side(self, typed: Typed, *, beside: Typed | None = None) -> str:
        """One side of a comparison, in brackets where it has commas of its own."""
        said = self.say(typed, beside=beside)
        return f"({said})" if typed.op in _LONG else said

    def items(self, typed: Typed, *, beside: Typed | None = None) -> list[str]:
        """The items of a written list."""
        if typed.op == "literal":
            item = typed.type.item.kind if typed.type.item else Kind.CHOICE
            return [self.called.written(each, item, beside or typed) for each in typed.data]
        return [self.say(each, beside=beside) for each in typed.args]

    def within(self, items: Typed) -> Calculations:
        """The same, for what is said of the members of a list."""
        return replace(self, called=replace(self.called, frames=(*self.frames, items)))

    def _filled(self, template: str, args: Sequence[Typed]) -> str:
        said = [self.say(each, beside=self._other(args, each)) for each in args]
        return self.words.sentence(template, **dict(zip(("first", "second"), said, strict=False)))

    def _other(self, args: Sequence[Typed], typed: Typed) -> Typed | None:
        return next((each for each in args if each is not typed and each.reads), None)

    def _arithmetic(self, typed: Typed) -> str:
        first, *others = _unscaled(typed)
        said = self._operand(first, typed, is_first=True)
        if typed.op == "-" and not others:
            return self.words.sentence("− {value}", value=said)
        for other in others:
            said = self.words.sentence(_SIGNS[typed.op], first=said, rest=self._operand(other, typed))
        return said

    def _operand(self, each: Typed, around: Typed, *, is_first: bool = False) -> str:
        """A part of a calculation, in brackets where it would be read otherwise."""
        said = self.say(each, beside=self._other(around.args, each))
        inner, outer = _STRENGTH.get(each.op, 3), _STRENGTH[around.op]
        is_split = not is_first and inner == outer and around.op in "-/"
        needs = len(each.args) > 1 and (inner < outer or is_split)
        return f"({said})" if needs or each.op in _LOOSE else said

    def _bracketed(self, each: Typed, beside: Typed | None = None) -> str:
        said = self.say(each, beside=beside)
        return f"({said})" if each.op in _LOOSE or (each.op in _SIGNS and len(each.args) > 1) else said

    def _var(self, typed: Typed) -> str:
        return self.called.name(typed.data)

    def _lookup(self, typed: Typed) -> str:
        template = "what table {table} gives for {key}"
        return self.words.sentence(template, table=self.called.quoted(typed.data.id), key=self.say(typed.args[0]))

    def _if(self, typed: Typed) -> str:
        args = typed.args
        said = self.say(args[-1], beside=typed)
        for place in range(len(args) - 3, -1, -2):
            said = self.words.sentence(
                "{then} if {condition}, otherwise {rest}",
                then=self.say(args[place + 1], beside=typed),
                condition=self.condition(args[place], self.frames),
                rest=said,
            )
        return said

    def _extreme(self, typed: Typed) -> str:
        items = [self._bracketed(each, self._other(typed.args, each)) for each in typed.args]
        by_date = typed.type.kind in (Kind.DATE, Kind.MONTH)
        of_two, of_many = _EXTREMES[typed.op, by_date]
        if len(items) == 2:
            return self.words.sentence(of_two, first=items[0], second=items[1])
        return self.words.sentence(of_many, items=self.called.several(items))

    def _rounded(self, typed: Typed) -> str:
        mode, digits = typed.data
        is_money = typed.type.kind is Kind.MONEY
        step = Fraction(1, 10**digits) if digits >= 0 else Fraction(10**-digits)
        shown = self.words.money(int(step), self.called.currency(typed)) if is_money else self.words.number(step)
        how = self.words.sentence(_ROUNDED[mode], step=shown)
        return self.words.sentence("{value}, {how}", value=self.say(typed.args[0]), how=how)

    def _plus_time(self, typed: Typed) -> str:
        day, count = typed.args
        if count.op != "literal":
            return self._filled(_PLUS[typed.data][0], typed.args)
        many, one = (_MINUS if count.data < 0 else _PLUS)[typed.data]
        template = one if abs(count.data) == 1 else many
        return self.words.sentence(template, first=self.say(day), second=self.words.number(abs(count.data)))

    def _age(self, typed: Typed) -> str:
        born, on = typed.args
        if on.op == "var" and on.data == (0, "today"):
            return self.words.sentence("the age of somebody born on {born}", born=self.say(born))
        template = "the age on {day} of somebody born on {born}"
        return self.words.sentence(template, day=self.say(on), born=self.say(born))

    def _year_of(self, typed: Typed) -> str:
        month, day = typed.data
        template = "the year of {day}" if (month, day) == (1, 1) else "the year of {day} that begins on {start}"
        start = f"{self.words.month_names[month - 1]} {day}"
        return self.words.sentence(template, day=self.say(typed.args[0]), start=start)

    def _count(self, typed: Typed) -> str:
        items = typed.args[0]
        if items.op == "missing":
            return self.words.sentence("the number of {items}", items=self.say(items))
        if len(typed.args) == 1:
            return self.words.sentence("the number in {items}", items=self.say(items))
        condition = self.condition(typed.args[1], (*self.frames, items))
        return self.words.sentence(
            "the number in {items} for which {condition}", items=self.say(items), condition=condition
        )

    def _sum(self, typed: Typed) -> str:
        items = typed.args[0]
        if len(typed.args) == 1:
            return self.words.sentence("the sum of {items}", items=self.say(items))
        each = self.within(items).say(typed.args[1])
        return self.words.sentence("the sum of {each} over {items}", each=each, items=self.say(items))

    def _filter(self, typed: Typed) -> str:
        items, condition = typed.args
        said = self.condition(condition, (*self.frames, items))
        return self.words.sentence("those of {items} for which {condition}", items=self.say(items), condition=said)

    def _map(self, typed: Typed) -> str:
        items, made = typed.args
        each = self.within(items).say(made)
        return self.words.sentence("{each} for each of {items}", each=each, items=self.say(items))

    def _reduce(self, typed: Typed) -> str:
        items, _, start = typed.args
        template = "what step by step becomes of {items}, beginning with {start}"
        return self.words.sentence(template, items=self.say(items), start=self.say(start))

    def _missing(self, typed: Typed) -> str:
        facts = self.called.several([self.called.name(key) for key in typed.data])
        return self.words.sentence("answers missing among {facts}", facts=facts)

    def _cat(self, typed: Typed) -> str:
        return " ".join(self.say(each) for each in typed.args)


_EXTREMES = {
    ("min", False): ("the lesser of {first} and {second}", "the least of {items}"),
    ("max", False): ("the greater of {first} and {second}", "the greatest of {items}"),
    ("min", True): ("the earlier of {first} and {second}", "the earliest of {items}"),
    ("max", True): ("the later of {first} and {second}", "the latest of {items}"),
}
_SPECIAL: Mapping[str, Callable[[Calculations, Typed], str]] = {
    "var": Calculations._var,
    "lookup": Calculations._lookup,
    "if": Calculations._if,
    "min": Calculations._extreme,
    "max": Calculations._extreme,
    "round": Calculations._rounded,
    "floor": Calculations._rounded,
    "ceil": Calculations._rounded,
    "plusTime": Calculations._plus_time,
    "age": Calculations._age,
    "year_of": Calculations._year_of,
    "count": Calculations._count,
    "sum": Calculations._sum,
    "filter": Calculations._filter,
    "map": Calculations._map,
    "reduce": Calculations._reduce,
    "missing": Calculations._missing,
    "cat": Calculations._cat,
}


def _unscaled(typed: Typed) -> tuple[Typed, ...]:
    """The operands as the designer wrote them: a number that becomes an amount was multiplied by its hundred cents."""
    args = typed.args
    if typed.op == "*" and typed.type.kind is Kind.MONEY and args[-1].op == "literal" and args[-1].data == CENTS:
        return args if any(each.type.kind is Kind.MONEY for each in args) else args[:-1]
    return args


SAID = CONDITIONS | _SIGNS.keys() | _TEMPLATES.keys() | _SPECIAL.keys() | {"!!"}
"""Every operator that has words of its own."""
