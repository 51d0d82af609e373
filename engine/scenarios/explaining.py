"""Explains one journey: the path in words, and how near other outcomes were. As values that JSON can hold.

The solver is loaded only by those who ask for what was near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from engine.definition import Release, stand_alone
from engine.definition.wording import Wording
from engine.model.values import Json, Value
from engine.model.words import Words
from engine.questions import fact_types
from engine.scenarios.runner import play

MOST_CHANGES = 3
_OTHERS = ("outcomes", "far", "not_settled")
"""The other outcomes: with few changes, with more, and those of which it is open."""


def explain(
    release: Release, answers: Mapping[str, Value | None], today: date, unsolved: frozenset[str] = frozenset()
) -> dict[str, Json]:
    """The path that these answers lead along, and the nearest other outcomes."""
    from engine.analysis.explaining import explain_path  # and with it networkx, which serving pages does without

    release = stand_alone(release)
    played = play(release, answers, today, unsolved=unsolved)
    prompt = played.prompt
    node = release.flow.nodes[prompt.node]
    used = {fact: value for fact, value in answers.items() if fact not in played.unused}
    return {
        "today": today.isoformat(),
        "path": [asdict(step) for step in explain_path(release, prompt.path, prompt.known)],
        "end": {"node": node.id, "title": _title(release, node.id), "is_outcome": bool(node.outcome)},
        "refused": [{"code": each.code, "fact": each.fact} for each in prompt.refusals],
        "unused": list(played.unused),
        "nearest": nearest_outcomes(release, used, today, unsolved) if node.outcome else None,
    }


def nearest_outcomes(
    release: Release, answers: Mapping[str, Value | None], today: date, unsolved: frozenset[str] = frozenset()
) -> dict[str, Json]:
    """For each other outcome the fewest changed answers that lead there, as the handoff packet holds it."""
    from engine.analysis.explaining.nearest import Change, find_nearest  # the solver is loaded by nobody else
    from engine.analysis.proof import Person

    found = find_nearest(release, Person(answers=answers, today=today, unhelped=unsolved), most=MOST_CHANGES)
    wording = Wording(release, Words(release.flow.language))

    def told(change: Change) -> dict[str, Json]:
        fact = release.flow.facts[change.fact]
        after = None if change.after is None else fact_types[fact.type].to_json(fact, change.after)
        return {
            "fact": change.fact,
            "label": wording.label(change.fact, {}),
            "before": wording.value(change.fact, change.before) if change.was_given else "",
            "after": wording.value(change.fact, change.after),
            "value": after,
            "was_asked": change.was_given,
        }

    return {
        "most_changes": MOST_CHANGES,
        "outcomes": [
            {**_end(release, near.outcome), "changes": [told(change) for change in near.changes]} for near in found.near
        ],
        "far": [_end(release, name) for name in found.far],
        "not_settled": [{**_end(release, name), "why": why} for name, why in found.unsettled.items()],
    }


def _end(release: Release, name: str) -> dict[str, Json]:
    return {"outcome": name, "title": _title(release, name)}


def _title(release: Release, name: str) -> str:
    node = release.flow.nodes[name]
    asked = Wording(release, Words(release.flow.language)).as_written(node.pointer("prompt"))
    title = asked or node.title
    return title if isinstance(title, str) and title else name.split("/")[-1].replace("-", " ").capitalize()


def as_sentences(found: Mapping[str, Json]) -> Iterator[str]:
    """What was explained, line by line."""
    for step in found["path"]:
        yield from _step(step)
    end = found["end"]
    yield f"{'Ends at' if end['is_outcome'] else 'Waits at'} “{end['title']}” ({end['node']})."
    yield from (f"The last answer was refused: {each['code']}." for each in found["refused"])
    if found["unused"]:
        yield f"Never asked for: {', '.join(found['unused'])}."
    if found["nearest"] is not None:
        yield from nearest_sentences(found["nearest"])


def nearest_sentences(nearest: Mapping[str, Json]) -> Iterator[str]:
    """How near the other outcomes were."""
    yield "How near other outcomes were:"
    titles = Counter(each["title"] for key in _OTHERS for each in nearest[key])

    def name(each: Mapping[str, Json]) -> str:
        return f"“{each['title']}”" + (f" ({each['outcome']})" if titles[each["title"]] > 1 else "")

    for each in nearest["outcomes"]:
        changes = "; ".join(_changed(change) for change in each["changes"])
        yield f"  {name(each)}, with {_counted(len(each['changes']))}: {changes}."
    if nearest["far"]:
        names = ", ".join(map(name, nearest["far"]))
        yield f"  No {nearest['most_changes']} changed answers lead to: {names}."
    for each in nearest["not_settled"]:
        yield f"  {name(each)} is not settled: {each['why']}."
    if not any(nearest[key] for key in _OTHERS):
        yield "  There is no other outcome."


def _changed(change: Mapping[str, Json]) -> str:
    if change["was_asked"]:
        return f"{change['label']}: {change['after']} instead of {change['before']}"
    return f"{change['label']}: {change['after']} (was not asked)"


def _step(step: Mapping[str, Json]) -> Iterator[str]:
    if not (step["asked"] or step["fired"] or step["passed"]):
        return
    yield f"{step['title']} ({step['node']})"
    if [step["title"]] != [each["question"] for each in step["asked"]]:
        yield from (f"  {each['question']} {each['answer']}" for each in step["asked"])
    else:
        yield from (f"  Answer: {each['answer']}" for each in step["asked"])
    for branch in step["passed"]:
        verdict = _VERDICTS[branch["holds"]]
        yield f"  “{branch['id']}” {verdict}: {branch['condition']}{_read(branch)}"
    for branch in step["fired"]:
        because = f" Because: {branch['because']}" if branch["because"] else ""
        yield f"  “{branch['id']}” decides: {branch['condition']}{_read(branch)}.{because}"
    if not step["fired"] and step["passed"]:
        yield f"  So it goes on by “{step['exit']}”."


_VERDICTS: Mapping[bool | None, str] = {False: "does not hold", None: "cannot be decided", True: "holds"}


def _read(branch: Mapping[str, Json]) -> str:
    said = "; ".join(f"{each['question']}: {each['answer']}" for each in branch["looked_at"])
    return f" [{said}]" if said else ""


def _counted(number: int) -> str:
    return f"{number} changed answer{'s' * (number != 1)}"
