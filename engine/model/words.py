"""Numbers, money, dates, lists and sentences in a reader's language, by the CLDR.

A bare language such as `es` goes by the conventions of `HOME`, because the people asked live there:
`$1,000.50` and not `1.000,50 US$`. A tag with a region, such as `es-ES`, keeps its own.
A bare language read from right to left writes amounts as they stand on paper at home, and not mirrored.
What is slow to find (locales, patterns, month names) is found once per language; a `Words` is cheap to make.
"""

from __future__ import annotations

import copy
import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, get_date_format, parse_pattern
from babel.lists import format_list
from babel.numbers import NumberPattern, get_currency_symbol
from rapidfuzz.distance import OSA

from engine.model.bidi import has_letters_from_right, hold_numbers, isolate
from engine.model.values import Number

HOME = "US"
PLURAL_CLASSES = ("zero", "one", "two", "few", "many", "other")
EXACT_PLACES = 15
MOST_PLACES = 6
"""Decimal places shown of a number that has no end, such as a third."""
_ROOM = Context(prec=1000)
"""Calculated numbers may be longer than the 28 digits for which Python's decimals have room."""
_PARAM = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

Shown: TypeAlias = str | int | Fraction | datetime.date


class Words:
    """How one reader is spoken to. `translate` turns an English template into the reader's language."""

    __slots__ = ("formats", "language", "translate")

    def __init__(self, language: str, translate: Callable[[str], str] = str) -> None:
        self.language = language
        self.translate = translate
        self.formats = formats_for(language)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.formats.direction

    @property
    def region(self) -> str:
        """Two letters of the reader's country, `HOME` when the language does not tell."""
        return self.formats.region

    @property
    def decimal_separator(self) -> str:
        return self.formats.decimal_separator

    @property
    def group_separator(self) -> str:
        return self.formats.group_separator

    @property
    def date_order(self) -> tuple[str, ...]:
        """Day, month and year in the order in which the reader writes them."""
        return self.formats.date_order

    @property
    def month_names(self) -> tuple[str, ...]:
        """January to December, as they stand alone."""
        return self.formats.month_names

    @property
    def plural_classes(self) -> tuple[str, ...]:
        """The classes of everyday numbers in this language, in the order of the CLDR: one, other."""
        return self.formats.plural_classes

    def in_order(self, text: str, *, is_typed: bool = False) -> str:
        """A piece ready to stand in a sentence of this language, with no number or foreign word turned round."""
        from_right = self.formats.direction == "rtl"
        if is_typed:
            return isolate(text) if from_right or has_letters_from_right(text) else text
        return hold_numbers(text) if from_right else text

    def sentence(self, template: str, /, **params: Shown) -> str:
        """`template` in the reader's language with its `{params}` filled in; one that is not given stays."""
        text = self.translate(template)
        if "{" not in text:
            return text
        return _PARAM.sub(lambda found: self._shown(params.get(found[1], found[0])), text)

    def number(self, value: Number) -> str:
        return self.formats.number(value)

    def money(self, cents: int, currency: str = "USD") -> str:
        """An amount in hundredths, without `.00` when it is whole."""
        return self.formats.money(cents, currency)

    def currency_symbol(self, currency: str) -> tuple[str, bool]:
        """`$`, and whether it stands before the amount."""
        return self.formats.symbol(currency), self.formats.symbol_is_first

    def percent(self, share: Number) -> str:
        """A share of one: `Fraction(1, 4)` is `25%`."""
        with localcontext(_ROOM):
            return str(self.formats.percent.apply(_decimal(share), self.formats.locale))

    def date(self, day: datetime.date) -> str:
        return self.formats.long_date.apply(day, self.formats.locale)

    def month(self, day: datetime.date) -> str:
        """The month and year of `day`."""
        return self.formats.long_month.apply(day, self.formats.locale)

    def list(self, items: Iterable[str]) -> str:
        """`a, b, and c`."""
        return str(format_list(list(items), locale=self.formats.locale))

    def either(self, items: Iterable[str]) -> str:
        """`a, b, or c`."""
        return str(format_list(list(items), style="or", locale=self.formats.locale))

    def several(self, items: Iterable[str]) -> str:
        """`a, b, c`, with semicolons when an item has a comma of its own: things chosen, which no "and" should join."""
        chosen = list(items)
        comma = self.formats.list_comma
        has_own = any(comma.strip() in each for each in chosen)
        return (_STRONGER[comma] if has_own else comma).join(chosen)

    def plural_class(self, value: Number) -> str:
        """zero, one, two, few, many or other."""
        return str(self.formats.locale.plural_form(_decimal(value)))

    def find_month(self, name: str) -> int | None:
        """The number of the month that a name, or the beginning of one, stands for: the reader's, else English."""
        key = _letters(name)
        found = self.formats.find_month(key)
        return found or formats_for("en").find_month(key)

    def _shown(self, value: Shown) -> str:
        if isinstance(value, str):
            return self.in_order(value)
        if isinstance(value, datetime.date):
            return self.date(value)
        return self.in_order(self.number(value))


