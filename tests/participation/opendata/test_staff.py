"""Moving in from the team's space: upload, report, confirm, done."""

import io

import pytest

from agora.files import gateway
from agora.jobs.testing import run_pending
from agora.rules import Refused
from participation.contributions.models import Contribution
from participation.opendata.actions.imports import finish_import, receive_files
from participation.opendata.models import ImportRun
from tests.factories.people import make_staff, make_user
from tests.participation.opendata.exports import proposal_row, upload

URL = "/gestion/reprise/"


def test_the_team_reads_the_report_then_confirms(city, client, tmp_path):
    client.force_login(make_staff("director"))

    sent = client.post(URL, {"files": [upload(tmp_path)]})
    waiting = client.get(sent["Location"]).text
    run_pending()
    ready = client.get(sent["Location"])
    assert not Contribution.objects.exists()
    client.post(f"{sent['Location']}confirmer/")
    client.post(f"{sent['Location']}confirmer/")
    run_pending()
    done = client.get(sent["Location"]).text
    run = ImportRun.objects.get()

    assert "Fichiers reçus" in waiting
    assert "Importer ces lignes" in ready.text
    assert "À confirmer" in ready.text
    assert Contribution.objects.count() == 2
    assert run.state == "done"
    assert "Concertations reprises" in done
    with pytest.raises(gateway.Missing):
        gateway.read(run.files.get().key)


def test_a_script_follows_and_is_told_to_stop_asking(city, client, tmp_path):
    client.force_login(make_staff("platform_officer"))
    sent = client.post(URL, {"files": [upload(tmp_path)]})

    busy = client.get(sent["Location"], headers={"HX-Request": "true"})
    run_pending()
    ended = client.get(sent["Location"], headers={"HX-Request": "true"})

    assert (busy.status_code, ended.status_code) == (200, 286)
    assert "<html" not in ended.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a;b\n1;2\n", "aucun export Decidim connu"),
        (b"seule\n1\n", "aucune colonne reconnue"),
        (b"id;title;budget_amount;url\n", "ne se reprennent pas encore"),
        (b"\x00\x01\x02binaire", "ce n’est pas un fichier CSV"),
        (b"id;id;title\n1;1;x\n", "présente deux fois"),
    ],
)
def test_an_unreadable_file_is_refused_with_its_reason_and_nothing_is_imported(
    city, client, content, message
):
    client.force_login(make_staff("director"))
    file = io.BytesIO(content)
    file.name = "fichier.csv"

    sent = client.post(URL, {"files": [file]})
    run_pending()
    page = client.get(sent["Location"]).text

    assert message in page.replace("\xa0", " ")
    assert "Rien n’a été importé." in page.replace("\xa0", " ")
    assert not Contribution.objects.exists()


def test_a_ragged_row_names_its_line_and_column(city, client, tmp_path):
    client.force_login(make_staff("director"))
    file = upload(tmp_path, proposal_row(1, body="deux\nlignes"))
    file = io.BytesIO(file.read() + b"2;coupee\n")
    file.name = "p.csv"

    sent = client.post(URL, {"files": [file]})
    run_pending()
    page = client.get(sent["Location"]).text.replace("\xa0", " ")

    assert "p.csv, ligne 4, colonne « category/name/en »" in page
    assert "2 cellules au lieu de 15" in page


def test_storage_down_keeps_nothing_and_says_so(city, client, tmp_path, settings):
    client.force_login(make_staff("director"))
    blocked = tmp_path / "plein"
    blocked.write_text("un fichier à la place du dossier")
    settings.DATA_DIR = blocked

    answer = client.post(URL, {"files": [upload(tmp_path)]})

    assert answer.status_code == 422
    assert "Le stockage ne répond pas" in answer.text
    assert not ImportRun.objects.exists()


def test_neither_residents_nor_another_city_see_an_import(
    city, other_city, client, client_for, tmp_path
):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    client.force_login(make_user())

    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{run.uid}/").status_code == 403
    assert client_for(other_city).get(f"{URL}{run.uid}/").status_code in (302, 404)
    with pytest.raises(Refused):
        finish_import(actor=make_user(), run=run, report=None)
