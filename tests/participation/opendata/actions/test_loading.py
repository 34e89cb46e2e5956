"""Moving in on a real database: synthetic files with the traps of real ones, then the real ones."""

from collections import Counter

import pytest

from agora.context import enter
from agora.rules import SYSTEM
from participation.comments.models import Comment
from participation.consultations.models import Consultation, Sector
from participation.contributions.models import Contribution, OfficialReply
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.opendata.actions.imports import load_export
from participation.opendata.decidim.files import open_files
from participation.opendata.models import OldAddress
from participation.proposals.models import Proposal
from tests.participation.opendata.exports import (
    DEBATE,
    MEETING,
    REAL_FILES,
    SITE,
    comment_row,
    load,
    proposal_row,
    write,
)


def test_an_idea_keeps_its_date_its_words_and_what_nobody_maps(city, tmp_path):
    row = proposal_row(4, title=" '=Un banc ", body="Ligne 1\r\nLigne 2", meeting_urls="x")
    file = write(tmp_path, "p.csv", [row | {"custom/field": "gardé"}])

    load(file)

    word = Contribution.objects.get(source="decidim:parole.exemple.fr:proposal:4")
    assert word.title == "'=Un banc"  # the space before the guard says it is no guard
    assert word.body == "Ligne 1\nLigne 2"
    assert word.created_at.isoformat() == "2019-01-17T07:05:30+00:00"
    assert word.signature == "Nom non transmis"
    assert word.author is None
    assert word.extra["columns"] == {"meeting_urls": "x", "custom/field": "gardé"}
    assert word.extra["announced"] == {"votes": 3, "comments": 0}
    assert word.supports_count == 0


def test_the_formula_guard_is_taken_off_once(city, tmp_path):
    rows = [
        proposal_row(1, title="'=SOMME"),
        proposal_row(2, title="''=A"),
        proposal_row(3, title="-Non"),
    ]

    load(write(tmp_path, "p.csv", rows))

    assert list(Contribution.objects.order_by("pk").values_list("title", flat=True)) == [
        "=SOMME", "''=A", "-Non",
    ]  # fmt: skip


def test_running_twice_adds_nothing_and_a_later_export_adds_the_difference(city, tmp_path):
    first = write(tmp_path, "p.csv", [proposal_row(1), proposal_row(2)])
    load(first)
    again = load(first)
    later = write(
        tmp_path,
        "later.csv",
        [proposal_row(1, body="Deux bancs."), proposal_row(2), proposal_row(3)],
    )
    report = load(later)

    assert (again.new, again.changed, again.files[0].unchanged) == (0, 0, 2)
    assert (report.new, report.changed, report.files[0].unchanged) == (1, 1, 1)
    bodies = Contribution.objects.order_by("pk").values_list("body", flat=True)
    assert list(bodies) == ["Deux bancs.", "Un banc.", "Un banc."]
    assert Proposal.objects.count() == 3


def test_a_comment_of_another_site_never_lands_on_our_page(city, tmp_path):
    ours = write(tmp_path, "p.csv", [proposal_row(5)])
    theirs = write(tmp_path, "c.csv", [comment_row(9, on=5, site="http://ailleurs.exemple.fr")])

    report = load(ours, theirs)

    assert Comment.objects.filter(target__kind="proposal").count() == 0
    stub = Contribution.objects.get(kind="absent")
    assert stub.source == "decidim:ailleurs.exemple.fr:proposal:5"
    assert stub.title == "Proposition n°\u00a05 de l’ancien site"
    assert stub.comments_count == 1
    assert report.stubs == {"ailleurs.exemple.fr": 1}


def test_pages_that_are_missing_make_no_empty_list_of_ideas(city, client, tmp_path):
    load(write(tmp_path, "c.csv", [comment_row(9, on=5), comment_row(10, on=6)]))
    tool = Contribution.objects.filter(kind="absent").first().component

    page = client.get(tool.consultation.get_absolute_url()).text

    assert tool.kind == "absent"
    assert "/propositions/" not in page
    load(write(tmp_path, "p.csv", [proposal_row(5)]))
    tool.refresh_from_db()
    assert (tool.kind, tool.title) == ("proposals", "Propositions")
    assert {word.component_id for word in Contribution.objects.all()} == {tool.pk}


