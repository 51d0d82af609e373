"""Puts each mail into a folder instead of sending it: for development, where whoever runs it may read them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from webapp.connectors.base import Delivery
from webapp.connectors.letters import build_letter

FOLDER = Path("var/mail")


class MailFolderConnector:
    """One file a mail, readable by its owner only. The log names the file, and nothing that is in it."""

    name = "mail-folder"

    def __init__(self, folder: Path = FOLDER, *, sender: str = "") -> None:
        self.folder = folder
        self.sender = sender

    def deliver(self, delivery: Delivery) -> Mapping[str, Any]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{hashlib.sha256(delivery.key.encode()).hexdigest()[:16]}.eml"
        letter = build_letter(delivery, sender=self.sender).as_bytes()
        with open(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(letter)
        structlog.get_logger("waypost.delivery").info("mail written", file=str(self.folder / name))
        return {"connector": self.name, "file": name}
