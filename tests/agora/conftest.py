"""A mail server on a socket, or none."""

import asyncio
import threading

import pytest
from aiosmtpd.controller import Controller

from tests.harness.ports import free_port


class Box:
    """What a mail server got; `answers` make it refuse, `hold` makes it slow.

    `reached`: a letter arrived. `cut`: whoever sent it was gone before the answer.
    """

    def __init__(self):
        self.got = []
        self.answers = {}
        self.hold = False
        self.reached = threading.Event()
        self.cut = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := self.answers.get("DATA"):
            return answer
        self.reached.set()
        try:
            while self.hold:
                await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            self.cut.set()
            raise
        self.got.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def smtp(settings):
    """A mail server that answers."""
    box = Box()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=60)
    server.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()


@pytest.fixture
def folder(settings, tmp_path):
    """No mail server: letters go into a folder."""
    settings.SMTP_URL = ""
    settings.DATA_DIR = tmp_path
    return tmp_path / "mail"
