"""A postal address in parts, with a spot on the map when the flow asks for one."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Address, Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, PartSpec, fact_types, refuse
from engine.questions.postcode import read_postcode
from engine.questions.reading import decimal_text, exact_number, plain, single

MAX_LENGTHS = {"line": 200, "city": 100, "postcode": 12}
LABELS = {"line": "Street address", "city": "City or town", "postcode": "ZIP code or postcode"}
SPOT_LABELS = {"latitude": "Latitude", "longitude": "Longitude"}
_AUTOCOMPLETE = {"line": "address-line1", "city": "address-level2", "postcode": "postal-code"}
_SPOT = {"latitude": 90, "longitude": 180}
_SPOT_PLACES = 6
"""A tenth of a metre: what a map or a telephone adds beyond is noise."""


class AddressType(FactType[Address]):
    """Street, town and code. `require` names the parts that must be given (the street, when it names none).

    With a `country` the code has to be one of its own."""

    name: ClassVar[str] = "address"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"require", "coordinates", "country"})
    operators: ClassVar[tuple[str, ...]] = ("answered",)
    is_typed_freely: ClassVar[bool] = True

    def parse(self, fact: Fact, raw: Raw, context: Context) -> Address | Refusal:
        parts = _typed(raw)
        spot = _read_spot(fact, raw) if fact.domain.get("coordinates") else (None, None)
        if isinstance(spot, Refusal):
            return spot
        if not any(parts.values()) and spot == (None, None):
            return refuse(fact, "required")
        return Address(**parts, latitude=spot[0], longitude=spot[1])

    def check(self, fact: Fact, value: Address, context: Context) -> Refusal | None:
        parts = _parts(value)
        for part in _required(fact):
            if not parts[part]:
                return refuse(fact, "required", part)
        for part, most in MAX_LENGTHS.items():
            if len(parts[part]) > most:
                return refuse(fact, "too-long", part, count=most)
        country = str(fact.domain.get("country", ""))
        if value.postcode and not read_postcode(value.postcode, country):
            return refuse(fact, "not-a-postcode", "postcode", country=country)
        return None

    def to_json(self, fact: Fact, value: Address) -> Json:
        spot = {"latitude": value.latitude, "longitude": value.longitude}
        return {**_parts(value), **{name: float(degrees) for name, degrees in spot.items() if degrees is not None}}

    def from_json(self, fact: Fact, data: Json) -> Address:
        if not isinstance(data, dict) or not data.keys() <= {*MAX_LENGTHS, *_SPOT}:
            raise ValueError(f"not an address: {data!r}")
        parts = {part: data.get(part, "") for part in MAX_LENGTHS}
        if not all(isinstance(text, str) for text in parts.values()):
            raise ValueError(f"not an address: {data!r}")
        latitude, longitude = (_degrees(data.get(name), name) for name in _SPOT)
        return Address(**parts, latitude=latitude, longitude=longitude)

    def format(self, fact: Fact, value: Address, words: Words) -> str:
        lines = ", ".join(text for text in (value.line, f"{value.city} {value.postcode}".strip()) if text)
        if lines or value.latitude is None or value.longitude is None:
            return lines
        return f"{decimal_text(value.latitude)}, {decimal_text(value.longitude)}"

    def to_raw(self, fact: Fact, value: Address, words: Words) -> Raw:
        raw = {part: (text,) for part, text in _parts(value).items()}
        spot = {"latitude": value.latitude, "longitude": value.longitude}
        return {**raw, **{name: (decimal_text(degrees),) for name, degrees in spot.items() if degrees is not None}}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        typed = _typed(raw or {})
        required = _required(fact)
        parts = [
            PartSpec(
                name=part,
                label=words.sentence(label),
                value=typed[part],
                optional=part not in required,
                autocomplete=_AUTOCOMPLETE[part],
                width=10 if part == "postcode" else 0,
            )
            for part, label in LABELS.items()
        ]
        if fact.domain.get("coordinates"):
            parts += [
                PartSpec(
                    name=name,
                    label=words.sentence(label),
                    value=single(raw or {}, name)[:40],
                    optional=True,
                    width=10,
                )
                for name, label in SPOT_LABELS.items()
            ]
        return FieldSpec(widget="parts", fact=fact.id, type=self.name, parts=tuple(parts))


def _typed(raw: Raw) -> dict[str, str]:
    """The parts as typed; a single line is the street. Postcodes in capitals, and in digits anybody can read."""
    parts = {part: single(raw, part) for part in MAX_LENGTHS}
    parts["line"] = parts["line"] or single(raw)
    parts["postcode"] = " ".join(plain(parts["postcode"]).upper().split())
    return parts


def _parts(value: Address) -> dict[str, str]:
    return {"line": value.line, "city": value.city, "postcode": value.postcode}


def _required(fact: Fact) -> tuple[str, ...]:
    return tuple(fact.domain["require"]) if "require" in fact.domain else ("line",)


def _read_spot(fact: Fact, raw: Raw) -> tuple[Fraction | None, Fraction | None] | Refusal:
    """Latitude and longitude, both or neither; in degrees with a point or a comma, as maps and people write them."""
    typed = {name: plain(single(raw, name)).replace(",", ".").rstrip("°").strip() for name in _SPOT}
    spot: list[Fraction | None] = []
    for name, text in typed.items():
        try:
            spot.append(_degrees(text or None, name))
        except ValueError:
            return refuse(fact, "not-a-spot", name)
    if None in spot and spot != [None, None]:
        return refuse(fact, "not-a-spot", next(name for name, text in typed.items() if not text), why="half")
    return (spot[0], spot[1])


def _degrees(data: Json, name: str) -> Fraction | None:
    if data is None:
        return None
    degrees = Fraction(exact_number(data))
    if abs(degrees) > _SPOT[name]:
        raise ValueError(f"no {name}: {data!r}")
    return round(degrees, _SPOT_PLACES)


fact_types.register("address")(AddressType())
