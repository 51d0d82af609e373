"""Search over what is published: put it in, find it, and count the words nobody found."""

from webapp.services.search.folding import fold
from webapp.services.search.highlighting import Passage, Piece
from webapp.services.search.indexing import Searchable, is_current, plain, put_searchable, rebuild
from webapp.services.search.misses import forget_unfound_words, list_unfound_words, record_unfound_words
from webapp.services.search.searching import ARTICLE, SERVICE, Found, Result, search

__all__ = [
    "ARTICLE",
    "SERVICE",
    "Found",
    "Passage",
    "Piece",
    "Result",
    "Searchable",
    "fold",
    "forget_unfound_words",
    "is_current",
    "list_unfound_words",
    "plain",
    "put_searchable",
    "rebuild",
    "record_unfound_words",
    "search",
]
