"""Which hosts may have a certificate: few questions, whatever the edge is made to ask."""

import pytest
from django.db import OperationalError

from agora.context import certificates, state
from agora.context.certificates import Certificates, Verdict
from tests.harness.stand_ins import stand_in


class Source:
    """Proven hosts that count the questions."""

    def __init__(self):
        self.proven = {"participez.a.fr"}
        self.asked = []
        self.epoch = 1
        self.down = False

    def __call__(self, host):
        assert state() == "public"
        self.asked.append(host)
        if self.down:
            raise OperationalError
        return self.epoch, host in self.proven


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def clock(monkeypatch):
    """A clock the test moves."""
    now = [1_000.0]
    stand_in(monkeypatch, certificates, "time", monotonic=lambda: now[0])
    return now


@pytest.fixture
def hosts(clock, source):
    found = Certificates()
    found.set_source(source)
    return found


def test_a_proven_host_costs_one_question_an_epoch_read(hosts, source, clock):
    assert [hosts.ask("participez.a.fr") for _time in range(50)] == [Verdict.YES] * 50
    assert source.asked == ["participez.a.fr"]
    clock[0] += 2.1
    hosts.ask("Participez.A.fr")

    assert source.asked == ["participez.a.fr"] * 2


def test_an_unknown_host_is_remembered(hosts, source):
    assert [hosts.ask("b.fr") for _time in range(50)] == [Verdict.NO] * 50
    assert source.asked == ["b.fr"]


def test_the_provider_and_the_club_cost_no_question(hosts, source):
    assert hosts.ask("console.localhost") is hosts.ask("club.localhost") is Verdict.YES
    assert source.asked == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "localhost",
        "a" * 64 + ".fr",
        ".".join(["a" * 60] * 5) + ".fr",
        "participez.a.fr.",
        "participez.a.fr:443",
        "participez.a.fr\n",
        "participez.a.fr\x00",
        "participez\u200b.a.fr",
        "évry.fr",
        "\u212a.fr",  # a sign whose small letter is our k
        "192.0.2.1",
        "[2001:db8::1]",
        "2001:db8::1",
        "-a.fr",
        "a-.fr",
        "a..fr",
        "_agora.a.fr",
        "*.a.fr",
        "a b.fr",
        "a.fr/x",
        "' OR 1=1.fr",
    ],
)
def test_what_cannot_be_a_host_costs_no_question(hosts, source, name):
    assert hosts.ask(name) is Verdict.NO
    assert source.asked == []


def test_a_flood_of_names_is_looked_up_by_tens_then_told_to_wait(hosts, source, clock):
    verdicts = [hosts.ask(f"h{number}.fr") for number in range(1_000)]

    assert verdicts.count(Verdict.NO) == len(source.asked) == certificates.LOOKUPS_AT_ONCE
    assert verdicts.count(Verdict.LATER) == 1_000 - certificates.LOOKUPS_AT_ONCE
    clock[0] += 1
    verdicts = [hosts.ask(f"i{number}.fr") for number in range(100)]
    assert verdicts.count(Verdict.NO) == certificates.LOOKUPS_PER_SECOND


def test_a_flood_does_not_stop_a_host_already_proven(hosts, source, clock):
    hosts.ask("participez.a.fr")
    for number in range(1_000):
        hosts.ask(f"h{number}.fr")
    clock[0] += 2.1
    for number in range(1_000):
        hosts.ask(f"i{number}.fr")
    clock[0] += 2.1  # its answer is to be read again, and the allowance has been spent

    assert hosts.ask("participez.a.fr") is Verdict.YES


def test_unknown_names_do_not_pile_up(hosts, clock):
    for number in range(certificates.UNKNOWN_KEPT + 10):
        clock[0] += 0.2
        hosts.ask(f"h{number}.fr")

    assert len(hosts._unknown) == certificates.UNKNOWN_KEPT


def test_a_host_proven_a_moment_ago_is_known_two_seconds_later(hosts, source, clock):
    assert hosts.ask("b.fr") is Verdict.NO
    source.proven.add("b.fr")
    source.epoch = 2
    clock[0] += 2.1

    assert hosts.ask("b.fr") is Verdict.YES


def test_a_host_that_lost_its_proof_is_refused_two_seconds_later(hosts, source, clock):
    hosts.ask("participez.a.fr")
    source.proven.clear()
    source.epoch = 2
    clock[0] += 2.1

    assert hosts.ask("c.fr") is Verdict.NO  # whoever asks first reads the epoch for all
    assert hosts.ask("participez.a.fr") is Verdict.NO


def test_while_the_database_is_away_known_hosts_keep_their_answer(hosts, source, clock):
    hosts.ask("participez.a.fr")
    source.down = True
    clock[0] += 3
    source.asked.clear()

    assert hosts.ask("participez.a.fr") is Verdict.YES
    assert [hosts.ask(f"h{number}.fr") for number in range(9)] == [Verdict.UNREADABLE] * 9
    assert len(source.asked) == 1  # then nobody waits for it
    source.down = False
    clock[0] += 2.1
    assert hosts.ask("h1.fr") is Verdict.NO


def test_without_a_source_nobody_has_one(clock):
    assert Certificates().ask("a.fr") is Verdict.NO
