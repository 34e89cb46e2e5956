"""Writing consultations: from the four questions to the restitution."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agora.audit.models import Entry
from agora.jobs import enqueue
from agora.jobs.testing import pending, run_pending
from agora.rules import SYSTEM, Refused
from participation.consultations import queries, readiness, rules
from participation.consultations.actions import calendar, create, facts, publish, team
from participation.consultations.models import (
    Component,
    Consultation,
    Department,
    Opening,
    Phase,
    Sector,
    TeamMember,
    Theme,
)
from participation.consultations.registries import Reaction, reactions
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_department,
    make_phase,
    make_sector,
    make_theme,
)
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")

FIRST, LAST = date(2026, 11, 4), date(2026, 12, 18)


def created(**asked):
    given = {"title": "Le plan vélo", "starts_on": FIRST, "ends_on": LAST}
    return create.create_consultation(actor=make_staff(), **given | asked)


def ready(**fields) -> Consultation:
    """A draft of which nothing is missing."""
    draft = make_consultation(
        state="draft",
        department=make_department(),
        grid="Sécurité",
        communication_plan="Affiches",
        restitution_due_on=timezone.localdate() + timedelta(days=60),
        restitution_owner=make_staff("platform_officer"),
        **fields,
    )
    make_component(draft, phases=[make_phase(draft, animation="Permanence au marché")])
    return draft


def test_four_answers_make_a_draft_with_phases_tools_and_a_reference():
    draft = created(starter="ideas", department=make_department(), sector=make_sector())

    assert draft.state == "draft"
    assert draft.published_at is None
    assert [component.kind for component in draft.components.all()] == ["proposals"]
    assert draft.phases.first().starts_at == rules.day_start(FIRST)
    assert draft.phases.first().ends_at == rules.day_end(LAST)
    assert draft.phases.last().starts_at == rules.day_end(LAST)
    opened = draft.components.get().openings.get()
    assert opened.phase == draft.phases.first()
    today = timezone.localdate()
    assert draft.reference == f"VN-PART-{today:%Y-%m}-{draft.pk}"


def test_local_commissions_have_their_own_letters():
    assert "-ASSE-" in created(kind="local_commission").reference


def test_two_consultations_may_bear_the_same_title():
    assert [created().slug, created().slug] == ["le-plan-velo", "le-plan-velo-2"]
    assert created(title="Nouvelle").slug == "concertation-nouvelle"
    assert created(title="???").slug == "concertation"


def test_an_unknown_starter_is_the_empty_page():
    assert not created(starter="zzz").phases.exists()


def test_residents_create_nothing():
    with pytest.raises(Refused):
        create.create_consultation(actor=make_user(), title="Non", starts_on=FIRST, ends_on=LAST)

    assert not Consultation.objects.exists()


def test_loading_many_gives_numbers_references_and_slugs():
    rows = [
        Consultation(title="Assises", kind="assises", published_at=timezone.now()),
        Consultation(title="Déjà nommée", slug="a-moi", reference="X-1", source="decidim:1"),
    ]

    first, second = create.load_many(actor=SYSTEM, consultations=rows)
    phase = Phase(consultation=first, title="Débattre", starts_at=timezone.now())
    component = Component(consultation=first, kind="debates", title="Débat")
    create.load_tools(
        actor=SYSTEM,
        phases=[phase],
        components=[component],
        openings=[Opening(component=component, phase=phase)],
    )

    assert first.slug == f"assises-{first.pk}"
    assert first.reference.endswith(str(first.pk))
    assert (second.slug, second.reference) == ("a-moi", "X-1")
    assert first.components.get().phases.get() == phase
    assert create.load_many(actor=SYSTEM, consultations=[]) == []
    with pytest.raises(Refused):
        create.load_many(actor=make_staff(), consultations=[])


def test_editing_facts_changes_the_named_ones_only():
    draft, theme = make_consultation(state="draft"), make_theme()

    facts.edit_facts(
        actor=make_staff(), consultation=draft, changes={"title": "Autre"}, themes=[theme]
    )
    facts.edit_facts(actor=make_staff(), consultation=draft, changes={"summary": "Bref."})

    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Autre", "Bref.")
    assert list(draft.themes.all()) == [theme]


def test_what_is_not_a_fact_is_refused():
    with pytest.raises(ValueError, match="state"):
        facts.edit_facts(
            actor=make_staff(), consultation=make_consultation(), changes={"state": "open"}
        )


def test_links_are_added_and_removed():
    consultation, actor = make_consultation(), make_staff()

    link = facts.add_link(
        actor=actor, consultation=consultation, kind="radio", title="Nuit", url="https://r.fr"
    )
    assert list(consultation.links.all()) == [link]
    facts.remove_link(actor=actor, consultation=consultation, link=link)

    assert not consultation.links.exists()


def test_phases_are_added_at_the_end_moved_edited_and_removed():
    actor, consultation = make_staff(), make_consultation()
    now = timezone.now()
    given = {"actor": actor, "consultation": consultation}
    a = calendar.add_phase(**given, title="A", starts_at=now)
    b = calendar.add_phase(**given, title="B", starts_at=now)

    calendar.move_phase(**given, phase=b, up=True)
    assert [phase.title for phase in consultation.phases.all()] == ["B", "A"]
    calendar.move_phase(**given, phase=b, up=True)
    assert [phase.title for phase in consultation.phases.all()] == ["B", "A"]
    calendar.move_phase(**given, phase=b, up=False)
    assert [phase.title for phase in consultation.phases.all()] == ["A", "B"]

    calendar.edit_phase(
        **given, phase=a, title="A2", starts_at=now, ends_at=now + timedelta(days=1)
    )
    calendar.remove_phase(**given, phase=b)
    assert [phase.title for phase in consultation.phases.all()] == ["A2"]


def test_a_tool_is_added_with_what_each_step_allows_then_changed():
    actor, consultation = make_staff(), make_consultation()
    phase = make_phase(consultation)
    given = {"actor": actor, "consultation": consultation}

    component = calendar.add_component(
        **given,
        kind="proposals",
        title="Idées",
        openings={phase: ["contribute"]},
        levels={"contribute": "sms"},
    )
    assert component.openings.get().actions == ["contribute"]
    assert component.settings["levels"] == {"contribute": "sms"}

    calendar.edit_component(**given, component=component, title="Vos idées")
    assert component.openings.count() == 1
    assert component.settings["levels"] == {"contribute": "sms"}
    calendar.edit_component(
        **given, component=component, title="Vos idées", openings={}, levels={"support": "none"}
    )
    assert component.openings.count() == 0
    assert component.settings["levels"] == {"support": "none"}

    calendar.remove_component(**given, component=component)
    assert not consultation.components.exists()


def test_the_team_of_a_consultation():
    actor, member = make_staff(), make_staff("reception")
    consultation = make_consultation()

    given = {"actor": actor, "user": member, "role": "project_officer"}
    once = team.add_member(**given, consultation=consultation)
    twice = team.add_member(**given, consultation=consultation)
    assert once == twice
    with pytest.raises(Refused):
        team.add_member(actor=member, user=member, role="director", consultation=consultation)
    team.remove_member(actor=actor, member=once)

    assert not TeamMember.objects.exists()


def test_the_citys_lists_are_kept_by_the_platform():
    actor = make_staff("platform_officer")

    department = team.save_department(actor=actor, name="Voirie")
    team.save_department(actor=actor, name="Espaces verts", department=department)
    sector = team.save_sector(actor=actor, name="Gare", outline={"rings": []})
    team.save_sector(actor=actor, name="Centre-Gare", number=6, sector=sector)
    theme = team.save_theme(actor=actor, name="Eau")
    team.save_theme(actor=actor, name="Nature", theme=theme)

    assert str(Department.objects.get()) == "Espaces verts"
    assert Sector.objects.get().outline == {"rings": []}
    assert str(Theme.objects.get()) == "Nature"
    team.remove_department(actor=actor, department=department)
    team.remove_sector(actor=actor, sector=sector)
    team.remove_theme(actor=actor, theme=theme)
    assert not (Department.objects.exists() or Sector.objects.exists() or Theme.objects.exists())


def test_publishing_lists_what_is_missing_and_changes_nothing():
    draft = created(starter="ideas")

    with pytest.raises(publish.NotReady) as refusal:
        publish.publish(actor=make_staff(), consultation=draft)

    keys = [point.key for point in refusal.value.points]
    assert "promise" in keys
    assert "owner" in keys
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_promise_without_a_date_blocks_naming_its_owner():
    points = {point.key: point.state for point in readiness.points(created())}

    assert points["promise"] == "todo"
    assert points["owner"] == "blocked"
    assert points["animation"] == "blocked"
    assert points["cover"] == "done"


def test_a_ready_draft_goes_online_with_the_state_of_the_calendar():
    draft = ready()

    publish.publish(actor=make_staff(), consultation=draft)

    assert draft.state == "open"
    assert draft in queries.visible_to(make_user())


def test_those_who_may_edit_may_not_all_publish():
    with pytest.raises(Refused):
        publish.publish(actor=make_staff("project_officer"), consultation=ready())


def test_what_registered_itself_runs_when_a_consultation_is_published():
    with reactions.lending("probe", Reaction("published", "follows.announce_closed")):
        publish.publish(actor=make_staff(), consultation=ready())

    assert [name for name, _ids in pending()].count("follows.announce_closed") == 1


def test_a_cancelled_consultation_keeps_its_page_and_its_reason():
    consultation = make_consultation()

    publish.cancel(actor=make_staff(), consultation=consultation, reason="Terrain vendu.")

    consultation.refresh_from_db()
    assert (consultation.state, consultation.cancel_reason) == ("cancelled", "Terrain vendu.")


def test_restitution_then_archive():
    consultation, actor = make_consultation(state="closed"), make_staff()

    publish.restitute(
        actor=actor, consultation=consultation, text="Entendu.", on=timezone.localdate()
    )
    assert consultation.state == "restituted"
    publish.archive(actor=actor, consultation=consultation)

    consultation.refresh_from_db()
    assert consultation.state == "archived"
    assert consultation.restitution_text == "Entendu."


def test_labels_follow_the_calendar_and_closing_is_announced_once():
    today = timezone.localdate()
    over = make_consultation(state="open", ends_on=today - timedelta(days=1))
    begun = make_consultation(state="scheduled", ends_on=today + timedelta(days=2))
    kept = make_consultation(state="restituted")

    moved = publish.refresh_states(actor=SYSTEM, at=queries.clock())
    again = publish.refresh_states(actor=SYSTEM, at=queries.clock())

    assert {one.pk for one in moved} == {over.pk, begun.pk}
    assert again == []
    states = dict(Consultation.objects.values_list("pk", "state"))
    assert states == {over.pk: "closed", begun.pk: "open", kept.pk: "restituted"}
    begun.refresh_from_db()
    assert begun.extra["closing_announced"] is True
    names = [name for name, _ids in pending()]
    assert names.count("follows.announce_closed") == 1


def test_the_job_writes_only_when_a_label_moved():
    over = make_consultation(ends_on=timezone.localdate() - timedelta(days=1))
    enqueue("consultations.refresh_states")
    enqueue("consultations.refresh_states")

    run_pending()

    over.refresh_from_db()
    assert over.state == "closed"
    assert Entry.objects.filter(verb="consultation.states_refreshed").count() == 1
