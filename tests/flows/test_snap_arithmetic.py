"""The food assistance flow against the same rules written a second time, in plain Python, for any household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import walk
from engine.scenarios import play
from tests.flows.shipped import release

GROSS = (1729, 2345, 2960, 3575, 4191, 4806, 5421, 6037)
NET = (1330, 1804, 2277, 2750, 3224, 3697, 4170, 4644)
MOST = (306, 562, 808, 1023, 1217, 1463, 1616, 1841)
STANDARD = (217, 217, 217, 229, 268, 308)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True, kw_only=True)
class Household:
    """Amounts in whole cents."""

    people: int
    oldest: int
    disability: bool
    on_aid: bool
    earned: int
    unearned: int
    cash: int
    rent: int
    utilities: int
    care: int
    child_support: int
    medical: int


def cents(most: int) -> st.SearchStrategy[int]:
    """Amounts up to `most` dollars, often whole ones."""
    return st.integers(0, most * 100) | st.integers(0, most).map(lambda dollars: dollars * 100)


households = st.builds(
    Household,
    people=st.integers(1, 17),
    oldest=st.integers(0, 100) | st.sampled_from([59, 60]),
    disability=st.booleans(),
    on_aid=st.booleans(),
    earned=cents(6000),
    unearned=cents(3000),
    cash=cents(5000),
    rent=cents(2500),
    utilities=cents(500),
    care=cents(1500),
    child_support=cents(800),
    medical=cents(600),
)


def dollar(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def expected(home: Household) -> tuple[str, int | None]:
    """Where the household ends, and its estimate in dollars."""
    gross, cash = Decimal(home.earned + home.unearned) / 100, Decimal(home.cash) / 100
    housing = Decimal(home.rent + home.utilities) / 100
    eases = home.oldest >= 60 or home.disability
    extra = max(0, home.people - 8)
    size = min(home.people, 8) - 1
    if not home.on_aid:
        if not eases and gross > GROSS[size] + 616 * extra:
            return "other-food-help", None
        if cash > (4750 if eases else 3000):
            return "other-food-help", None
    if (gross < 150 and cash <= 100) or gross + cash < housing:
        return "seven-days", None
    left = gross - dollar(Decimal(home.earned) / 500) - STANDARD[min(home.people, 6) - 1]
    left -= Decimal(home.care + home.child_support) / 100
    if eases:
        left -= max(Decimal(0), dollar(Decimal(home.medical) / 100 - 35))
    left = max(Decimal(0), dollar(left))
    above_half = max(Decimal(0), dollar(housing) - dollar(left / 2))
    net = max(Decimal(0), left - (above_half if eases else min(above_half, Decimal(769))))
    if not home.on_aid and net > NET[size] + 474 * extra:
        return "other-food-help", None
    benefit = (MOST[size] + 225 * extra - net * Decimal("0.3")).quantize(Decimal(1), ROUND_FLOOR)
    benefit = max(benefit, Decimal(25 if home.people <= 2 else 0))
    return ("apply" if benefit else "other-food-help"), int(benefit)


@settings(max_examples=200, deadline=None)
@given(households)
def test_any_household_ends_where_the_rules_say(home: Household) -> None:
    answers: dict[str, Any] = {
        "has_food": True,
        "people": home.people,
        "oldest": home.oldest,
        "disability": home.disability,
        "all_on_cash_aid": home.on_aid,
        "special_cases": ("none",),
        "earned": home.earned,
        "unearned": home.unearned,
        "cash": home.cash,
        "rent": home.rent,
        "utilities": home.utilities,
        "care": home.care,
        "child_support": home.child_support,
        "medical": home.medical,
    }
    outcome, estimate = expected(home)
    assert walk(release("food-assistance"), answers, TODAY).outcome == outcome
    reached = play(release("food-assistance"), answers, TODAY).prompt
    assert reached.node == outcome
    assert reached.known.get("estimate") == (None if estimate is None else estimate * 100)
