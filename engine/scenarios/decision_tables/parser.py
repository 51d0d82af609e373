"""Reads an expression of another tool."""

from __future__ import annotations

from collections.abc import Iterable

from engine.expressions.numbers import NotExactError, exact
from engine.model.values import Number
from engine.scenarios.decision_tables.dialects import ADD, COMPARE, POWER, TIGHT, Dialect
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.syntax import (
    Apply,
    Day,
    Expr,
    Fields,
    Listed,
    Member,
    Name,
    Span,
    Subject,
    Written,
)
from engine.scenarios.decision_tables.tokens import Token, tokens_of, unquoted

MOST_LEVELS = 30
_CONSTANTS = {"true": True, "false": False, "null": None}
_TESTS = ("<", "<=", ">", ">=", "==", "!=", "=")


def parse_expression(source: str, dialect: Dialect, names: Iterable[str] = ()) -> Expr:
    """What `source` says. Raises NotSupportedError."""
    parser = Parser(source, dialect, names)
    found = parser.expression()
    parser.finish()
    return found


class Parser:
    """Reads from left to right; `level` is how tightly what comes next is bound."""

    def __init__(self, source: str, dialect: Dialect, names: Iterable[str], *, is_cell: bool = False) -> None:
        spaced = [name for name in dialect.functions if " " in name]
        self.source = source.strip()
        self.tokens = tokens_of(source, [*spaced, *names])
        self.at = 0
        self.dialect = dialect
        self.is_cell = is_cell
        self.levels = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def advance(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def takes(self, text: str) -> bool:
        """Whether the next word is this one; then it is passed."""
        found = self.token.text == text and self.token.kind in ("sign", "name")
        self.at += found
        return found

    def expect(self, text: str) -> None:
        if not self.takes(text):
            self.fail()

    def finish(self) -> None:
        if self.token.kind != "end":
            self.fail()

    def fail(self) -> None:
        """Says at which word the reading stopped."""
        where = f"“{self.token.text}”" if self.token.kind != "end" else "the end"
        raise NotSupportedError(f"“{self.source}” cannot be read from {where} on")

    def expression(self, level: int = 0) -> Expr:
        """What follows, as far as it is bound at least this tightly."""
        self.levels += 1
        if self.levels > MOST_LEVELS:
            raise NotSupportedError(f"“{self.source[:60]}…” is nested more than {MOST_LEVELS} deep")
        left = self.begun()
        while True:
            binding, name = self.infix()
            if binding <= level:
                self.levels -= 1
                return left
            left = self.joined(left, binding, name)

    def infix(self) -> tuple[int, str]:
        """How tightly the next word binds, and its name; 0 when it joins nothing."""
        token = self.token
        if token.kind not in ("sign", "name"):
            return 0, ""
        if token.text == "not" and self.tokens[self.at + 1].text == "in":
            return COMPARE, "not in"
        return self.dialect.infix.get(token.text, (0, ""))

    def joined(self, left: Expr, binding: int, name: str) -> Expr:
        self.advance()
        if name == "not in":
            self.advance()
            return Apply("not", (Apply("in", (left, self.collection())),))
        if name == "in":
            return Apply("in", (left, self.collection()))
        if name == "if":
            then = self.expression()
            self.expect(":")
            return Apply("if", (left, then, self.expression(binding - 1)))
        if name == "between":
            low = self.expression(ADD - 1)
            self.expect("and")
            return Apply("in", (left, Span(low, self.expression(ADD - 1))))
        return Apply(name, (left, self.expression(binding - 1 if binding == POWER else binding)))

    def collection(self) -> Expr:
        """What `in` looks through."""
        return self.expression(COMPARE)

    def begun(self) -> Expr:
        """The first part of what follows."""
        token = self.advance()
        if token.kind == "number":
            return Written(self.number(token.text))
        if token.kind == "text":
            return Written(unquoted(token.text))
        if token.kind == "template":
            return self.template(token.text[1:-1])
        if token.kind == "name":
            return self.named(token.text)
        if self.is_cell and token.text in _TESTS:
            name = "==" if token.text == "=" else token.text
            return Apply(name, (Subject(), self.expression(COMPARE)))
        return self.signed(token.text)

    def number(self, text: str) -> Number:
        try:
            return exact(text)
        except NotExactError as error:
            raise NotSupportedError(f"the number {text} {error}") from None

    def named(self, name: str) -> Expr:
        if name in _CONSTANTS:
            return Written(_CONSTANTS[name])
        if name == "in" and self.is_cell:
            return Apply("in", (Subject(), self.collection()))
        if name == "not" and self.token.text == "in" and self.is_cell:
            self.advance()
            return Apply("not", (Apply("in", (Subject(), self.collection())),))
        if name == "not" and self.token.text != "(":
            return Apply("not", (self.expression(TIGHT),))
        if name == "if" and "if" not in self.dialect.functions:
            return self.choice()
        if self.takes("("):
            return self.call(name)
        return Name(self.steps((name,)))

    def choice(self) -> Expr:
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        return Apply("if", (condition, then, self.expression()))

    def steps(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path that goes on from here, `a.b.c`."""
        while self.token.text == "." and self.tokens[self.at + 1].kind == "name":
            self.advance()
            path = (*path, self.advance().text)
        if self.token.text == "[" and not self.is_cell:
            raise NotSupportedError(f"“{'.'.join(path)}[…]” picks from a list by position or filter")
        return path

    def call(self, name: str) -> Expr:
        args = () if self.takes(")") else self.items(")")
        known = self.dialect.functions.get(name)
        if known is None:
            raise NotSupportedError(f"the function “{name}” has no counterpart in a flow")
        if not 1 <= len(args) <= known[1]:
            raise NotSupportedError(f"“{name}” is given {len(args)} arguments")
        if known[0] == "date":
            return self.day(args[0])
        return Apply(known[0], args)

    def day(self, arg: Expr) -> Expr:
        if isinstance(arg, Written) and isinstance(arg.value, str):
            return Day(arg.value)
        return Apply("date", (arg,))

    def items(self, closing: str) -> tuple[Expr, ...]:
        """Expressions between commas up to the closing sign."""
        found = [self.expression()]
        while self.takes(","):
            found.append(self.expression())
        self.expect(closing)
        return tuple(found)

    def signed(self, sign: str) -> Expr:
        """What begins with a sign."""
        if sign == "-":
            return self.negative(self.expression(TIGHT))
        if sign == "!" and self.dialect.joins_tests:
            return Apply("not", (self.expression(TIGHT),))
        if sign in ("[", "(", "]"):
            return self.enclosed(sign)
        if sign == self.dialect.subject:
            return self.subject()
        if sign == "#":
            return Member()
        if sign == "{":
            return self.fields()
        if sign == "@" and self.token.kind == "text":
            return Day(unquoted(self.advance().text))
        self.at -= 1
        self.fail()
        raise AssertionError

    def negative(self, inner: Expr) -> Expr:
        if isinstance(inner, Written) and not isinstance(inner.value, bool | str | None):
            return Written(-inner.value)
        return Apply("-", (Written(0), inner))

    def subject(self) -> Expr:
        if self.token.text == "." and self.tokens[self.at + 1].kind == "name":
            self.advance()
            return Name(self.steps((self.advance().text,)), is_own=True)
        if not self.is_cell:
            raise NotSupportedError(f"“{self.dialect.subject}” stands for everything at once")
        return Subject()

    def enclosed(self, opening: str) -> Expr:
        """A list, a span of values, or what stands in brackets."""
        if opening == "[" and self.takes("]"):
            return Listed(())
        first = self.expression()
        if self.takes(".."):
            return self.span(opening, first)
        if opening == "(":
            if self.token.text == ",":
                self.advance()
                return Listed((first, *self.items(")")))
            self.expect(")")
            return first
        if opening == "]":
            self.fail()
        if self.takes(","):
            return Listed((first, *self.items("]")))
        self.expect("]")
        return Listed((first,))

    def span(self, opening: str, low: Expr) -> Expr:
        high = self.expression()
        closing = self.advance().text
        if closing not in ("]", ")", "["):
            self.at -= 1
            self.fail()
        if (opening == "]" or closing == "[") and not self.dialect.has_reversed_ends:
            raise NotSupportedError(f"“{self.source}” has brackets turned outwards, which mean what lies outside")
        return Span(low, high, has_low=opening == "[", has_high=closing == "]")

    def fields(self) -> Expr:
        found: list[tuple[str, Expr]] = []
        while not self.takes("}"):
            token = self.advance()
            if token.kind not in ("name", "text"):
                self.at -= 1
                self.fail()
            self.expect(":")
            found.append((unquoted(token.text) if token.kind == "text" else token.text, self.expression()))
            if self.token.text != "}":
                self.expect(",")
        return Fields(tuple(found))

    def template(self, text: str) -> Expr:
        """Words with expressions between `${` and `}`."""
        parts: list[Expr] = []
        rest = text
        while "${" in rest:
            before, _, rest = rest.partition("${")
            inner, _, rest = rest.partition("}")
            parts += [Written(before)] * bool(before)
            parts.append(parse_expression(inner, self.dialect))
        parts += [Written(rest)] * bool(rest)
        return Apply("cat", tuple(parts))
