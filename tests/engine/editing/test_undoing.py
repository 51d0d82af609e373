"""Whatever is done to the shipped flows, every edit can be undone and done again, and the check never falls over."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.definition import check_document, has_errors
from engine.editing import FlowDraft, apply, from_json, invert, read_operation, redo, to_json, ways_out
from engine.errors import EditError

FLOWS = Path(__file__).parents[3] / "flows"
SHIPPED = sorted(path.parent.name for path in FLOWS.glob("*/flow.json"))


@cache
def a_shipped_draft(slug):
    document = json.loads((FLOWS / slug / "flow.json").read_text())
    translations = {
        path.stem: json.loads(path.read_text()) for path in sorted((FLOWS / slug / "translations").glob("*.json"))
    }
    return FlowDraft(document=document, translations=translations)


@st.composite
def edits(draw, draft):
    """An operation that somebody might send, about things that are there."""
    document = draft.document
    node, other = (draw(st.sampled_from(list(document["nodes"]))) for _ in range(2))
    fact = draw(st.sampled_from(list(document["facts"])))
    exits = [name for name, _ in ways_out(document["nodes"][node])] or ["next"]
    exit = draw(st.sampled_from(exits))
    name = draw(st.sampled_from(["x1", "x2", "x3"]))
    rules = f"/nodes/{node}/rules"
    return draw(
        st.sampled_from(
            [
                {"op": "add-node", "type": "question", "text": "Is it so?", "after": node, "exit": exit},
                {"op": "add-node", "type": "message", "text": "Hello", "after": node},
                {"op": "remove-node", "node": node},
                {"op": "remove-node", "node": node, "instead": other},
                {"op": "rename-node", "node": node, "to": name},
                {"op": "move-node", "node": node, "after": other},
                {"op": "connect", "node": node, "exit": exit, "to": other},
                {"op": "disconnect", "node": node, "exit": exit},
                {"op": "rename-part", "group": "facts", "part": fact, "to": name},
                {"op": "remove-part", "group": "facts", "part": fact},
                {"op": "duplicate", "nodes": [node, other]},
                {"op": "extract", "nodes": [node, other], "flow": "new-flow", "title": "New"},
                {"op": "set", "pointer": f"/nodes/{node}/title", "value": "A title"},
                {"op": "add-entry", "pointer": rules, "entry": {"when": {"answered": fact}, "next": other}},
                {"op": "remove-entry", "pointer": f"{rules}/{exit}"},
                {"op": "move-entry", "pointer": f"{rules}/{exit}", "to": 0},
                {"op": "replace-words", "words": "you", "by": "they"},
            ]
        )
    )


def written(draft):
    return json.dumps([draft.document, draft.translations])


@pytest.mark.parametrize("slug", SHIPPED)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_edit_can_be_undone_and_done_again(slug, data):
    first = draft = a_shipped_draft(slug)
    history = []
    for _ in range(6):
        before = written(draft)
        try:
            edited = apply(draft, read_operation(data.draw(edits(draft))))
        except EditError as refused:
            assert str(refused), "it says why"
            assert written(draft) == before
            continue
        history.append(from_json(json.loads(json.dumps(to_json(edited.changes)))))
        draft = edited.draft
    check_document(draft.document)
    last = written(draft)
    for changes in reversed(history):
        draft = redo(draft, invert(changes))
    assert written(draft) == written(first)
    for changes in history:
        draft = redo(draft, changes)
    assert written(draft) == last


@pytest.mark.parametrize("slug", SHIPPED)
def test_renaming_everything_leaves_nothing_to_mend(slug):
    draft = a_shipped_draft(slug)
    before = [(issue.rule, issue.severity) for issue in check_document(draft.document)]
    for number, node in enumerate(draft.document["nodes"]):
        draft = apply(draft, read_operation({"op": "rename-node", "node": node, "to": f"node-{number}"})).draft
    for number, fact in enumerate(draft.document["facts"]):
        rename = {"op": "rename-part", "group": "facts", "part": fact, "to": f"fact_{number}"}
        draft = apply(draft, read_operation(rename)).draft
    after = check_document(draft.document)
    assert [(issue.rule, issue.severity) for issue in after] == before
    assert not has_errors([issue for issue in after if issue.rule != "unknown-flow"])
