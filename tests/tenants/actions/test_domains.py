"""Hosts added, removed, put first, proven, lost: and what the journal says of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agora.action import verbs
from agora.audit.models import Entry
from agora.audit.registries import sentence
from agora.context import public
from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from tenants.actions import domains as actions
from tenants.models import City, Domain, Epoch
from tests.factories.people import make_staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def operator(cities):
    with public():
        yield make_staff("operator")


@pytest.fixture
def villeneuve(operator, cities):
    return City.objects.get(schema_name=cities["villeneuve"].schema)


def epoch():
    return Epoch.objects.get(pk=1).value


def primary(city):
    return city.domains.get(is_primary=True).host


@pytest.fixture
def own(operator, villeneuve):
    return actions.add_host(actor=operator, city=villeneuve, host="participez.ville.fr")


def test_a_second_host_leads_to_the_city_and_waits_for_its_proof(operator, villeneuve):
    before = epoch()

    own = actions.add_host(actor=operator, city=villeneuve, host="participez.ville.fr")

    assert (own.verified_at, own.becomes_primary, own.is_primary) == (None, False, False)
    assert pending()[-1] == ("tenants.verify_domain", {"domain": own.pk})
    assert epoch() == before + 1
    assert Entry.objects.filter(verb="domain.added", actor_id=operator.pk).exists()


def test_a_second_host_of_ours_is_proven_by_where_it_lies(operator, villeneuve):
    ours = actions.add_host(actor=operator, city=villeneuve, host="vn.localhost")

    assert ours.verified_at is not None
    assert "tenants.verify_domain" not in [name for name, _ids in pending()]


def test_a_city_without_address_of_ours_is_given_one(villeneuve):
    Domain.objects.filter(city=villeneuve).update(host="participez.ville.fr")

    given = actions.give_immediate_host(actor=SYSTEM, city=villeneuve)

    assert given.host == "villeneuve.localhost"
    assert primary(villeneuve) == "participez.ville.fr"  # proven: links stay


def test_links_take_the_address_of_ours_if_theirs_was_never_proven(villeneuve):
    Domain.objects.filter(city=villeneuve).update(host="participez.ville.fr", verified_at=None)

    actions.give_immediate_host(actor=SYSTEM, city=villeneuve)

    assert primary(villeneuve) == "villeneuve.localhost"


def test_a_host_is_removed_unless_links_use_it(operator, villeneuve, own):
    actions.remove_host(actor=operator, domain=own)

    assert list(villeneuve.domains.values_list("host", flat=True)) == ["villeneuve.localhost"]
    with pytest.raises(Refused):
        actions.remove_host(actor=operator, domain=villeneuve.domains.get())


def test_only_a_proven_host_that_leads_here_is_put_first(operator, villeneuve, own):
    with pytest.raises(Refused):
        actions.promote_host(actor=operator, domain=own)
    own = actions.confirm_host(actor=SYSTEM, domain=own)
    own.lost_since = NOW
    with pytest.raises(Refused):
        actions.promote_host(actor=operator, domain=own)
    own.lost_since = None

    actions.promote_host(actor=operator, domain=own)

    assert primary(villeneuve) == "participez.ville.fr"


def test_asking_twice_reads_the_zone_once(operator, own):
    actions.ask_proof(actor=operator, domain=own)
    actions.ask_proof(actor=operator, domain=own)

    assert [name for name, _ids in pending()].count("tenants.verify_domain") == 2  # added, asked


def test_only_the_job_says_what_a_zone_says(operator, own):
    for verb, facts in (
        (actions.confirm_host, {}),
        (actions.flag_host, {"at": NOW}),
        (actions.withdraw_proof, {}),
    ):
        with pytest.raises(Refused):
            verb(actor=operator, domain=own, **facts)
    assert Domain.objects.get(pk=own.pk).verified_at is None


def test_a_director_touches_no_host(city, cities):
    director = make_staff("director")

    with pytest.raises(Refused):
        actions.add_host(actor=director, city=city, host="a.fr")
    with pytest.raises(Refused):
        actions.ask_proof(actor=director, domain=Domain(host="a.fr"))


def test_a_proven_host_moves_the_directory_and_takes_the_links_if_it_was_to(villeneuve, own):
    Domain.objects.filter(pk=own.pk).update(becomes_primary=True)
    before = epoch()

    proven = actions.confirm_host(actor=SYSTEM, domain=own)

    assert (proven.is_primary, proven.becomes_primary) == (True, False)
    assert primary(villeneuve) == "participez.ville.fr"
    assert epoch() == before + 1


def test_a_second_host_once_proven_leaves_the_links_alone(villeneuve, own):
    actions.confirm_host(actor=SYSTEM, domain=own)

    assert primary(villeneuve) == "villeneuve.localhost"


def test_a_host_that_is_back_keeps_the_day_of_its_first_proof(own):
    first = actions.confirm_host(actor=SYSTEM, domain=own).verified_at
    actions.flag_host(actor=SYSTEM, domain=own, at=NOW)
    assert Domain.objects.get(pk=own.pk).lost_since == NOW

    back = actions.confirm_host(actor=SYSTEM, domain=own)

    assert (back.verified_at, back.lost_since) == (first, None)


def test_links_leave_a_host_that_lost_its_proof_and_return_with_it(operator, villeneuve, own):
    own = actions.confirm_host(actor=SYSTEM, domain=own)
    actions.promote_host(actor=operator, domain=own)
    actions.flag_host(actor=SYSTEM, domain=own, at=NOW - timedelta(days=3))

    actions.withdraw_proof(actor=SYSTEM, domain=own)

    lost = Domain.objects.get(pk=own.pk)
    assert (lost.verified_at, lost.lost_since, lost.becomes_primary) == (None, None, True)
    assert primary(villeneuve) == "villeneuve.localhost"
    actions.confirm_host(actor=SYSTEM, domain=lost)
    assert primary(villeneuve) == "participez.ville.fr"


def test_with_no_other_proven_host_links_stay_where_they_are(villeneuve):
    only = villeneuve.domains.get()

    actions.withdraw_proof(actor=SYSTEM, domain=only)

    assert primary(villeneuve) == only.host


def test_the_journal_has_words_for_each(operator):
    mine = [verb for verb in verbs if verb.startswith("domain.")]

    assert len(mine) == 8
    assert [verb for verb in mine if sentence(verb) == verb] == []
