"""Proofs about all the answers that people can give: the only importer of z3.

Kept apart from `engine.analysis` itself, which needs no solver.
"""

from engine.analysis.proof.findings import issues_of
from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.settlement import prove
from engine.analysis.proof.verdicts import Proof, Verdict

__all__ = ["Person", "Proof", "Verdict", "Way", "follow", "issues_of", "prove"]
