"""Who may be in the club at this very request."""

import uuid

import pytest

from agora.accounts.actions import change_roles
from agora.accounts.models import User
from agora.context import club, enter, public
from club_utilisateurs.models import CHARTER_VERSION, Member
from tenants.actions import cities as city_actions
from tenants.actions.sharing import mint_pass
from tenants.models import City
from tests.club_utilisateurs.conftest import entered_now
from tests.factories.club import grant, make_member
from tests.factories.passes import origin_of, show
from tests.factories.people import make_staff
from tests.factories.sheets import make_shared_sheet
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
OUT = "Vous n’êtes plus dans le club"
PAGES = ("/", "/moi/", "/bienvenue/", "/charte/", "/mon-espace/notifications/", "/nulle-part/")


def read(member):
    def visit():
        with club():
            return Member.objects.get(pk=member.pk)

    return outside(visit)


def close(cities, member):
    outside(lambda: grant(cities["villeneuve"], member.staff_uid, active=False))


@pytest.fixture
def newcomer(cities, warm_directory):
    with club():
        member = make_member(cities["villeneuve"], charter_version="")
    grant(cities["villeneuve"], member.staff_uid)
    return member


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_let_in_no_more_is_out_at_this_request_on_any_page(
    club_browser, member_a, cities, path
):
    browser = club_browser(member_a)
    assert browser.get("/moi/").status_code == 200
    close(cities, member_a)

    answer = browser.get(path)

    assert answer.status_code == 403
    assert OUT in answer.text
    assert "Mon nom reste sur mes messages" in answer.text
    assert read(member_a).left_at is not None
    assert browser.get("/moi/").status_code == 302


def test_losing_the_job_in_the_city_puts_out_at_the_next_request(club_browser, cities):
    with enter(cities["villeneuve"]):
        agent, director = make_staff("reception"), make_staff()
        token = mint_pass(actor=agent)
    browser = club_browser()
    show(browser, token, origin=origin_of(cities["villeneuve"]))
    assert browser.get("/bienvenue/").status_code == 200

    with enter(cities["villeneuve"]):
        change_roles(actor=director, user=agent, roles=[])

    assert OUT in browser.get("/bienvenue/").text


def test_a_suspended_city_s_team_is_out_at_once(club_browser, member_a, member_b, cities):
    browser, other = club_browser(member_a), club_browser(member_b)
    with public():
        operator = make_staff("provider_operations")
        city_actions.suspend_city(
            actor=operator, city=City.objects.get(pk=cities["villeneuve"].id), reason="essai"
        )

    assert OUT in browser.get("/moi/").text
    assert other.get("/moi/").status_code == 200


def test_a_post_of_somebody_who_is_out_writes_nothing(club_browser, member_a, cities):
    browser = club_browser(member_a)
    close(cities, member_a)

    answer = browser.post("/moi/", {"keeps_name": "no"})

    assert answer.status_code == 403
    assert read(member_a).shows_name
    assert read(member_a).keeps_name


def test_a_part_of_a_page_leads_to_the_whole_goodbye(club_browser, member_a, cities):
    browser = club_browser(member_a)
    close(cities, member_a)

    answer = browser.get("/moi/", headers={"hx-request": "true"})

    assert answer["HX-Redirect"].startswith("/au-revoir/")
    assert OUT in browser.get(answer["HX-Redirect"]).text


def test_nobody_in_particular_reads_little(club_browser):
    browser = club_browser()

    for path in ("/charte/", "/compte/connexion/", "/favicon.ico"):
        assert browser.get(path).status_code in {200, 404}, path
    for path in ("/", "/moi/", "/mon-espace/notifications/", "/api/", "/nulle-part/"):
        answer = browser.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/compte/connexion/?next=/"), path


def test_public_sheets_have_their_own_door(club_browser, cities):
    number = cities["villeneuve"].id
    public_one = make_shared_sheet(number, title="Le parc rouvre", public=True)
    inside = make_shared_sheet(number, title="Entre nous", public=False)
    browser = club_browser()

    assert "Le parc rouvre" in browser.get(f"/fiches/{public_one.uid}/").text
    assert browser.get(f"/fiches/{inside.uid}/").status_code != 200
    assert browser.get("/fiches/").status_code == 302
    assert browser.get("/fiches/x/").status_code == 302


def test_files_are_for_members(club_browser, member_a):
    path = f"/fichiers/{uuid.uuid4()}/plan.pdf"

    assert club_browser().get(path).status_code == 302
    assert club_browser(member_a).get(path).status_code == 404


def test_the_link_that_stops_a_mail_asks_for_no_session(club_browser):
    assert club_browser().get("/desabonnement/faux/").status_code not in {302, 403}


def test_before_the_charter_every_page_leads_to_it_and_back(club_browser, newcomer):
    browser = club_browser(newcomer)

    assert browser.get("/moi/")["Location"] == "/bienvenue/?suite=%2Fmoi%2F"
    assert browser.get("/")["Location"] == "/bienvenue/"
    news = browser.get("/mon-espace/notifications/")["Location"]
    assert news == "/bienvenue/?suite=%2Fmon-espace%2Fnotifications%2F"
    assert browser.post("/moi/quitter/")["Location"] == "/bienvenue/"
    partly = browser.get("/moi/", headers={"hx-request": "true"})
    assert partly["HX-Redirect"] == "/bienvenue/?suite=%2Fmoi%2F"
    assert browser.get("/charte/").status_code == 200
    assert browser.get("/compte/deconnexion/").status_code == 200


def test_a_new_charter_is_read_again(club_browser, member_a):
    assert CHARTER_VERSION != "2025-01"
    with club():
        Member.objects.filter(pk=member_a.pk).update(charter_version="2025-01")

    assert club_browser(member_a).get("/")["Location"] == "/bienvenue/"


@pytest.mark.parametrize("path", ["/moi/", "/", "/bienvenue/"])
def test_after_twelve_hours_one_enters_again(club_browser, member_a, path):
    browser = club_browser(member_a)
    outside(lambda: entered_now(browser, hours_ago=11.9))
    assert browser.get("/moi/").status_code == 200

    outside(lambda: entered_now(browser, hours_ago=12.1))

    assert browser.get(path)["Location"].startswith("/compte/connexion/")
    outside(lambda: entered_now(browser, hours_ago=0))
    assert browser.get("/moi/").status_code == 302


def test_a_session_that_did_not_come_by_a_pass_is_none(club_browser, member_a):
    browser = club_browser()
    with club():
        account = Member.objects.get(pk=member_a.pk).account
    browser.force_login(account, second_factor=False)

    assert browser.get("/moi/").status_code == 302


def test_an_account_without_a_member_is_nobody(club_browser, member_a):
    browser = club_browser()
    with club():
        account = User.objects.create(email="x@membre.invalid", pseudonym="personne")
    browser.force_login(account, second_factor=False)
    outside(lambda: entered_now(browser))

    assert browser.get("/moi/").status_code == 302


def test_the_other_houses_are_left_alone(client, console, city):
    assert client.get("/").status_code == 200
    assert "club_entered_at" not in str(client.cookies)
    assert console.get("/")["Location"].startswith("/compte/connexion/")


def test_being_let_in_costs_one_query_more_than_the_session(
    club_browser, member_a, django_assert_num_queries
):
    browser = club_browser(member_a)
    browser.get("/charte/")

    with django_assert_num_queries(3):  # session, account, member with its grant
        browser.get("/charte/")
