"""Each thing that is counted, counted where it happens."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError, connection, transaction

from agora import mail
from agora.action import action, verbs
from agora.context import CitySwitchRefused, ForeignInstance, enter
from agora.files import gateway
from agora.jobs import running
from agora.jobs.registries import task, tasks
from agora.jobs.running import JobRefused, perform
from agora.mail.departure import leave
from agora.mail.gateway import MailDown
from agora.mail.models import OutgoingMail
from agora.notices.models import Preference
from agora.rules import Refused, anyone, signed_in
from tests.agora.metrics.counting import Growth
from tests.factories.people import make_user


@pytest.fixture
def act():
    """An action that only signed-in people may do, and that fails when told."""

    @action("test.counted", rule=signed_in)
    def inner(*, actor, fail=False):
        if fail:
            raise ValueError

    @action("test.counting", rule=anyone)
    def outer(*, actor, fail=False):
        inner(actor=actor, fail=fail)

    yield outer
    for name in ("test.counted", "test.counting"):
        verbs.forget(name)


def test_an_action_counts_once_whatever_it_calls_and_says_how_it_ended(city, act):
    grown, person = Growth("agora_actions_total"), make_user()

    act(actor=person)
    with pytest.raises(Refused):
        act(actor=AnonymousUser())
    with pytest.raises(ValueError):
        act(actor=person, fail=True)

    assert grown() == {
        f'agora_actions_total{{city="{city.schema}",outcome="{outcome}"}}': 1
        for outcome in ("done", "refused", "failed")
    }


def letters():
    for number in range(2):
        mail.send(
            to=f"lila{number}@exemple.fr",
            template="accounts/mail/security",
            context={"change": "x"},
        )
    return list(OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True)[:2])


def test_a_letter_counts_in_its_city_when_it_left_or_could_not(smtp, city):
    grown, (one, other) = Growth("agora_mails_total"), letters()

    leave(one)
    leave(one)
    smtp.answers["DATA"] = "450 later"
    with pytest.raises(MailDown):
        leave(other)
    smtp.answers["DATA"] = "550 never"
    leave(other)

    assert grown() == {
        f'agora_mails_total{{city="{city.schema}",outcome="{outcome}"}}': 1
        for outcome in ("sent", "down", "refused")
    }


def test_the_storage_says_what_it_did_and_that_it_is_down(city, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "files").mkdir()
    grown = Growth("agora_storage_operations_total")

    gateway.put("trial/a.txt", io.BytesIO(b"a"), "text/plain")
    with pytest.raises(gateway.Missing):
        gateway.read("trial/b.txt")
    assert list(gateway.keys("trial")) == ["trial/a.txt"]
    settings.DATA_DIR = tmp_path / "gone"
    with pytest.raises(gateway.StorageDown):
        gateway.read("trial/a.txt")

    name = 'agora_storage_operations_total{operation="%s",outcome="%s"}'
    assert grown() == {
        name % ("put", "ok"): 1,
        name % ("read", "missing"): 1,
        name % ("list", "ok"): 1,
        name % ("read", "down"): 1,
    }


def test_a_job_says_how_it_ended_and_how_long_it_took(db, cities, monkeypatch):
    task("test.works", queue="heavy")(lambda **ids: None)
    task("test.breaks", queue="heavy")(lambda **ids: 1 / 0)
    args = {"city": cities["villeneuve"].schema}
    grown, times = Growth("agora_jobs_total"), Growth("agora_job_seconds_count")
    try:
        perform("test.works", args)
        with pytest.raises(ZeroDivisionError):
            perform("test.breaks", args)
        monkeypatch.setattr(running, "city_named", lambda schema: None)
        with pytest.raises(JobRefused):
            perform("test.works", args)
    finally:
        tasks.forget("test.works")
        tasks.forget("test.breaks")

    name = 'agora_jobs_total{outcome="%s",task="test.%s"}'
    assert grown() == {
        name % ("done", "works"): 1,
        name % ("failed", "breaks"): 1,
        name % ("refused", "works"): 1,
    }
    assert times() == {'agora_job_seconds_count{queue="heavy"}': 3}


def test_every_wall_that_held_is_counted(city, other_city):
    grown = Growth("agora_isolation_refusals_total")
    mine = Preference.objects.create(user=make_user(), kind="x", rhythm="now")

    with pytest.raises(CitySwitchRefused), enter(other_city):
        pass
    mine._state.house = other_city.schema
    with pytest.raises(ForeignInstance):
        mine.save()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {other_city.schema}.notices_preference")

    assert grown() == {
        f'agora_isolation_refusals_total{{kind="{kind}"}}': 1
        for kind in ("switch", "instance", "rights")
    }
