"""What moving in offers to the house."""

from agora.audit.models import Entry
from agora.audit.registries import sentence
from agora.personal_data import erase_person, export_person
from agora.ui.registries import menus
from participation.contributions.registries import kinds
from participation.opendata.models import ImportRun
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff, sign_in
from tests.participation.opendata.exports import comment_row, load, proposal_row, write


def test_missing_pages_are_no_contributions_in_the_figures(city, tmp_path):
    load(
        write(tmp_path, "p.csv", [proposal_row(1)]),
        write(tmp_path, "c.csv", [comment_row(1, on=9)]),
    )

    assert kinds.get("absent").counts is False
    assert kinds.get("proposal").counts is True


def test_only_who_may_import_sees_it_in_the_menu(city, client_for):
    seen = {
        role: "/gestion/reprise/"
        in sign_in(client_for(city), make_staff(role)).get("/gestion/").text
        for role in ("director", "platform_officer", "reception")
    }

    assert seen == {"director": True, "platform_officer": True, "reception": False}
    assert menus.get("opendata.imports").place == "staff"


def test_the_journal_says_an_import_in_words(city, tmp_path):
    load(write(tmp_path, "p.csv", [proposal_row(1)]))

    assert Entry.objects.latest("pk").verb == "import.loaded"
    assert sentence("import.loaded") == "a repris les données d’un autre site"


def test_the_missing_pages_stand_on_the_consultation_page_alone(city, client, tmp_path):
    load(write(tmp_path, "c.csv", [comment_row(1, on=9)]))
    born_here = make_consultation()

    assert "pages-absentes" not in client.get(born_here.get_absolute_url()).text


def test_an_agent_s_imports_are_part_of_their_data(city):
    agent, other = make_staff("director"), make_staff("director")
    for one in (agent, other):
        ImportRun.objects.create(created_by=one)

    assert len(export_person(agent)["opendata.run"]) == 1
    erase_person(agent)
    erase_person(agent)

    assert [run.created_by for run in ImportRun.objects.order_by("created_by")] == [other, None]
