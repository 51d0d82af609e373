"""The articles that lie beside flows, `articles/<slug>.md` and `<slug>.<language>.md`: what a designer is told of them.

The host keeps its own; here only the head of a file is read: `name: value` lines between two `---`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.channels.dialog import ArticleCard
from engine.scenarios.files import read_text

_MARK = "---\n"


@dataclass(frozen=True, kw_only=True)
class ArticleFile:
    """One article in one language."""

    slug: str
    language: str
    title: str = ""
    summary: str = ""
    review_by: date | None = None
    body: str = ""


def find_articles(flow: Path) -> Path | None:
    """The folder `articles` beside the folder of a flow, or above it."""
    folder = flow.resolve().parent.parent
    return next((each / "articles" for each in (folder, folder.parent) if (each / "articles").is_dir()), None)


def read_articles(flow: Path, language: str) -> tuple[ArticleFile, ...]:
    """Every article near a flow. `language` is that of files that do not name one. Raises DefinitionError."""
    folder = find_articles(flow)
    return tuple(_read(path, language) for path in sorted(folder.glob("*.md"))) if folder else ()


def cards_of(articles: Iterable[ArticleFile], language: str, own: str) -> Mapping[str, ArticleCard]:
    """What a channel tells of each article: in the reader's language, else in the flow's own."""
    by_slug: dict[str, ArticleCard] = {}
    for wanted in (own, language):
        for each in articles:
            if each.language == wanted and each.title:
                by_slug[each.slug] = ArticleCard(title=each.title, summary=each.summary)
    return by_slug


def _read(path: Path, language: str) -> ArticleFile:
    head, body = _split(read_text(path))
    slug, _, named = path.stem.partition(".")
    return ArticleFile(
        slug=slug,
        language=head.get("language") or named or language,
        title=head.get("title", ""),
        summary=head.get("summary", ""),
        review_by=_day(head.get("review_by", "")),
        body=body,
    )


def _split(text: str) -> tuple[dict[str, str], str]:
    """The head and what follows it; a file without a head is all body."""
    before, mark, rest = text.partition(_MARK)
    head, end, body = rest.partition(_MARK)
    if before.strip() or not mark or not end:
        return {}, text
    pairs = (line.partition(":") for line in head.splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}, body


def _day(text: str) -> date | None:
    """A day that cannot be read is none: whoever imports the file is told."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
