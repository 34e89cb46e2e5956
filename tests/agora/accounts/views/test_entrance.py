"""Coming in, page by page, as a browser does."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.urls import reverse

from agora.accounts import actions, queries
from agora.accounts.models import IdentityLevel, User
from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from tests.factories.people import PASSWORD, SECRET, make_staff, make_user, sign_in

pytestmark = pytest.mark.usefixtures("city")

SIGN_UP = "/compte/inscription/"
SIGN_IN = "/compte/connexion/"


def form_of(**changed):
    return {
        "email": "zoe@exemple.fr",
        "pseudonym": "Zoé",
        "password": PASSWORD,
        "consent": "on",
        "website": "",
    } | changed


def mails(address="zoe@exemple.fr"):
    return [mail.text for mail in OutgoingMail.objects.filter(to=address).order_by("pk")]


def link_in(text):
    return re.search(r"https?://[^/\s]+(/compte/\S+)", text).group(1)


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def is_in(client):
    return "_auth_user_id" in client.session


def test_one_screen_opens_the_account_and_the_session(client):
    answer = client.post(f"{SIGN_UP}?next=/propositions/12/", form_of())

    assert (answer.status_code, answer.url) == (302, "/propositions/12/")
    assert is_in(client)
    assert User.objects.get().pseudonym == "Zoé"


def test_reading_the_entrance_sets_no_session(client):
    for url in (SIGN_UP, SIGN_IN, "/compte/code/", "/compte/mot-de-passe/oublie/"):
        assert client.get(url).status_code == 200
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_sign_up_page_costs_no_query(client, django_assert_max_num_queries):
    client.get(SIGN_UP)

    with django_assert_max_num_queries(4):
        client.get(SIGN_UP)


def test_without_password_the_account_opens_too(client):
    client.post(SIGN_UP, form_of(password=""))

    assert is_in(client)
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"email": "zoe"}, "Écrivez une adresse e-mail complète"),
        ({"email": ""}, "Écrivez une adresse e-mail complète"),
        ({"email": "z" * 250 + "@exemple.fr"}, "trop longue|adresse e-mail complète"),
        ({"email": "zoe@exemple\x00.fr"}, "Null characters|caractère nul|caractères nuls"),
        ({"pseudonym": "   "}, "au moins deux lettres|Choisissez le nom"),
        ({"pseudonym": ""}, "Choisissez le nom que tout le monde lira"),
        ({"pseudonym": "Lé\u202eo"}, "caractères invisibles"),
        ({"pseudonym": "Lé\x07o"}, "caractères invisibles"),
        ({"pseudonym": "a" * 41}, "40 caractères au plus"),
        ({"pseudonym": "La Mairie"}, "réservé à l’équipe"),
        ({"pseudonym": "Villeneuve"}, "réservé à l’équipe"),
        ({"pseudonym": "zoe@exemple.fr"}, "ni adresse ni lien"),
        ({"password": "court"}, "mot de passe"),
        ({"consent": ""}, "Cochez cette case"),
    ],
)
def test_bad_input_is_answered_at_its_field_with_what_was_typed(client, changed, message):
    answer = client.post(SIGN_UP, form_of(**changed))

    assert answer.status_code == 422
    assert re.search(message, answer.text)
    assert not User.objects.exists()
    if "email" not in changed:
        assert "zoe@exemple.fr" in answer.text


def test_a_taken_name_is_refused_with_a_free_one(client):
    make_user(pseudonym="zoe")

    answer = client.post(SIGN_UP, form_of())

    assert answer.status_code == 422
    assert "Ce pseudonyme est déjà pris. Essayez-en un autre." in answer.text
    assert "Zoé 2" in answer.text


def test_a_taken_address_is_refused_whatever_its_case(client):
    make_user(email="zoe@exemple.fr")

    answer = client.post(SIGN_UP, form_of(email="ZOE@exemple.fr"))

    assert answer.status_code == 422
    assert "Un compte existe déjà avec cette adresse" in answer.text


def test_a_robot_that_fills_everything_opens_nothing(client):
    answer = client.post(SIGN_UP, form_of(website="https://spam.example"))

    assert (answer.status_code, User.objects.count()) == (302, 0)


def test_a_form_sent_twice_opens_one_account(client):
    client.post(SIGN_UP, form_of())

    again = client.post(SIGN_UP, form_of())

    assert (again.status_code, User.objects.count()) == (302, 1)


def test_a_flood_is_answered_in_words(client):
    for _ in range(21):
        answer = client.post(SIGN_UP, {})

    assert answer.status_code == 429
    assert "Attendez quelques minutes" in answer.text


def test_the_way_back_never_leaves_the_site(client):
    answer = client.post(f"{SIGN_UP}?next=https://ailleurs.example/", form_of())

    assert answer.url == "/mon-espace/"


def test_the_mailed_link_confirms_the_address_on_a_click_of_its_button(client):
    client.post(SIGN_UP, form_of())
    link = link_in(mails()[-1])

    assert "Oui, c’est mon adresse" in client.get(link).text
    assert User.objects.get().identity_level == IdentityLevel.EMAIL_UNVERIFIED
    client.post(link)

    assert User.objects.get().identity_level == IdentityLevel.EMAIL_VERIFIED
    assert EmailAddress.objects.get().verified
    assert "Ce lien ne fonctionne plus" in client.get(link).text


def test_the_mailed_link_works_on_another_device_too(client, client_for, city):
    client.post(SIGN_UP, form_of())
    other = client_for(city)

    answer = other.post(link_in(mails()[-1]), follow=True)

    assert answer.redirect_chain[-1][0] == SIGN_IN
    assert "votre adresse est confirmée" in answer.text


def test_a_forged_confirmation_confirms_nothing(client):
    page = client.get("/compte/adresse/confirmer/MQ:1abc:xyz/")

    assert "Ce lien ne fonctionne plus" in page.text


def test_password_opens_the_session(client, city):
    make_user(email="zoe@exemple.fr", password=PASSWORD)

    answer = client.post(SIGN_IN, {"login": " Zoe@exemple.fr", "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/mon-espace/")
    assert is_in(client)


@pytest.mark.parametrize("address", ["zoe@exemple.fr", "inconnue@exemple.fr"])
def test_wrong_passwords_and_unknown_addresses_read_the_same(client, city, address):
    make_user(email="zoe@exemple.fr", password=PASSWORD)

    answer = client.post(SIGN_IN, {"login": address, "password": "faux"})

    assert answer.status_code == 422
    assert "Adresse ou mot de passe inexact" in answer.text
    assert not is_in(client)


def test_guessing_is_stopped(client, city):
    make_user(email="zoe@exemple.fr", password=PASSWORD)
    for _ in range(6):
        answer = client.post(SIGN_IN, {"login": "zoe@exemple.fr", "password": "faux"})

    assert "Trop d’essais" in answer.text
    right = client.post(SIGN_IN, {"login": "zoe@exemple.fr", "password": PASSWORD})
    assert not is_in(client)
    assert "Trop d’essais" in right.text


def test_an_e_mailed_code_opens_the_session_and_confirms_the_address(client, city):
    make_user(email="zoe@exemple.fr", confirmed=False)
    client.post("/compte/code/?next=/propositions/12/", {"email": "zoe@exemple.fr"})
    code = re.search(r"dix minutes\.\s+(\S+)", mails()[-1]).group(1)

    answer = client.post("/compte/code/saisie/?next=/propositions/12/", {"code": code})

    assert (answer.status_code, answer.url) == (302, "/propositions/12/")
    assert is_in(client)
    assert User.objects.get().identity_level == IdentityLevel.EMAIL_VERIFIED


def test_a_wrong_code_is_refused_and_three_are_the_end(client, city):
    make_user(email="zoe@exemple.fr")
    client.post("/compte/code/", {"email": "zoe@exemple.fr"})

    first = client.post("/compte/code/saisie/", {"code": "AAA-AAA"})
    assert first.status_code == 422
    assert "Ce code n’est pas le bon" in first.text
    client.post("/compte/code/saisie/", {"code": "AAA-AAA"})
    last = client.post("/compte/code/saisie/", {"code": "AAA-AAA"})

    assert last.status_code == 302
    assert not is_in(client)


def test_a_code_may_be_sent_again(client, city):
    make_user(email="zoe@exemple.fr")
    client.post("/compte/code/", {"email": "zoe@exemple.fr"})

    answer = client.post("/compte/code/saisie/", {"action": "resend"})

    assert answer.status_code == 302
    assert len(mails()) == 2


def test_an_unknown_address_gets_a_mail_and_the_page_does_not_tell(client, city):
    answer = client.post("/compte/code/", {"email": "zoe@exemple.fr"}, follow=True)

    assert "un code vient d’y partir" in answer.text
    assert SIGN_UP in mails()[-1]


def test_a_forgotten_password_is_replaced_from_the_mailed_link(client, city):
    make_user(email="zoe@exemple.fr", password="ancien-mot-de-passe")
    client.post("/compte/mot-de-passe/oublie/", {"email": "zoe@exemple.fr"})
    link = link_in(mails()[-1])
    page = client.get(link, follow=True)

    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD})

    assert User.objects.get().check_password(PASSWORD)
    assert "Ce lien ne fonctionne plus" in client.get(link, follow=True).text


def test_a_second_factor_stands_between_password_and_session(client, city):
    make_staff(email="zoe@exemple.fr", password=PASSWORD)
    answer = client.post(SIGN_IN, {"login": "zoe@exemple.fr", "password": PASSWORD})
    assert answer.url == "/compte/verification/"
    assert not is_in(client)

    refused = client.post("/compte/verification/", {"code": "000000"})
    assert (refused.status_code, is_in(client)) == (422, False)
    answer = client.post("/compte/verification/", {"code": code_now()})

    assert answer.url == "/gestion/"
    assert is_in(client)


def test_a_code_of_the_telephone_serves_once(client, client_for, city):
    make_staff(email="zoe@exemple.fr", password=PASSWORD)
    code = code_now()
    for browser, expected in ((client, True), (client_for(city), False)):
        browser.post(SIGN_IN, {"login": "zoe@exemple.fr", "password": PASSWORD})
        browser.post("/compte/verification/", {"code": code})
        assert is_in(browser) is expected


def test_leaving_asks_once(client, city):
    sign_in(client, make_user())

    assert "Me déconnecter" in client.get("/compte/deconnexion/").text
    assert is_in(client)
    client.post("/compte/deconnexion/")
    assert not is_in(client)


def test_a_closed_account_does_not_come_in(client, city):
    make_user(email="zoe@exemple.fr", password=PASSWORD, is_active=False)

    answer = client.post(SIGN_IN, {"login": "zoe@exemple.fr", "password": PASSWORD}, follow=True)

    assert not is_in(client)
    assert "Ce compte est fermé" in answer.text


def invite(**fields):
    given = {"email": "ana@exemple.fr", "roles": ["director"]} | fields
    return actions.invite(actor=SYSTEM, **given)


def join_form(**changed):
    return {
        "pseudonym": "Ana", "full_name": "Ana B.", "password": PASSWORD, "consent": "on",
    } | changed  # fmt: skip


def test_the_first_administrator_comes_in_by_the_mailed_link(client, city):
    invite()
    link = link_in(mails("ana@exemple.fr")[-1])
    assert "ana@exemple.fr" in client.get(link).text

    client.post(link, join_form())

    user = User.objects.get()
    assert is_in(client)
    assert queries.roles_held(user) == {"director"}
    set_up = client.get("/mon-espace/")
    assert set_up.url.startswith(reverse("mfa_activate_totp"))
    assert client.get(set_up.url).status_code == 200  # no password asked again


def test_a_refused_invitation_form_keeps_what_was_typed(client, city):
    invite()
    link = link_in(mails("ana@exemple.fr")[-1])

    answer = client.post(link, join_form(password="court"))

    assert answer.status_code == 422
    assert "Ana B." in answer.text
    assert not User.objects.exists()


def test_a_used_link_says_so(client, client_for, city):
    invite()
    link = link_in(mails("ana@exemple.fr")[-1])
    client.post(link, join_form())

    again = client_for(city).get(link)

    assert (again.status_code, "Elle a déjà servi" in again.text) == (410, True)


def test_an_invited_resident_signs_in_then_accepts(client, city):
    resident = make_user(email="ana@exemple.fr", pseudonym="Ana")
    invite(roles=["reception"])
    link = link_in(mails("ana@exemple.fr")[-1])
    assert "Vous avez déjà un compte" in client.get(link).text
    assert client.post(link, join_form()).status_code == 200
    sign_in(client, resident)

    client.post(link)

    assert queries.roles_held(User.objects.get()) == {"reception"}


def test_somebody_else_s_invitation_is_refused(client, city):
    make_user(email="ana@exemple.fr")
    sign_in(client, make_user())
    invite()

    answer = client.get(link_in(mails("ana@exemple.fr")[-1]))

    assert (answer.status_code, "n’est pas pour ce compte" in answer.text) == (403, True)


def test_the_demonstration_page_exists_only_there(client, city, settings):
    make_staff(email="zoe@exemple.fr")
    assert client.get("/compte/demonstration/").status_code == 404

    settings.DEMO = True
    before = code_now()
    page = client.get("/compte/demonstration/").text
    assert any(code in page for code in (before, code_now()))  # it may change meanwhile


def test_the_console_is_entered_by_invitation_only(console):
    assert "sur invitation" in console.get(SIGN_UP).text
