import pytest
from django.test import RequestFactory

from agora.conf.probes import with_probes


def ask(path, *, ready=True, **extra):
    said = []
    application = with_probes(lambda environ, start: [b"site"], ready=lambda: ready)
    environ = RequestFactory().get(path, **extra).environ
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    return (said or [""])[0][:3], body


@pytest.mark.parametrize("ready", [True, False])
def test_a_living_process_says_so_whatever_the_database_does(ready):
    assert ask("/-/live", ready=ready) == ("200", b"ok\n")


def test_a_process_is_ready_when_its_database_answers():
    assert ask("/-/ready") == ("200", b"ok\n")
    assert ask("/-/ready", ready=False) == ("503", b"not ready\n")


def test_probes_come_with_any_host_and_the_site_gets_the_rest():
    assert ask("/-/live", HTTP_HOST="10.0.0.7:8000")[0] == "200"
    assert ask("/")[1] == b"site"
