"""Which sheets a city has, and the names its texts are searched for."""

import uuid

import pytest
from django.http import Http404

from participation.sharing.queries import sheets as queries
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import make_sheet

pytestmark = pytest.mark.usefixtures("city")


def test_a_sheet_is_found_by_its_uid_and_by_its_consultation():
    sheet = make_sheet()

    assert queries.sheet_or_404(sheet.uid) == sheet
    assert queries.sheet_of(sheet.consultation) == sheet
    with pytest.raises(Http404):
        queries.sheet_or_404(uuid.uuid4())


def test_what_is_not_in_the_club_is_not_out():
    sheet = make_sheet()

    assert not queries.is_out(sheet.consultation)
    assert queries.shared_row(sheet) is None


def test_texts_are_searched_for_names_of_the_team_and_of_nobody_else():
    make_staff("moderator", full_name="Hélène Vasseur-Toma")
    make_staff("elected", full_name="")
    make_user(full_name="Une Habitante")

    assert queries.team_names() == ["Hélène Vasseur-Toma"]
