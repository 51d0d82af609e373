"""An email address."""

from __future__ import annotations

import re
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.mail_domains import find_likelier
from engine.questions.reading import single
from engine.questions.text import string

MAX_LENGTH = 254
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}")
_BRACKETS = re.compile(r"<([^<>]+@[^<>]+)>")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")


class EmailType(FactType[str]):
    """Looks like an address that mail can reach. Whether it does is found out by writing to it, not here."""

    name: ClassVar[str] = "email"
    is_typed_freely: ClassVar[bool] = True

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        if len(text) > MAX_LENGTH:
            return refuse(fact, "too-long", count=MAX_LENGTH)
        local, _, domain = _bare(text).partition("@")
        domain = domain.lower()
        if not _is_address(local, domain):
            return refuse(fact, "not-an-email", why=_why(text))
        likelier = find_likelier(domain)
        if not likelier:
            return f"{local}@{domain}"
        meant = (f"{local}@{likelier}", f"{local}@{domain}")
        return offer(refuse(fact, "maybe-typo"), *meant, keeps_typed=True)

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        local, _, domain = value.partition("@")
        return None if _is_address(local, domain) else refuse(fact, "not-an-email")

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        return string(data)

    def format(self, fact: Fact, value: str, words: Words) -> str:
        return value

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            inputmode="email",
            autocomplete="email",
            max_length=MAX_LENGTH,
        )


def _bare(text: str) -> str:
    """The address alone, out of `Jo <jo@example.org>` and without what copying leaves at its ends."""
    in_brackets = _BRACKETS.search(text)
    text = in_brackets[1] if in_brackets else text
    return text.removeprefix("mailto:").strip(" .,;:<>")


def _why(text: str) -> str:
    """What is wrong, for the sentence about it."""
    count = text.count("@")
    if count != 1:
        return "two-at" if count else "no-at"
    if " " in text:
        return "space"
    return "no-domain" if "." not in text.partition("@")[2].strip(".") else ""


def _is_address(local: str, domain: str) -> bool:
    labels = domain.split(".")
    return (
        _LOCAL.fullmatch(local) is not None
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdecimal()
    )


fact_types.register("email")(EmailType())
