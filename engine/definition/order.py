"""Sorts issues, and tells whether they stop a release."""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.issue import Issue, Severity


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """Sorted by place, each once."""
    return sorted(set(issues), key=lambda issue: issue.sort_key)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether anything among them stops a release."""
    return any(issue.severity is Severity.ERROR for issue in issues)
