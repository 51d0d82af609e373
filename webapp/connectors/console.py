"""Writes a line to the log instead of sending: for development and until a real system is connected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import structlog

from webapp.connectors.base import Delivery
from webapp.connectors.registry import connectors


@connectors.register("console")
class ConsoleConnector:
    """Logs that a delivery was made, its size and its digest: never what is in it."""

    name = "console"

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        body = json.dumps(delivery.payload, sort_keys=True, ensure_ascii=False).encode()
        result = {"connector": self.name, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        structlog.get_logger("waypost.delivery").info(
            "delivered", reference=delivery.reference, key=delivery.key, attempt=delivery.attempt, **result
        )
        return result
