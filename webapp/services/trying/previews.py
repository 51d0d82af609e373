"""One step as the public would see it, made of words that are not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.definition import build_release, check_document, has_errors
from engine.editing import FlowDraft, each_text, single_step, state_of
from engine.model import Severity, Words
from webapp.services.journeys import View
from webapp.services.trying.looking import view_trial
from webapp.services.trying.trial import begin_trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The page, or why there is none."""

    language: str
    languages: tuple[str, ...]
    view: View | None = None
    why: str = ""
    untranslated: int = 0
    """Texts of the step that are missing in the language, or are of an earlier sentence."""


def preview_step(
    uow: UnitOfWork,
    draft: FlowDraft,
    node: str,
    language: str,
    words_for: Callable[[str], Words],
    *,
    public_id: str,
    today: date,
) -> Preview:
    """The page of one step in a language of its flow."""
    alone = single_step(draft, node)
    own = str(alone.document.get("language", "en"))
    languages = (own, *sorted(set(alone.translations) - {own}))
    language = language if language in languages else own
    issues = check_document(alone.document)
    if has_errors(issues):
        fault = next(each for each in issues if each.severity is Severity.ERROR)
        return Preview(language=language, languages=languages, why=f"{fault.what} {fault.fix}".strip())
    trial = begin_trial(build_release(alone.document, alone.translations), today=today, language=language)
    view = view_trial(uow, trial, trial.prompt(), words_for, public_id=public_id)
    return Preview(language=language, languages=languages, view=view, untranslated=_untranslated(alone, language))


def _untranslated(alone: FlowDraft, language: str) -> int:
    texts = alone.translations.get(language, {}).get("texts")
    if texts is None:
        return 0
    said = [(at, text) for at, text in each_text(alone.document) if not at.startswith("/nodes/after-it")]
    return sum(state_of(text, texts.get(at)) != _DONE for at, text in said)
