"""What a designer changed between two states of a flow, in sentences. Says nothing of what that does to people."""

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.edition import Edition, build_edition
from engine.analysis.diff.matching import match, match_whole
from engine.analysis.diff.renamed import Matching
from engine.analysis.diff.structure import compare_structure

__all__ = [
    "Change",
    "Edition",
    "Kind",
    "Matching",
    "Subject",
    "build_edition",
    "compare_structure",
    "match",
    "match_whole",
]
