"""Which pages are measured, and what is promised of each: performance targets as ratios."""

from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.servers import Ask

TOKEN = "b" * 32
ROUNDS, REQUESTS = 3, 40


@dataclass(frozen=True)
class Promise:
    """Cost in floors (goal and gate), queries at any volume, kilobytes of HTML once gzipped."""

    goal: float
    gate: float
    queries: int
    weight: float | None = None


@dataclass
class Page:
    """A page and the requests that show it; each is drawn for a signed-in resident."""

    name: str
    promise: Promise
    asks: list[Ask]
    status: int = 200
    turns: Any = field(init=False)

    def __post_init__(self) -> None:
        self.turns = cycle(self.asks)

    def some(self, count: int) -> list[Ask]:
        """The next requests: a write is never sent twice."""
        return [next(self.turns) for _ in range(count)]


BASE = Promise(1.5, 2, 4, 6)
HOME = Promise(3, 4, 12, 12)
CONSULTATION = Promise(2.5, 4, 10, 12)
LIST = Promise(4, 6, 12, 15)
ONE = Promise(5, 8, 15, 18)
JSON = Promise(2, 3, 6, 4)
SUPPORT = Promise(2, 3, 8)
WRITE = Promise(3, 4, 12)
KEPT = Promise(0.3, 0.5, 1)


def cookie(session: str) -> dict[str, str]:
    """What a signed-in browser sends."""
    return {"Cookie": f"agora_session={session}; agora_csrf={TOKEN}"}


def pages(facts: dict[str, Any], main: str) -> list[Page]:
    """Every page that is read."""
    seen = cookie(facts["sessions"][0])
    ideas = facts["lists"][main]

    def read(name: str, promise: Promise, path: str, **headers: str) -> Page:
        return Page(name, promise, [Ask(path, headers or seen)])

    deep = int(main) // 20 - 3
    return [
        read("sign_in", BASE, "/compte/connexion/", Accept="text/html"),
        read("home", HOME, "/"),
        read("consultation", CONSULTATION, ideas["consultation"]),
        read("list_newest", LIST, ideas["path"]),
        read("list_supported", LIST, f"{ideas['path']}?ordre=soutenues"),
        read("list_commented", LIST, f"{ideas['path']}?ordre=commentees"),
        read("list_random", LIST, f"{ideas['path']}?ordre=hasard"),
        read("list_deep_page", LIST, f"{ideas['path']}?page={deep}"),
        read("list_searched", LIST, f"{ideas['path']}?q=arbres"),
        read("search", LIST, "/recherche/?q=arbres"),
        read("proposal_20_comments", ONE, f"/propositions/{facts['talks']['20']}/"),
        read("json_list", JSON, f"/api/v1/proposals/?component={ideas['component']}&page_size=20"),
    ]


def writes(facts: dict[str, Any]) -> list[Page]:
    """Every form that is sent; each request is another person's."""
    people = list(zip(facts["sessions"], facts["ideas"], facts["drafts"], strict=True))
    return [
        Page(
            "support",
            SUPPORT,
            [_send(f"/contributions/{idea}/soutenir/", who) for who, idea, _draft in people],
            status=302,
        ),
        Page(
            "comment",
            WRITE,
            [
                _send(
                    f"/commentaires/{idea}/",
                    who,
                    body="Tout à fait d’accord.",
                    alignment="1",
                    form_key=str(uuid4()),
                )
                for who, idea, _draft in people
            ],
            status=302,
        ),
        Page(
            "new_proposal",
            WRITE,
            [
                _send(
                    f"/propositions/brouillons/{draft}/signature/",
                    who,
                    author_kind="person",
                    form_key=str(uuid4()),
                )
                for who, _idea, draft in people
            ],
            status=302,
        ),
    ]


def _send(path: str, session: str, **typed: str) -> Ask:
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed})
    return Ask(path, {**cookie(session), "Referer": "http://nanterre.localhost/"}, body)
