"""What a step that runs another flow does, in sentences, while its form is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webapp.blueprints.editor.running_form import NEW, Running

OPEN = "still open"


def sentences_of(running: Running, steps: Mapping[str, str]) -> list[str]:
    """One sentence for each thing: what is run, handed over, kept, and what follows."""
    if running.callee is None:
        return []
    return [_run(running), *_handed(running), *_kept(running), *_followed(running, steps)]


def _run(running: Running) -> str:
    called = running.callee.called if running.callee else ""
    if not running.is_repeated:
        return f"“{called}” is run once."
    filled = running.lists.get(running.filled, OPEN)
    if running.is_counted and running.count:
        return f"“{called}” is run for each member of “{filled}”: {running.count.preview or OPEN} times."
    return f"“{called}” is run for each member of “{filled}”; people are asked whether there is another."


def _handed(running: Running) -> Iterator[str]:
    for each in running.handed:
        yield f"It is handed “{each.called}”: {each.worked.preview or OPEN}."


def _kept(running: Running) -> Iterator[str]:
    for back in running.backs():
        if back.own:
            as_what = "a new fact" if back.own == NEW else f"“{back.own_called}”"
            yield f"What it finds out as “{back.called}” fills {as_what}."


def _followed(running: Running, steps: Mapping[str, str]) -> Iterator[str]:
    open_ends = []
    for each in running.endings:
        to = running.ways.get(each.name, "")
        if to:
            yield f"After “{each.called}” comes “{steps.get(to, to)}”."
        elif each.is_end:
            open_ends.append(each.called)
        else:
            yield f"With “{each.called}” the journey ends there."
    if open_ends and running.rest:
        ends = "its end" if len(running.endings) == 1 and not running.ways else "every other end"
        yield f"After {ends} comes “{steps.get(running.rest, running.rest)}”."
    elif open_ends:
        yield f"What follows “{'”, “'.join(open_ends)}” is still open."
