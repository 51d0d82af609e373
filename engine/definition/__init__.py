"""From a JSON document to a flow that can run: loading, checking, naming."""

from engine.definition.check import check_document, has_errors
from engine.definition.fingerprint import fingerprint, logic_digest, text_digest
from engine.definition.loader import load_document, parse_flow

__all__ = [
    "check_document",
    "fingerprint",
    "has_errors",
    "load_document",
    "logic_digest",
    "parse_flow",
    "text_digest",
]
