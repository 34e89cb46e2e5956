"""Which words one may read."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.contributions import queries
from tests.factories.consultations import make_component, make_consultation, make_sector
from tests.factories.contributions import make_contribution, make_reply, make_report
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def test_lists_hold_what_is_on_show():
    shown = make_contribution()
    make_contribution(hidden_at=timezone.now(), hidden_article=1)
    make_contribution(status="withdrawn")
    make_contribution(status="draft")
    make_contribution(make_component(make_consultation(state="draft")))

    assert list(queries.visible_to(AnonymousUser())) == [shown]
    assert list(queries.visible_to(make_user())) == [shown]


def test_a_draft_has_a_page_for_its_author_alone():
    person = make_user()
    draft = make_contribution(author=person, status="draft")

    assert queries.contribution_or_404(person, draft.pk) == draft
    for other in (make_user(), AnonymousUser(), make_staff()):
        with pytest.raises(Http404):
            queries.contribution_or_404(other, draft.pk)


def test_hidden_words_keep_a_page_for_their_placeholder():
    hidden = make_contribution(hidden_at=timezone.now(), hidden_article=1)

    assert queries.contribution_or_404(AnonymousUser(), hidden.pk) == hidden


def test_only_some_kinds_enter_the_public_figure():
    component = make_component()
    make_contribution(component)
    make_contribution(component, kind="nobody-registered-this")

    found = queries.figures_of(component.consultation, AnonymousUser())

    assert found["contributions"] == 1


def test_figures_count_workshops_supports_and_replies():
    component = make_component()
    make_reply(make_contribution(component, origin="workshop", supports_count=4))
    make_contribution(component, supports_count=1)

    found = queries.figures_of(component.consultation, AnonymousUser())

    assert found == {"contributions": 2, "at_workshops": 1, "supports": 5, "replies": 1}


def test_sectors_count_their_own_words_then_those_of_their_consultation():
    berges, gare = make_sector(), make_sector()
    component = make_component(make_consultation(sector=berges))
    make_contribution(component)
    make_contribution(component, sector=gare)
    make_contribution()

    found = queries.counts_by_sector(since=timezone.now() - timedelta(days=1))

    assert found == {berges.pk: 1, gare.pk: 1}


def test_buttons_are_read_once_for_a_whole_list(django_assert_num_queries):
    component = make_component()
    for _ in range(12):
        make_contribution(component)
    person = make_user()
    rows = queries.visible_to(person).select_related("component__consultation")
    with CaptureQueriesContext(connection) as few:
        queries.with_buttons(person, rows[:2])

    with django_assert_num_queries(len(few)):
        drawn = queries.with_buttons(person, rows[:12])

    assert all(row.word_bar for row in drawn)


def test_the_teams_list_is_cut_by_state_kind_origin_and_words():
    staff = make_staff()
    plain = make_contribution(title="Une marelle")
    reported = make_contribution(origin="workshop")
    make_report(reported)
    hidden = make_contribution(hidden_at=timezone.now(), hidden_article=1)
    gone = make_contribution(status="withdrawn")
    make_reply(answered := make_contribution())

    def found(**filters):
        return set(queries.search(staff, filters))

    assert found(etat="signalees") == {reported}
    assert found(etat="masquees") == {hidden}
    assert found(etat="retirees") == {gone}
    assert found(etat="sans-reponse") == {plain, reported}
    assert found(origine="workshop") == {reported}
    assert found(q="marelles") == {plain}
    assert found(genre="comment") == set()
    assert found(concertation=answered.consultation) == {answered}
