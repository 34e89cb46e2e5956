import pytest

from agora.conf import proxies
from agora.conf.refusal import Refusal

EDGE = "10.0.0.4"


@pytest.fixture
def heard(monkeypatch):
    """What the site hears of a request, behind an edge at 10.0.0.0/24 and at ::1."""
    monkeypatch.setenv("AGORA_PROXIES", "10.0.0.0/24, ::1")
    environs = []
    site = proxies.with_proxies(lambda environ, start: environs.append(environ), proxies.trusted())

    def ask(peer, **headers):
        site({"REMOTE_ADDR": peer, **headers}, None)
        return environs[-1]

    return ask


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("2001:0DB8:0::7", "2001:db8::7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.0.0.9", "203.0.113.7"),
        ("198.51.100.1,203.0.113.7,10.0.0.9,::1", "203.0.113.7"),
        ("10.0.0.9", "10.0.0.9"),
        ("", EDGE),
        ("unknown", EDGE),
        ("203.0.113.7:4711", EDGE),
        ("203.0.113.7, nonsense", EDGE),
        ("203.0.113.7, nonsense, 10.0.0.9", "10.0.0.9"),
        (" , ,", EDGE),
    ],
)
def test_the_visitor_is_the_last_one_that_is_not_ours(heard, said, found):
    assert heard(EDGE, HTTP_X_FORWARDED_FOR=said)["REMOTE_ADDR"] == found


def test_the_edge_is_believed_about_https(heard):
    assert heard(EDGE, HTTP_X_FORWARDED_PROTO="https")["HTTP_X_FORWARDED_PROTO"] == "https"


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.1.4", "::2", "", "a socket"])
def test_nobody_else_is_believed_about_anything(heard, peer):
    told = {"HTTP_X_FORWARDED_FOR": "192.0.2.1", "HTTP_X_FORWARDED_PROTO": "https"}
    told |= {"HTTP_FORWARDED": "for=192.0.2.1", "HTTP_X_REAL_IP": "192.0.2.1"}
    told |= {"HTTP_X_FORWARDED_HOST": "villeneuve.fr", "HTTP_X_FORWARDED_PORT": "1"}

    assert heard(peer, **told, HTTP_HOST="a.example") == {
        "REMOTE_ADDR": peer,
        "HTTP_HOST": "a.example",
    }


def test_what_we_never_read_goes_no_further(heard):
    assert "HTTP_X_FORWARDED_HOST" not in heard(EDGE, HTTP_X_FORWARDED_HOST="villeneuve.fr")


def test_this_machine_is_believed_unless_told(monkeypatch):
    monkeypatch.delenv("AGORA_PROXIES", raising=False)

    assert [str(one) for one in proxies.trusted()] == ["127.0.0.0/8", "::1/128"]
    assert not proxies.told()


@pytest.mark.parametrize("value", ["edge.canari.example", "10.0.0.1/8", "0.0.0.0/0", "::/0"])
def test_a_list_that_cannot_be_is_refused(monkeypatch, value):
    monkeypatch.setenv("AGORA_PROXIES", value)

    with pytest.raises(Refusal, match=r"^AGORA_PROXIES: ") as refused:
        proxies.trusted()

    assert "canari" not in str(refused.value)


# --- The limits behind an edge ------------------------------------------------------------------
SIGN_UP, LIMIT = "/compte/inscription/", 20  # forms a minute from one address


@pytest.fixture
def resident(client, monkeypatch):
    """Somebody whose requests pass our layer first, as on a server."""
    monkeypatch.delenv("AGORA_PROXIES", raising=False)
    whole = client.handler
    layer = proxies.with_proxies(lambda environ, _start: whole(environ), proxies.trusted())
    client.handler = lambda environ: layer(environ, None)
    return client


def flood(resident, *, times=LIMIT + 1, peer="127.0.0.1", said):
    """Send that many forms; the last status. `said` writes the header of each."""
    for number in range(times):
        extra = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": said(number)}
        status = resident.post(SIGN_UP, {}, **extra).status_code
    return status


def test_two_residents_behind_one_edge_have_two_limits(resident):
    first = flood(resident, said=lambda number: "203.0.113.7")
    second = flood(resident, said=lambda number: "203.0.113.8", times=2)

    assert (first, second != 429) == (429, True)


@pytest.mark.parametrize(
    ("peer", "said"),
    [
        ("203.0.113.9", lambda number: f"192.0.2.{number}"),  # no edge at all
        ("127.0.0.1", lambda number: f"192.0.2.{number}, 203.0.113.9"),  # the edge added its own
        ("127.0.0.1", lambda number: f"nonsense {number}"),
    ],
)
def test_a_forged_header_gives_nobody_a_new_limit(resident, peer, said):
    assert flood(resident, peer=peer, said=said) == 429
