"""Which host leads where, asked once."""

import pytest
from django.db import OperationalError

from agora.context import CityRef, directory, state
from agora.context.directory import Directory, Place, normalised
from tests.harness.stand_ins import stand_in

A = CityRef(schema="t_a", id=1, state="live", name="A", host="a.example")


class Source:
    """Cities that count the questions."""

    def __init__(self):
        self.cities = {"a.example": A}
        self.asked = []
        self.epoch = 1
        self.down = False

    def find(self, host):
        assert state() == "public"
        self.asked.append(host)
        return self.cities.get(host)

    def read_epoch(self):
        if self.down:
            raise OperationalError
        return self.epoch


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def clock(monkeypatch):
    """A clock the test moves."""
    now = [1_000.0]
    stand_in(monkeypatch, directory, "time", monotonic=lambda: now[0])
    return now


@pytest.fixture
def hosts(clock, source):
    found = Directory()
    found.set_source(source.find, epoch=source.read_epoch)
    return found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("A.Example:8000", "a.example"),
        ("a.example.", "a.example"),
        ("évry.example", "xn--vry-9la.example"),
        ("[::1]:80", ""),
        ("é" * 80 + ".fr", ""),
        ("a" * 300, ""),
        ("", ""),
    ],
)
def test_hosts_are_written_one_way(written, name):
    assert normalised(written) == name


def test_a_host_is_asked_for_once(hosts, source):
    assert hosts.resolve("a.example") == hosts.resolve("A.example:80") == Place("city", A)
    assert source.asked == ["a.example"]


def test_the_provider_and_the_club_have_hosts_of_their_own(hosts, source):
    assert hosts.resolve("console.localhost") == Place("public")
    assert hosts.resolve("club.localhost") == Place("club")
    assert source.asked == []


def test_an_unknown_host_is_remembered_half_a_minute(hosts, source, clock):
    for _time in range(3):
        assert hosts.resolve("b.example") is None
    clock[0] += 31
    hosts.resolve("b.example")

    assert source.asked == ["b.example", "b.example"]


def test_unknown_hosts_do_not_pile_up(hosts, source):
    for number in range(directory.UNKNOWN_KEPT + 10):
        hosts.resolve(f"h{number}.example")

    assert len(hosts._unknown) == directory.UNKNOWN_KEPT


def test_a_city_opened_just_after_a_visit_answers_at_once(hosts, source, clock):
    hosts.resolve("b.example")
    source.cities["b.example"], source.epoch = A, 2
    clock[0] += 2.1

    assert hosts.resolve("b.example") == Place("city", A)


def test_the_epoch_is_read_every_two_seconds_at_most(hosts, source, clock):
    hosts.resolve("a.example")
    source.cities, source.epoch = {}, 2

    assert hosts.resolve("a.example") == Place("city", A)
    clock[0] += 2.1
    assert hosts.resolve("a.example") is None


def test_known_hosts_outlive_the_database(hosts, source, clock):
    hosts.resolve("a.example")
    source.down = True
    clock[0] += 3

    assert hosts.resolve("a.example") == Place("city", A)


def test_with_nothing_known_a_dead_database_is_said(hosts, source):
    source.down = True
    with pytest.raises(OperationalError):
        hosts.resolve("a.example")


def test_an_answer_older_than_the_epoch_is_not_kept(hosts, source):
    def slow(host):
        found = source.find(host)
        hosts.forget()  # meanwhile, another thread saw the epoch move
        return found

    hosts.set_source(slow, epoch=source.read_epoch)
    hosts.resolve("a.example")

    assert hosts._known == {}


def test_without_a_source_nobody_answers(clock):
    assert Directory().resolve("a.example") is None
