"""Coming in: what a good pass opens, and everything that it does not."""

import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agora.accounts.models import User
from agora.audit.models import Entry
from agora.context import club, enter, public
from club_utilisateurs.models import Member, PassUse
from tenants.actions import sharing
from tenants.disclosure import passes
from tenants.models import City, ClubGrant, Domain
from tests.factories.club import grant
from tests.factories.passes import a_pass, origin_of, show
from tests.factories.people import make_staff, make_user, sign_in
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="pass" value="([^"]+)"')


def members():
    def read():
        with club():
            return list(Member.objects.select_related("account").order_by("pk"))

    return outside(read)


def in_club(work):
    def visit():
        with club():
            return work()

    return outside(visit)


def refused(answer):
    return answer.status_code == 403 and "Ce laissez-passer n’ouvre plus" in answer.text


def test_from_a_desk_to_the_club_in_one_go(client, club_browser, villeneuve):
    with enter(villeneuve):
        agent = make_staff("reception", full_name="Samira Ould-Kaci")
    sign_in(client, agent)
    token = TOKEN.search(client.post("/gestion/club/", {"suite": "/sujets/"}).text).group(1)
    browser = club_browser()

    answer = show(browser, token, origin=origin_of(villeneuve))

    assert (answer.status_code, answer["Location"]) == (303, "/sujets/")
    (member,) = members()
    assert (member.city_id, member.staff_uid) == (villeneuve.id, agent.uid)
    assert (member.name, member.title) == ("Samira Ould-Kaci", "Accueil et accompagnement")
    assert member.mail == agent.email
    assert member.last_seen_on == timezone.localdate()
    assert not member.facilitates
    assert browser.get("/").headers["Location"] == "/bienvenue/"


def test_the_account_has_no_address_and_no_password(club_browser, villeneuve, subject):
    show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve))

    account = members()[0].account
    assert account.email == f"{members()[0].uid}@membre.invalid"
    assert not account.has_usable_password()
    assert "samira" not in f"{account.email}{account.pseudonym}{account.full_name}"


def test_coming_again_refreshes_what_the_city_says_and_makes_no_other_member(
    club_browser, villeneuve, subject
):
    show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve))
    again = a_pass(villeneuve, subject, name="Samira Kaci", title="Direction", mail="s@v.fr")
    show(club_browser(), again, origin=origin_of(villeneuve))

    (member,) = members()
    assert (member.name, member.title, member.mail) == ("Samira Kaci", "Direction", "s@v.fr")
    assert in_club(User.objects.count) == 1


def test_a_move_to_another_city_makes_another_member_that_nothing_links(club_browser, cities):
    for ref in cities.values():
        with enter(ref):
            agent = make_staff(email="samira@exemple.fr")
            token = sharing.mint_pass(actor=agent)
        show(club_browser(), token, origin=origin_of(ref))

    first, second = members()
    assert first.city_id != second.city_id
    assert first.staff_uid != second.staff_uid
    assert first.account_id != second.account_id


def test_the_providers_people_look_after_the_club(club_browser):
    uid = uuid.uuid4()
    grant(None, uid)

    answer = show(club_browser(), a_pass(None, uid), origin=origin_of(None))

    assert answer.status_code == 303
    assert [(one.city_id, one.facilitates) for one in members()] == [(None, True)]


def test_a_city_cannot_make_its_people_look_after_the_club(club_browser, villeneuve, subject):
    token = a_pass(villeneuve, subject, roles=["provider_club", "director"])
    show(club_browser(), token, origin=origin_of(villeneuve))

    assert [one.facilitates for one in members()] == [False]


def test_entering_is_one_line_of_the_journal_without_a_name(club_browser, villeneuve, subject):
    show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve))

    line = in_club(lambda: Entry.objects.get(verb="member.entered"))
    assert "Samira" not in str(vars(line))


