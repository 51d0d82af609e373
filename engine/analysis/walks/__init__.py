"""A small set of walks that shows a whole flow: what is to be covered, who covers it, and what nobody can cover.

Kept apart from `engine.analysis` itself, as it asks the solver.
"""

from engine.analysis.walks.covered import Measure
from engine.analysis.walks.goals import Aim, Goal, Goals, find_goals
from engine.analysis.walks.planning import Open, Plan, Walk, find_open, plan_walks
from engine.analysis.walks.titles import Titles

__all__ = [
    "Aim",
    "Goal",
    "Goals",
    "Measure",
    "Open",
    "Plan",
    "Titles",
    "Walk",
    "find_goals",
    "find_open",
    "plan_walks",
]
