"""A file that the host has taken in and keeps."""

from __future__ import annotations

import json
from datetime import date
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import FileRef, Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.reading import clean, single

ACCEPTED = ("image/jpeg", "image/png", "image/webp", "application/pdf")
"""What is taken where the flow does not say."""
MEGABYTE = 1_000_000
_TEXTS = ("id", "name", "media_type")


class FileType(FactType[FileRef]):
    """Reads the reference that the host put in place of the upload. Whether that file exists is the host's to know."""

    name: ClassVar[str] = "file"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"accept", "max_megabytes"})
    operators: ClassVar[tuple[str, ...]] = ("answered",)
    is_typed_freely: ClassVar[bool] = True

    def parse(self, fact: Fact, raw: Raw, context: Context) -> FileRef | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        try:
            return self.from_json(fact, json.loads(text))
        except (ValueError, RecursionError):
            return refuse(fact, "not-a-file")

    def check(self, fact: Fact, value: FileRef, context: Context) -> Refusal | None:
        kinds, megabytes = fact.domain.get("accept"), fact.domain.get("max_megabytes")
        if kinds and not any(_is_kind(value.media_type, kind) for kind in kinds):
            return refuse(fact, "wrong-kind", kinds=", ".join(kind.split("/")[-1].upper() for kind in kinds))
        if megabytes is not None and value.size > megabytes * MEGABYTE:
            return refuse(fact, "too-large", megabytes=megabytes)
        return None

    def to_json(self, fact: Fact, value: FileRef) -> Json:
        return {"id": value.id, "name": value.name, "media_type": value.media_type, "size": value.size}

    def from_json(self, fact: Fact, data: Json) -> FileRef:
        if not isinstance(data, dict) or data.keys() != {*_TEXTS, "size"}:
            raise ValueError(f"not a file: {data!r}")
        size = data["size"]
        if not all(isinstance(data[key], str) and data[key] == clean(data[key]) and data[key] for key in _TEXTS):
            raise ValueError(f"not a file: {data!r}")
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise ValueError(f"no size of a file: {size!r}")
        return FileRef(id=data["id"], name=data["name"], media_type=data["media_type"], size=size)

    def format(self, fact: Fact, value: FileRef, words: Words) -> str:
        return value.name

    def to_raw(self, fact: Fact, value: FileRef, words: Words) -> Raw:
        return {"": (json.dumps(self.to_json(fact, value), ensure_ascii=False),)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        kept = self.parse(fact, raw or {}, Context(today=date.min, values={}, locale=words.language))
        accept = tuple(fact.domain.get("accept") or ACCEPTED)
        if isinstance(kept, Refusal):
            return FieldSpec(widget="file", fact=fact.id, type=self.name, accept=accept)
        return FieldSpec(widget="file", fact=fact.id, type=self.name, value=kept.name, kept=kept.id, accept=accept)


def _is_kind(media_type: str, kind: str) -> bool:
    """`image/*` holds every image."""
    return media_type == kind or (kind.endswith("/*") and media_type.startswith(kind[:-1]))


fact_types.register("file")(FileType())
