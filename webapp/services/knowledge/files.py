"""Article files: a few `name: value` lines between two `---`, then Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


class ArticleFileError(Exception):
    """A file that is no article. Says which, and what is missing."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        super().__init__(f"{path.name}: {what}")


@dataclass(frozen=True, kw_only=True)
class ArticleFile:
    """One article in one language, as its author wrote it."""

    slug: str
    language: str
    title: str
    summary: str
    body: str
    keywords: str = ""
    """What else people call it, with commas between."""
    updated_on: date | None = None
    reviewed_on: date | None = None
    """When somebody last read it and found it right."""
    review_by: date | None = None
    sources: tuple[dict[str, str], ...] = field(default=())


def load_article(path: Path) -> ArticleFile:
    """Read `<slug>.md` or `<slug>.<language>.md`. Raises ArticleFileError."""
    head, body = _split(path)
    slug, _, language = path.stem.partition(".")
    fields = {name: values[-1] for name, values in head.items()}
    for needed in ("title", "summary"):
        if not fields.get(needed):
            raise ArticleFileError(path, f"its head has no {needed}")
    return ArticleFile(
        slug=slug,
        language=fields.get("language") or language or "en",
        title=fields["title"],
        summary=fields["summary"],
        body=body,
        keywords=fields.get("keywords", ""),
        updated_on=_day(path, fields.get("updated_on", "")),
        reviewed_on=_day(path, fields.get("reviewed_on", "")),
        review_by=_day(path, fields.get("review_by", "")),
        sources=tuple(_source(text) for text in head.get("source", ())),
    )


def _split(path: Path) -> tuple[dict[str, list[str]], str]:
    text = path.read_text(encoding="utf-8")
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleFileError(path, "it must begin with a head between two lines of ---")
    head: dict[str, list[str]] = {}
    for line in parts[1].splitlines():
        name, colon, value = line.partition(":")
        if colon:
            head.setdefault(name.strip(), []).append(value.strip())
    return head, parts[2].strip() + "\n"


def _source(text: str) -> dict[str, str]:
    """`title | address | as of`; the last two may be missing."""
    title, url, as_of = ([part.strip() for part in text.split("|")] + ["", ""])[:3]
    return {"title": title, "url": url, "as_of": as_of}


def _day(path: Path, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArticleFileError(path, f"{text!r} is no date such as 2026-11-22") from None
