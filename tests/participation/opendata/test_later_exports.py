"""Later exports: spaces, meetings, debates, what changed since, and rows that lack something."""

from datetime import date

from agora.rules import SYSTEM
from participation.consultations.models import Consultation, Sector
from participation.contributions.models import Contribution, OfficialReply
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.opendata.actions.imports import load_export
from participation.opendata.decidim.files import open_files
from tests.participation.opendata.exports import SITE, comment_row, load, proposal_row, write

DEBATE = {
    "id": "3", "author/id": "1", "author/name": "Ville", "title/fr": "Que faire ?", "description/fr": "<p>Dites.</p>",
    "instructions/fr": "", "conclusions/fr": "", "closed_at": "", "comments": "0", "component/id": "7",
    "created_at": "2024-01-02 10:00:00 UTC", "url": f"{SITE}/processes/parc/f/7/debates/3",
}  # fmt: skip
MEETING = {
    "id": "4", "author/id": "", "author/name": "", "author/url": "", "title/fr": "Atelier", "description/fr": "Venez.",
    "start_time": "2024-02-01 18:00:00 UTC", "end_time": "2024-02-01 20:00:00 UTC", "attendees": "12", "organizations": "",
    "address": "3 rue du Lac", "location/fr": "Salle", "component/id": "8", "published": "true", "withdrawn": "false",
    "url": f"{SITE}/processes/parc/f/8/meetings/4",
}  # fmt: skip
SPACE = {
    "id": "1", "title/fr": "Le parc", "slug": "parc", "reference": "V-PART-2023-01-1", "short_description/fr": "<p>Onze hectares</p>",
    "start_date": "2023-01-01", "end_date": "2023-03-31", "developer_group/fr": "Direction des parcs", "scope/name/fr": "Nord",
    "created_at": "2022-12-01 10:00:00 UTC", "url": f"{SITE}/processes/parc",
}  # fmt: skip


def test_a_space_gives_its_facts_to_the_consultation(city, tmp_path):
    file = write(tmp_path, "spaces.csv", [SPACE])

    first = load(file, write(tmp_path, "d.csv", [DEBATE]))
    again = load(file)
    changed = load(
        write(tmp_path, "s2.csv", [SPACE | {"title/fr": "Le grand parc", "end_date": "2999-01-01"}])
    )
    page = Consultation.objects.get()

    assert (page.title, page.summary, page.organiser) == (
        "Le grand parc",
        "Onze hectares",
        "Direction des parcs",
    )
    assert (page.starts_on, page.state, str(page.sector)) == (date(2023, 1, 1), "open", "Nord")
    assert page.source_reference == "V-PART-2023-01-1"
    assert Contribution.objects.get().consultation == page
    assert [r.files[0].new for r in (first, again, changed)] == [1, 0, 0]
    assert [r.files[0].unchanged for r in (first, again, changed)] == [0, 1, 0]
    assert changed.files[0].changed == 1


def test_an_unnamed_space_is_named_by_its_address_and_dated_by_its_words(city, tmp_path):
    rows = [proposal_row(1), proposal_row(2, created_at="2019-02-20 10:00:00 +0100")]

    load(write(tmp_path, "p.csv", rows))
    page = Consultation.objects.get()

    assert (page.title, page.state) == ("Parc", "closed")
    assert (page.starts_on, page.ends_on) == (date(2019, 1, 17), date(2019, 2, 20))


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


def test_a_bare_space_without_words_keeps_its_dates_empty(city, tmp_path):
    bare = SPACE | {"developer_group/fr": "", "scope/name/fr": "", "start_date": "", "end_date": ""}

    load(write(tmp_path, "spaces.csv", [bare]))
    page = Consultation.objects.get()

    assert (page.starts_on, page.ends_on, page.organiser) == (None, None, "")


def test_votes_announced_without_comments_are_told_alone(city, tmp_path):
    row = {name: cell for name, cell in proposal_row(1).items() if name != "comments"}

    report = load(write(tmp_path, "p.csv", [row]))

    assert [(line.announced, line.found) for line in report.announced] == [(3, 0)]
