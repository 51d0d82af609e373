"""Why one journey ended where it did, and how near another outcome was.

`path` needs no solver; `nearest` does and is imported by itself.
"""

from engine.analysis.explaining.path import Asked, Branch, ExplainedStep, explain_path, told_facts

__all__ = ["Asked", "Branch", "ExplainedStep", "explain_path", "told_facts"]
