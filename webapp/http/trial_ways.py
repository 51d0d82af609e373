"""Opening a trial in a language or at a step, by an answer that leads to the page that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.wrappers import Response as AnyResponse

from webapp.http.htmx import see_other
from webapp.http.trials import Booth
from webapp.http.wiring import now
from webapp.services import publishing, trying
from webapp.services.publishing import DraftReading, DraftView
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def open_at(
    uow: UnitOfWork, booth: Booth, shown: DraftView, draft: DraftReading, *, node: str, language: str
) -> AnyResponse:
    """To the trial, at a step if one is named: on the way that is being tried, or on one that the proof found."""
    trial = booth.open(draft)
    if trial is None:
        return see_other(booth.home())
    trial = trying.in_language(trial, language)
    if not node:
        return booth.keep(see_other(booth.home()), trial)
    there = trying.place_of(trial, node)
    note = ""
    if there is None:
        led, note = _lead(uow, shown, draft, trial, node)
        there = trying.place_of(led, node)
        trial = led if there else trial
    if there is None:
        return booth.keep(see_other(booth.home(note=note, step=node)), trial)
    place, is_own = there
    return booth.keep(see_other(booth.home(at=place, **({} if is_own else {"note": "between", "step": node}))), trial)


def _lead(uow: UnitOfWork, shown: DraftView, draft: DraftReading, trial: Trial, node: str) -> tuple[Trial, str]:
    """A walk that leads to a step; or the trial as it is, and why there is none."""
    if node == draft.document["start"]:
        return trying.begin_trial(draft.release, today=trial.day, language=trial.journey.language), ""
    proof = publishing.find_proof(uow, shown, today=now().date())
    if proof is None:
        return trial, "proving"
    walk, note = publishing.find_way(proof, node)
    if walk is None:
        return trial, note or "unproved"
    person = publishing.read_walk(draft, walk)
    led = trying.play_trial(
        draft.release, person.answers, person.today, unsolved=person.unhelped, language=trial.journey.language
    )
    return led, "unproved"
