from django.test import RequestFactory

from agora.conf import gate as module
from agora.conf.gate import Gate, with_gate
from agora.conf.refusal import Away, Refusal


class Database:
    """A check whose outcome the test chooses."""

    def __init__(self):
        self.trouble, self.looks = Away("away"), 0

    def __call__(self):
        self.looks += 1
        if self.trouble:
            raise self.trouble


def visit(gate):
    said = []
    site = with_gate(lambda environ, start: [b"site"], gate)
    environ = RequestFactory().get("/").environ
    body = b"".join(site(environ, lambda status, headers: said.append((status, dict(headers)))))
    return (said or [None])[0], body.decode()


def test_a_gate_is_open_unless_closed():
    assert visit(Gate()) == (None, "site")


def test_a_closed_gate_says_to_come_back_until_the_check_passes(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    gate, database = Gate(), Database()
    gate.close(database)

    (status, headers), body = visit(gate)
    assert (status[:3], headers["Retry-After"]) == ("503", "60")
    assert "Rien n’est perdu" in body
    assert gate.reason() == "the database does not answer"

    database.trouble = None
    assert visit(gate) == (None, "site")
    looks = database.looks
    assert visit(gate) == (None, "site")
    assert database.looks == looks


def test_a_database_that_comes_back_wrong_stays_shut_out_and_is_told(monkeypatch, caplog):
    monkeypatch.setattr(module, "PAUSE", 0)
    gate, database = Gate(), Database()
    gate.close(database)
    database.trouble = Refusal("AGORA_DATABASE_URL", "a pooler mixes connections", "Mend it")

    assert visit(gate)[1] != "site"
    assert gate.reason() == "the start is refused: see the log"
    assert "AGORA_DATABASE_URL: a pooler mixes connections. Mend it." in caplog.text


def test_many_visitors_cause_few_looks():
    gate, database = Gate(), Database()
    gate.close(database)

    assert {gate.reason() for _visit in range(50)} == {"the database does not answer"}
    assert database.looks == 1
