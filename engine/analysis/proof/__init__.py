"""Proofs about all the answers that people can give: the only importer of z3.

Kept apart from `engine.analysis` itself, which needs no solver.
"""

from z3 import Z3Exception as SolverError

from engine.analysis.proof.budget import Budget
from engine.analysis.proof.comparison import Behaviour, Pair, Somebody
from engine.analysis.proof.difference import Difference, find_difference
from engine.analysis.proof.findings import issues_of
from engine.analysis.proof.fits import Fitting
from engine.analysis.proof.journeys import Journey, Parting, Replayed
from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.plain import plainer_answers
from engine.analysis.proof.settlement import prove
from engine.analysis.proof.stops import Kind as StopKind
from engine.analysis.proof.stops import Stop, Walked
from engine.analysis.proof.verdicts import AHEAD, Proof, Verdict

__all__ = [
    "AHEAD",
    "Behaviour",
    "Budget",
    "Difference",
    "Fitting",
    "Journey",
    "Pair",
    "Parting",
    "Person",
    "Proof",
    "Replayed",
    "SolverError",
    "Somebody",
    "Stop",
    "StopKind",
    "Verdict",
    "Walked",
    "Way",
    "find_difference",
    "follow",
    "issues_of",
    "plainer_answers",
    "prove",
]
