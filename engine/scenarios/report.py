"""Says what was found in which file: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from engine.definition import Renewal
from engine.model.issue import Issue
from engine.model.values import Json

_COUNTED = {
    "untranslated": ("1 text is not translated:", "{count} texts are not translated:"),
    "stale-translation": (
        "1 text has changed since it was translated:",
        "{count} texts have changed since they were translated:",
    ),
}
Found = Mapping[str, Sequence[Issue]]


def as_text(found: Found, proved: Mapping[str, str] | None = None) -> str:
    """One line for each file and its issues below it; sound files beside a flow are only counted.

    `proved` says in one line for each flow what is certain of it.
    """
    lines: list[str] = []
    sound = 0
    for path, issues in found.items():
        if not issues and Path(path).name != "flow.json":
            sound += 1
            continue
        lines.append(f"{path}: {_summary(issues)}")
        lines += _counted(issues)
        lines += [
            f"  {issue.severity:<7} {issue.pointer or '/'}\n          {issue.sentence}"
            for issue in issues
            if issue.rule not in _COUNTED
        ]
        if proved and path in proved:
            lines.append(f"  {proved[path]}")
    others = f"{sound} other file{'s' if sound > 1 else ''}: nothing to mend"
    return "\n".join([*lines, others] if sound else lines)


def as_json(found: Found, proofs: Mapping[str, Json] | None = None) -> str:
    """One object for each issue; and for each flow everything that was proved of it."""
    rows = [{"file": path, **asdict(issue)} for path, issues in found.items() for issue in issues]
    return json.dumps({"issues": rows, "proofs": proofs or {}}, indent=2, ensure_ascii=False)


def walks_as_text(path: str, proof: Mapping[str, Json]) -> str:
    """For each thing that was proved: who does it, by what way; or why nobody can."""
    lines = [f"{path}: by these answers"]
    for entry in proof["coverage"]:
        about = f"  {entry['kind']} {entry['pointer']}"
        about += f" {entry['name']}" if entry["kind"] in ("stuck", "promise", "blank") else ""
        lines += [about, f"          {_shown(entry, proof['walks'])}"]
    return "\n".join(lines)


def _shown(entry: Mapping[str, Json], walks: Sequence[Mapping[str, Json]]) -> str:
    if entry["can"] is None:
        return f"not settled: {entry['unsettled']}"
    if not entry["can"]:
        reasons = "; ".join(each["says"] for each in entry["because"])
        return f"nobody: {reasons}" if reasons else "nobody"
    walk = walks[entry["walk"]]
    answers = "; ".join(f"{each['label']}: {each['says']}" for each in walk["answers"]) or "any answers"
    way = " → ".join([*(node for node, _ in walk["path"]), walk["end"]])
    return f"{answers}\n          on {walk['today']}: {way}"


def told(renewal: Renewal, path: str) -> str:
    """What a renewed translation file holds, and what is left to do in it."""
    lines = [f"{path}: {len(renewal.translation['texts'])} texts, {len(renewal.missing)} to translate"]
    if renewal.stale:
        lines.append(f"  {len(renewal.stale)} changed since: mend each “text”, or accept it by its place:")
        lines += [f"          {pointer}" for pointer in renewal.stale]
    if renewal.left_over:
        lines.append(f"  {len(renewal.left_over)} no longer in the flow, and left out:")
        lines += [f"          {pointer}: {text}" for pointer, text in renewal.left_over.items()]
    return "\n".join(lines)


def _counted(issues: Sequence[Issue]) -> list[str]:
    """What is often found many times over: said once, with the number and the places."""
    lines: list[str] = []
    for rule, (one, many) in _COUNTED.items():
        found = [issue for issue in issues if issue.rule == rule]
        if found:
            said = one if len(found) == 1 else many.format(count=len(found))
            lines += [f"  {found[0].severity:<7} {said}", *(f"          {issue.pointer}" for issue in found)]
    return lines


def _summary(issues: Sequence[Issue]) -> str:
    counts = {kind: sum(issue.severity == kind for issue in issues) for kind in ("error", "warning", "note")}
    parts = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count]
    return ", ".join(parts) or "nothing to mend"
