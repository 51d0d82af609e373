"""From the form of a scenario to what is kept: what happens, what is answered, and what has to come of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engine.definition import HANDED, Release, stand_alone
from engine.errors import EditError
from engine.nodes import PageNode, QuestionNode
from engine.questions import standard_refusals
from engine.scenarios import build_scenario, play
from webapp.blueprints.editor.labels import label_of
from webapp.http.locale import words
from webapp.services.publishing import DraftReading

ANY: Final = ""
NOW: Final = "now"
KEPT: Final = "kept"
"""Which way has to be gone: any that comes there, the one that is gone now, the one that is written down."""


def typed_of_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a scenario says besides its answers, as the form has it."""
    expect = document["expect"]
    return {
        "title": document["title"],
        "today": document["today"],
        "end": expect.get("outcome") or expect.get("node") or "",
        "unsolved": document.get("unsolved", ()),
        "language": document.get("language", ""),
        "refused": document.get("refused", ""),
        "way": KEPT if document.get("path") else ANY,
    }


def document_of(
    typed: Mapping[str, Any],
    answers: list[dict[str, Any]],
    known: list[dict[str, Any]],
    before: Mapping[str, Any],
    draft: DraftReading,
) -> dict[str, Any]:
    """The scenario as it is kept. Raises EditError where something is missing."""
    title, end, unsolved = str(typed.get("title", "")).strip(), str(typed.get("end", "")), list(typed["unsolved"])
    if not title:
        raise EditError("Say in one sentence what happens.", "It is the name of the scenario.")
    if not end:
        raise EditError("Choose where it has to end.")
    node = draft.release.flow.nodes.get(end)
    kind = "outcome" if node is not None and node.outcome else "node"
    same = before["answers"] == answers and before["expect"].get(kind) == end
    same = same and sorted(before.get("unsolved", ())) == sorted(unsolved)
    results = {"results": before["expect"]["results"]} if same and "results" in before["expect"] else {}
    language = str(typed.get("language", ""))
    document = {
        "title": title,
        "today": typed["today"],
        **({"language": language} if language else {}),
        **({"unsolved": unsolved} if unsolved else {}),
        "answers": answers,
        "expect": {kind: end, **results},
        **({"known": {each["fact"]: each["value"] for each in known}} if known else {}),
        **({"refused": str(typed["refused"])} if typed.get("refused") else {}),
    }
    path = _path(str(typed.get("way", "")), document, before, draft, same=same)
    return {**document, **({"path": path} if path else {})}


def _path(way: str, document: Mapping[str, Any], before: Mapping[str, Any], draft: DraftReading, *, same: bool) -> Any:
    """The way that has to be gone. With other answers, the one that is written down is another one too."""
    if way == KEPT and same:
        return before.get("path")
    return list(way_now(draft, document)) if way in (KEPT, NOW) else None


def way_now(draft: DraftReading, document: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps that these answers pass in the draft; none where they cannot be played."""
    try:
        scenario = build_scenario(draft.release, document)
    except (ValueError, KeyError):  # it answers what this draft does not ask; the form tells at the answer
        return ()
    spoken = scenario.language if scenario.language in draft.release.languages else ""
    played = play(draft.release, scenario.answers, scenario.today, language=spoken, unsolved=scenario.unsolved)
    return tuple(played.path)


def way_in_words(path: tuple[str, ...], texts: Mapping[str, str]) -> str:
    """A way by what its steps are called, those of other flows by the step that runs these."""
    steps = dict.fromkeys(name.split("/")[0] for name in path if name != HANDED)
    return " → ".join(texts.get(name, name) for name in steps)


def refusals_of(release: Release, fact: str) -> dict[str, str]:
    """The reasons for which the last answer can be refused, each with what is said then."""
    about = release.flow.facts.get(fact)
    if about is None:
        return {}
    said = standard_refusals(about, words(release.flow.language))
    found = {code: f"{label_of(code, 'messages')}: “{sentence}”" for code, sentence in said.items()}
    for node in stand_alone(release).flow.nodes.values():
        if isinstance(node, QuestionNode) and node.fact == fact:
            found |= {each.id: f"A check of the answer: “{_plain(each.message)}”" for each in node.validators}
        elif isinstance(node, PageNode) and fact in {each.fact for each in node.questions}:
            found |= {each.id: f"A check of the page: “{_plain(each.message)}”" for each in node.validators}
    return found


def _plain(text: Any) -> str:
    return str(text.get("other", "")) if isinstance(text, Mapping) else str(text)
