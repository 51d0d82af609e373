"""Every amount in a flow or an article has a source, and agrees with the law it was worked out from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.flows.shipped import ARTICLES, FLOWS, MONEY, SLUGS, article, document, read_json, texts_of

SOURCES: dict[str, Any] = read_json(FLOWS / "sources.json")
GUIDELINE = {n: Decimal(15_960 + 5_680 * (n - 1)) for n in range(1, 21)}
"""HHS poverty guidelines for 2026, 48 states and D.C., a year."""
TODAY = date(2026, 11, 22)
EXPRESSIONS = ("when", "value")


def known_amounts() -> set[str]:
    return {number(each["amount"]) for source in SOURCES.values() for each in source["amounts"]}


def number(value: Any) -> str:
    return f"{Decimal(str(value)).normalize():f}" if not isinstance(value, str) else value


def numbers_in(expression: Any) -> Iterator[str]:
    """Numbers and dates written into an expression; not names of facts, nor how many places to round to."""
    if isinstance(expression, bool):
        return
    if isinstance(expression, int | float):
        yield number(expression)
    elif isinstance(expression, str) and expression[:4].isdigit():
        yield expression
    elif isinstance(expression, list):
        for each in expression:
            yield from numbers_in(each)
    elif isinstance(expression, dict):
        for name, arguments in expression.items():
            if name in ("round", "floor", "ceil"):
                yield from numbers_in(arguments[0])
            elif name not in ("var", "answered"):
                yield from numbers_in(arguments)


def expressions(value: Any) -> Iterator[Any]:
    """Every condition and calculation of a document."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in EXPRESSIONS:
                yield each
            else:
                yield from expressions(each)
    elif isinstance(value, list):
        for each in value:
            yield from expressions(each)


def cited(value: Any) -> Iterator[dict[str, str]]:
    """Every source that a document cites."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "source":
                yield each
            else:
                yield from cited(each)
    elif isinstance(value, list):
        for each in value:
            yield from cited(each)


def by_size(slug: str, table: str) -> dict[int, Decimal]:
    """A table's amounts for each household size, as the flow reads them."""
    found = document(slug)["tables"][table]
    rows = dict(found["rows"])
    if found.get("match") == "band":
        return {n: Decimal(rows[max(key for key in rows if key <= n)]) for n in range(1, 21)}
    more = found["beyond"]["add"]
    last = max(rows)
    return {n: Decimal(rows[n] if n in rows else rows[last] + more * (n - last)) for n in range(1, 21)}