# --- Refusals -----------------------------------------------------------------------------------
def test_a_pass_serves_once(club_browser, villeneuve, subject):
    token = a_pass(villeneuve, subject)
    assert show(club_browser(), token, origin=origin_of(villeneuve)).status_code == 303

    assert refused(show(club_browser(), token, origin=origin_of(villeneuve)))
    assert in_club(PassUse.objects.count) == 1


def test_a_refused_pass_is_not_used_up(club_browser, villeneuve, subject):
    token = a_pass(villeneuve, subject)
    assert refused(show(club_browser(), token, origin="https://mechant.fr"))

    assert show(club_browser(), token, origin=origin_of(villeneuve)).status_code == 303


@pytest.mark.parametrize("seconds", [-91, -3_600, 31, 3_600])
def test_a_pass_of_another_minute_opens_nothing(club_browser, villeneuve, subject, seconds):
    token = a_pass(villeneuve, subject, at=timezone.now() + timedelta(seconds=seconds))

    assert refused(show(club_browser(), token, origin=origin_of(villeneuve)))
    assert members() == []


def test_a_pass_for_another_club_opens_nothing(club_browser, villeneuve, subject, settings):
    settings.CLUB_HOST = "club.exemple.fr"
    token = a_pass(villeneuve, subject)
    settings.CLUB_HOST = "club.localhost"

    assert refused(show(club_browser(), token, origin=origin_of(villeneuve)))


def test_a_pass_signed_by_somebody_else_opens_nothing(club_browser, villeneuve, subject, settings):
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "somebody-else" * 5
    token = a_pass(villeneuve, subject)
    settings.SECRET_KEY = ours

    assert refused(show(club_browser(), token, origin=origin_of(villeneuve)))


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://mechant.fr",
        "http://club.localhost:8000",
        "http://console.localhost:8000",
        "http://montclair.localhost:8000",
        "https://villeneuve.localhost:8000",
        "http://villeneuve.localhost",
        "http://villeneuve.localhost:8001",
        "http://villeneuve.localhost:8000.mechant.fr",
        "http://mechant.fr#villeneuve.localhost:8000",
        "http://villeneuve.localhost:8000/",
        "villeneuve.localhost:8000",
    ],
)
def test_only_a_page_of_the_issuing_city_sends_a_pass(club_browser, villeneuve, subject, origin):
    assert refused(show(club_browser(), a_pass(villeneuve, subject), origin=origin))
    assert members() == []


def test_every_address_of_the_city_is_one_of_its_own(club_browser, villeneuve, subject):
    with public():
        Domain.objects.create(
            city_id=villeneuve.id, host="participer.villeneuve.fr", is_primary=False
        )

    answer = show(
        club_browser(), a_pass(villeneuve, subject), origin="http://participer.villeneuve.fr:8000"
    )

    assert answer.status_code == 303


def test_somebody_of_one_city_who_says_to_be_of_another_is_refused(club_browser, cities, subject):
    # Even with a true signature: the grant is the city's, and the page that sends it too.
    claimed = a_pass(cities["montclair"], subject)

    assert refused(show(club_browser(), claimed, origin=origin_of(cities["montclair"])))
    assert refused(show(club_browser(), claimed, origin=origin_of(cities["villeneuve"])))


def test_a_resident_s_account_opens_nothing(client, club_browser, villeneuve):
    with enter(villeneuve):
        resident = make_user()
    sign_in(client, resident)
    assert not TOKEN.search(client.post("/gestion/club/").text)

    forged = a_pass(villeneuve, resident.uid)  # be it signed: the city never opened a grant
    assert refused(show(club_browser(), forged, origin=origin_of(villeneuve)))


def test_whoever_lost_the_job_meanwhile_is_refused(club_browser, villeneuve, subject):
    token = a_pass(villeneuve, subject)
    grant(villeneuve, subject, active=False)

    assert refused(show(club_browser(), token, origin=origin_of(villeneuve)))


