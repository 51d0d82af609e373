"""Where in the document a claim of a proof is about something: where its designer will look."""

from __future__ import annotations

from engine.analysis.proof.verdicts import (
    BLANK,
    CIRCLE,
    EXIT,
    OFFERED,
    PASSED,
    PROMISE,
    RESULT,
    ROW,
    TWICE,
    UNMET,
    Claim,
)
from engine.definition import Release
from engine.nodes import GateNode, MemberNode, SubflowNode


def pointer_of(release: Release, claim: Claim) -> str:
    """The place in the document that a claim is about."""
    node = f"/nodes/{claim.node}"
    if claim.kind == PROMISE:
        return f"/promises/{claim.name}"
    if claim.kind == BLANK:
        return f"{node}/{claim.place}"
    if claim.kind == PASSED:
        return f"{node}/rules/{claim.name}"
    if claim.kind == ROW:
        return f"{node}/rows/{claim.name}"
    if claim.kind in (OFFERED, UNMET):
        return f"{node}/items/{claim.name}" + (f"/conditions/{claim.place}" if claim.place else "")
    if claim.kind == RESULT and isinstance(release.flow.nodes[claim.node], SubflowNode | MemberNode):
        return f"/nodes/{caller_of(release, claim.node)}/inputs/{claim.name.removeprefix(f'{claim.node}/')}"
    if claim.kind in (RESULT, TWICE):
        part = "outputs" if release.flow.nodes[claim.node].type == "table" else "set"
        return f"{node}/{part}/{claim.name}"
    return _exit_pointer(release, claim) if claim.kind in (EXIT, CIRCLE) else node


def caller_of(release: Release, node: str) -> str:
    """The node that the designer wrote where a flow is run: of a member, the one that repeats it."""
    return node.rpartition("/")[0] if isinstance(release.flow.nodes[node], GateNode | MemberNode) else node


def _exit_pointer(release: Release, claim: Claim) -> str:
    node = release.flow.nodes[claim.node]
    if f"{node.pointer()}/rules/{claim.name}/when" in release.typed:
        return node.pointer("rules", claim.name)
    if f"{node.pointer()}/exits/{claim.name}/is" in release.typed:
        return node.pointer("exits", claim.name)
    return node.pointer(claim.name)
