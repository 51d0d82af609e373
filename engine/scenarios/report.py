"""Says what was found in which file: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.definition import Renewal
from engine.model.issue import Issue

_COUNTED = {
    "untranslated": ("1 text is not translated:", "{count} texts are not translated:"),
    "stale-translation": (
        "1 text has changed since it was translated:",
        "{count} texts have changed since they were translated:",
    ),
}
Found = Mapping[str, Sequence[Issue]]


def as_text(found: Found) -> str:
    """One line for each file and its issues below it; sound files beside a flow are only counted."""
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
    others = f"{sound} other file{'s' if sound > 1 else ''}: nothing to mend"
    return "\n".join([*lines, others] if sound else lines)


def as_json(found: Found) -> str:
    """One object for each issue."""
    rows = [
        {
            "file": path,
            "rule": issue.rule,
            "severity": issue.severity,
            "pointer": issue.pointer,
            "what": issue.what,
            "fix": issue.fix,
        }
        for path, issues in found.items()
        for issue in issues
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


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
