"""What can be done to an account, and the line each deed leaves in the journal."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from agora.accounts import actions, queries
from agora.accounts.backend import PeopleBackend
from agora.accounts.models import IdentityLevel, Invitation, User
from agora.accounts.registries import departures
from agora.audit.models import Entry
from agora.rules import SYSTEM, Refused, held_roles
from tests.factories.people import PASSWORD, SECRET, make_staff, make_user

VISITOR = AnonymousUser()


def verbs_noted() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_visitor_opens_an_account_at_once(city):
    user = actions.open_account(
        actor=VISITOR, email="Zoe@Exemple.FR ", pseudonym="Zoé", password=PASSWORD
    )

    address = EmailAddress.objects.get(user=user)
    assert (user.email, user.pseudonym_key) == ("zoe@exemple.fr", "zoe")
    assert user.identity_level == IdentityLevel.EMAIL_UNVERIFIED
    assert user.check_password(PASSWORD)
    assert user.charter_accepted_at and user.privacy_accepted_at
    assert (address.email, address.primary, address.verified) == ("zoe@exemple.fr", True, False)
    assert verbs_noted() == ["account.opened"]


def test_an_account_without_password_has_none_to_guess(city):
    user = actions.open_account(actor=VISITOR, email="zoe@exemple.fr", pseudonym="Zoé")

    assert not user.has_usable_password()


def test_whoever_is_in_opens_no_second_account(city):
    with pytest.raises(Refused):
        actions.open_account(actor=make_user(), email="zoe@exemple.fr", pseudonym="Zoé")

    assert not User.objects.filter(email="zoe@exemple.fr").exists()


def test_an_account_refused_by_the_database_leaves_no_trace(city):
    make_user(email="zoe@exemple.fr")

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.open_account(actor=VISITOR, email="zoe@exemple.fr", pseudonym="Zoé")
    assert verbs_noted() == []


def test_many_accounts_are_loaded_in_one_deed(city):
    rows = [{"email": f"p{n}@exemple.fr", "pseudonym": f"Personne {n}"} for n in range(3)]

    loaded = actions.load_accounts(actor=SYSTEM, people=rows)

    assert [user.pseudonym for user in loaded] == ["Personne 0", "Personne 1", "Personne 2"]
    assert not any(user.has_usable_password() for user in loaded)
    assert verbs_noted() == ["account.loaded"]


def test_residents_load_nobody(city):
    with pytest.raises(Refused):
        actions.load_accounts(actor=make_user(), people=[])


def test_a_profile_is_changed_by_its_owner(city):
    user = make_user(pseudonym="Zoé")

    actions.change_profile(
        actor=user, user=user, pseudonym="Zoé M", full_name="Zoé Martin", language="en"
    )

    user.refresh_from_db()
    assert (user.pseudonym, user.pseudonym_key, user.full_name, user.language) == (
        "Zoé M", "zoem", "Zoé Martin", "en",
    )  # fmt: skip


def test_a_profile_is_changed_by_nobody_else(city):
    user = make_user(pseudonym="Zoé")

    with pytest.raises(Refused):
        actions.change_profile(actor=make_staff(), user=user, pseudonym="Autre")
    user.refresh_from_db()
    assert user.pseudonym == "Zoé"


def test_the_old_address_stays_until_the_new_one_is_confirmed(city):
    user = make_user(email="avant@exemple.fr")
    actions.ask_address(actor=user, user=user, email="faute@exemple.fr")

    asked = actions.ask_address(actor=user, user=user, email="Apres@exemple.fr")
    user.refresh_from_db()
    assert user.email == "avant@exemple.fr"
    actions.confirm_address(actor=user, user=user, address=asked)

    user.refresh_from_db()
    assert user.email == "apres@exemple.fr"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("apres@exemple.fr", True, True)
    ]


def test_confirming_an_address_raises_the_identity_level_and_never_lowers_it(city):
    new, known = make_user(confirmed=False), make_user(identity_level=IdentityLevel.ROLL)
    for user in (new, known):
        address = EmailAddress.objects.get(user=user)
        actions.confirm_address(actor=user, user=user, address=address)

    assert new.identity_level == IdentityLevel.EMAIL_VERIFIED
    assert known.identity_level == IdentityLevel.ROLL


def test_a_password_is_set_by_its_owner(city):
    user = make_user()

    actions.set_password(actor=user, user=user, password=PASSWORD)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_second_factor_comes_with_recovery_codes_and_hides_its_secret(city):
    user = make_user()

    actions.set_second_factor(actor=user, user=user, secret=SECRET)

    factors = Authenticator.objects.filter(user=user)
    assert {factor.type for factor in factors} == {"totp", "recovery_codes"}
    assert not any(SECRET in str(factor.data) for factor in factors)


def test_removing_the_second_factor_removes_its_recovery_codes(city):
    user = make_staff()

    actions.remove_second_factor(actor=user, user=user)

    assert not Authenticator.objects.filter(user=user).exists()


def test_renewed_recovery_codes_replace_the_former(city):
    user = make_staff()
    kind = Authenticator.Type.RECOVERY_CODES
    before = Authenticator.objects.get(user=user, type=kind).wrap().generate_codes()

    actions.renew_recovery_codes(actor=user, user=user)

    after = Authenticator.objects.get(user=user, type=kind).wrap().generate_codes()
    assert set(before).isdisjoint(after)


def test_closing_sessions_changes_what_sessions_are_checked_against(city):
    user = make_user()
    before = user.get_session_auth_hash()

    actions.close_sessions(actor=user, user=user)

    assert User.objects.get(pk=user.pk).get_session_auth_hash() != before


def test_taking_one_s_data_leaves_a_line(city):
    user = make_user()

    actions.note_data_taken(actor=user, user=user)

    assert verbs_noted() == ["account.data_taken"]


def test_erasing_forgets_the_person_and_keeps_a_line_without_their_name(city):
    user = make_staff("director", email="zoe@exemple.fr", pseudonym="Zoé", full_name="Zoé Martin")

    actions.erase_account(actor=user, user=user)

    gone = User.objects.get(pk=user.pk)
    assert (gone.email, gone.pseudonym, gone.pseudonym_key, gone.full_name) == (None, "", None, "")
    assert gone.erased_at and not gone.is_active and not gone.has_usable_password()
    assert gone.identity_level == IdentityLevel.NONE
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not gone.role_assignments.exists()
    entry = Entry.objects.get(verb="account.erased")
    assert not any("Zoé" in str(value) or "zoe@" in str(value) for value in vars(entry).values())


def test_an_erased_name_may_be_taken_by_another(city):
    user = make_user(email="zoe@exemple.fr", pseudonym="Zoé")
    actions.erase_account(actor=user, user=user)

    again = actions.open_account(actor=VISITOR, email="zoe@exemple.fr", pseudonym="Zoé")

    assert again.pk != user.pk


def test_nobody_erases_somebody_else(city):
    user = make_user()

    with pytest.raises(Refused):
        actions.erase_account(actor=make_staff(), user=user)
    assert User.objects.get(pk=user.pk).erased_at is None


def test_the_director_invites_and_a_second_link_replaces_the_first(city):
    director = make_staff("director")
    first = actions.invite(actor=director, email="Ana@Exemple.fr", roles=["reception"])

    second = actions.invite(actor=director, email="ana@exemple.fr", roles=["communication"])

    first.refresh_from_db()
    assert (first.is_open, second.is_open) == (False, True)
    assert (second.email, second.roles, second.invited_by) == (
        "ana@exemple.fr", ["communication"], director,
    )  # fmt: skip


def test_the_provider_invites_the_first_administrator_of_a_city(city):
    invitation = actions.invite(actor=SYSTEM, email="ana@exemple.fr", roles=["director"])

    assert invitation.invited_by is None


def test_others_invite_nobody(city):
    with pytest.raises(Refused):
        actions.invite(actor=make_staff("reception"), email="ana@exemple.fr", roles=["director"])
    assert not Invitation.objects.exists()


def test_a_withdrawn_link_stops_working(city):
    director = make_staff("director")
    invitation = actions.invite(actor=director, email="ana@exemple.fr", roles=["reception"])

    withdrawn = actions.revoke_invitation(actor=director, invitation=invitation)

    assert not withdrawn.is_open
    with pytest.raises(Refused):
        actions.join_team(actor=VISITOR, invitation=withdrawn, pseudonym="Ana")


def test_joining_opens_an_account_with_the_jobs_promised_once(city):
    invitation = actions.invite(
        actor=make_staff(), email="ana@exemple.fr", roles=["reception", "communication"]
    )

    user = actions.join_team(
        actor=VISITOR, invitation=invitation, pseudonym="Ana", full_name="Ana B.",
        password=PASSWORD,
    )  # fmt: skip

    assert queries.roles_held(user) == {"reception", "communication"}
    assert queries.address_is_confirmed(user)
    assert user.identity_level == IdentityLevel.EMAIL_VERIFIED
    with pytest.raises(Refused):
        actions.join_team(actor=VISITOR, invitation=invitation, pseudonym="Ana 2")


def test_a_resident_who_joins_keeps_their_account_and_roles(city):
    resident = make_staff("reception", email="ana@exemple.fr", pseudonym="Ana")
    accepted = resident.charter_accepted_at
    invitation = actions.invite(actor=make_staff(), email="ana@exemple.fr", roles=["director"])

    user = actions.join_team(actor=resident, invitation=invitation)

    assert (user.pk, user.pseudonym) == (resident.pk, "Ana")
    assert queries.roles_held(user) == {"reception", "director"}
    assert user.charter_accepted_at and user.charter_accepted_at != accepted


def test_roles_are_replaced_by_those_given(city):
    director, user = make_staff("director"), make_staff("reception", "communication")

    actions.change_roles(actor=director, user=user, roles=["communication", "project_officer"])

    assert queries.roles_held(User.objects.get(pk=user.pk)) == {"communication", "project_officer"}


def test_new_roles_hold_within_the_same_request(city):
    member = PeopleBackend().get_user(make_staff("reception").pk)
    assert held_roles(member) == {"reception"}

    actions.change_roles(actor=make_staff("director"), user=member, roles=["communication"])

    assert held_roles(member) == {"communication"}


def test_the_director_does_not_step_down_alone(city):
    director = make_staff("director")

    with pytest.raises(Refused):
        actions.change_roles(actor=director, user=director, roles=[])
    with pytest.raises(Refused):
        actions.deactivate(actor=director, user=director)
    assert queries.roles_held(director) == {"director"}


def test_a_deactivated_member_is_out_and_may_come_back(city):
    director, user = make_staff("director"), make_staff("reception")
    before = user.get_session_auth_hash()

    shut = actions.deactivate(actor=director, user=user)
    assert (shut.is_active, shut.get_session_auth_hash() == before) == (False, False)
    back = actions.reactivate(actor=director, user=shut)

    assert back.is_active
    assert verbs_noted() == ["team.deactivated", "team.reactivated"]


def test_whoever_opened_something_to_the_team_is_told_of_each_loss(city):
    told = []
    with departures.lending("test", lambda user: told.append((user.pk, user.is_active))):
        member, director = make_staff("reception", "communication"), make_staff()
        actions.change_roles(actor=director, user=member, roles=["reception", "communication"])
        assert told == []

        actions.change_roles(actor=director, user=member, roles=["reception"])
        actions.deactivate(actor=director, user=member)
        erased = make_user()
        actions.erase_account(actor=erased, user=erased)

    assert told == [(member.pk, True), (member.pk, False), (erased.pk, False)]
