"""`check`: what is wrong with a flow, and what is certain of it for all answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from engine.analysis import inspect
from engine.cli.arguments import Commands, add_flows, add_today, each_flow, read_seconds
from engine.definition import Children, has_errors, load_document
from engine.errors import DefinitionError, ProofStoppedError
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.nodes import Flow
from engine.scenarios.articles import ArticleFile, find_articles, read_articles
from engine.scenarios.checking import check_folder
from engine.scenarios.files import find_beside, read_text
from engine.scenarios.opening import read_children
from engine.scenarios.report import as_json, as_text, walks_as_text
from engine.scenarios.workers import SECONDS, ProofWorker, request_for


def add(commands: Commands) -> None:
    """File the commands."""
    checks = commands.add_parser("check", help="what is wrong with a flow, and what is certain for all answers")
    add_flows(checks)
    checks.add_argument("--json", action="store_true", help="the same for programs, with everything that was proved")
    checks.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="of the translations, look only at this one"
    )
    checks.add_argument("--walks", action="store_true", help="show for each node, exit and rule who comes there")
    checks.add_argument("--no-proof", action="store_true", help="only what can be told at once")
    checks.add_argument(
        "--seconds",
        type=read_seconds,
        default=SECONDS,
        metavar="N",
        help=f"what the proof of one flow may take ({SECONDS:g}); what it does not reach is told as not settled",
    )
    checks.add_argument(
        "--timeout", type=read_seconds, metavar="SECONDS", help="end a proof that takes longer, and tell nothing of it"
    )
    add_today(checks)
    checks.set_defaults(run=check)


def check(chosen: argparse.Namespace) -> int:
    """`check FLOW…`: print what is wrong with each flow; 1 when anything stops a release."""
    found: dict[str, list[Issue]] = {}
    proofs: dict[str, dict[str, Json]] = {}
    with ExitStack() as ending:
        checking = _Checking(chosen, proofs, ending)
        for flow in each_flow(chosen.flows):
            found |= {str(path): issues for path, issues in checking.check(flow).items()}
    if chosen.json:
        print(as_json(found, proofs))
    else:
        print(as_text(found, {path: proof["summary"] for path, proof in proofs.items()}))
        if chosen.walks:
            print("\n".join(walks_as_text(path, proof) for path, proof in proofs.items()))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


class _Checking:
    """Checks one flow after the other; one process proves them all."""

    def __init__(self, chosen: argparse.Namespace, proofs: dict[str, dict[str, Json]], ending: ExitStack) -> None:
        self.chosen, self.proofs, self.ending = chosen, proofs, ending
        self.today = chosen.today or date.today()
        self.languages = set(chosen.language)
        self.worker: ProofWorker | None = None

    def check(self, flow: Path) -> dict[Path, list[Issue]]:
        """The issues of a flow and of the files beside it; of its translations only those that were asked for."""
        wanted = {f"translations/{language}.json" for language in self.languages}
        files: dict[str, Json] = {name: {"language": Path(name).stem, "texts": {}} for name in sorted(wanted)}
        unreadable: dict[Path, list[Issue]] = {}
        for name, path in {"flow.json": flow, **find_beside(flow)}.items():
            if wanted and name not in wanted and name.startswith("translations/"):
                continue
            try:
                files[name] = load_document(read_text(path))
            except DefinitionError as error:
                unreadable[path] = list(error.issues)
        if flow in unreadable:
            return unreadable
        children = read_children(flow, files["flow.json"])

        def prove(whole: Flow) -> Iterable[Issue]:
            return self.prove(flow, files["flow.json"], children, whole)

        ways = None if self.chosen.no_proof else prove
        found = check_folder(files, self.today, children, ways, _articles_near(flow, files["flow.json"]))
        return unreadable | {_path(flow, name): issues for name, issues in found.items()}

    def prove(self, flow: Path, document: Json, children: Children, whole: Flow) -> Iterable[Issue]:
        """What is wrong with the ways through the flow, for certain; as far as can be told at once when that fails."""
        if self.worker is None:
            self.worker = self.ending.enter_context(ProofWorker())
        try:
            request = request_for(document, children, self.today, seconds=self.chosen.seconds)
            proof = self.worker.analyse(request, seconds=self.chosen.timeout)
        except ProofStoppedError as error:
            self.worker = None
            what, fix = str(error), "Give it more time by --timeout, or ask for no proof by --no-proof."
            stopped = Issue(rule="not-proved", severity=Severity.WARNING, pointer="/nodes", what=what, fix=fix)
            return [stopped, *inspect(whole)]
        self.proofs[str(flow)] = proof
        return [Issue(**{**row, "severity": Severity(row["severity"])}) for row in proof["issues"]]


def _articles_near(flow: Path, document: Json) -> Iterable[ArticleFile] | None:
    """The articles beside the flow; None where there is no folder of them."""
    language = document.get("language") if isinstance(document, dict) else None
    known = find_articles(flow) is not None and isinstance(language, str)
    return read_articles(flow, str(language)) if known else None


def _path(flow: Path, name: str) -> Path:
    return flow if name == "flow.json" else flow.parent / name