class Formats:
    """The patterns of one language, found once."""

    def __init__(self, language: str) -> None:
        locale = self.locale = find_locale(language)
        symbols = locale.number_symbols.get("latn", {})
        self.direction: str = locale.text_direction
        self.region: str = locale.territory or HOME
        self.decimal_separator: str = symbols.get("decimal", ".")
        self.group_separator: str = symbols.get("group", ",")
        self.month_names = tuple(str(locale.months["stand-alone"]["wide"][month]) for month in range(1, 13))
        self.date_order = _date_order(locale.date_formats["short"].pattern)
        self.long_date: DateTimePattern = get_date_format("long", locale=locale)
        self.long_month: DateTimePattern = parse_pattern(locale.datetime_skeletons["yMMMM"])
        self.percent = _with_places(locale.percent_formats[None], 0, 1)
        self._number = _with_places(locale.decimal_formats[None], 0, 15)
        # The mirrored amounts of the CLDR, `1,500 US$`, would stand beside papers and fields that say `$1,500`.
        is_mirrored = self.direction == "rtl" and not locale.territory
        self._money_locale = Locale("en", HOME) if is_mirrored else locale
        self._money = _with_places(self._money_locale.currency_formats["standard"], 2, 2)
        self._whole_money = _with_places(self._money_locale.currency_formats["standard"], 0, 0)
        self._month_keys = _month_keys(locale)
        self.list_comma = "، " if locale.language in _ARABIC_COMMAS else ", "
        self.symbol_is_first = "¤" in self._money.prefix[0]
        self._symbols: dict[str, str] = {}
        self._groups_by_three = self._number.grouping == self._money.grouping == (3, 3)
        self._money_separator = self._babel_money(111, "USD").partition("1")[2][:1]
        self._known_affixes: dict[tuple[str, bool], tuple[str, str]] = {}

    @cached_property
    def plural_classes(self) -> tuple[str, ...]:
        """Those that numbers up to 200 take: Spanish has one for millions, which no household counts."""
        taken = {"other", *map(self.locale.plural_form, range(201))}
        return tuple(each for each in PLURAL_CLASSES if each in taken)

    def number(self, value: Number) -> str:
        if not self._groups_by_three or not isinstance(value, int):
            with localcontext(_ROOM):
                return str(self._number.apply(_decimal(value), self.locale))
        return self._between(self._affixes("", value < 0), abs(value))

    def money(self, cents: int, currency: str) -> str:
        if not self._groups_by_three:
            return self._babel_money(cents, currency)
        whole, rest = divmod(abs(cents), 100)
        part = f"{self._money_separator}{rest:02}" if rest else ""
        return self._between(self._affixes(currency, cents < 0), whole, part)

    def _between(self, affixes: tuple[str, str], whole: int, part: str = "") -> str:
        return f"{affixes[0]}{f'{whole:,}'.replace(',', self.group_separator)}{part}{affixes[1]}"

    def _affixes(self, currency: str, is_negative: bool) -> tuple[str, str]:
        """What Babel writes before and after a number, found once: asking it every time is slow."""
        key = (currency, is_negative)
        if key not in self._known_affixes:
            one = -1 if is_negative else 1
            shown = self._babel_money(one * 100, currency) if currency else str(self._number.apply(one, self.locale))
            before, _, after = shown.rpartition("1")
            self._known_affixes[key] = (before, after)
        return self._known_affixes[key]

    def _babel_money(self, cents: int, currency: str) -> str:
        pattern = self._money if cents % 100 else self._whole_money
        with localcontext(_ROOM):
            amount = Decimal(cents).scaleb(-2)
            return str(pattern.apply(amount, self._money_locale, currency=currency, currency_digits=False))

    def symbol(self, currency: str) -> str:
        """`$`: what stands before or after an amount."""
        if currency not in self._symbols:
            self._symbols[currency] = get_currency_symbol(currency, self._money_locale)
        return self._symbols[currency]

    def find_month(self, key: str) -> int | None:
        """By its whole name, else by how it begins, else by a name with a slip in it; None when two could be meant."""
        if key in self._month_keys:
            return self._month_keys[key]
        if len(key) < 3:
            return None
        meant = {month for name, month in self._month_keys.items() if name.startswith(key)}
        meant = meant or _nearest(self._month_keys, key)
        return meant.pop() if len(meant) == 1 else None


