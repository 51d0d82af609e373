"""Holds a played scenario against what the designers promise about the flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.definition.release import Release
from engine.expressions import Scope, check, evaluate
from engine.model.flow import Promise
from engine.model.values import Json, Values
from engine.scenarios.voice import BY_NAME, Voice


def broken_promises(release: Release, path: Sequence[str], known: Values, voice: Voice = BY_NAME) -> list[str]:
    """One sentence for each promise that a finished journey breaks. `path` ends at its outcome."""
    flow = release.flow
    scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)
    return [sentence for promise in flow.promises for sentence in _broken(promise, path, known, scope, voice)]


def _broken(promise: Promise, path: Sequence[str], known: Values, scope: Scope, voice: Voice) -> Iterator[str]:
    if promise.within and promise.within not in path:
        return
    concerns = True if promise.when is None else _truth(promise.when, known, scope)
    if concerns is None:
        yield f"The promise “{promise.id}” is broken: “when” hangs on a missing answer. Guard it by “answered”."
    elif concerns:
        reason = _reason(promise.then, path, known, scope, voice)
        if reason:
            yield f"The promise “{promise.id}” is broken: {reason}"


def _reason(then: Mapping[str, Json], path: Sequence[str], known: Values, scope: Scope, voice: Voice) -> str:
    """Why the journey is not as promised; empty when it is."""
    ((kind, what),) = then.items()
    if kind == "outcome":
        return "" if path[-1] in what else f"it ended at “{voice.node(path[-1])}”."
    if kind == "passes":
        named = ", ".join(f"“{voice.node(each)}”" for each in what)
        return "" if set(what) & set(path) else f"it passed none of {named}."
    if kind == "visits":
        return "" if what in path else f"it never passed “{voice.node(what)}”."
    if kind == "never":
        return f"it passed “{voice.node(what)}”." if what in path else ""
    verdict = _truth(what, known, scope)
    return "" if verdict else "its condition is unknown at the end." if verdict is None else "its condition is not met."


def _truth(condition: Json, known: Values, scope: Scope) -> bool | None:
    verdict = evaluate(check(condition, scope), known)
    return verdict if isinstance(verdict, bool) else None
