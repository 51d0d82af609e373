"""What a whole proof may take in seconds. The clock is handed in: the engine has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Budget:
    """Begins when it is made."""

    seconds: float
    clock: Callable[[], float]
    began: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "began", self.clock())

    @property
    def left(self) -> float:
        """Seconds; none when it is used up."""
        return max(0.0, self.began + self.seconds - self.clock())

    @property
    def is_over(self) -> bool:
        return not self.left

    @property
    def milliseconds(self) -> int:
        """For one question to the solver: at least one."""
        return max(1, int(self.left * 1000))

    @property
    def why(self) -> str:
        """Why something is not settled."""
        return f"the {self.seconds:g} seconds for the whole proof were over"
