"""The pass: what it says, and all it refuses to be."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing

from tenants.disclosure import passes

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
SUBJECT = uuid.UUID("b4a6e7c6-0d64-4a0e-8b40-2a1f3c1a9d11")
GIVEN = {
    "issuer": 7,
    "subject": SUBJECT,
    "name": "Samira Ould-Kaci",
    "title": "Innovation, plateforme",
    "mail": "samira@ville.exemple.fr",
    "roles": ["platform_officer", "director"],
}


def minted(**changed):
    return passes.mint(**GIVEN | {"at": AT} | changed)


def said(**changed):
    """What a pass says, as a dict that a test may spoil before it is signed."""
    return passes.unpacked(minted().rpartition(":")[0].partition(".")[2]) | changed


def without(name):
    whole = said()
    del whole[name]
    return whole


def test_a_pass_says_who_comes_from_where():
    found = passes.read(minted(path="/sujets/12/"), at=AT + timedelta(seconds=5))

    assert (found.iss, found.city_id, found.aud, found.sub) == (7, 7, "club.localhost", SUBJECT)
    assert (found.name, found.title, found.mail) == (
        GIVEN["name"],
        GIVEN["title"],
        GIVEN["mail"],
    )
    assert found.roles == ("director", "platform_officer")
    assert found.exp - found.iat == 60
    assert found.next == "/sujets/12/"


def test_the_providers_people_have_no_city():
    assert passes.read(minted(issuer=passes.PROVIDER), at=AT).city_id is None


def test_each_pass_is_another():
    assert passes.read(minted(), at=AT).jti != passes.read(minted(), at=AT).jti


def test_long_words_are_cut_to_what_a_member_holds():
    found = passes.read(minted(name="n" * 300, title="t" * 300), at=AT)

    assert (len(found.name), len(found.title)) == (120, 120)


@pytest.mark.parametrize("seconds", [-30, 0, 60, 90])
def test_its_minute_and_half_a_minute_of_clocks(seconds):
    assert passes.read(minted(), at=AT + timedelta(seconds=seconds)).sub == SUBJECT


def test_after_its_minute_it_is_over():
    with pytest.raises(passes.Expired):
        passes.read(minted(), at=AT + timedelta(seconds=91))


def test_it_does_not_come_from_the_future():
    with pytest.raises(passes.TooEarly):
        passes.read(minted(), at=AT - timedelta(seconds=31))


def test_another_club_is_another_audience(settings):
    token = minted()
    settings.CLUB_HOST = "club.exemple.fr"

    with pytest.raises(passes.WrongAudience):
        passes.read(token, at=AT)


def test_every_altered_character_is_seen():
    token = minted()
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(passes.BadPass):
            passes.read(token[:place] + other + token[place + 1 :], at=AT)


def test_a_key_of_ours_for_another_use_signs_no_pass(settings):
    body = minted().rpartition(":")[0]
    others = [
        signing.Signer(salt="agora.club.pass").sign(body),
        signing.Signer(key=settings.SECRET_KEY, salt="agora.club.pass").sign(body),
        signing.dumps(said(), salt="agora.club.pass"),
    ]

    for token in others:
        with pytest.raises(passes.Forged):
            passes.read(token, at=AT)


def test_two_keys_hold_during_a_rotation(settings):
    before = minted()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-secret-key-" * 4
    with pytest.raises(passes.Forged):
        passes.read(before, at=AT)

    settings.SECRET_KEY_FALLBACKS = [former]

    assert passes.read(before, at=AT).sub == SUBJECT
    assert minted().partition(".")[0] != before.partition(".")[0]
    assert passes.read(minted(), at=AT).sub == SUBJECT


@pytest.mark.parametrize("token", ["", "x", "é" * 10, "x" * 6_001, "a.b:c", ".:", "::::"])
def test_what_is_no_pass_is_refused(token):
    with pytest.raises(passes.BadPass):
        passes.read(token, at=AT)


@pytest.mark.parametrize(
    "spoiled",
    [
        [],
        "pass",
        None,
        {},
        lambda: without("sub"),
        lambda: without("aud"),
        lambda: said(extra=1),
        lambda: said(sub="7"),
        lambda: said(sub=7),
        lambda: said(jti=None),
        lambda: said(iss=True),
        lambda: said(iss="7"),
        lambda: said(iss=-1),
        lambda: said(iss=2**63),
        lambda: said(iat=1.5),
        lambda: said(exp=said()["iat"] + 3_600),
        lambda: said(name=""),
        lambda: said(name="n" * 121),
        lambda: said(mail=None),
        lambda: said(aud=None),
        lambda: said(next=["/"]),
        lambda: said(roles=[3]),
        lambda: said(roles=3),
    ],
)
def test_ours_but_not_of_its_shape_is_refused(spoiled):
    whole = spoiled() if callable(spoiled) else spoiled

    with pytest.raises(passes.Malformed):
        passes.read(passes.sign(whole), at=AT)


def test_what_is_signed_but_no_json_is_refused(monkeypatch):
    with pytest.raises(passes.Malformed):
        passes.unpacked("!")
    with pytest.raises(passes.Malformed):
        passes.unpacked(signing.b64_encode(b"{").decode())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sujets/",
        "/sujets/12/",
        "/sujets/nouveau/?ville=3&theme=a%20b",
        "/sujets/12/#reponse-4",
        "/sujets/12/?page=2#repondre",
        "/fiches/b4a6e7c6-0d64-4a0e-8b40-2a1f3c1a9d11/",
        "/modeles/b4a6e7c6-0d64-4a0e-8b40-2a1f3c1a9d11/2/",
        "/modeles/x/fichier.agora-modele",
        "/annuaire/3/",
        "/moi/",
        "/moderation/",
    ],
)
def test_pages_of_the_club_are_kept(path):
    assert passes.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//mechant.fr/",
        "/\\mechant.fr",
        "https://mechant.fr/",
        "/sujets//mechant.fr",
        "/sujets/../compte/",
        "/sujets/./",
        "/sujets/..",
        "/sujets/%2e%2e/",
        "/sujets/12/\n",
        "/sujets/12/\r\nSet-Cookie: a=b",
        "/sujets/\\",
        "/sujets",
        "/sujetsx/",
        "/compte/deconnexion/",
        "/entree/",
        "/au-revoir/x/",
        "javascript:alert(1)",
        "/sujets/@mechant.fr",
        "/sujets/é/",
        "/?//mechant.fr",
        "/sujets/" + "a" * 600,
    ],
)
def test_anything_else_leads_to_the_front_page(path):
    assert passes.local_path(path) == "/"
    assert passes.read(minted(path=path), at=AT).next == "/"


def test_the_way_in_keeps_a_page_of_the_club_and_nothing_else():
    assert (
        passes.way_in("/gestion/club/", "/sujets/12/") == "/gestion/club/?suite=%2Fsujets%2F12%2F"
    )
    assert passes.way_in("/gestion/club/", "//mechant.fr") == "/gestion/club/"


def test_json_of_a_pass_holds_no_key_of_a_row():
    assert set(json.loads(json.dumps(said()))) == {
        "iss", "aud", "sub", "name", "title", "mail", "roles", "jti", "iat", "exp", "next",
    }  # fmt: skip
