"""What a failed scenario calls things: by their names in the document, or in the words that people read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from engine.definition.release import Release
from engine.definition.wording import Wording
from engine.model.prompts import Prompt, Refusal
from engine.model.values import Value
from engine.model.words import Words
from engine.questions import refusal_sentence
from engine.runtime import find_asking

_MEMBER = re.compile(r"(?P<list>.+)/(?P<number>\d+)[./][^./]+")


class Voice:
    """By their names in the document, for whoever works on the files."""

    def node(self, name: str) -> str:
        return name

    def fact(self, name: str) -> str:
        return name

    def value(self, fact: str, value: Value | None) -> str:
        return str(value)

    def item(self, node: str, item: str) -> str:
        """Something that a catalogue offers."""
        return item

    def fit(self, code: str) -> str:
        """Whether something of a catalogue fits."""
        return code

    def untold(self, node: str, pointer: str) -> str:
        """A text."""
        return f"“{pointer}”"

    def refused(self, prompt: Prompt, refusal: Refusal) -> str:
        """How the sentence ends that says that an answer was refused."""
        return f" by {refusal.code}."

    def ways(self, was: Sequence[str], had: Sequence[str]) -> str:
        """That somebody went another way than they had to."""
        return f"The path was {' → '.join(was)}, not {' → '.join(had)}."


BY_NAME = Voice()


class InWords(Voice):
    """As the public reads them, and steps as designers see them: `texts` is what each step is called."""

    def __init__(self, release: Release, texts: Mapping[str, str]) -> None:
        self.release, self.texts = release, texts
        self.words = Words(release.flow.language)
        self.wording = Wording(release, self.words)

    def node(self, name: str) -> str:
        return self.texts.get(name) or self.texts.get(name.split("/")[0]) or name

    def fact(self, name: str) -> str:
        label, member = self.wording.label(name, {}), _MEMBER.fullmatch(name)
        if member is None:
            return label
        about = self.wording.find_fact(member["list"])
        group = self.wording.label(member["list"], {}) if about else self.node(member["list"])
        asked = "is there one more" if label == name else label
        return f"{group}, number {int(member['number']) + 1}: {asked}"

    def value(self, fact: str, value: Value | None) -> str:
        return self.words.sentence("not answered") if value is None else self.wording.value(fact, value)

    def fit(self, code: str) -> str:
        return code.replace("-", " ")

    def item(self, node: str, item: str) -> str:
        return self.wording.text(self.release.flow.nodes[node].pointer("items", item, "title"), {}) or item

    def untold(self, node: str, pointer: str) -> str:
        return f"A text of “{self.node(node)}”"

    def refused(self, prompt: Prompt, refusal: Refusal) -> str:
        asking = find_asking(self.release, prompt)
        about = self.release.flow.facts.get(refusal.fact or (asking.fact if asking else ""))
        return f": {refusal_sentence(refusal, about, self.words)}" if about else super().refused(prompt, refusal)

    def ways(self, was: Sequence[str], had: Sequence[str]) -> str:
        parted = next((number for number, (one, two) in enumerate(zip_longest(was, had)) if one != two), 0)
        before = f"After “{self.node(was[parted - 1])}”" if parted else "At the start"
        went = f"it went on to “{self.node(was[parted])}”" if parted < len(was) else "it went no further"
        wanted = f"it had to go to “{self.node(had[parted])}”" if parted < len(had) else "it had to stop there"
        return f"{before} {went}; {wanted}."
