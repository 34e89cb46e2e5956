"""Have an XML judged by both schematrons, EN 16931 and the French BR-FR, in a child process.

One child a process, started when first asked, kept warm, gone after some idle minutes. Whoever
calls never loads Saxon. The child out of reach means no judgement, never a good one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from billing.einvoice import judge
from billing.einvoice.checks import NotValid, Refusal

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0
STARTING_SECONDS = 20.0  # more, for a child that compiles first: 1.3 s measured on an idle machine
WARNINGS = {"warning", "info", "information"}
# Fewer rules fired than the smallest true invoice fires: the stylesheet saw nothing.
FEWEST_FIRED = {"en16931": 60, "br-fr": 40}


class ValidatorDown(Exception):
    """No judgement could be had: nothing may be numbered. The text is for people."""

    def __init__(self) -> None:
        super().__init__(_("Contrôle indisponible : aucun numéro consommé."))


@dataclass(frozen=True)
class Report:
    """What both schematrons said of an accepted document."""

    fired: dict[str, int]
    warnings: tuple[str, ...]


class Judge:
    """The child and its two pipes. One question at a time."""

    def __init__(
        self, command: tuple[str, ...] | None = None, *, starting: float = STARTING_SECONDS
    ) -> None:
        self.starting = starting
        self.command = command or (sys.executable, "-m", judge.__name__)
        self.child: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def ask(self, xml: bytes, *, timeout: float = TIMEOUT_SECONDS) -> dict[str, Any]:
        """The verdicts by schematron. ValidatorDown when there are none in time."""
        if not self.lock.acquire(timeout=timeout):
            raise ValidatorDown
        try:
            return self._asked(xml, timeout)
        finally:
            self.lock.release()

    def close(self) -> None:
        """End the child, which is idle or lost."""
        child, self.child = self.child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                _there(pipe).close()
        child.wait()

    def _asked(self, xml: bytes, timeout: float) -> dict[str, Any]:
        for child, fresh in self._children():
            deadline = time.monotonic() + timeout + (self.starting if fresh else 0)
            try:
                reply = _exchange(child, xml, deadline)
            except (EOFError, BrokenPipeError):
                self.close()
                if fresh:  # it was not merely gone for being idle
                    raise ValidatorDown from None
            except TimeoutError:
                self.close()
                raise ValidatorDown from None
            else:
                return _verdicts(reply)
        raise ValidatorDown

    def _children(self) -> Iterator[tuple[subprocess.Popen[bytes], bool]]:
        """The child at hand, if any, then a new one."""
        if self.child is not None:
            yield self.child, False
        try:
            self.child = subprocess.Popen(  # noqa: S603  (our own module, no argument)
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={name: value for name, value in os.environ.items() if name in KEPT},
            )
        except OSError:
            logger.exception("The validator does not start")
            raise ValidatorDown from None
        yield self.child, True


KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")  # no secret

_judge = Judge()


def _close() -> None:
    _judge.close()


def _forget() -> None:
    """A forked process has no child: that one, and the pipes to it, are its parent's."""
    global _judge
    _judge = Judge()


atexit.register(_close)  # by name: a fork must not end its parent's child
os.register_at_fork(after_in_child=_forget)


def validate(xml: bytes, *, by: Judge | None = None, timeout: float = TIMEOUT_SECONDS) -> Report:
    """Accept, or raise NotValid with the rules by their names, or ValidatorDown."""
    verdicts = (by or _judge).ask(xml, timeout=timeout)
    refusals, warnings = [], []
    for name, verdict in verdicts.items():
        for rule, weight, text in verdict["findings"]:
            if weight in WARNINGS:
                warnings.append(f"{rule} {text}")
            else:
                refusals.append(Refusal(code=rule, field=name, text=text))
    if refusals:
        raise NotValid(refusals)
    fired = {name: verdicts.get(name, {}).get("fired", 0) for name in FEWEST_FIRED}
    if dumb := [name for name, least in FEWEST_FIRED.items() if fired[name] < least]:
        raise NotValid([_saw_nothing(name, fired[name]) for name in dumb])
    return Report(fired=fired, warnings=tuple(warnings))


def _saw_nothing(name: str, fired: int) -> Refusal:
    return Refusal(
        code="too-few-rules",
        field=name,
        text=_("Le contrôle %(name)s n’a appliqué que %(fired)d règles : document refusé."),
        params={"name": name, "fired": fired},
    )


def _verdicts(reply: bytes) -> dict[str, Any]:
    try:
        return json.loads(reply)["verdicts"]
    except (ValueError, LookupError, TypeError):
        logger.error("The validator failed: %s", reply[:100])  # a class name, never the document
        raise ValidatorDown from None


def _exchange(child: subprocess.Popen[bytes], xml: bytes, deadline: float) -> bytes:
    """Write the question, read the answer, both before the deadline."""
    questions, answers = _there(child.stdin).fileno(), _there(child.stdout).fileno()
    os.set_blocking(questions, False)
    os.set_blocking(answers, False)
    waiting = judge.frame(xml)
    while waiting:
        _wait(deadline, write=questions)
        waiting = waiting[os.write(questions, waiting) :]
    size = judge.length_of(_read(answers, 4, deadline))
    return _read(answers, size, deadline)


def _read(fd: int, size: int, deadline: float) -> bytes:
    found = b""
    while len(found) < size:
        _wait(deadline, read=fd)
        part = os.read(fd, size - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _wait(deadline: float, *, read: int = -1, write: int = -1) -> None:
    left = max(0.0, deadline - time.monotonic())
    ready = select.select([read] if read >= 0 else [], [write] if write >= 0 else [], [], left)
    if not (ready[0] or ready[1]):
        raise TimeoutError


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
