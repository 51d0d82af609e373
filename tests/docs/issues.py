"""What `check` finds, rule by rule: the words of docs/reference/issues.md, and which rules the code has."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ENGINE = Path(__file__).parents[2] / "engine"
LOOKED_THROUGH = (ENGINE / "analysis", ENGINE / "scenarios" / "checking.py")
_FIRST = frozenset({"_issue", "_note", "_warning"})
"""Functions of the checks whose first argument is a rule."""
ERROR, WARNING, NOTE = "error", "warning", "note"

Rules = Mapping[str, tuple[str, str]]
WAYS: Rules = {
    "unreachable": (WARNING, "No exit leads to the node."),
    "nobody-comes": (WARNING, "Exits lead to the node, but no answers make anybody take one of them."),
    "never-taken": (
        f"{WARNING}; {NOTE} for `otherwise`",
        "Nobody leaves by this rule or exit; with what rules it out.",
    ),
    "shadowed-rule": (WARNING, "Whenever the rule holds, an earlier one does."),
    "never-unknown": (NOTE, "Nobody leaves by `unknown`: the rules can always be decided."),
    "never-fits": (WARNING, "No answers are decided by this row of a table."),
    "never-offered": (WARNING, "The item of a page of results fits nobody."),
    "always-met": (NOTE, "The condition of an item never fails."),
    "never-asked": (WARNING, "What the node asks for is always known already."),
    "dead-end": (ERROR, "Nobody gets any further, or no way leads to an outcome."),
    "stuck": (
        ERROR,
        "Somebody cannot go on: no rule or row holds, one cannot be decided, two rows disagree, or a list has too many "
        "members; with their answers.",
    ),
    "comes-round-again": (ERROR, "Somebody comes to a node a second time; with their answers."),
    "broken-promise": (ERROR, "Somebody's way breaks what the flow promises; with their answers."),
    "empty-output": (ERROR, "Nothing ever comes back for this output of a flow that is run."),
    "no-result": (WARNING, "A calculation never has a result, or an input never a value that the other flow allows."),
    "filled-twice": (WARNING, "A fact is filled a second time on somebody's way."),
    "spoken-early": (WARNING, "A text speaks of a fact that has no value there for somebody."),
    "not-settled": (WARNING, "A question that the proof could not settle, and why."),
    "not-proved": (WARNING, "The whole proof was not made, and why."),
}
SUPPOSED: Rules = {
    "undecided": (ERROR, "A rule reads what may not have been answered, and there is no `unknown`."),
    "cycle": (WARNING, "Exits lead round in a circle."),
    "rows-overlap": (f"{WARNING} or {NOTE}", "Two rows can fit where only one may, or give different outputs."),
    "no-row-fits": (f"{WARNING} or {NOTE}", "Some answers fit no row, and there is no `unmatched`."),
    "table-not-judged": (NOTE, "Whether rows overlap or leave something out cannot be told at once."),
}
FACTS: Rules = {
    "never-filled": (ERROR, "A condition or calculation reads a fact that nothing fills."),
    "unused-fact": (NOTE, "A fact is neither asked, calculated nor read."),
    "never-needed": (WARNING, "No outcome, text, calculation, promise or agent rests on the answer to a question."),
    "unread-fact": (NOTE, "Nothing rests on what is worked out here."),
    "unread-input": (NOTE, "A flow is handed what changes nothing in it."),
    "unread-output": (NOTE, "Nobody reads what is taken over from a flow that is run."),
}
WORDS: Rules = {
    "hard-to-read": (WARNING, "The text is above grade 9 (English), or below 60 by Fernández Huerta (Spanish)."),
    "long-sentence": (WARNING, "A sentence of more than 25 words; 30 in Spanish."),
    "compound-question": (WARNING, "A question asks two things."),
    "long-prompt": (WARNING, "A question of more than 20 words."),
    "long-label": (WARNING, "A label of more than 15 words."),
    "silent-rule": (NOTE, "A rule on the way to a person has no `because`."),
    "dead-link": (WARNING, "A link leads to what is no address."),
    "unknown-article": (WARNING, "A node, an item or a link leads to an article that does not exist."),
    "overdue-article": (WARNING, "An article was to be read again by now."),
    "overdue-source": (WARNING, "A law, notice or amount was to be looked up again by now."),
    "other-language": (ERROR, "A translation's file and its `language` do not agree."),
}
CHANNELS: Rules = {
    "sms-too-long": (WARNING, "What is said takes more text messages than come in well; in any language."),
    "sms-file": (f"{WARNING}; {NOTE} if optional", "A file cannot be sent by text message."),
    "voice-file": (f"{WARNING}; {NOTE} if optional", "A file cannot be sent by telephone."),
    "voice-menu-too-long": (WARNING, "More options than the telephone has keys."),
    "voice-free-text": (f"{WARNING}; {NOTE} if optional", "Keys cannot say words of one's own."),
    "voice-contact": (WARNING, "Keys cannot give the way to be reached that is needed."),
}
GROUPS: tuple[tuple[str, str, Rules], ...] = (
    ("Ways", "Proved for all answers that people can give.", WAYS),
    ("Supposed", "Told at once; as soon as there is a proof, what it found stands in their place.", SUPPOSED),
    ("Facts", "What is asked, worked out and handed on.", FACTS),
    ("Words", "Of the flow and of each translation.", WORDS),
    ("Channels", "Only for those that the flow names in `channels`.", CHANNELS),
)


def page(written_by: str) -> Iterator[str]:
    """The page of the reference."""
    yield "# What the check finds\n"
    yield written_by.replace("the schemas", "`tests/docs/issues.py`") + "\n"
    yield "`python -m engine check FLOW…` and the editor tell these. An error stops a release, a warning may be waived"
    yield "for a reason, a note only informs. What breaks the format itself, names what does not exist, or does not fit"
    yield "a flow that is run (`missing-input`, `unknown-fact`, `no-exit`, `flow-cycle` …) is an error and told before"
    yield "anything else; an outdated or missing text of a translation (`stale-translation`, `untranslated`) is a"
    yield "warning. [What is proved, and how](../proofs.md).\n"
    for title, about, rules in GROUPS:
        yield f"\n## {title}\n"
        yield f"{about}\n"
        yield "| rule | how grave | what it means |"
        yield "|---|---|---|"
        yield from (f"| `{rule}` | {grave} | {what} |" for rule, (grave, what) in rules.items())


def rules_told() -> set[str]:
    """The rules that the page tells of."""
    return {rule for _, _, rules in GROUPS for rule in rules}


def rules_in_code() -> set[str]:
    """The rules under which the checks of a flow's ways, facts, words and channels file what they find."""
    files = [path for each in LOOKED_THROUGH for path in ([each] if each.is_file() else sorted(each.rglob("*.py")))]
    return {rule for path in files for rule in _named_in(ast.parse(path.read_text(encoding="utf-8")))}


def _named_in(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        given = [each.value for each in call.keywords if each.arg == "rule"]
        if isinstance(call.func, ast.Attribute | ast.Name):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
            given += call.args[:1] if name in _FIRST else []
        yield from (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))
