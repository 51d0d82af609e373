"""A trial: the public's own pages of what is tried, in a frame or within the page around it.

Where it stands is kept, sealed, in the browser of whoever tries. Nothing is sent, counted or stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from flask import Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from engine.model import Prompt
from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.forms import form_lists
from webapp.http.framed import MARK, framed_page, inline_page, lets_frame
from webapp.http.htmx import push_url, render, see_other, wants_partial
from webapp.http.kept import find_kept, keep
from webapp.http.locale import available_languages, use_language, words
from webapp.http.wiring import now
from webapp.services import trying
from webapp.services.publishing import DraftReading
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_COOKIE: Final = "wp_trial"
_LONGEST_REPLY: Final = 500
FRAME, INLINE = "frame", "inline"


@dataclass(frozen=True, kw_only=True)
class Booth:
    """Where something is tried: the blueprint whose pages `try_…` are around it, and for whom the trial is kept."""

    pages: str
    values: Mapping[str, str]
    about: str
    step: Callable[[str], str]
    """The page about a step."""
    walk: str = ""
    """The walk that is being shown, as it stands in addresses."""

    def home(self, **more: str | None) -> str:
        """The page around the trial."""
        walk = {"walk": self.walk} if self.walk and "at" in more else {}
        return url_for(f"{self.pages}.try_out", **self.values, **walk, **more)  # type: ignore[arg-type]  # url_for takes them

    @property
    def cookie_path(self) -> str:
        """Where the trial is kept."""
        return url_for(f"{self.pages}.try_out", **self.values)  # type: ignore[arg-type]  # url_for takes them

    @property
    def reply_address(self) -> str:
        """Where texts and keys are sent."""
        return url_for(f"{self.pages}.try_reply", **self.values)  # type: ignore[arg-type]  # url_for takes them

    def address(self, within: str, place: str) -> str:
        """Where a page of the trial is; with an empty place what stands before every place."""
        named = {"within": within, "place": place or "-"}
        address = url_for(f"{self.pages}.try_page", **self.values, **named)  # type: ignore[arg-type]  # url_for takes them
        return address if place else address.removesuffix("-")

    def open(self, draft: DraftReading) -> Trial | None:
        """The trial as it was kept, or a new one; None in a draft that has errors."""
        if draft.has_errors:
            return None
        kept = find_kept(_COOKIE, path=self.cookie_path, about=self.about)
        trial = trying.read_trial(draft.release, kept) if isinstance(kept, dict) else None
        return trial or trying.begin_trial(draft.release, today=now().date())

    def keep(self, response: AnyResponse, trial: Trial) -> AnyResponse:
        """The answer, and in the browser where the trial stands now."""
        if not keep(response, _COOKIE, trial.to_json(), path=self.cookie_path, about=self.about):
            return see_other(self.home(note="too-long"))
        return response

    def frame(self, uow: UnitOfWork, trial: Trial, prompt: Prompt, *, status: int = 200) -> Response:
        """One page of the trial as the public has it."""
        view = trying.view_trial(uow, trial, prompt, words, public_id=MARK, accepted=status == 200)
        return framed_page(view, self.address(FRAME, ""), status=status)

    def show(
        self, uow: UnitOfWork, trial: Trial, prompt: Prompt, page: str, side: str, *, status: int = 200, **more: Any
    ) -> Response:
        """The page around the trial; for htmx what stands beside it."""
        phone, spoken, is_web = Markup(), None, trial.channel == "web"
        if is_web and not wants_partial():
            view = trying.view_trial(uow, trial, prompt, words, public_id=MARK, accepted=not prompt.refusals)
            phone = inline_page(view, self.address(INLINE, ""))
        elif not is_web:
            spoken = trying.speak(trial, words(trial.journey.language))
        use_language(SOURCE_LANGUAGE)
        response = render(
            page,
            side,
            status=status,
            booth=self,
            trial=trial,
            phone=phone,
            spoken=spoken,
            side=trying.explain_trial(trial, prompt.place),
            place=prompt.place,
            frame=self.address(FRAME, prompt.place),
            note=request.args.get("note", ""),
            asked_for=request.args.get("step", ""),
            done=request.args.get("done", "")[:300],
            **more,
        )
        return lets_frame(response)

    def anew(self, draft: DraftReading) -> AnyResponse:
        """From the start: as of a day, in a language, on a channel, as the form says."""
        if draft.has_errors:
            return see_other(self.home())
        form = request.form
        try:
            day = date.fromisoformat(form.get("today", ""))
        except ValueError:
            day = now().date()
        channel, language = form.get("channel", "web"), form.get("language", "")
        trial = trying.begin_trial(draft.release, today=day, language=language, channel=channel)
        return self.keep(see_other(self.home()), trial)

    def reply(self, draft: DraftReading) -> AnyResponse:
        """Take what is texted or keyed in."""
        trial = self.open(draft)
        if trial is None:
            return see_other(self.home())
        said = request.form.get("said", "")[:_LONGEST_REPLY]
        trial, wants_person = trying.reply(trial, said, words(trial.journey.language))
        return self.keep(see_other(self.home(note="person" if wants_person else None, _anchor="said")), trial)

    def page(self, uow: UnitOfWork, draft: DraftReading, within: str, place: str) -> AnyResponse:
        """One page; without a frame it stands within the page around it."""
        trial = self.open(draft)
        if place == "-/again" and trial is not None:
            language, channel = trial.journey.language, trial.channel
            fresh = trying.begin_trial(draft.release, today=trial.day, language=language, channel=channel)
            return self.keep(self._to(within, ""), fresh)
        if within == INLINE:
            return see_other(self.home(at=place))
        if trial is None:
            return see_other(self.home())
        return self.frame(uow, trial, trial.prompt("" if place.startswith("-") else place))

    def answer(
        self,
        uow: UnitOfWork,
        draft: DraftReading,
        within: str,
        place: str,
        refuse: Callable[[Trial, Prompt], AnyResponse],
    ) -> AnyResponse:
        """Take what was given at one place, as the public's page sends it. `refuse` shows it within the page around."""
        trial = self.open(draft)
        if trial is None:
            return see_other(self.home())
        trial, prompt = _given(trial, place)
        if prompt.refusals and prompt.place == place:
            return refuse(trial, prompt) if within == INLINE else self.frame(uow, trial, prompt, status=422)
        if within == FRAME and wants_partial():
            shown = self.frame(uow, trial, prompt)
            return self.keep(push_url(shown, self.address(within, prompt.place)), trial)
        return self.keep(self._to(within, prompt.place), trial)

    def _to(self, within: str, place: str) -> AnyResponse:
        if within == INLINE:
            return see_other(self.home(at=place or None))
        return see_other(self.address(within, place or "-"))


def _given(trial: Trial, place: str) -> tuple[Trial, Prompt]:
    if not place.startswith("-/send/"):
        here = "" if place.startswith("-") else place
        return trying.give_to_trial(trial, here, form_lists(), words, offered=available_languages())
    place = place.removeprefix("-/send/")
    sent = next((file for file in request.files.values() if file.filename), None)
    if sent is None:
        return trying.give_to_trial(trial, place, form_lists(), words)
    size = len(sent.stream.read())
    return trying.send_file_to_trial(trial, place, str(sent.filename), sent.mimetype, size)
