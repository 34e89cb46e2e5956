"""The pages of shelves."""

import pytest

from agora.context import club
from club_utilisateurs.models import Category

PAGE = "/moderation/rubriques/"


def names():
    with club():
        return list(Category.objects.values_list("name", flat=True))


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}outil/"])
def test_members_do_not_see_them(member_a, club_browser, path):
    assert club_browser(member_a).get(path).status_code == 403
    assert club_browser(member_a).post(path, {"name": "À moi"}).status_code == 403
    assert "À moi" not in names()


def test_a_facilitator_adds_and_renames(facilitator, club_browser):
    browser = club_browser(facilitator)

    assert browser.post(PAGE, {"name": "Écoles", "description": "x"}).status_code == 302
    assert browser.post(f"{PAGE}ecoles/", {"name": "Enfance"}).status_code == 302

    assert "Enfance" in browser.get(PAGE).text
    assert "Enfance" in names()


def test_a_refused_name_comes_back_with_its_reason(facilitator, club_browser):
    answer = club_browser(facilitator).post(PAGE, {"name": "L’outil", "description": "gardé"})

    assert answer.status_code == 422
    assert "Une rubrique porte déjà ce nom." in answer.text
    assert "gardé" in answer.text
    assert club_browser(facilitator).post(f"{PAGE}outil/", {"name": ""}).status_code == 422


def test_the_list_takes_as_many_queries_however_many_shelves(
    facilitator, club_browser, django_assert_num_queries
):
    browser = club_browser(facilitator)
    browser.get(PAGE)
    with club():
        Category.objects.bulk_create(Category(slug=f"r{n}", name=f"R{n}") for n in range(20))

    with django_assert_num_queries(4):
        browser.get(PAGE)
