"""Fact types, one module each; importing this package registers the built-in ones."""

from engine.questions import (
    address,
    boolean,
    choice,
    choices,
    date,
    decimal,
    email,
    file,
    integer,
    list,
    money,
    month,
    phone,
    place,
    postcode,
    text,
    year,
)
from engine.questions.base import (
    MEANT,
    ChoiceSpec,
    Context,
    FactType,
    FieldSpec,
    PartSpec,
    fact_types,
    read_answer,
    value_from_json,
)
from engine.questions.phrases import phrases
from engine.questions.placeholders import escape_markdown, named, placeholders_in, resolve
from engine.questions.refusals import refusal_codes, refusal_sentence, standard_refusals

__all__ = [
    "MEANT",
    "ChoiceSpec",
    "Context",
    "FactType",
    "FieldSpec",
    "PartSpec",
    "escape_markdown",
    "fact_types",
    "named",
    "phrases",
    "placeholders_in",
    "read_answer",
    "refusal_codes",
    "refusal_sentence",
    "resolve",
    "standard_refusals",
    "value_from_json",
]

_BUILT_IN = (
    *(boolean, choice, choices, integer, decimal, money, date, month, year),
    *(text, email, phone, postcode, address, place, file, list),
)
