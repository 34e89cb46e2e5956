"""How often one visitor may do a thing."""

from django.test import RequestFactory

from agora.accounts import limits


def test_what_exceeds_the_rate_is_refused(city):
    request = RequestFactory().post("/")

    assert [limits.allow(request, "idea", "2/h/ip") for _ in range(3)] == [True, True, False]
    assert limits.allow(request, "comment", "2/h/ip")


def test_each_key_has_its_own_count(city):
    request = RequestFactory().post("/")

    assert limits.allow(request, "idea", "1/h/key", key="a")
    assert limits.allow(request, "idea", "1/h/key", key="b")
    assert not limits.allow(request, "idea", "1/h/key", key="a")


def test_the_limit_refuses_after_a_second_process_counted(city):
    # The counter is a row of the house: nothing of it lives in this process.
    request = RequestFactory().post("/")
    limits.allow(request, "idea", "1/h/ip")

    assert not limits.allow(RequestFactory().post("/"), "idea", "1/h/ip")
