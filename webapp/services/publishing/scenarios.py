"""The scenarios of a flow: kept beside its draft, run at any time, measured and added to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from engine.definition import check_scenario, expand, has_errors
from engine.errors import EditError
from engine.scenarios import InWords, Judged, build_scenario, judge_scenario, read_value
from webapp.persistence import ScenarioRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.proving import ProofView, ask_worker
from webapp.services.publishing.reading import DraftReading, read_draft, read_state
from webapp.services.publishing.scenario_files import HERE

if TYPE_CHECKING:
    from engine.editing import FlowDraft
    from webapp.persistence import UnitOfWork

LONGEST_NAME: Final = 80
MOST: Final = 2000
_NAME = re.compile(r"[^a-z0-9]+")
_NOT_SOUND: Final = "The draft has errors: nothing can be played before they are mended."


class ScenarioUnknownError(Exception):
    """There is no scenario of that name."""


@dataclass(frozen=True, kw_only=True)
class ScenarioResult:
    """One scenario, and how it went in a draft."""

    name: str
    title: str
    answers: tuple[tuple[str, str], ...]
    """What each answer is about, and what it says, in words."""
    expected: str
    """What the end is called."""
    wrong: tuple[str, ...]
    """What did not come out as expected, in sentences; empty when all did."""
    document: Mapping[str, Any]
    parted_at: str = ""
    """The step at which it went wrong; empty when it did not, or nothing could be played."""
    parted_text: str = ""

    @property
    def is_right(self) -> bool:
        return not self.wrong


def run_scenarios(uow: UnitOfWork, shown: DraftView) -> tuple[ScenarioResult, ...]:
    """Every scenario of a draft, played as the public would walk; those that fail first."""
    draft = read_draft(uow, shown)
    results = [_run(draft, each) for each in uow.scenarios.list_of(shown.slug)]
    return tuple(sorted(results, key=lambda each: (each.is_right, each.name)))


def get_scenario(uow: UnitOfWork, slug: str, name: str) -> ScenarioRecord:
    """Raises ScenarioUnknownError."""
    found = uow.scenarios.find(slug, name)
    if found is None:
        raise ScenarioUnknownError(name)
    return found


def save_scenario(
    uow: UnitOfWork,
    shown: DraftView,
    document: Mapping[str, Any],
    *,
    name: str = "",
    actor: Actor,
    now: datetime,
) -> str:
    """Keep one, in the place of the one called `name`; the name that it has. Raises EditError, and nothing is kept."""
    require(actor, Permission.EDIT_FLOWS)
    draft = read_draft(uow, shown)
    if draft.has_errors:
        raise EditError(_NOT_SOUND)
    wrong = [issue for issue in check_scenario(_whole(draft), document) if has_errors([issue])]
    if wrong:
        raise EditError(wrong[0].what, wrong[0].fix)
    there = {each.name for each in uow.scenarios.list_of(shown.slug)}
    if not name and len(there) >= MOST:
        raise EditError(f"This flow has {MOST} scenarios already.", "Remove some that say the same.")
    kept = name or free_name(str(document["title"]), there)
    with uow.write(durable=True):
        uow.scenarios.put(shown.slug, kept, document, origin=HERE, now=now, edited_by=actor.id)
        record(uow, actor, "scenario.saved", shown.slug, {"name": kept}, now=now)
    return kept


def remove_scenario(uow: UnitOfWork, slug: str, name: str, *, actor: Actor, now: datetime) -> None:
    """Take one away."""
    require(actor, Permission.EDIT_FLOWS)
    get_scenario(uow, slug, name)
    with uow.write(durable=True):
        uow.scenarios.remove(slug, name)
        record(uow, actor, "scenario.removed", slug, {"name": name}, now=now)


def find_coverage(uow: UnitOfWork, shown: DraftView, *, today: date, add: bool = False) -> ProofView | None:
    """How much the scenarios cover, and with `add` more for the rest; None while it is worked out. Never waits."""
    draft = read_draft(uow, shown)
    if draft.has_errors:
        return ProofView(problem=_NOT_SOUND)
    documents = [dict(each.document) for each in uow.scenarios.list_of(shown.slug)]
    extra = {"kind": "coverage", "scenarios": documents, "add": add, "translations": dict(draft.draft.translations)}
    return ask_worker(draft, f"scenarios of {shown.slug}", shown.fingerprint, today, extra)


def add_missing(
    uow: UnitOfWork, shown: DraftView, names: Sequence[str], *, actor: Actor, now: datetime, today: date
) -> int:
    """Keep those of the scenarios worked out for what is not covered that were chosen; how many."""
    found = find_coverage(uow, shown, today=today, add=True)
    missing = found.result.get("missing", ()) if found else ()
    chosen = [each for each in missing if each["name"] in names]
    for each in chosen:
        save_scenario(uow, shown, each["scenario"], actor=actor, now=now)
    return len(chosen)


def free_name(title: str, taken: set[str]) -> str:
    """A name for the file of a scenario that no other has."""
    stem = _NAME.sub("-", title.lower()).strip("-")[:LONGEST_NAME].strip("-") or "scenario"
    names = (stem, *(f"{stem}-{number}" for number in range(2, MOST + 2)))
    return next(name for name in names if name not in taken)


def _run(draft: DraftReading, each: ScenarioRecord) -> ScenarioResult:
    document = each.document
    judged = Judged(wrong=(_NOT_SOUND,))
    if not draft.has_errors:
        try:
            judged = judge_scenario(draft.release, build_scenario(draft.release, document), voice_of(draft))
        except (ValueError, KeyError) as error:
            judged = Judged(wrong=(str(error.args[0]) if error.args else "It cannot be read.",))
    expect = document.get("expect", {})
    end = str(expect.get("outcome") or expect.get("node") or "")
    return ScenarioResult(
        name=each.name,
        title=str(document.get("title", each.name)),
        answers=tuple(_told(draft, document)),
        expected=draft.texts.get(end, end),
        wrong=judged.wrong,
        parted_at=judged.parted_at,
        parted_text=draft.texts.get(judged.parted_at.split("/")[0], ""),
        document=document,
    )


def voice_of(draft: DraftReading) -> InWords:
    """Steps as designers see them, everything else as the public reads it. Only of a draft without errors."""
    return InWords(draft.release, draft.texts)


def voice_in(uow: UnitOfWork, slug: str, draft: FlowDraft, name: str) -> InWords:
    """The same for any state of a flow without errors, by its fingerprint."""
    return voice_of(read_state(uow, slug, draft, name))


def _told(draft: DraftReading, document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each answer in words; in a draft with errors as it is written down."""
    voice = None if draft.has_errors else voice_of(draft)
    for answer in document.get("answers", ()):
        fact, value = str(answer.get("fact")), answer.get("value")
        try:
            facts = draft.release.flow.facts if voice else {}
            said = voice.value(fact, read_value(facts, fact, value)) if voice else json.dumps(value, ensure_ascii=False)
        except ValueError:
            said = json.dumps(value, ensure_ascii=False)
        yield (voice.fact(fact) if voice else fact, said)


def _whole(draft: DraftReading) -> Mapping[str, Any]:
    return expand(draft.document, {}, draft.children).document