@pytest.mark.parametrize("state", ["suspended", "archived"])
def test_the_team_of_a_closed_city_is_refused(club_browser, villeneuve, subject, state):
    with public():
        City.objects.filter(pk=villeneuve.id).update(state=state)

    assert refused(show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve)))
    assert members() == []


def test_a_city_that_does_not_exist_is_refused(club_browser, villeneuve, subject):
    ghost = a_pass(villeneuve, subject, issuer=999_999)

    assert refused(show(club_browser(), ghost, origin=origin_of(villeneuve)))


def test_a_read_only_city_s_team_enters(club_browser, villeneuve, subject):
    with public():
        City.objects.filter(pk=villeneuve.id).update(state="read_only")

    answer = show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve))
    assert answer.status_code == 303


def test_the_path_is_read_again_here(club_browser, villeneuve, subject):
    whole = passes.unpacked(a_pass(villeneuve, subject).rpartition(":")[0].partition(".")[2])
    token = passes.sign(whole | {"next": "//mechant.fr/"})

    assert show(club_browser(), token, origin=origin_of(villeneuve))["Location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "villeneuve.localhost"},
        {"X-Forwarded-Host": "mechant.fr", "X-Host": "mechant.fr", "Forwarded": "host=mechant.fr"},
        {"X-Original-URL": "/moi/", "X-Rewrite-URL": "/moi/"},
    ],
)
def test_only_the_host_says_where_one_is(club_browser, villeneuve, subject, headers):
    browser = club_browser()
    answer = show(browser, a_pass(villeneuve, subject), origin="https://mechant.fr")
    assert refused(answer)

    answer = browser.post(
        "/entree/",
        {"pass": a_pass(villeneuve, subject)},
        headers={"origin": origin_of(villeneuve)} | headers,
    )
    assert answer["Location"] == "/"
    assert "mechant" not in str(answer.headers)


def test_no_other_host_has_the_door(client, console, client_for, villeneuve, subject, cities):
    for browser in (client, console, client_for(cities["montclair"])):
        answer = show(browser, a_pass(villeneuve, subject), origin=origin_of(villeneuve))
        assert answer.status_code == 404
    for host in ("mechant.fr", "club.localhost.mechant.fr", "club.localhost@mechant.fr", ""):
        answer = client.post(
            "/entree/", {"pass": a_pass(villeneuve, subject)}, headers={"host": host}
        )
        assert answer.status_code == 404
    assert members() == []


def test_a_reason_is_logged_without_a_word_of_the_pass(club_browser, villeneuve, subject, caplog):
    token = a_pass(villeneuve, subject)
    with caplog.at_level(logging.INFO, "agora.club"):
        show(club_browser(), token, origin="https://mechant.fr")
        show(club_browser(), token[:-3], origin=origin_of(villeneuve))

    assert [one.getMessage() for one in caplog.records if one.name == "agora.club"] == [
        "club entry refused: WrongOrigin",
        "club entry refused: Forged",
    ]
    assert token[20:40] not in caplog.text


def test_too_many_tries_from_one_address_wait(club_browser, villeneuve, subject):
    browser = club_browser()
    for _number in range(60):
        show(browser, "x", origin=None)

    assert refused(show(browser, a_pass(villeneuve, subject), origin=origin_of(villeneuve)))
    elsewhere = club_browser()
    answer = show(
        elsewhere, a_pass(villeneuve, subject), origin=origin_of(villeneuve), REMOTE_ADDR="10.0.0.9"
    )
    assert answer.status_code == 303


def test_the_grant_of_another_house_is_not_enough(club_browser, villeneuve, subject):
    grant(None, subject)
    grant(villeneuve, subject, active=False)

    assert refused(show(club_browser(), a_pass(villeneuve, subject), origin=origin_of(villeneuve)))
    with public():
        assert ClubGrant.objects.count() == 2