def test_a_space_known_by_its_address_alone_gets_a_title_that_can_be_read(city, tmp_path):
    row = comment_row(9, on=5)
    row["root_commentable_url"] = row["root_commentable_url"].replace(
        "/parc/", "/GrandDebat-de_Lille/"
    )

    load(write(tmp_path, "c.csv", [row]))

    assert Consultation.objects.get().title == "Grand Debat de Lille"


def test_comments_before_their_page_find_it_when_it_comes(city, tmp_path):
    load(write(tmp_path, "c.csv", [comment_row(9, on=5)]))
    stub = Contribution.objects.get(kind="absent")
    report = load(write(tmp_path, "p.csv", [proposal_row(5)]))

    word = Contribution.objects.get(source="decidim:parole.exemple.fr:proposal:5")
    assert word.pk == stub.pk
    assert (word.kind, word.title, word.reference) == ("proposal", "Idée 5", stub.reference)
    assert Comment.objects.get().target_id == word.pk
    assert report.filled_stubs == 1


def test_replies_are_linked_in_any_order_and_orphans_join_the_page(city, tmp_path):
    replies = {"kind": "Comments::Comment", "root": 5}
    rows = [
        comment_row(3, on=2, depth="2", **replies),
        comment_row(2, on=1, depth="1", **replies),
        comment_row(1, on=5, alignment="-1"),
        comment_row(8, on=777, depth="1", **replies),
    ]

    report = load(write(tmp_path, "p.csv", [proposal_row(5)]), write(tmp_path, "c.csv", rows))

    found = {c.contribution.body: c for c in Comment.objects.select_related("contribution")}
    assert found["Réponse 3"].parent == found["Réponse 2"]
    assert found["Réponse 3"].thread == found["Réponse 1"]
    assert [found[f"Réponse {n}"].depth for n in (1, 2, 3, 8)] == [0, 1, 2, 0]
    assert found["Réponse 1"].alignment == -1
    assert report.files[1].orphans == 1
    assert Contribution.objects.get(kind="proposal").comments_count == 4


def test_later_headers_bring_answers_places_authors_and_withdrawals(city, tmp_path):
    rows = [
        {
            "id": "8", "author/id": "3", "author/name": "Nour", "author/url": "",
            "taxonomies/id": "2", "taxonomies/name": '{"fr"=>"Mobilité"}',
            "participatory_space/id": "1", "participatory_space/url": f"{SITE}/processes/velo",
            "component/id": "12", "title/fr": "Une piste", "title/en": "", "body/fr": "<p>Large<br>et sûre &amp; claire</p>",
            "address": "Rue du Lac", "latitude": "48.89", "longitude": "2.2", "state": "accepted",
            "reference": "PAR-PROP-2024-01-8", "answer/fr": "<p>Oui.</p>", "answered_at": "2024-03-01 10:00:00 UTC",
            "votes": "2", "comments": "0", "published_at": "2024-01-05 10:00:00 UTC",
            "url": f"{SITE}/processes/velo/f/12/proposals/8", "withdrawn": "false", "created_in_meeting": "false",
        },
        {
            "id": "9", "title/fr": "Retirée", "body/fr": "x", "state": "", "withdrawn": "true",
            "url": f"{SITE}/processes/velo/f/12/proposals/9", "published_at": "2024-01-05 10:00:00 UTC",
            "component/id": "12",
        },
    ]  # fmt: skip

    load(write(tmp_path, "p.csv", rows, columns=list(rows[0])))

    word = Contribution.objects.get(source="decidim:parole.exemple.fr:proposal:8")
    assert (word.title, word.body, word.author_name) == (
        "Une piste",
        "Large\net sûre & claire",
        "Nour",
    )
    assert (word.proposal.answer_state, word.proposal.category) == ("accepted", "Mobilité")
    assert (word.place_label, float(word.latitude), float(word.longitude)) == (
        "Rue du Lac",
        48.89,
        2.2,
    )
    assert word.source_reference == "PAR-PROP-2024-01-8"
    assert OfficialReply.objects.get(contribution=word).body == "Oui."
    assert Contribution.objects.get(source__endswith=":9").status == "withdrawn"


