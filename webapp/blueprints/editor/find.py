"""Finding: anything in a flow by its words, where a part is used, the shortcuts, and whether one is signed in."""

from __future__ import annotations

from typing import Final

from flask import Response, abort, jsonify, request, url_for

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.csrf import csrf_token
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import Found

_LONGEST_SEARCH: Final = 80
_MOST_OFFERED: Final = 12
_KINDS: Final = {
    "step": "Steps",
    "fact": "Facts",
    "option": "Answers to choose",
    "rule": "Rules",
    "amount": "Amounts",
    "text": "Texts",
}


@bp.get("/<slug>/find")
@requires(Permission.EDIT_FLOWS)
def find(slug: str) -> Response:
    """What fits `?q=`, by kind; for the search box above a flow a short list."""
    sought = request.args.get("q", "")[:_LONGEST_SEARCH]
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        found = publishing.find_in_draft(uow, shown, sought)
    groups = {_KINDS[kind]: [each for each in found if each.kind == kind] for kind in _KINDS}
    return render(
        "editor/find.html",
        "editor/_find_options.html",
        actor=current_actor(),
        shown=shown,
        sought=sought,
        groups={title: each for title, each in groups.items() if each},
        found_options=found[:_MOST_OFFERED],
        kinds={"step": "Step", "fact": "Fact", "option": "Answer", "rule": "Rule", "amount": "Amount", "text": "Text"},
        address_of=lambda each: _address(slug, each),
    )


@bp.get("/<slug>/uses/<group>/<name>")
@requires(Permission.EDIT_FLOWS)
def usages(slug: str, group: str, name: str) -> Response:
    """Every part of a flow that names a fact, a step or a table."""
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    found = publishing.usages_of(shown, group, name)
    if found is None:
        abort(404)
    title, places = found
    return render(
        "editor/usages.html", actor=current_actor(), shown=shown, group=group, name=name, title=title, places=places
    )


@bp.get("/shortcuts")
@requires(Permission.SEE_FLOWS)
def shortcuts() -> Response:
    """Every keyboard shortcut, and the button or link that does the same."""
    return render("editor/shortcuts.html", actor=current_actor())


@bp.get("/session")
@requires(Permission.SEE_FLOWS)
def session() -> Response:
    """Says to a page that is open that its reader is still signed in, with a token for its forms."""
    return jsonify({"token": csrf_token()})


def _address(slug: str, found: Found) -> str:
    """Where to go from something that was found."""
    if found.kind == "text":
        return url_for("editor.words", slug=slug, step=found.step or "-", _anchor="texts")
    if found.kind == "amount" or found.kind == "fact":
        group = "tables" if found.kind == "amount" else "facts"
        return url_for("editor.usages", slug=slug, group=group, name=found.name)
    if found.step:
        return url_for("editor.step", slug=slug, node=found.step)
    return url_for("editor.usages", slug=slug, group="facts", name=found.name)
