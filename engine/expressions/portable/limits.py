"""How large a rule, its data and its work may be. Whatever is within them ends, and at once."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expressions.portable.answer import RefusedError

MAX_DEPTH = 40
MAX_PARTS = 5_000
MAX_CHARACTERS = 10_000
MAX_VALUE_DEPTH = 60
MAX_STEPS = 100_000
CHARACTERS_A_STEP = 32

JSONLOGIC, CERTLOGIC = "jsonlogic", "certlogic"


@dataclass
class Budget:
    """The work that one evaluation may still do. One step is one part evaluated, or one item looked at or made."""

    left: int = MAX_STEPS
    written_for: str = ""
    """The public language a rule was written for, where it is known: it settles what the two see differently."""

    def spend(self, steps: int, pointer: str) -> None:
        self.left -= steps
        if self.left < 0:
            raise RefusedError(f"Working this out takes more than {MAX_STEPS:,} steps.", pointer)

    def spend_on_text(self, characters: int, pointer: str) -> None:
        self.spend(1 + characters // CHARACTERS_A_STEP, pointer)
