"""Links of letters lead into the club through one's own city."""

import pytest

from agora.mail.house import address_of, link_for
from club_utilisateurs.links import through_ones_city
from club_utilisateurs.queries.people import member_of
from tests.factories.club import make_member

CITY = "http://montclair.localhost:8000/gestion/club/?suite="


def test_a_member_goes_through_their_city_with_the_whole_place(in_club, member_b):
    link = through_ones_city(member_b, "/sujets/7/?page=2#repondre")

    assert link == f"{CITY}/sujets/7/%3Fpage%3D2%23repondre"


def test_the_provider_s_people_go_through_their_console(in_club, facilitator):
    link = through_ones_city(facilitator, "/sujets/7/")

    assert link == "http://console.localhost:8000/club/?suite=/sujets/7/"


def test_a_city_that_is_gone_leads_to_the_entrance(in_club, member_a):
    member_a.city_id = 10**9

    assert through_ones_city(member_a, "/sujets/7/") == "http://club.localhost:8000/sujets/7/"


def test_the_address_of_a_member_is_the_one_of_the_last_pass(in_club, member_b):
    account = type(member_b.account).objects.get(pk=member_b.account_id)

    assert address_of(account) == member_b.mail
    assert link_for(account, "/sujets/7/") == f"{CITY}/sujets/7/"


def test_the_links_of_one_letter_ask_once_for_the_city(
    in_club, member_b, django_assert_num_queries
):
    account = type(member_b.account).objects.get(pk=member_b.account_id)

    with django_assert_num_queries(2):
        for path in ("/", "/moi/", "/sujets/1/"):
            link_for(account, path)


@pytest.mark.parametrize("how", ["no grant", "charter", "gone"])
def test_whoever_is_out_has_no_address(in_club, cities, how):
    given = {"charter_version": ""} if how == "charter" else {}
    member = make_member(cities["montclair"], **given)
    if how == "gone":
        type(member).objects.filter(pk=member.pk).update(left_at=member.created_at)

    assert address_of(member.account) == ""
    assert member_of(member.account) is None
    assert link_for(member.account, "/x/") == "http://club.localhost:8000/x/"
