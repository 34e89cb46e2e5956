"""Judged by a child, or not accepted at all."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from billing.einvoice import judge, mapping, validation
from billing.einvoice.checks import NotValid
from billing.einvoice.validation import Judge, ValidatorDown, validate
from tests.billing.einvoice.papers import invoice


@pytest.fixture(scope="module")
def xml():
    return mapping.xml_of(invoice())


@pytest.fixture
def stub():
    """A child that says what the test makes it say, in the place of the true one."""
    made = []

    def make(code, *, starting=20.0):
        header = "import sys, struct, os, time\n"
        one = Judge((sys.executable, "-c", header + code), starting=starting)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


def answering(**verdicts):
    """Code of a child that answers these verdicts once."""
    body = judge.frame(json.dumps({"verdicts": verdicts}).encode())
    return f"sys.stdin.buffer.read(4)\nos.write(1, {body!r})\ntime.sleep(60)"


def fired(en16931, br_fr, findings=()):
    return {
        "en16931": {"fired": en16931, "findings": list(findings)},
        "br-fr": {"fired": br_fr, "findings": []},
    }


def test_a_good_invoice_is_accepted_and_much_was_looked_at(xml):
    report = validate(xml, timeout=60)

    assert report.warnings == ()
    assert all(report.fired[name] >= least for name, least in validation.FEWEST_FIRED.items())


def test_the_child_is_kept_warm(xml):
    validate(xml, timeout=60)
    child = validation._judge.child
    validate(xml, timeout=60)

    assert validation._judge.child is child


def test_the_caller_never_loads_saxon(xml):
    validate(xml, timeout=60)

    assert "saxonche" not in sys.modules


def test_an_xml_of_something_else_is_refused_because_too_few_rules_saw_it():
    with pytest.raises(NotValid) as refused:
        validate(b"<order>42</order>", timeout=60)

    assert "too-few-rules" in refused.value.codes or "FX-SCH-A-000001" in refused.value.codes


@pytest.mark.parametrize(("en16931", "br_fr"), [(0, 73), (115, 0), (59, 73), (115, 39)])
def test_an_implausible_count_refuses(stub, en16931, br_fr):
    with pytest.raises(NotValid) as refused:
        validate(b"<a/>", by=stub(answering(**fired(en16931, br_fr))))

    assert set(refused.value.codes) == {"too-few-rules"}
    assert "règles" in refused.value.refusals[0].message


def test_a_schematron_left_out_refuses(stub):
    with pytest.raises(NotValid):
        validate(b"<a/>", by=stub(answering(**{"en16931": {"fired": 115, "findings": []}})))


def test_a_warning_is_told_and_does_not_refuse(stub):
    verdicts = fired(115, 73, [["BR-W", "warning", "à revoir"]])

    assert validate(b"<a/>", by=stub(answering(**verdicts))).warnings == ("BR-W à revoir",)


def test_a_percent_sign_in_a_rule_is_only_a_percent_sign(stub):
    verdicts = fired(115, 73, [["BR-X", "fatal", "20 % (%s)"]])

    with pytest.raises(NotValid) as refused:
        validate(b"<a/>", by=stub(answering(**verdicts)))
    assert [one.message for one in refused.value.refusals] == ["20 % (%s)"]


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(3)",  # does not start
        "sys.stdin.buffer.read(4)\nos.abort()",  # Saxon aborts
        "os.write(1, struct.pack('>I', 99) + b'half')",  # ends in the middle of its answer
        "os.write(1, struct.pack('>I', 20) + b'{\"error\": \"Failure\"}')\ntime.sleep(60)",
        "os.write(1, struct.pack('>I', 19) + b'{\"error\": \"Failure\"}')\ntime.sleep(60)",
    ],
)
def test_a_child_that_fails_means_no_judgement(stub, code):
    with pytest.raises(ValidatorDown):
        validate(b"<a/>", by=stub(code))


def test_a_child_that_does_not_answer_in_time_is_ended(stub):
    slow = stub("time.sleep(60)", starting=0)
    began = time.monotonic()

    with pytest.raises(ValidatorDown):
        validate(b"<a/>", by=slow, timeout=0.3)

    assert time.monotonic() - began < 10
    assert slow.child is None


def test_a_child_that_does_not_even_read_is_ended(stub):
    with pytest.raises(ValidatorDown):
        validate(b"x" * 1_000_000, by=stub("time.sleep(60)", starting=0), timeout=0.3)


def test_a_program_that_is_not_there_means_no_judgement():
    with pytest.raises(ValidatorDown):
        validate(b"<a/>", by=Judge(("/nonexistent/python",)))


def test_a_busy_child_is_not_waited_for_for_ever(stub):
    busy = stub("time.sleep(60)")
    with busy.lock, pytest.raises(ValidatorDown):
        validate(b"<a/>", by=busy, timeout=0.1)


def test_it_says_that_no_number_was_taken():
    assert str(ValidatorDown()) == "Contrôle indisponible\u00a0: aucun numéro consommé."


def test_a_child_gone_for_being_idle_is_started_again(xml):
    idle = Judge((sys.executable, "-m", judge.__name__, "0.1"))
    try:
        assert validate(xml, by=idle, timeout=60)
        first = idle.child
        first.wait(timeout=60)

        assert validate(xml, by=idle, timeout=60)
        assert idle.child is not first
    finally:
        idle.close()


def test_a_child_killed_between_two_questions_is_started_again(xml):
    validate(xml, timeout=60)
    os.kill(validation._judge.child.pid, signal.SIGKILL)

    assert validate(xml, timeout=60)


def test_no_secret_of_the_environment_reaches_the_child(stub, monkeypatch):
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_canary")
    ends = "if 'STRIPE_SECRET_KEY' in os.environ: sys.exit(0)\n"
    child = stub(ends + answering(**fired(10_000, 10_000)))

    assert validate(b"<a/>", by=child, timeout=60).warnings == ()


PARENT = """
import sys, time
from billing.einvoice import validation
reply = validation._judge.ask(b"<a/>", timeout=60)
print(validation._judge.child.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid):
    try:
        with Path(f"/proc/{pid}/stat").open() as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_child_dies_with_its_parent():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert is_alive(pid)

    parent.kill()
    parent.communicate()

    for _ in range(100):
        if not is_alive(pid):
            break
        time.sleep(0.1)
    assert not is_alive(pid)


def test_ctrl_c_leaves_it_to_its_parent(xml):
    validate(xml, timeout=60)
    warm = validation._judge.child
    os.kill(warm.pid, signal.SIGINT)

    assert validate(xml, timeout=60)
    assert validation._judge.child is warm


def test_a_fork_does_not_speak_through_its_parents_pipes(xml):
    validate(xml, timeout=60)
    warm = validation._judge.child
    fork = os.fork()
    if fork == 0:
        clean = validation._judge.child is None
        validation._close()  # as when it exits
        os._exit(0 if clean else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) == 0
    assert validate(xml, timeout=60)
    assert validation._judge.child is warm
