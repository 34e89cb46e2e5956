"""The child by itself: what it tells, and when it ends."""

import json
import os
import subprocess
import sys

import pytest

from billing.einvoice import judge, mapping
from tests.billing.einvoice.papers import invoice

SVRL = """<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
  <svrl:fired-rule context="a"/><svrl:fired-rule context="b"/>
  <svrl:failed-assert id="BR-1" flag="warning"><svrl:text> un
    texte </svrl:text></svrl:failed-assert>
  <svrl:successful-report><svrl:text>autre</svrl:text></svrl:successful-report>
</svrl:schematron-output>"""


def test_a_verdict_tells_rules_weights_texts_and_how_much_was_looked_at():
    assert judge.verdict(SVRL) == {
        "fired": 2,
        "findings": [
            ["BR-1", "warning", "un texte"],
            ["successful-report", "fatal", "autre"],
        ],
    }


def test_both_stylesheets_are_where_the_library_ships_them():
    found = dict(judge.stylesheets())

    assert set(found) == {"en16931", "br-fr"}
    assert all(path.is_file() for path in found.values())


def test_a_failure_is_told_by_its_class_alone():
    def fails(_xml):
        raise ValueError("FR1420041010050500013M02606")

    assert judge.answer(fails, b"<a/>") == {"error": "ValueError"}
    assert judge.answer(fails, b"\xff") == {"error": "UnicodeDecodeError"}


def test_a_pipe_closed_too_early_is_the_end():
    reading, writing = os.pipe()
    os.write(writing, b"abc")
    os.close(writing)

    with pytest.raises(EOFError):
        judge.read_exactly(reading, 4)
    os.close(reading)


def run(question, *arguments):
    """The child with one question on its input, which closes after it."""
    return subprocess.run(
        [sys.executable, "-m", "billing.einvoice.judge", *arguments],
        input=question,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_it_answers_then_ends_when_its_parent_leaves():
    done = run(judge.frame(mapping.xml_of(invoice())))

    assert done.returncode == 0
    assert judge.length_of(done.stdout[:4]) == len(done.stdout) - 4
    verdicts = json.loads(done.stdout[4:])["verdicts"]
    assert [verdict["findings"] for verdict in verdicts.values()] == [[], []]


def test_it_answers_an_error_to_what_is_no_xml():
    done = run(judge.frame(b"not xml"))

    assert "error" in json.loads(done.stdout[4:])


def test_it_ends_when_nothing_is_asked_for_a_while():
    child = subprocess.Popen(
        [sys.executable, "-m", "billing.einvoice.judge", "0.1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert child.wait(timeout=60) == 0  # its input is still open
    finally:
        child.kill()
        child.communicate()


def test_it_does_not_load_what_it_does_not_need():
    code = "import sys, billing.einvoice.judge; print({'django', 'facturx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
