"""Ideas behind the pages: rules, actions, the team's side, exports, the API, what is held."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agora.jobs.testing import run_pending
from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution, OfficialReply
from participation.proposals import actions, personal, queries
from participation.proposals.audience import followers_and_author, team_of
from participation.proposals.duties import unanswered_ideas
from participation.proposals.models import Draft, Milestone, Proposal
from tests.factories.consultations import make_component, make_department, make_member
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_proposal


def test_a_restricted_person_writes_nothing(city):
    component = make_component(kind="proposals")
    person = make_user(restricted_until=timezone.now() + timedelta(days=1))

    with pytest.raises(Refused):
        actions.begin_draft(actor=person, component=component, typed={"title": "x"})
    with pytest.raises(Refused):
        actions.publish_proposal(actor=person, component=component, title="x")

    assert not Contribution.objects.exists()


def test_a_draft_of_another_is_neither_kept_nor_published_nor_dropped(city):
    draft = actions.begin_draft(
        actor=make_user(), component=make_component(kind="proposals"), typed={"title": "Mien"}
    )
    thief = make_user()

    for attempt in (
        lambda: actions.keep_draft(actor=thief, draft=draft, typed={"title": "Volé"}),
        lambda: actions.publish_draft(actor=thief, draft=draft),
        lambda: actions.drop_draft(actor=thief, draft=draft),
        lambda: actions.claim_draft(actor=thief, draft=draft),
    ):
        with pytest.raises(Refused):
            attempt()

    assert Draft.objects.get().title == "Mien"


def test_the_system_claims_nothing_and_publishes_for_nobody(city):
    component = make_component(kind="proposals")
    draft = actions.begin_draft(actor=SYSTEM, component=component, typed={})

    assert actions.claim_draft(actor=SYSTEM, draft=draft).author is None
    word = actions.publish_proposal(
        actor=SYSTEM, component=component, title="Saisie", signature="Atelier"
    )
    assert word.author is None


def test_a_workshop_note_is_typed_even_once_closed(city):
    component = make_component(kind="proposals", phases=[])
    agent = make_staff("reception")

    word = actions.note_proposal(
        actor=agent,
        component=component,
        title="Un banc",
        signature="Atelier du 9 janvier 2019",
        occurred_on=date(2019, 1, 9),
    )

    assert (word.author, word.entered_by, word.occurred_on) == (None, agent, date(2019, 1, 9))
    with pytest.raises(Refused):
        actions.note_proposal(actor=make_user(), component=component, title="x", signature="y")


def test_a_department_answers_its_own_ideas_only(city):
    mine, other = make_department(), make_department()
    ours, theirs = make_proposal(), make_proposal()
    for word, department in ((ours, mine), (theirs, other)):
        word.consultation.department = department
        word.consultation.save()
    lead = make_staff("department_lead")
    make_member(lead, "department_lead", department=mine)

    actions.answer_proposal(
        actor=lead, proposal=ours, state="accepted", body="Oui.", department=mine
    )
    with pytest.raises(Refused):
        actions.answer_proposal(actor=lead, proposal=theirs, state="rejected", body="Non.")

    assert Proposal.objects.get(pk=ours.pk).answer_state == "accepted"
    assert OfficialReply.objects.get().body == "Oui."
    assert Proposal.objects.get(pk=theirs.pk).answer_state == "none"


def test_an_answer_may_change_and_its_date_follows(city):
    word = make_proposal()

    actions.answer_proposal(actor=SYSTEM, proposal=word, state="evaluating")
    first = word.proposal.answered_at
    actions.answer_proposal(actor=SYSTEM, proposal=word, state="evaluating", body="Nous étudions.")
    assert word.proposal.answered_at == first
    actions.answer_proposal(actor=SYSTEM, proposal=word, state="none")
    assert word.proposal.answered_at is None


def test_the_team_answers_and_announces_steps(city, client):
    word = make_proposal(title="Garder les platanes")
    client.force_login(make_staff("director"))
    url = f"/gestion/propositions/{word.pk}/"

    bare = client.post(url, {"state": "rejected", "body": ""})
    client.post(url, {"state": "accepted", "body": "Oui, tous.\n\nEt ceux du quai."})
    bad = client.post(f"{url}etapes/", {"title": "Vote du conseil"})
    client.post(f"{url}etapes/", {"title": "Réalisée", "when_label": "Automne 2031"})
    page = client.get(f"/propositions/{word.pk}/").text

    assert bare.status_code == 422
    assert "Expliquez cette décision en quelques phrases." in bare.text
    assert bad.status_code == 422
    assert "Indiquez une date, ou une période." in bad.text
    assert "Oui, tous." in page
    assert "Retenue" in page
    assert "Automne 2031" in page
    stone = Milestone.objects.get()
    client.post(f"{url}etapes/{stone.pk}/retirer/")
    assert not Milestone.objects.exists()


def test_the_team_types_in_what_came_on_paper(city, client):
    component = make_component(kind="proposals")
    client.force_login(make_staff("reception"))
    url = f"/gestion/propositions/saisie/{component.consultation.slug}/{component.pk}/"

    empty = client.post(url, {"title": ""})
    client.post(
        url,
        {
            "title": "Un banc",
            "origin": "paper",
            "signature": "Une habitante",
            "author_kind": "person",
        },
    )
    word = Contribution.objects.get(kind="proposal")

    assert empty.status_code == 422
    assert client.get(url).status_code == 200
    assert (word.origin, word.author_name, word.author_kind) == ("paper", "Une habitante", "person")


def test_staff_without_the_job_are_refused(city, client):
    word = make_proposal()
    client.force_login(make_staff("communication"))
    slug, component = word.consultation.slug, word.component_id

    assert client.get(f"/gestion/propositions/{word.pk}/").status_code == 403
    assert (
        client.post(
            f"/gestion/propositions/{word.pk}/etapes/", {"title": "x", "when_label": "y"}
        ).status_code
        == 403
    )
    assert client.get(f"/gestion/propositions/saisie/{slug}/{component}/").status_code == 403


def test_the_team_s_list_filters(city, client):
    answered, waiting = make_proposal(title="Répondue"), make_proposal(title="En attente")
    actions.answer_proposal(actor=SYSTEM, proposal=answered, state="accepted", body="Oui.")
    hidden = make_proposal(title="Masquée ici")
    hidden.hidden_at, hidden.hidden_article = hidden.created_at, 1
    hidden.save()
    client.force_login(make_staff())

    def titles(query):
        page = client.get(f"/gestion/propositions/?{query}").text
        return {
            name for name in ("Répondue</a>", "En attente</a>", "Masquée ici</a>") if name in page
        }

    assert titles("") == {"Répondue</a>", "En attente</a>", "Masquée ici</a>"}
    assert titles("etat=sans-reponse") == {"En attente</a>"}
    assert titles("etat=repondues") == {"Répondue</a>"}
    assert titles("etat=masquees") == {"Masquée ici</a>"}
    assert [
        w.title for w in queries.for_team(SYSTEM, {"concertation": waiting.consultation_id})
    ] == ["En attente"]
    assert not queries.for_team(make_user(), {}).exists()


def test_my_week_shows_what_i_may_answer(city):
    word = make_proposal(title="À répondre")

    assert [duty.title for duty in unanswered_ideas(make_staff("director"), timezone.now())] == [
        "À répondre"
    ]
    assert list(unanswered_ideas(make_staff("communication"), timezone.now())) == []
    assert word.pk


def test_exports_carry_the_answer_and_hide_nothing_from_the_team(city):
    word = make_proposal(latitude=48.9, longitude=2.2)
    actions.answer_proposal(actor=SYSTEM, proposal=word, state="accepted", body="Oui.")
    make_proposal()

    rows = list(queries.open_data_rows(make_staff(), {}))

    assert [row["answer"] for row in rows] == ["", "Oui."]
    assert {row["reference"] for row in queries.open_data_rows(make_user(), {})} == {
        r["reference"] for r in rows
    }


def test_the_api_lists_what_anyone_may_read(city, client):
    word = make_proposal(title="Publique")
    make_proposal(title="Retirée", status="withdrawn")

    found = client.get("/api/v1/proposals/").json()["results"]

    assert [row["title"] for row in found] == ["Publique"]
    assert found[0]["author"] == word.author.pseudonym
    assert word.author.email not in client.get(f"/api/v1/proposals/{word.pk}/").text


def test_the_team_and_the_followers_are_told(city):
    word = make_proposal()
    lead = make_staff("department_lead")
    department = make_department()
    word.consultation.department = department
    word.consultation.save()
    make_member(lead, "department_lead", department=department)

    assert list(team_of(word)) == [lead]
    assert list(followers_and_author(word)) == [word.author]
    assert list(team_of(make_proposal())) == []
    actions.answer_proposal(actor=SYSTEM, proposal=word, state="accepted", body="Oui.")
    assert "notices.deliver" in run_pending()


def test_drafts_are_told_and_forgotten(city):
    person = make_user()
    actions.begin_draft(
        actor=person,
        component=make_component(kind="proposals"),
        typed={"title": "Mon idée", "latitude": "48.9", "longitude": "2.2"},
    )
    [told] = personal.export_drafts(person)

    assert told["title"] == "Mon idée"
    assert (float(told["latitude"]), float(told["longitude"])) == (48.9, 2.2)
    assert queries.drafts_of(person).count() == 1
    personal.erase_drafts(person)
    assert not Draft.objects.exists()


def test_the_machine_alone_loads_details(city):
    word = make_contribution(make_component(kind="proposals"))

    with pytest.raises(Refused):
        actions.load_details(actor=make_staff(), details=[Proposal(contribution=word)])
    actions.load_details(actor=SYSTEM, details=[Proposal(contribution=word)])

    assert Proposal.objects.count() == 1


def test_the_story_of_an_idea_says_where_it_is(city):
    word = make_proposal()
    other = make_proposal(title="Jumelle", status="merged", merged_into=word)
    actions.answer_proposal(actor=SYSTEM, proposal=word, state="accepted", body="Oui.")
    today = timezone.localdate()
    actions.add_milestone(
        actor=SYSTEM, proposal=word, title="Début des travaux", happens_on=today - timedelta(days=1)
    )
    actions.add_milestone(actor=SYSTEM, proposal=word, title="Réalisée", when_label="Automne")

    steps = queries.life_of(queries.proposal_or_404(SYSTEM, word.pk), today=today)

    assert [(s.title, s.tense) for s in steps] == [
        ("Déposée", "past"), ("Réunie avec d’autres", "past"), ("Retenue", "past"),
        ("Début des travaux", "now"), ("Réalisée", "future"),
    ]  # fmt: skip
    assert other.title in steps[1].detail