def test_meetings_and_debates_come_with_their_dates_and_follow_changes(city, client, tmp_path):
    load(write(tmp_path, "m.csv", [MEETING]), write(tmp_path, "d.csv", [DEBATE]))
    word = Contribution.objects.get(kind="meeting")
    meeting = Meeting.objects.get()
    load(
        write(
            tmp_path,
            "m2.csv",
            [MEETING | {"address": "5 rue du Lac", "end_time": "2024-02-01 17:00:00 UTC"}],
        ),
        write(
            tmp_path,
            "d2.csv",
            [DEBATE | {"conclusions/fr": "On garde.", "closed_at": "2024-03-01 10:00:00 UTC"}],
        ),
    )

    assert (meeting.starts_at.isoformat(), meeting.address) == (
        "2024-02-01T18:00:00+00:00",
        "Salle, 3 rue du Lac",
    )
    assert Meeting.objects.get().address == "Salle, 5 rue du Lac"
    assert Debate.objects.get().conclusions == "On garde."
    assert client.get(f"/reunions/{word.pk}/").status_code == 200
    assert "On garde." in client.get(f"/debats/{Debate.objects.get().pk}/").text


def test_an_answer_that_comes_later_is_published_once(city, tmp_path):
    row = proposal_row(1) | {"state": "", "answer": "", "answered_at": ""}
    load(write(tmp_path, "p.csv", [row]))
    for text in ("Oui.", "Oui, au printemps."):
        load(
            write(
                tmp_path,
                "p2.csv",
                [
                    row
                    | {
                        "state": "accepted",
                        "answer": text,
                        "answered_at": "2019-06-01 10:00:00 UTC",
                    }
                ],
            )
        )

    word = Contribution.objects.get()
    assert OfficialReply.objects.get().body == "Oui, au printemps."
    assert word.proposal.answer_state == "accepted"


def test_rows_that_lack_something_are_kept_and_said(city, tmp_path):
    rows = [
        proposal_row(1, title="", body="", created_at="", scope__name__fr="Nord"),
        proposal_row(2, scope__name__fr="nord"),
        proposal_row(2),
    ]

    report = load(write(tmp_path, "p.csv", rows))
    empty = Contribution.objects.get(source__endswith=":1")

    assert empty.body == "(texte vide dans l’export)"
    assert report.undated == 1
    assert report.files[0].repeated == 1
    assert Sector.objects.count() == 1
    assert Contribution.objects.count() == 2


def test_a_comment_changes_repeats_and_stays_unchanged(city, tmp_path):
    page = write(tmp_path, "p.csv", [proposal_row(5)])
    one = comment_row(1, on=5)
    load(page, write(tmp_path, "c.csv", [one, one]))

    report = load(write(tmp_path, "c2.csv", [one | {"body": "Corrigé"}, comment_row(2, on=5)]))

    assert (report.files[0].changed, report.files[0].new) == (1, 1)
    assert Contribution.objects.get(source__endswith=":comment:1").body == "Corrigé"
    assert Contribution.objects.get(kind="proposal").comments_count == 2


def test_an_address_written_twice_stops_nothing(city, client, tmp_path):
    twice = f"{SITE}/processes/parc/f/11/proposals/1"
    blog = {"commentable_type": "Decidim::Blogs::Post", "root_commentable_url": f"{SITE}/blog"}

    load(
        write(tmp_path, "p.csv", [proposal_row(1), proposal_row(2, url=twice)]),
        write(tmp_path, "c.csv", [comment_row(n, on=n) | blog for n in (1, 2)]),
    )

    first = Contribution.objects.get(source__endswith=":proposal:1")
    assert Contribution.objects.filter(kind="proposal").count() == 2
    assert client.get("/processes/parc/f/11/proposals/1")["Location"].endswith(f"/{first.pk}/")


