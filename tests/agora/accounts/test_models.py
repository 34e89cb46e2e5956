"""Accounts as rows."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from agora.accounts.models import IdentityLevel, Invitation, RoleAssignment, User
from tests.factories.people import PASSWORD, make_staff, make_user


def test_levels_are_written_as_words_in_settings():
    assert IdentityLevel.from_code("email_verified") is IdentityLevel.EMAIL_VERIFIED
    assert IdentityLevel.EMAIL_VERIFIED.code == "email_verified"


def test_the_user_model_is_ours():
    assert get_user_model() is User


def test_two_people_never_share_a_name_even_accented_otherwise(city):
    make_user(pseudonym="Élodie")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(pseudonym="elodie")


def test_an_account_needs_a_name_and_an_address(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=None, pseudonym="Zoé")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="a@exemple.fr", pseudonym="")


def test_addresses_are_stored_in_lower_case(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Zoe@exemple.fr", pseudonym="Zoé")


def test_an_address_is_found_whatever_its_case(city):
    user = make_user(email="zoe@exemple.fr")

    assert User.objects.get_by_natural_key("Zoe@Exemple.fr") == user


def test_erased_people_share_the_same_signature(city):
    now = timezone.now()
    gone = [User.objects.create(email=None, pseudonym="", erased_at=now) for _ in range(2)]

    assert [str(one) for one in gone] == ["Compte supprimé", "Compte supprimé"]


def test_full_name_is_for_the_team_only(city):
    user = make_user(pseudonym="Zoé", full_name="Zoé Martin")

    assert (user.display_name, user.get_full_name()) == ("Zoé", "Zoé Martin")


def test_restriction_ends_by_itself(city):
    user = make_user(restricted_until=timezone.now() + timedelta(hours=1))
    assert user.is_restricted
    user.restricted_until = timezone.now() - timedelta(hours=1)
    assert not user.is_restricted
    user.restricted_until = None
    assert not user.is_restricted


def test_nobody_of_a_city_is_an_operator(city):
    assert not make_staff().is_operator


def test_the_session_hash_follows_password_and_epoch(city, settings):
    user = make_user(password=PASSWORD)
    before = user.get_session_auth_hash()
    user.sessions_epoch += 1

    assert user.get_session_auth_hash() != before
    settings.SECRET_KEY_FALLBACKS = ["ancienne"]
    assert len(list(user.get_session_auth_fallback_hash())) == 1


def test_a_role_is_held_once(city):
    user = make_staff("director")

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=user, role="director")
    assert str(user.role_assignments.get()) == "director"


def test_an_invitation_works_until_used_withdrawn_or_old(city):
    later = timezone.now() + timedelta(days=1)
    invitation = Invitation(email="a@exemple.fr", roles=["director"], expires_at=later)
    assert (invitation.is_open, str(invitation)) == (True, "a@exemple.fr")
    for field in ("accepted_at", "revoked_at"):
        setattr(invitation, field, timezone.now())
        assert not invitation.is_open
        setattr(invitation, field, None)
    invitation.expires_at = timezone.now()
    assert not invitation.is_open