@lru_cache(maxsize=128)
def formats_for(language: str) -> Formats:
    return Formats(language)


def find_locale(language: str) -> Locale:
    """The nearest locale the CLDR has: with region, at home, bare, and at last English."""
    subtags = language.replace("_", "-").split("-")
    tags = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    if len(subtags) == 1:
        tags.insert(0, f"{language}-{HOME}")
    for tag in tags:
        try:
            return Locale.parse(tag, sep="-", resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", HOME)


def _date_order(pattern: str) -> tuple[str, ...]:
    letters = {"day": "d", "month": "M", "year": "y"}
    return tuple(sorted(letters, key=lambda part: pattern.lower().find(letters[part].lower())))


_ARABIC_COMMAS = frozenset({"ar", "fa", "ps", "ur"})
_STRONGER = {", ": "; ", "، ": "؛ "}
_OTHER_MONTH_NAMES = {"ar": ("ar-LB", "ar-DZ", "ar-MA"), "es": ("es-PE",), "de": ("de-AT",)}
"""Where people of one language name the months in other ways."""


def _month_keys(locale: Locale) -> Mapping[str, int]:
    """The month for each of its names. A name that means two months in two countries means the reader's own."""
    keys: dict[str, int] = {}
    for each in (locale, *(find_locale(tag) for tag in _OTHER_MONTH_NAMES.get(locale.language, ()))):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in each.months[context][width].items():
                    keys.setdefault(_letters(str(name)), int(month))
    return keys


def _nearest(month_keys: Mapping[str, int], typed: str) -> set[int]:
    """The months one or two letters from what was typed: `febuary`, `setiembre`."""
    slips: dict[int, set[int]] = {}
    for name, month in month_keys.items():
        allowed = 0 if min(len(typed), len(name)) < 4 else 1 if len(name) < 7 else 2
        slip = OSA.distance(name, typed)
        if slip <= allowed:
            slips.setdefault(slip, set()).add(month)
    return slips[min(slips)] if slips else set()


def _with_places(pattern: NumberPattern, fewest: int, most: int) -> NumberPattern:
    changed = copy.copy(pattern)
    changed.frac_prec = (fewest, most)
    return changed


def _letters(name: str) -> str:
    """Without accents, dots and capitals, so that `SEPT.` and `sept` are one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in ". \u200f\u200e")


def _decimal(value: Number) -> Decimal:
    """Exact to `EXACT_PLACES`; a number that goes on beyond them is rounded to `MOST_PLACES`."""
    if isinstance(value, int):
        return Decimal(value)
    places = EXACT_PLACES if 10**EXACT_PLACES % value.denominator == 0 else MOST_PLACES
    digits = Decimal(round(value * 10**places)).scaleb(-places)
    return digits.normalize()
