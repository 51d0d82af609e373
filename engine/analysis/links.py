"""Links that lead nowhere: to articles that are not there, to addresses that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from engine.analysis.issues import own_issues
from engine.model.issue import Issue, Severity
from engine.nodes import ArticleNode, Flow, ResultsNode

_LINK: Final = re.compile(r"(?<!\\)\]\(\s*<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?[^()]*\)")
_ARTICLE: Final = re.compile(r"/articles/([a-z][a-z0-9_-]{0,79})(?:#[\w-]*)?")
_WEB: Final = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_OTHER: Final = re.compile(r"(?:tel|sms):\+?[\d().\s-]{3,}|mailto:[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)


def dead_links(pointer: str, markdown: str) -> Iterator[Issue]:
    """Links whose address cannot be one. Whether a page of somebody else still stands there is not looked up."""
    for address in _LINK.findall(markdown):
        if not any(form.fullmatch(address) for form in (_ARTICLE, _WEB, _OTHER)):
            yield Issue(
                rule="dead-link",
                severity=Severity.WARNING,
                pointer=pointer,
                what=f"A link leads to “{address}”, which is no address.",
                fix="Write https://… for another site, /articles/… for an article, tel:… for a number to call.",
            )


def find_article_faults(flow: Flow, articles: Mapping[str, date | None], today: date | None) -> list[Issue]:
    """Articles that the flow leads to and that do not exist, or were to be read again by now.

    `articles` holds those that exist in the flow's language, by slug, with the day by which somebody reads them again.
    """
    issues = []
    for pointer, slug in _led_to(flow):
        review_by = articles.get(slug)
        if slug not in articles:
            what = f"This leads to the article “{slug}”, which does not exist."
            fix = f"Write articles/{slug}.md, or name another one."
            issues.append(_warning("unknown-article", pointer, what, fix))
        elif review_by is not None and today is not None and review_by < today:
            what = f"The article “{slug}” was to be read again by {review_by}."
            issues.append(_warning("overdue-article", pointer, what, "Read it, correct it, and set “review_by” anew."))
    return own_issues(flow, sorted(set(issues), key=lambda issue: issue.sort_key))


def _led_to(flow: Flow) -> Iterator[tuple[str, str]]:
    """Every article that a node, a result or a link names, with where it is named."""
    for node in flow.nodes.values():
        if isinstance(node, ArticleNode):
            yield node.pointer("article"), node.article
        if isinstance(node, ResultsNode):
            yield from ((node.item_pointer(item, "article"), item.article) for item in node.items if item.article)
    for pointer, text in flow.texts.items():
        for form in (text,) if isinstance(text, str) else text.values():
            found = (_ARTICLE.fullmatch(address) for address in _LINK.findall(form))
            yield from ((pointer, each[1]) for each in found if each)


def _warning(rule: str, pointer: str, what: str, fix: str) -> Issue:
    return Issue(rule=rule, severity=Severity.WARNING, pointer=pointer, what=what, fix=fix)
