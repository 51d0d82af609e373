"""What a designer changed between two states of a flow, in sentences. Says nothing of what that does to people."""

from engine.analysis.diff.edition import Edition
from engine.analysis.diff.matching import match, match_whole
from engine.analysis.diff.renamed import Matching

__all__ = ["Edition", "Matching", "match", "match_whole"]
