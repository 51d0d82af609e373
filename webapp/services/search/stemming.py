"""The stem of a word in its language, so that `heating` finds `heat`."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

_ALGORITHMS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_SHORTEST: Final = 3


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language we have no rules for."""
    algorithm = _ALGORITHMS.get(language.split("-")[0])
    if algorithm is None or len(word) < _SHORTEST or not word.isalpha():
        return word
    stemmed = str(_stemmer(algorithm).stemWord(word))
    if algorithm == "arabic" and len(stemmed) > _SHORTEST:
        # The last letter of a feminine noun is typed in two ways; the rules take only one of them away.
        stemmed = stemmed.removesuffix("ه").removesuffix("ة")
    return stemmed or word


@cache
def _stemmer(algorithm: str) -> Any:
    # Loaded at the first search or change of the index: it reads the rules of every language there is.
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm)
