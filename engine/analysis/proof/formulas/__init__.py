"""The formula of every operator; importing this package files them all."""

from engine.analysis.proof.formulas import arithmetic, calendar, lists, logic, text
from engine.analysis.proof.formulas.translator import RULES, Names, Options, Translator, equal, number

__all__ = [
    "RULES",
    "Names",
    "Options",
    "Translator",
    "arithmetic",
    "calendar",
    "equal",
    "lists",
    "logic",
    "number",
    "text",
]
