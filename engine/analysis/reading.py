"""How hard a text is to read: Flesch-Kincaid grade in English, Fernández Huerta score in Spanish.

Written here because a measure must give the same number on every machine: textstat fetches a pronouncing
dictionary over the network for English. Syllables are counted by rule; `test_reading.py` holds the rules to words
whose count is known.

Only whole sentences count. Headings, tables and list items such as "A photo ID" are short by nature and would
make any page look easy.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[^.!?]+[.!?]+")
_MARK = re.compile(r"^\s*(?:[-*>]|\d+\.)\s+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"\S+@\S+?(?=[.,]?(?:\s|$))|\S+\.example\S*?(?=[.,]?(?:\s|$))")
_PLACEHOLDER = re.compile(r"\{[a-z_][a-z0-9_-]*\}")
_ABBREVIATION = re.compile(r"\b(Jr|U\.S|a\.m|p\.m)\.")

_ODD = {
    "anyone": 3,
    "area": 3,
    "being": 2,
    "business": 2,
    "different": 2,
    "every": 2,
    "everyone": 3,
    "eye": 1,
    "household": 2,
    "idea": 3,
    "medicine": 3,
    "people": 2,
    "quiet": 2,
    "science": 2,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
    "somewhere": 2,
    "therefore": 2,
}
_SPOKEN_E = re.compile(r"(?:[td]ed|(?:[sxzc]|ch|sh|[aeiou]g|ng)es|[^aeiouyl]le[sd]?)$")
_SILENT_E = re.compile(r"(?<=[^aeiouy])e(?:d|s)?$")
_SILENT_INNER_E = re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ments?|ful|less|ness)$)")
_TWO_VOWELS = re.compile(
    r"i[ao](?![nu])(?!l(?:ly)?$)|ia[nt]|[^qg]u[ae](?=l|t)|eo|ying|[aeiou]y(?=[aeiou])|ism$|[ue]i(?=ng)"
)
_SPANISH_NUCLEUS = re.compile(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéó]))?|[íú]|[iuü]+")


def sentences(markdown: str) -> list[str]:
    """The whole sentences of a Markdown text, without marks, links or placeholders."""
    found = []
    for line in markdown.splitlines():
        if line.lstrip().startswith(("|", "#")):
            continue
        text = _ADDRESS.sub("this", _PLACEHOLDER.sub("this", _LINK.sub(r"\1", _MARK.sub("", line))))
        text = _ABBREVIATION.sub(r"\1", text).replace("*", "")
        found += [sentence.strip() for sentence in _SENTENCE.findall(text) if _WORD.search(sentence)]
    return found


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def grade(texts: list[str]) -> float:
    """The U.S. school grade needed to read these English sentences, by Flesch and Kincaid."""
    per_sentence, per_word = _averages(texts, english_syllables)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def ease(texts: list[str]) -> float:
    """How easy these Spanish sentences are, by Fernández Huerta: 60 to 70 is normal, 70 to 80 fairly easy."""
    per_sentence, per_word = _averages(texts, spanish_syllables)
    return 206.84 - 60 * per_word - 1.02 * per_sentence


def english_syllables(word: str) -> int:
    """Groups of vowels, less the silent ones, plus those that are spoken apart."""
    word = re.sub(r"['’]\w*$", "", word.lower())
    if word in _ODD:
        return _ODD[word]
    heard = _SILENT_INNER_E.sub("", word if _SPOKEN_E.search(word) else _SILENT_E.sub("", word))
    heard = re.sub(r"^y", "", heard)
    return max(1, len(re.findall(r"[aeiouy]+", heard)) + len(_TWO_VOWELS.findall(heard)))


def spanish_syllables(word: str) -> int:
    """Nuclei: a strong vowel or an accented weak one is its own; a weak one joins its neighbour."""
    word = re.sub(r"[qg]u(?=[eéií])", "k", word.lower())
    word = re.sub(r"y$", "i", word).replace("y", "j")
    return max(1, len(_SPANISH_NUCLEUS.findall(word)))


def _averages(texts: list[str], syllables: Callable[[str], int]) -> tuple[float, float]:
    """Words in a sentence, and syllables in a word."""
    spoken = [word for text in texts for word in words(text)]
    return len(spoken) / len(texts), sum(map(syllables, spoken)) / len(spoken)
