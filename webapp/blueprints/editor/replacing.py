"""Find and replace in the words of a flow: first every place as it would be, then the chosen ones as one edit."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from re import findall
from typing import Final

from flask import request, url_for
from werkzeug.wrappers import Response

from engine.editing import ReplaceWords, Rewording, find_words
from engine.errors import EditError
from engine.model import Text
from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission

_LONGEST: Final = 300


@bp.get("/<slug>/words/replace")
@requires(Permission.EDIT_FLOWS)
def words_replace(slug: str) -> Response:
    """The form; with `?words=` every place that would change."""
    return _show(slug, request.args)


@bp.post("/<slug>/words/replace")
@requires(Permission.EDIT_FLOWS)
def replace_words(slug: str) -> Response:
    """Replace in the places that were chosen, as one edit."""
    chosen = tuple(request.form.getlist("at"))
    if not chosen:
        return _show(slug, request.form, {"what": "No place is chosen.", "fix": "Choose at least one."}, status=422)
    operation = _asked(request.form, only=chosen)
    try:
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as refused:
        return _show(slug, request.form, {"what": refused.what, "fix": refused.fix}, status=422)
    return see_other(url_for("editor.words", slug=slug, q=operation.by or None, done=done.said))


def _asked(given: Mapping[str, str], only: tuple[str, ...] = ()) -> ReplaceWords:
    """What is to be replaced. The form says whole words unless it was sent without them."""
    return ReplaceWords(
        words=given.get("words", "")[:_LONGEST],
        by=given.get("by", "")[:_LONGEST],
        language=given.get("language", ""),
        whole_words="whole" in given or "by" not in given,
        match_case="case" in given,
        only=only,
    )


def _show(slug: str, given: Mapping[str, str], told: Mapping[str, str] | None = None, *, status: int = 200) -> Response:
    asked = _asked(given)
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    found = list(find_words(shown.draft, asked)) if asked.words.strip() else []
    placed = {each.pointer: each for each in publishing.place_texts(shown.draft)}
    stale: dict[str, int] = {}
    for each in found:
        for language in each.stale:
            stale[language] = stale.get(language, 0) + 1
    return render(
        "editor/text_replace.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        asked=asked,
        is_asked="by" in given and bool(asked.words.strip()),
        places=[(placed.get(each.pointer), each, _marked(each)) for each in found],
        stale=stale,
        told=told or {},
        chosen=request.form.getlist("at") if status == 422 else [each.pointer for each in found],
    )


def _marked(each: Rewording) -> list[tuple[str, str, str]]:
    """The words of a text, piece by piece: what stays, and what goes and comes."""
    before, after = (findall(r"\w+|\s+|[^\w\s]", _whole(text)) for text in (each.before, each.after))
    pieces = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    return [("" if tag == "equal" else tag, "".join(before[a:b]), "".join(after[c:d])) for tag, a, b, c, d in pieces]


def _whole(text: Text) -> str:
    return text if isinstance(text, str) else "\n".join(form for key, form in text.items() if key != "by")
