"""Shape and messages of what people type about themselves."""

import pytest
from django.core.exceptions import ValidationError

from agora.accounts import forms
from tests.factories.people import make_staff, make_user


def test_an_address_loses_its_spaces_and_capitals():
    assert forms.AddressField().clean("  Zoe@Exemple.FR ") == "zoe@exemple.fr"


@pytest.mark.parametrize("typed", ["", "zoe", "zoe@", "@exemple.fr", "zoe@exemple", "a b@c.fr"])
def test_half_an_address_says_what_a_whole_one_is(typed):
    with pytest.raises(ValidationError) as refusal:
        forms.AddressField().clean(typed)

    assert "par exemple nom@exemple.fr" in refusal.value.messages[0]


def test_the_team_may_sound_like_the_team(city):
    with pytest.raises(ValidationError):
        forms.check_pseudonym("Mairie de Villeneuve")
    assert forms.check_pseudonym("Mairie de Villeneuve", official=True) == "Mairie de Villeneuve"


def test_keeping_one_s_name_is_always_allowed(city):
    user = make_user(pseudonym="Zoé")

    assert forms.check_pseudonym("Zoé", user=user) == "Zoé"


def test_the_profile_of_a_member_may_be_official(city):
    typed = {"pseudonym": "Équipe, mairie", "language": "fr"}

    assert forms.ProfileForm(typed, user=make_staff()).is_valid()
    assert not forms.ProfileForm(typed, user=make_user()).is_valid()


def test_erasing_asks_for_the_word():
    assert forms.EraseForm({"word": " Supprimer "}).is_valid()
    assert not forms.EraseForm({"word": "oui"}).is_valid()


def test_a_password_close_to_the_rest_is_weak_but_long_ones_pass(city):
    typed = {"email": "zoe@exemple.fr", "pseudonym": "Zoé", "consent": "on"}

    assert not forms.SignUpForm(typed | {"password": "12345678"}).is_valid()
    assert forms.SignUpForm(typed | {"password": "trois-petits-chats"}).is_valid()


def test_an_invitation_offers_the_jobs_of_a_city(city):
    assert "director" in dict(forms.InviteForm().fields["roles"].choices)
    assert not forms.InviteForm({"email": "a@exemple.fr"}).is_valid()
