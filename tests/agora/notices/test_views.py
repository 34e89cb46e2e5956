from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agora.context import public
from agora.notices.models import Announcement, Notice, Preference
from agora.notices.tokens import stop_url
from tests.factories.people import make_staff, make_user, sign_in

LIST = "/mon-espace/notifications/"
CHOICES = f"{LIST}preferences/"


@pytest.fixture
def lila(city, news):
    return make_user(pseudonym="Lila")


@pytest.fixture
def signed(client, lila):
    return sign_in(client, lila)


def notice(user, title="La ville a répondu", url="/propositions/1/"):
    row = Announcement.objects.create(kind="test.news", about_id=1)
    return Notice.objects.create(
        announcement=row, user=user, kind="test.news", title=title, url=url
    )


@pytest.mark.parametrize("path", [LIST, CHOICES, f"{LIST}1/"])
def test_one_signs_in_first(client, city, path):
    assert client.get(path).status_code == 302


def test_a_button_pressed_after_the_session_ended_brings_back_to_the_list(client, city, lila):
    answer = client.post(f"{LIST}lues/", headers={"Referer": f"http://{city.host}{LIST}"})
    page = sign_in(client, lila).get(parse_qs(urlsplit(answer["Location"]).query)["next"][0])

    assert (page.status_code, page.request["PATH_INFO"]) == (200, LIST)


def test_an_empty_list_says_what_to_do(signed):
    assert "Rien pour le moment" in signed.get(LIST).text


def test_one_reads_one_s_own_notices(signed, lila):
    notice(lila)
    notice(make_user(), title="Pour une autre")

    page = signed.get(LIST).text

    assert "La ville a répondu" in page
    assert "1 à lire" in page
    assert "Pour une autre" not in page


def test_opening_a_notice_reads_it_and_leads_there(signed, lila):
    mine = notice(lila)

    answer = signed.get(f"{LIST}{mine.pk}/")

    mine.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, "/propositions/1/")
    first = mine.read_at
    assert first is not None
    signed.get(f"{LIST}{mine.pk}/")
    mine.refresh_from_db()
    assert mine.read_at == first


def test_somebody_else_s_notice_is_not_found(signed):
    theirs = notice(make_user())

    assert signed.get(f"{LIST}{theirs.pk}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_is_read_at_once(signed, lila):
    notice(lila)
    notice(lila)

    assert signed.post(f"{LIST}lues/").status_code == 302
    assert "Tout est lu" in signed.get(LIST).text


def test_the_list_costs_the_same_however_long(signed, lila):
    def cost():

        with CaptureQueriesContext(connection) as asked:
            signed.get(LIST)
        return len(asked)

    notice(lila)
    alone = cost()
    for _ in range(30):
        notice(lila)

    assert cost() == alone


def test_choices_are_kept(signed, lila):
    page = signed.get(CHOICES)
    assert "Une nouvelle du jour" in page.text
    assert "Une nouvelle obligée" not in page.text
    fields = dict.fromkeys(page.context["form"].fields, "now")

    answer = signed.post(CHOICES, fields | {"test.news": "never"}, follow=True)

    assert "Vos préférences sont enregistrées" in answer.text
    assert Preference.objects.get(user=lila, kind="test.news").rhythm == "never"


def test_a_choice_that_does_not_exist_is_refused(signed, lila):
    answer = signed.post(CHOICES, {"test.news": "hourly"})

    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_the_link_of_a_letter_asks_then_stops_without_signing_in(client, lila):
    link = stop_url(lila, "test.news")

    asked = client.get(link)
    assert asked.status_code == 200
    assert "Une nouvelle" in asked.text
    assert not Preference.objects.exists()  # mail scanners follow links

    done = client.post(link)
    assert "C’est fait" in done.text
    assert Preference.objects.get().rhythm == "never"


def test_a_mail_reader_stops_it_in_one_click(client_for, city, lila):
    strict = client_for(city, enforce_csrf_checks=True)

    answer = strict.post(stop_url(lila, "*"), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Preference.objects.filter(user=lila, kind="test.news", rhythm="never").exists()


def test_a_forged_link_and_one_of_another_city_stop_nothing(client, client_for, other_city, lila):
    link = stop_url(lila, "test.news")
    forged = link.replace("desabonnement/", "desabonnement/x")

    assert client.post(forged).status_code == 404
    assert client_for(other_city).post(link).status_code == 404
    assert not Preference.objects.exists()


def test_the_link_of_an_account_that_is_no_more_is_not_found(client, lila):
    link = stop_url(lila, "test.news")
    type(lila).objects.filter(pk=lila.pk).update(uid="00000000-0000-0000-0000-000000000000")

    assert client.post(link).status_code == 404


def test_the_provider_s_people_have_notices_too(console, db):

    with public():
        operator = make_staff("operator")
    assert sign_in(console, operator).get(LIST).status_code == 200
