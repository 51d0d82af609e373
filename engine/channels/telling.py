"""What channels of words alone tell in the same way: articles, reasons, answers and what is missing."""

from __future__ import annotations

from engine.channels.dialog import Articles
from engine.channels.page import Page, Result
from engine.model.words import Words

SECTIONS = {
    "fits": "Fits what you told us",
    "may-fit": "May fit, but we need to know more",
    "does-not-fit": "Does not fit what you told us",
}
"""What a section of results is called."""
STILL_MISSING = "Still missing: {questions}"
MORE = "More: {address}"
PHRASES = (*SECTIONS.values(), STILL_MISSING, MORE)


def title_of(slug: str, articles: Articles) -> str:
    """The article's title; its slug where nobody knows it."""
    return articles[slug].title if slug in articles else slug


def about_article(slug: str, articles: Articles) -> list[str]:
    """Its title, what it is about, and where it stands."""
    card = articles.get(slug)
    return [each for each in (card.title, card.summary, card.url) if each] if card else [slug]


def more_of(result: Result, articles: Articles, words: Words) -> list[str]:
    """What is still missing for a result, and where more about it stands."""
    missing = ", ".join(f"“{each.label}”" for each in result.missing)
    lines = [words.sentence(STILL_MISSING, questions=missing)] if missing else []
    address = result.url
    if result.article:
        card = articles.get(result.article)
        address = " ".join(each for each in (card.title, card.url) if each) if card else result.article
    return [*lines, words.sentence(MORE, address=address)] if address else lines


def reasons_of(page: Page) -> list[str]:
    """The sentences of the rules that fired, each once."""
    return list(dict.fromkeys(reason.sentence for reason in page.reasons))


def lines_of(page: Page) -> list[str]:
    """The answers, numbered so that one can be changed, then how the person can be reached."""
    answers = [f"{number}. {line.label}: {line.value}" for number, line in enumerate(page.lines, start=1)]
    return answers + [f"{line.label}: {line.value}" for line in page.contact_lines]