def up(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_CEILING)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_source_says_what_it_is_as_of_when_and_how_it_was_read(source: dict[str, Any]) -> None:
    assert source.keys() == {"title", "url", "as_of", "check_again_on", "read", "amounts"}
    assert source["title"]
    assert source["read"]
    assert source["url"].startswith("https://") or source["title"].startswith(("The State of Meridian", "The calendar"))
    assert date.fromisoformat(source["as_of"]) <= TODAY < date.fromisoformat(source["check_again_on"])
    assert source["amounts"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_in_a_condition_or_calculation_has_a_source(slug: str) -> None:
    written = {each for expression in expressions(document(slug)["nodes"]) for each in numbers_in(expression)}
    assert written - known_amounts() - {"0"} == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_amount_in_a_table_stands_with_the_source_that_the_table_cites(slug: str) -> None:
    for name, table in document(slug).get("tables", {}).items():
        (source,) = [each for each in SOURCES.values() if each["url"] == table["source"]["url"]]
        amounts = {number(each["amount"]) for each in source["amounts"]} | {"0"}
        here = [amount for _, amount in table["rows"]] + [table.get("beyond", {}).get("add", 0)]
        assert {number(each) for each in here} - amounts == set(), name


def test_every_dollar_amount_that_people_read_has_a_source() -> None:
    bodies = [article(slug, language).body for slug in ARTICLES for language in ("en", "es")]
    said = [*bodies, *(text for slug in SLUGS for text in texts_of(document(slug)))]
    amounts = {amount.replace(",", "") for text in said for amount in MONEY.findall(text)}
    assert len(amounts) > 30
    assert amounts - known_amounts() == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_flow_cites_is_dated_and_not_overdue(slug: str) -> None:
    found = list(cited(document(slug)["nodes"])) + list(cited(document(slug).get("tables", {})))
    assert found
    for source in found:
        assert source.keys() == {"title", "url", "as_of", "check_again_on"}
        assert date.fromisoformat(source["as_of"]) <= TODAY < date.fromisoformat(source["check_again_on"])
        listed = [each for each in SOURCES.values() if each["url"] == source["url"]]
        assert all(each["as_of"] == source["as_of"] for each in listed), source["title"]


def test_heating_limits_are_150_percent_of_the_poverty_guideline() -> None:
    assert by_size("heating-help", "income_limit") == {n: GUIDELINE[n] * 3 / 2 / 12 for n in GUIDELINE}


def test_net_limits_are_the_guideline_by_month_rounded_up() -> None:
    """7 CFR 273.9(a)(3)(ii). Past 8 people the published step is itself rounded up, so it runs ahead by a dollar."""
    limits = by_size("food-assistance", "net_limits")
    assert {n: limits[n] for n in range(1, 9)} == {n: up(GUIDELINE[n] / 12) for n in range(1, 9)}
    assert limits[9] - limits[8] == up(Decimal(5_680) / 12)


def test_gross_limits_are_130_percent_rounded_up() -> None:
    """7 CFR 273.9(a)(3)(i)."""
    limits = by_size("food-assistance", "gross_limits")
    assert {n: limits[n] for n in range(1, 9)} == {n: up(GUIDELINE[n] * 13 / 10 / 12) for n in range(1, 9)}
    assert limits[9] - limits[8] == up(Decimal(5_680) * 13 / 10 / 12)


def test_standard_deductions_from_4_people_are_8_31_percent_of_the_net_limit_rounded_up() -> None:
    """7 U.S.C. 2014(e)(1). Up to 3 people a floor applies, which the memo sets; it is the same for 1, 2 and 3."""
    deductions = by_size("food-assistance", "standard_deductions")
    assert {n: deductions[n] for n in (4, 5, 6)} == {n: up(GUIDELINE[n] / 12 * Decimal("0.0831")) for n in (4, 5, 6)}
    assert deductions[1] == deductions[2] == deductions[3] >= up(GUIDELINE[3] / 12 * Decimal("0.0831"))


def test_allotments_belong_to_one_cost_of_the_thrifty_food_plan() -> None:
    """7 U.S.C. 2012(u): fixed shares of the cost for four, rounded down. One cost must explain every amount."""
    shares = {1: "0.30", 2: "0.55", 3: "0.79", 4: "1", 5: "1.19", 6: "1.43", 7: "1.58", 8: "1.80"}
    allotments = by_size("food-assistance", "maximum_allotments")
    low = max(allotments[n] / Decimal(share) for n, share in shares.items())
    high = min((allotments[n] + 1) / Decimal(share) for n, share in shares.items())
    assert low < high
    assert allotments[9] - allotments[8] == int(low * Decimal("0.22"))


def test_the_minimum_benefit_is_8_percent_of_the_cost_for_one() -> None:
    """7 U.S.C. 2017(a), worked out by USDA from the cost before it is rounded down to the allotment."""
    allotments = by_size("food-assistance", "maximum_allotments")
    least = by_size("food-assistance", "minimum_benefits")
    cost_for_one = allotments[6] / Decimal("1.43") * Decimal("0.30")
    assert int(cost_for_one) == allotments[1]
    assert least[1] == least[2] == (cost_for_one * Decimal("0.08")).quantize(Decimal(1), ROUND_HALF_UP)
    assert least[3] == 0


def test_weatherization_and_wic_amounts_follow_from_the_guideline() -> None:
    assert f"${up(GUIDELINE[1] * 2 / 12):,}" in article("other-energy-programs").body
    assert f"${up(GUIDELINE[2] * Decimal('1.85') / 12):,}" in article("other-food-help").body


def test_medicaid_and_medicare_amounts_follow_from_the_guideline() -> None:
    """Medicaid is shown to the nearest dollar; the Medicare limits are rounded up, with $20 that does not count."""
    medicaid, medicare = article("apply-for-medicaid").body, article("help-with-medicare-costs").body
    for people in (1, 2, 3, 4):
        adults = (GUIDELINE[people] * Decimal("1.38") / 12).quantize(Decimal(1), ROUND_HALF_UP)
        children = (GUIDELINE[people] * Decimal("2.5") / 12).quantize(Decimal(1), ROUND_HALF_UP)
        assert f"| {people} | ${adults:,} | ${children:,} |" in medicaid
    for people, row in ((1, "One person"), (2, "A couple")):
        savings_programs = up(GUIDELINE[people] * Decimal("1.35") / 12 + 20)
        extra_help = up(GUIDELINE[people] * Decimal("1.5") / 12 + 20)
        assert f"| {row} | up to ${savings_programs:,} | up to ${extra_help:,} |" in medicare


def test_head_start_is_the_guideline_itself() -> None:
    assert f"${GUIDELINE[3]:,} a year for 3 people" in article("cash-and-child-care").body