def test_stubs_of_other_kinds_keep_their_words(city, client, tmp_path):
    rows = [
        comment_row(1, on=7, kind="Blogs::Post")
        | {"root_commentable_url": f"{SITE}/processes/parc/f/9/posts/7"},
        comment_row(2, on=8, kind="Budgets::Project") | {"root_commentable_url": f"{SITE}/"},
    ]

    report = load(write(tmp_path, "c.csv", rows))
    stubs = Contribution.objects.filter(kind="absent").order_by("pk")

    assert [stub.component.kind for stub in stubs] == ["absent", "absent"]
    assert report.stubs == {"parole.exemple.fr": 2}
    assert all(client.get(f"/reprise/{stub.pk}/").status_code == 200 for stub in stubs)


def test_more_than_a_chunk_comes_in_order(city, tmp_path, monkeypatch):
    monkeypatch.setattr("participation.opendata.actions._loading.CHUNK", 3)
    rows = [
        comment_row(
            n,
            on=n - 1 if n > 1 else 5,
            kind="Comments::Comment" if n > 1 else "Proposals::Proposal",
            root=5,
        )
        for n in range(1, 8)
    ]
    seen = []

    report = load_export(
        actor=SYSTEM, tick=seen.append,
        files=open_files([write(tmp_path, "p.csv", [proposal_row(5)]), write(tmp_path, "c.csv", rows)]),
    )  # fmt: skip

    assert seen == [1, 4, 7, 8]
    assert report.new == 8
    assert sorted(
        Contribution.objects.filter(kind="comment").values_list("comment__depth", flat=True)
    ) == list(range(7))


def test_a_city_entered_by_hand_imports_in_itself_alone(other_city, tmp_path):
    with enter(other_city):
        load(write(tmp_path, "p.csv", [proposal_row(1)]))
        assert Contribution.objects.count() == 1


@pytest.mark.skipif(not REAL_FILES.is_dir(), reason="real exports absent (../shared/data)")
def test_the_real_files_give_the_golden_numbers(city, client):
    names = (
        "commentaires_propositions_libres.csv",
        "commentaires_debats.csv",
        "debats.csv",
        "propositions-libres.csv",
    )
    files = [(REAL_FILES / name, name) for name in names]
    report = load(*files)

    kinds = Counter(Contribution.objects.values_list("kind", flat=True))
    assert kinds == {"comment": 737, "proposal": 196, "debate": 29, "absent": 27}
    lille = Comment.objects.filter(contribution__source__startswith="decidim:participation.lille")
    assert Counter(lille.values_list("depth", flat=True)) == {0: 545, 1: 120, 2: 21, 3: 7}
    assert Counter(lille.values_list("alignment", flat=True)) == {0: 574, 1: 93, -1: 26}
    nancy = Comment.objects.filter(contribution__source__startswith="decidim:participez.nancy")
    assert Counter(nancy.values_list("target__kind", flat=True)) == {"absent": 44}
    assert report.stubs == {"participez.nancy.fr": 27}
    assert [f.orphans for f in report.files] == [0, 0, 0, 0]
    for debate in Contribution.objects.filter(kind="debate"):
        assert debate.comments_count == debate.extra["announced"]["comments"]
    announced = {line.label: (line.announced, line.found) for line in report.announced}
    assert announced["commentaires des débats"] == (693, 693)
    assert announced["commentaires des propositions"] == (132, 0)
    assert announced["votes des propositions"] == (498, 0)
    assert load(*files).new == 0
    assert OldAddress.objects.count() == 196 + 29 + 27
    assert Contribution.objects.get(source__endswith=":debate:30").comments_count == 75
    for consultation in Consultation.objects.all():
        assert client.get(consultation.get_absolute_url()).status_code == 200
