"""What every connector takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message to the outside. `key` stays the same however often it is tried."""

    key: str
    reference: str
    attempt: int
    payload: Mapping[str, Any]


class DeliveryError(Exception):
    """It did not arrive. A permanent failure is not tried again; `retry_after` is the receiver's wish."""

    def __init__(self, reason: str, *, is_permanent: bool = False, retry_after: timedelta | None = None) -> None:
        self.is_permanent = is_permanent
        self.retry_after = retry_after
        super().__init__(reason)


class Connector(Protocol):
    """Hands a delivery to another system."""

    name: str

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        """What is worth keeping of the answer, without personal data. Raises DeliveryError."""
