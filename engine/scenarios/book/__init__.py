"""The printable book of a flow: one HTML file with everything that a reader needs to judge it."""

from engine.scenarios.book.book import build_book
from engine.scenarios.book.material import Material, Translated

__all__ = ["Material", "Translated", "build_book"]
