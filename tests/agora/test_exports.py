"""The exports page and its downloads."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser

from agora.audit.models import Entry
from agora.exports.actions import note_download
from agora.exports.models import Download
from agora.exports.registries import INTEGER, Column, Export, exports
from agora.rules import Refused, has_role
from tests.factories.people import make_staff, make_user, sign_in

LIST = Export(
    label="Liste d’essai",
    columns=(Column("name", "Nom"), Column("n", "Nombre", INTEGER)),
    rows=lambda actor, filters: iter([{"name": "=x" + filters.get("q", ""), "n": -1}]),
    rule=has_role("director"),
)


@pytest.fixture
def listed():
    with exports.lending("essai", LIST):
        yield LIST


@pytest.mark.parametrize("format", ["csv", "json", "ods", "xlsx"])
def test_a_list_leaves_in_each_format_and_the_journal_knows(client, city, listed, format):
    sign_in(client, make_staff("director"))
    page = client.get(f"/gestion/exports/essai.{format}?q=parc&theme=1&theme=2")

    assert page.status_code == 200
    assert len(b"".join(page.streaming_content)) > 20
    assert "essai-" in page["Content-Disposition"]
    assert page["Content-Disposition"].endswith(f'.{format}"')
    assert Download.objects.get().filters == {"q": ["parc"], "theme": ["1", "2"]}
    assert Entry.objects.filter(verb="exports.downloaded", obj=f"exports:essai.{format}").exists()


def test_filters_reach_the_rows_and_text_is_guarded(client, city, listed):
    sign_in(client, make_staff("director"))
    text = b"".join(client.get("/gestion/exports/essai.csv?q=parc&bom=1").streaming_content)

    assert text.decode() == "\ufeffNom;Nombre\r\n'=xparc;-1\r\n"
    rows = b"".join(client.get("/gestion/exports/essai.json").streaming_content)
    assert json.loads(rows) == [{"name": "=x", "n": -1}]


def test_the_page_offers_what_the_role_allows(client, city, listed):
    sign_in(client, make_staff("director"))
    assert "Liste d’essai" in client.get("/gestion/exports/").content.decode()
    client.logout()

    sign_in(client, make_staff("reception"))
    page = client.get("/gestion/exports/")
    assert page.status_code == 200
    assert "Liste d’essai" not in page.content.decode()


def test_others_get_nothing_and_leave_no_trace_of_a_download(client, city, listed):
    assert client.get("/gestion/exports/essai.csv").status_code == 302
    sign_in(client, make_user())
    assert client.get("/gestion/exports/essai.csv").status_code == 403
    client.logout()
    sign_in(client, make_staff("reception"))
    assert client.get("/gestion/exports/essai.csv").status_code == 403
    assert not Download.objects.exists()


def test_unknown_lists_and_formats_are_404(client, city, listed):
    sign_in(client, make_staff("director"))

    assert client.get("/gestion/exports/rien.csv").status_code == 404
    assert client.get("/gestion/exports/essai.exe").status_code == 404


def test_the_action_itself_refuses(city):
    with pytest.raises(Refused):
        note_download(actor=AnonymousUser(), key="essai", export=LIST, format="csv", filters={})


def test_every_registered_list_can_be_read_by_a_director(city):
    director = make_staff("director")
    for key, export in exports.items():
        rows = list(export.rows(director, {}))
        known = {column.key for column in export.columns}
        assert all(set(row) <= known for row in rows), key


def test_the_api_is_explained_to_people(client, city):
    page = client.get("/api/")

    assert page.status_code == 200
    assert "/api/v1/" in page.content.decode()
