"""A flow that others hand facts to, as it stands alone: a page before its start asks for what it is handed.

So whoever proves, plays or compares such a flow has nothing to know of inputs: they are answers like any other, given
before the start and within the limits of their facts. What a caller really hands on is looked at with that caller.
"""

from __future__ import annotations

from dataclasses import replace

from engine.definition.loader import build_node
from engine.definition.release import Release

HANDED = "@inputs"
"""The page before the start. No designer can give a node this name, and it can stand in the address of a page."""
HANDED_TITLE = "What this flow is handed"


def is_own(node: str) -> bool:
    """Whether its designer gave the flow this node: no other flow did that it runs, and it does not stand before it."""
    return "/" not in node and node != HANDED


def stand_alone(release: Release) -> Release:
    """The release with that page; the release itself where it is handed nothing."""
    flow = release.flow
    if not flow.inputs or flow.start == HANDED:
        return release
    kept = release.programs.get(HANDED)
    if not isinstance(kept, Release):
        asking = [{"id": fact, "fact": fact, "prompt": flow.facts[fact].label or fact} for fact in flow.inputs]
        page = build_node(HANDED, {"type": "page", "title": HANDED_TITLE, "questions": asking, "next": flow.start}, {})
        texts = {**flow.texts, **{page.pointer(place): text for place, text in page.texts().items()}}
        asked = replace(flow, start=HANDED, nodes={HANDED: page, **flow.nodes}, texts=texts)
        kept = release.programs[HANDED] = replace(release, flow=asked)
    return kept
