"""Names a release by what it contains: SHA-256 over canonical JSON (RFC 8785).

The fingerprint changes with every word; the logic digest only with what a journey can do. Neither sees the
`editor` object, so moving boxes changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import rfc8785

from engine.definition.texts import without_texts
from engine.model.values import Json


def fingerprint(document: Json, translations: Mapping[str, Json] | None = None) -> str:
    """The name of the release that `document` and its translations make."""
    flow = {key: value for key, value in document.items() if key != "editor"}
    return digest({"flow": flow, "translations": dict(translations or {})})


def logic_digest(document: Json) -> str:
    """The same for two documents that differ only in words, sources, original names or drawing."""
    return digest(without_texts(document))


def text_digest(text: Json) -> str:
    """The twelve characters by which a translation names the text it was made from."""
    data = text.encode() if isinstance(text, str) else rfc8785.dumps(text)
    return hashlib.sha256(data).hexdigest()[:12]


def digest(value: Json) -> str:
    """SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
