"""Words a catalogue of results: each thing with how it fits, why, and what is still missing for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from engine.channels.page import Missing, Reason, Result, ResultGroup, ResultSection
from engine.definition.missing import find_missing
from engine.definition.wording import Wording
from engine.model.prompts import Prompt
from engine.nodes import Fit, Judged, ResultsNode


def show_results(wording: Wording, prompt: Prompt, node: ResultsNode) -> tuple[ResultSection, ...]:
    """What fits first, then what may, then what does not; each in the order of the groups and ranks."""
    compiled = wording.release.compiled
    judged = node.judge(lambda pointer: compiled[pointer](prompt.known))
    shown = [fit for fit in Fit if fit is not Fit.DOES_NOT_FIT or node.show_not_fitting]
    sections = (_section(wording, prompt, node, fit, [each for each in judged if each.fit is fit]) for fit in shown)
    return tuple(section for section in sections if section.groups)


def _section(wording: Wording, prompt: Prompt, node: ResultsNode, fit: Fit, judged: Sequence[Judged]) -> ResultSection:
    groups = tuple(
        ResultGroup(
            title=wording.text(node.pointer("groups", group, "title"), prompt.known) if group else "",
            results=tuple(_result(wording, prompt, node, each) for each in members),
        )
        for group, members in groupby(judged, key=lambda each: each.item.group)
    )
    return ResultSection(fit=fit.value, groups=groups)


def _result(wording: Wording, prompt: Prompt, node: ResultsNode, judged: Judged) -> Result:
    item = judged.item
    return Result(
        item=item.id,
        title=wording.text(node.item_pointer(item, "title"), prompt.known),
        summary=wording.text(node.item_pointer(item, "summary"), prompt.known),
        article=item.article,
        url=item.url,
        reasons=reasons_of(wording, prompt, node, judged),
        missing=_missing(wording, prompt, node, judged),
    )


def reasons_of(wording: Wording, prompt: Prompt, node: ResultsNode, judged: Judged) -> tuple[Reason, ...]:
    """Why something fits, or does not."""
    part = "unless" if judged.fit is Fit.DOES_NOT_FIT else "because"
    return tuple(
        Reason(
            node=node.id,
            rule=each.id,
            sentence=wording.text(node.condition_pointer(judged.item, each, part), prompt.known),
            source_title=each.source.title if each.source else "",
            source_url=each.source.url if each.source else "",
            source_language=wording.release.flow.language,
        )
        for each in judged.telling
    )


def _missing(wording: Wording, prompt: Prompt, node: ResultsNode, judged: Judged) -> tuple[Missing, ...]:
    """The questions whose answers would decide; one that was skipped can be answered now."""
    pointers = [node.condition_pointer(judged.item, each, "when") for each in judged.open]
    asked = {fact: step.place for step in prompt.path for fact in step.asked}
    facts = find_missing(wording.release, pointers, prompt.known)
    return tuple(Missing(label=wording.label(fact, prompt.known), place=asked.get(fact, "")) for fact in facts)
