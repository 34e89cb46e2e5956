"""What one may see, and how many questions it takes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from agora.rules import SYSTEM
from participation.consultations import queries
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_phase,
)
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def test_drafts_are_for_the_team():
    draft, public = make_consultation(state="draft"), make_consultation()

    assert list(queries.visible_to(AnonymousUser())) == [public]
    assert list(queries.visible_to(make_user())) == [public]
    assert set(queries.visible_to(make_staff("reception"))) == {draft, public}
    assert set(queries.visible_to(SYSTEM)) == {draft, public}


def test_a_component_comes_with_all_that_rules_ask(django_assert_num_queries):
    component = make_component()
    slug = component.consultation.slug

    with django_assert_num_queries(1):
        found = queries.component_or_404(AnonymousUser(), slug, component.pk)
        assert queries.openings_of(found)[0].phase.title
        assert found.consultation.clock == found.clock


def test_a_component_of_another_consultation_or_draft_is_not_found():
    component, other = make_component(), make_consultation()
    draft = make_component(make_consultation(state="draft"))

    with pytest.raises(Http404):
        queries.component_or_404(AnonymousUser(), other.slug, component.pk)
    with pytest.raises(Http404):
        queries.component_or_404(AnonymousUser(), draft.consultation.slug, draft.pk)


def test_a_consultation_is_found_by_its_reference_in_any_case():
    found = make_consultation(source_reference="Decidim-PART-2016-03-12")
    draft = make_consultation(state="draft")

    assert queries.by_reference(AnonymousUser(), found.reference.upper()) == found
    assert queries.by_reference(AnonymousUser(), "decidim-part-2016-03-12") == found
    assert queries.by_reference(AnonymousUser(), draft.reference) is None
    assert queries.by_reference(AnonymousUser(), "nothing") is None


def test_tools_of_a_page_take_one_query(django_assert_num_queries):
    consultation = make_consultation()
    phases = [make_phase(consultation), make_phase(consultation)]
    for _ in range(3):
        make_component(consultation, phases=phases)
    read = queries.consultation_or_404(AnonymousUser(), consultation.slug)

    with django_assert_num_queries(1):
        rows = queries.components_of(read, phases)
        assert [len(queries.openings_of(row)) for row in rows] == [2, 2, 2]
    with django_assert_num_queries(1):
        rows = queries.components_of(read)
        assert queries.openings_of(rows[0])[0].phase.ends_at


def test_a_tool_knows_whether_something_was_said_in_it():
    component = make_component()

    assert not queries.has_contributions(component)
    make_contribution(component)
    assert queries.has_contributions(component)


def test_open_ones_come_first_then_those_to_come():
    archived = make_consultation(state="archived")
    scheduled = make_consultation(state="scheduled")
    open_one = make_consultation(state="open")

    rows = queries.public_order(queries.visible_to(AnonymousUser()))

    assert list(rows) == [open_one, scheduled, archived]


def test_the_card_tells_tools_of_published_consultations_and_titles_open_today():
    make_component(make_consultation(title="Le parc"), kind="proposals")
    make_component(make_consultation(state="closed", title="Fini"), kind="debates")
    make_component(make_consultation(state="draft", title="Secret"), kind="surveys")
    make_component(make_consultation(state="cancelled", title="Annulé"), kind="budgets")

    assert queries.kinds_in_use() == ["debates", "proposals"]
    assert queries.programmes() == ["Le parc"]
