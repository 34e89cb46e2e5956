"""Moving in on a real database: synthetic files with the traps of real ones, then the real ones."""

import pathlib
from collections import Counter

import pytest

from agora.rules import Refused
from participation.comments.models import Comment
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution, OfficialReply
from participation.opendata.actions.imports import load_export
from participation.opendata.decidim.files import open_files
from participation.opendata.models import OldAddress
from participation.opendata.queries import destination
from participation.opendata.rehearsal import rehearse
from participation.proposals.models import Proposal
from tests.factories.people import make_user
from tests.participation.opendata.exports import SITE, comment_row, load, proposal_row, write

FILES = pathlib.Path(__file__).parents[4] / "shared" / "data" / "decidim-lille-nancy-2019"


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


def test_a_dry_run_tells_the_truth_and_writes_nothing(city, tmp_path):
    files = open_files([write(tmp_path, "p.csv", [proposal_row(1)])])

    report = rehearse(files=files)

    assert report.new == 1
    assert not Contribution.objects.exists()
    assert not Consultation.objects.exists()


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


def test_old_addresses_lead_to_the_new_pages(city, client, tmp_path):
    load(
        write(tmp_path, "p.csv", [proposal_row(5)]),
        write(tmp_path, "c.csv", [comment_row(1, on=5)]),
    )
    word = Contribution.objects.get(kind="proposal")
    said = Contribution.objects.get(kind="comment")

    answer = client.get("/processes/parc/f/11/proposals/5")

    assert answer.status_code == 301
    assert answer["Location"] == f"/propositions/{word.pk}/"
    assert destination("x", "/processes/parc/f/11/proposals/5/", "1").endswith(f"#c{said.pk}")
    assert client.get("/processes/parc/f/11/proposals/6").status_code == 404


def test_a_resident_may_not_import(city, tmp_path):
    files = open_files([write(tmp_path, "p.csv", [proposal_row(1)])])

    with pytest.raises(Refused):
        load_export(actor=make_user(), files=files)

    assert not Contribution.objects.exists()


@pytest.mark.skipif(not FILES.is_dir(), reason="real exports absent (../shared/data)")
def test_the_real_files_give_the_golden_numbers(city, client):
    names = (
        "commentaires_propositions_libres.csv",
        "commentaires_debats.csv",
        "debats.csv",
        "propositions-libres.csv",
    )
    files = [(FILES / name, name) for name in names]
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
