"""From a JSON document to a flow that can run: loading, checking, naming, making ready."""

from engine.definition.alone import HANDED, HANDED_TITLE, is_own, stand_alone
from engine.definition.check import check_document, check_shape, load_flow
from engine.definition.children import Child, Children, calls_in, find_child, fingerprint_of, logic_of, pin
from engine.definition.companions import check_scenario, check_translation
from engine.definition.digests import fingerprint, logic_digest, text_digest
from engine.definition.expanding import Whole, expand
from engine.definition.loader import load_document, parse_flow
from engine.definition.loading import load_release
from engine.definition.order import has_errors, in_order
from engine.definition.parts import Parts
from engine.definition.release import Release, build_outline, build_release, type_expressions
from engine.definition.renewal import Renewal, renew_translation
from engine.definition.speaking import Speaker
from engine.definition.wording import Wording

__all__ = [
    "HANDED",
    "HANDED_TITLE",
    "Child",
    "Children",
    "Parts",
    "Release",
    "Renewal",
    "Speaker",
    "Whole",
    "Wording",
    "build_outline",
    "build_release",
    "calls_in",
    "check_document",
    "check_scenario",
    "check_shape",
    "check_translation",
    "expand",
    "find_child",
    "fingerprint",
    "fingerprint_of",
    "has_errors",
    "in_order",
    "is_own",
    "load_document",
    "load_flow",
    "load_release",
    "logic_digest",
    "logic_of",
    "parse_flow",
    "pin",
    "renew_translation",
    "stand_alone",
    "text_digest",
    "type_expressions",
]
