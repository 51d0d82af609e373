"""Mail: as a letter, into a folder, and to a mail server that listens on this machine."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest

from webapp.connectors import Delivery, DeliveryError, MailFolderConnector, SmtpConnector
from webapp.connectors.letters import build_letter

FROM = "no-reply@help.example"
MAIL = {
    "to": "pat@example.org",
    "subject": "Ayuda con la calefacción",
    "text": "Ábralo:\n\nhttps://x\n",
    "language": "es",
}


def a_delivery(**changes: str) -> Delivery:
    return Delivery(key="mail:journey:1", reference="journey", attempt=1, payload={**MAIL, **changes})


def test_a_letter_says_what_the_standard_asks_for():
    letter = email.message_from_bytes(build_letter(a_delivery(), sender=FROM).as_bytes(), policy=default)
    assert (letter["To"], letter["From"], letter["Subject"]) == ("pat@example.org", FROM, "Ayuda con la calefacción")
    assert (letter["Content-Language"], letter["Auto-Submitted"]) == ("es", "auto-generated")
    assert letter["Message-ID"] == "<mail.journey.1@waypost>"
    assert letter.get_content().replace("\r\n", "\n") == MAIL["text"]


def test_nothing_typed_becomes_another_header():
    with pytest.raises(DeliveryError) as refused:
        build_letter(a_delivery(to="pat@example.org\nBcc: all@example.org"), sender=FROM)
    assert refused.value.is_permanent
    letter = build_letter(a_delivery(subject="Heat\nBcc: all@example.org"), sender=FROM)
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Heat Bcc: all@example.org"


def test_the_folder_takes_each_mail_once_for_its_owner_only(tmp_path: Path):
    connector = MailFolderConnector(tmp_path / "mail", sender=FROM)
    results = {connector.deliver(a_delivery())["file"] for _ in range(2)}
    (path,) = (tmp_path / "mail").iterdir()
    assert results == {path.name}
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"https://x" in path.read_bytes()


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server of the test's own: what it says to each recipient, and the letters it got."""

    def __init__(self) -> None:
        self.answer = "250 welcome"
        self.received: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Conversation)


class _Conversation(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a sender needs."""

    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                self.server.received.append(self._message())
                self.say("250 taken")
            elif verb == "RCPT":
                self.say(self.server.answer)
            else:
                self.say("221 bye" if verb == "QUIT" else "250 well")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def connector_to(server: MailServer) -> SmtpConnector:
    return SmtpConnector(f"smtp://127.0.0.1:{server.server_address[1]}", sender=FROM)


def test_a_mail_server_gets_the_letter(server: MailServer):
    assert connector_to(server).deliver(a_delivery()) == {"connector": "smtp"}
    (letter,) = server.received
    assert b"To: pat@example.org" in letter


@pytest.mark.parametrize(("answer", "is_permanent"), [("550 nobody here", True), ("450 later", False)])
def test_a_refusal_is_for_ever_or_for_now_and_quotes_no_address(server: MailServer, answer: str, is_permanent: bool):
    server.answer = answer
    with pytest.raises(DeliveryError) as refused:
        connector_to(server).deliver(a_delivery())
    assert refused.value.is_permanent is is_permanent
    assert str(refused.value) == f"the mail server refused it: {answer[:3]}"


def test_a_server_that_is_away_is_tried_again(server: MailServer):
    server.shutdown()
    server.server_close()
    with pytest.raises(DeliveryError) as failed:
        connector_to(server).deliver(a_delivery())
    assert not failed.value.is_permanent
