"""Reads of accounts."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import Http404
from django.utils import timezone

from agora.accounts import queries
from agora.accounts.models import IdentityLevel, Invitation
from agora.rules import SYSTEM
from tests.factories.people import make_staff, make_user


def invitation(**fields):
    later = timezone.now() + timedelta(days=1)
    given = {"email": "ana@exemple.fr", "roles": ["reception"], "expires_at": later}
    return Invitation.objects.create(**given | fields)


def test_a_visitor_has_no_level(city):
    assert queries.level_of(SYSTEM) is IdentityLevel.NONE
    assert queries.level_of(make_user(confirmed=False)) is IdentityLevel.EMAIL_UNVERIFIED


def test_the_team_is_whoever_holds_a_job(city):
    member = make_staff("reception")
    make_user()

    assert list(queries.team()) == [member]


def test_the_team_is_narrowed_by_job_and_state(city):
    first, second = make_staff("reception"), make_staff("communication", is_active=False)

    assert list(queries.team_listed(role="reception")) == [first]
    assert list(queries.team_listed(state="ferme")) == [second]
    assert list(queries.team_listed(state="actif")) == [first]


def test_the_team_page_costs_the_same_for_any_number(city, django_assert_num_queries):
    for _ in range(5):
        make_staff("reception", "communication")

    with django_assert_num_queries(2):
        assert len([queries.job_labels(member) for member in queries.team_listed()]) == 5


def test_a_member_is_found_by_their_opaque_name(city):
    member, resident = make_staff(), make_user()

    assert queries.member_or_404(str(member.uid)) == member
    with pytest.raises(Http404):
        queries.member_or_404(str(resident.uid))


def test_a_city_only_offers_its_own_jobs(city):
    assert "director" in queries.known_roles()
    assert not any(name.startswith("provider_") for name in queries.known_roles())


def test_an_address_is_taken_by_others_only(city):
    user = make_user(email="zoe@exemple.fr")

    assert queries.email_is_taken("ZOE@exemple.fr")
    assert not queries.email_is_taken("zoe@exemple.fr", but=user)


def test_a_name_is_taken_when_it_reads_the_same(city):
    user = make_user(pseudonym="Élodie")

    assert queries.pseudonym_is_taken("elodie")
    assert not queries.pseudonym_is_taken("elodie", but=user)
    assert not queries.pseudonym_is_taken("Elodia")


def test_a_disguise_of_a_member_of_the_team_is_taken(city):
    make_staff("director", pseudonym="Samira Belkacem")
    make_user(pseudonym="Milo")

    assert queries.pseudonym_is_taken("5amira Be1kacem")
    assert not queries.pseudonym_is_taken("M1lo")


def test_a_free_name_is_offered(city):
    make_user(pseudonym="Zoé")
    make_user(pseudonym="Zoé 2")

    assert queries.free_pseudonym("Zoé") == "Zoé 3"


def test_pending_and_confirmed_addresses_are_told_apart(city):
    new, known = make_user(confirmed=False), make_user()

    assert (queries.pending_address(new), queries.pending_address(known)) == (new.email, "")
    assert (queries.address_is_confirmed(new), queries.address_is_confirmed(known)) == (False, True)


def test_my_data_has_every_part(city):
    user = make_user(pseudonym="Zoé")

    parts = queries.my_data(user)

    assert parts["accounts.user"]["rows"][0]["pseudonyme"] == "Zoé"


def test_a_link_leads_to_its_invitation(city):
    found = invitation()

    assert queries.invitation_or_404(queries.invitation_token(found)) == found


@pytest.mark.parametrize("token", ["", "x", "abc:def:ghi"])
def test_a_forged_link_leads_nowhere(city, token):
    with pytest.raises(Http404):
        queries.invitation_or_404(token)


def test_a_link_of_another_city_leads_nowhere(city):
    token = signing.dumps("6f1c7a3e-0d6e-4a0c-9a6b-0f6d8c1f2a3b", salt="agora.accounts.invitation")

    with pytest.raises(Http404):
        queries.invitation_or_404(token)


def test_open_invitations_are_those_that_work(city):
    works = invitation()
    for field in ("accepted_at", "revoked_at"):
        invitation(**{field: timezone.now()})
    invitation(expires_at=timezone.now() - timedelta(days=1))

    assert list(queries.open_invitations()) == [works]
