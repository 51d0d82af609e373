"""Guesses which mail provider was meant by a domain with a slip in it. A guess is offered, never forced."""

from __future__ import annotations

from rapidfuzz.distance import OSA

COMMON = (
    *("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "live.com", "msn.com"),
    *("comcast.net", "verizon.net", "sbcglobal.net", "att.net", "cox.net", "charter.net", "bellsouth.net"),
    *("protonmail.com", "proton.me", "ymail.com", "rocketmail.com", "hotmail.es", "yahoo.es", "yahoo.com.mx"),
)
_ALSO_REAL = frozenset(
    {"mail.com", "email.com", "gmx.com", "gmx.net", "me.com", "mac.com", "fastmail.com", "googlemail.com", "live.ca"}
)
"""Providers that look like a slip of another."""
_ENDINGS = {
    **dict.fromkeys(("con", "cmo", "ocm", "comm", "vom", "xom", "cpm", "coom", "cim"), "com"),
    **dict.fromkeys(("ogr", "orgg", "rog"), "org"),
    **dict.fromkeys(("nte", "ent", "nett"), "net"),
    **dict.fromkeys(("gvo", "ogv"), "gov"),
    **dict.fromkeys(("eud", "deu", "edi"), "edu"),
}
_SHORT = 8
"""In a shorter name one other letter makes another name, not a slip."""


def find_likelier(domain: str) -> str:
    """The domain that was probably meant instead of `domain`; empty when it looks right."""
    if domain in COMMON or domain in _ALSO_REAL:
        return ""
    near = [each for each in COMMON if len(each) > _SHORT and OSA.distance(each, domain, score_cutoff=1) == 1]
    if len(near) == 1:
        return near[0]
    name, _, ending = domain.rpartition(".")
    return f"{name}.{_ENDINGS[ending]}" if ending in _ENDINGS else ""
