"""Typed answer values: what each fact type holds while the engine runs.

| fact type | value |
|---|---|
| boolean | bool |
| choice, place | the option's id, str |
| choices | tuple of option ids, in the order of the options |
| integer, year | int |
| decimal | int or Fraction, exact |
| money | int, whole cents (hundredths of the currency's unit) |
| date | datetime.date |
| month | datetime.date, always the first of the month |
| text, email, phone, postcode | str, normalised by its type |
| address | Address |
| file | FileRef |
| list | tuple of dicts, fact id to value |

A fact that was skipped holds None. A fact that was not asked is absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

Number: TypeAlias = int | Fraction


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address as given; coordinates in WGS 84 degrees when the person gave a spot."""

    line: str
    city: str = ""
    postcode: str = ""
    latitude: Fraction | None = None
    longitude: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """A file that the host keeps; the engine only knows its name, type and size in bytes."""

    id: str
    name: str
    media_type: str
    size: int


Value: TypeAlias = (
    bool | int | Fraction | str | date | tuple[str, ...] | Address | FileRef | tuple[Mapping[str, Any], ...]
)
Values: TypeAlias = Mapping[str, Value | None]
Json: TypeAlias = Any
