"""Markdown without its marks: as lines to read in a text or a terminal, and as sentences to say on a telephone.

Designers write a small Markdown: bold, lists, links, now and then a heading. Here only its words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

_Link: TypeAlias = Callable[[re.Match[str]], str]
_LINK = re.compile(
    r"!?\[(?P<text>(?:\\.|[^\]\\])*)\]"  # [text]
    r"\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"  # (address "title")
)
_BARE = re.compile(r"<(?P<address>(?:https?://|mailto:|tel:)[^>\s]+)>")
_BOLD = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(?P<text>.+?)(?<=[^\s\\])\1")
_ITALIC = re.compile(r"(?<![\\\w*])([*_])(?=[^\s*_])(?P<text>[^*_]*?)(?<=[^\s\\])\1(?![\w*])")
_CODE = re.compile(r"(?<!\\)`(?P<text>[^`]+)`")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(?P<text>.*?)(?:\s#+)?\s*$")
_QUOTED = re.compile(r"^ {0,3}>\s?")
_BULLET = re.compile(r"^(?P<indent>\s*)[-*+]\s+")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>]*[^\s<>.,;:!?)\]]")
_ENDS = (".", "!", "?", ":", "。", "؟", "…", "”", "»")


def readable(markdown: str) -> str:
    """The words, line by line; a link is its text, and its address behind it where it leads out of the service."""
    return "\n".join(_line(line, _with_address) for line in _lines(markdown)).strip()


def spoken(markdown: str) -> str:
    """The words as sentences, without marks and addresses: what a voice can read out."""
    lines = (_BULLET.sub("", _line(line, _without_address)).strip() for line in _lines(markdown))
    said = (" ".join(_ADDRESS.sub("", line).split()) for line in lines)
    return " ".join(line if line.endswith(_ENDS) else f"{line}." for line in said if line)


def _lines(markdown: str) -> list[str]:
    return [line for line in markdown.strip().splitlines() if not _RULE.match(line) and not _TABLE_RULE.match(line)]


def _line(line: str, link: _Link) -> str:
    heading = _HEADING.match(line)
    text = _QUOTED.sub("", heading["text"] if heading else line.rstrip())
    text = _BULLET.sub(r"\g<indent>- ", text)
    if text.lstrip().startswith("|"):
        text = ", ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    text = _LINK.sub(link, _BARE.sub(r"\g<address>", text))
    for mark in (_CODE, _BOLD, _ITALIC):
        text = mark.sub(r"\g<text>", text)
    return _ESCAPED.sub(r"\1", text)


def _with_address(found: re.Match[str]) -> str:
    text, address = found["text"], found["address"]
    if not address.startswith(("http://", "https://")) or address == text:
        return text
    return f"{text} ({address})"


def _without_address(found: re.Match[str]) -> str:
    return found["text"]
