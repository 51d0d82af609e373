"""One walk through a draft: its journey lives in the browser of whoever tries it, and goes on in the changed draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from engine import journey_from_json, journey_to_json, resume, start, view
from engine.channels import Dialog, read_form, show_page
from engine.definition import Release, stand_alone
from engine.errors import NotWaitingError, SnapshotError
from engine.model import Asks, FileRef, Journey, Prompt, Refusal, SetLanguage, TypedAnswer, Words
from engine.scenarios import noon, record_scenario
from webapp.services.journeys import consent_on

CHANNELS: Final = ("web", "sms", "voice")
_ID: Final = "trial"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Where it stands, in the draft as it is now."""

    release: Release
    journey: Journey
    channel: str
    dialog: Dialog = field(default_factory=Dialog)
    """Of a text or a call: how far the conversation has come within one page."""

    @property
    def now(self) -> datetime:
        """Noon of the day that it goes by."""
        return noon(self.release, self.journey.today)

    @property
    def day(self) -> date:
        return self.journey.today

    def prompt(self, place: str = "") -> Prompt:
        """What stands at a place; what is open, when there is no such place on the way."""
        try:
            return view(self.release, self.journey, place or None)
        except NotWaitingError:
            return view(self.release, self.journey)

    def to_json(self) -> dict[str, Any]:
        """What `read_trial` reads."""
        journey = journey_to_json(self.release, self.journey)
        return {"journey": journey, "channel": self.channel, "dialog": asdict(self.dialog)}


def begin_trial(release: Release, *, today: date, language: str = "", channel: str = "web") -> Trial:
    """At the start, as of a day, for a reader of a language; what the flow is handed is asked for first."""
    release = stand_alone(release)
    spoken = language if language in release.languages else release.flow.language
    turn = start(release, now=noon(release, today), new_id=lambda: _ID, language=spoken)
    return Trial(release=release, journey=turn.journey, channel=channel if channel in CHANNELS else "web")


def read_trial(release: Release, data: Mapping[str, Any]) -> Trial | None:
    """A trial that was kept; None when the draft has changed so much that its answers mean nothing in it."""
    release = stand_alone(release)
    facts = release.flow.facts
    try:
        answers = {fact: given for fact, given in data["journey"]["answers"].items() if fact in facts}
        journey = journey_from_json(release, {**data["journey"], "answers": answers})
        journey = replace(journey, release=release.fingerprint)
        dialog = Dialog(**{**data["dialog"], "said": tuple(data["dialog"]["said"])})
        trial = Trial(release=release, journey=journey, channel=data["channel"], dialog=dialog)
        trial.prompt()
    except (KeyError, TypeError, AttributeError, SnapshotError, NotWaitingError):
        return None
    return trial


def give_to_trial(
    trial: Trial,
    place: str,
    form: Mapping[str, list[str]],
    words: Callable[[str], Words],
    *,
    offered: Collection[str] = (),
) -> tuple[Trial, Prompt]:
    """Take a form as the public's page sends it: the trial after it, and the page to show, which may refuse it.

    `offered` are the languages that the interface speaks although the flow may not.
    """
    language = (form.get("language") or [""])[0]
    if language:
        return in_language(trial, language, offered=offered), trial.prompt(place)
    prompt = trial.prompt(place)
    given = read_form(form, prompt, consent=_consent(trial, prompt, words))
    if isinstance(given, Refusal):
        return trial, replace(prompt, refusals=(given,))
    return _resume(trial, prompt, given)


def send_file_to_trial(trial: Trial, place: str, name: str, media_type: str, size: int) -> tuple[Trial, Prompt]:
    """As if a file had been kept: nothing of what is in it is."""
    file = FileRef(id=_ID, name=name, media_type=media_type, size=size)
    return _resume(trial, trial.prompt(place), TypedAnswer(place=place, value=file))


def as_scenario(trial: Trial, title: str) -> dict[str, Any]:
    """The way to what is open, as a scenario that has to lead there."""
    return record_scenario(trial.release, trial.journey, trial.prompt(), title)


def in_language(trial: Trial, language: str, *, offered: Collection[str] = ()) -> Trial:
    """The same for a reader of another language."""
    if language not in (*trial.release.languages, *offered):
        return trial
    turn = resume(trial.release, trial.journey, SetLanguage(language=language), now=trial.now)
    return replace(trial, journey=turn.journey, dialog=Dialog())


def _resume(trial: Trial, prompt: Prompt, given: Any) -> tuple[Trial, Prompt]:
    journey = replace(trial.journey, sent="") if trial.journey.is_sealed else trial.journey
    try:
        turn = resume(trial.release, journey, given, now=trial.now)
    except NotWaitingError:
        return trial, trial.prompt()
    return replace(trial, journey=turn.journey, dialog=Dialog()), turn.prompt


def _consent(trial: Trial, prompt: Prompt, words: Callable[[str], Words]) -> str:
    if prompt.asks is not Asks.SEND:
        return ""
    spoken = words(trial.journey.language)
    return consent_on(show_page(trial.release, trial.journey, prompt, spoken), spoken)
