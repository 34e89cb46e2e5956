"""Ways of getting into the club, or further than one may: each tries once, and says if it won.

A kind is a function of the `World` (who is where, and dice): it returns True when it got what it
must never get. `KINDS` names them all; `test_attacks` throws them by the thousand, and shows that
each wins once the check it meets is taken away.
"""

from __future__ import annotations

import json
import random
import string
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.utils import timezone

from agora.context import CityRef, club
from agora.context.directory import Place
from club_utilisateurs.models import Member
from tenants.disclosure import passes
from tests.factories.passes import DOOR, a_pass, origin_of, show
from tests.harness.clients import HouseClient, outside

COOKIE = settings.SESSION_COOKIE_NAME
EVIL = "mechant.fr"


@dataclass
class World:
    """Two cities with somebody in each, a suspended one, and people who may not enter."""

    dice: random.Random
    a: CityRef
    b: CityRef
    asleep: CityRef
    agent: uuid.UUID
    other: uuid.UUID
    sleeper: uuid.UUID
    former: uuid.UUID
    resident: uuid.UUID
    former_browser: HouseClient
    tries: int = field(default=0)

    def browser(self, cookie: str = "") -> HouseClient:
        """A browser of the club's host, with a session somebody planted."""
        made = HouseClient("club.localhost", Place("club"))
        if cookie:
            made.cookies[COOKIE] = cookie
        return made

    def gets_in(self, token: str, origin: str | None, **extra: Any) -> bool:
        """Show a pass from a fresh address; say whether the door opened."""
        answer = show(self.browser(), token, origin=origin, REMOTE_ADDR=self.address(), **extra)
        assert answer.status_code in {303, 403}, answer.status_code
        return bool(answer.status_code == 303)

    def address(self) -> str:
        """An address the limit does not know yet."""
        self.tries += 1
        return f"10.{self.tries >> 16 & 255}.{self.tries >> 8 & 255}.{self.tries & 255}"

    def good(self, **changed: Any) -> str:
        """The pass of the agent of A."""
        return a_pass(self.a, self.agent, **changed)

    @property
    def home(self) -> str:
        """Where the forms of A come from."""
        return origin_of(self.a)

    def rubbish(self, most: int = 40) -> str:
        """Some characters."""
        signs = string.ascii_letters + string.digits + "._:-=/"
        return "".join(self.dice.choices(signs, k=self.dice.randint(1, most)))


def said(token: str) -> dict[str, Any]:
    """What a pass says, unread."""
    return dict(json.loads(signing.b64_decode(_body(token).encode())))


def _body(token: str) -> str:
    return token.rpartition(":")[0].partition(".")[2]


def resaid(token: str, **changed: Any) -> str:
    """The same pass with other words under the same seal."""
    key, seal = token.partition(".")[0], token.rpartition(":")[2]
    body = signing.b64_encode(json.dumps(said(token) | changed).encode()).decode()
    return f"{key}.{body}:{seal}"


# --- The paper ----------------------------------------------------------------------------------
def replay(w: World) -> bool:
    token = w.good()
    assert w.gets_in(token, w.home)
    return w.gets_in(token, w.home)


def expired(w: World) -> bool:
    ago = timedelta(seconds=w.dice.choice([92, 120, 3_600, w.dice.randint(92, 10**7)]))
    return w.gets_in(w.good(at=timezone.now() - ago), w.home)


def early(w: World) -> bool:
    ahead = timedelta(seconds=w.dice.choice([33, 90, w.dice.randint(33, 10**7)]))
    return w.gets_in(w.good(at=timezone.now() + ahead), w.home)


def long_lived(w: World) -> bool:
    now = int(timezone.now().timestamp())
    token = passes.sign(said(w.good()) | {"exp": now + w.dice.randint(61, 10**8)})
    return w.gets_in(token, w.home)


def wrong_audience(w: World) -> bool:
    audience = w.dice.choice([EVIL, "", "console.localhost", w.a.host, "club.localhost.", "CLUB"])
    return w.gets_in(passes.sign(said(w.good()) | {"aud": audience}), w.home)


def forged(w: World) -> bool:
    token = w.good()
    payload = token.rpartition(":")[0]
    key = w.dice.choice([w.rubbish(), "", settings.SECRET_KEY, "agora.club.pass"])
    return w.gets_in(signing.Signer(key=key, salt="agora.club.pass").sign(payload), w.home)


def altered(w: World) -> bool:
    token = w.good()
    place = w.dice.randrange(len(token))
    cut = w.dice.choice([0, 1, 2])
    changed = token[:place] + w.dice.choice(["", "A", w.rubbish(4)]) + token[place + cut :]
    return changed != token and w.gets_in(changed, w.home)


def unsealed(w: World) -> bool:
    token = w.good()
    key, body = token.partition(".")[0], _body(token)
    bare = w.dice.choice([f"{key}.{body}", f"{key}.{body}:", body, f"none.{body}:", f".{body}:x"])
    return w.gets_in(bare, w.home)


def says_to_be_of_b(w: World) -> bool:
    """An administrator of A, with a true pass of A in hand."""
    token = resaid(w.good(), iss=w.b.id, sub=str(w.dice.choice([w.other, w.agent])))
    return w.gets_in(token, w.dice.choice([w.home, origin_of(w.b)]))


def says_to_be_the_provider(w: World) -> bool:
    token = resaid(w.good(), iss=0, roles=["provider_club"])
    return w.gets_in(token, w.dice.choice([w.home, origin_of(None)]))


def of_another_shape(w: World) -> bool:
    odd = w.dice.choice([None, [7], {"a": 1}, -1, 1.5, 2**70, "\x00" * 300, w.rubbish()])
    name = w.dice.choice(["iss", "sub", "jti", "iat", "exp"])
    if w.dice.random() < 0.3:
        name, odd = w.dice.choice([("name", ""), ("name", 3), ("roles", 3), ("mail", []), ("x", 1)])
    return w.gets_in(passes.sign(said(w.good()) | {name: odd}), w.home)


def rubbish(w: World) -> bool:
    token = w.dice.choice([w.rubbish(), w.rubbish(9_000), "é" * 20, "\x00", "", ".:", "a.b:c"])
    return w.gets_in(token, w.home)


def another_paper_of_ours(w: World) -> bool:
    payload = said(w.good())
    salt = w.dice.choice(["agora.club.farewell", "agora.club.pass", "django.core.signing"])
    return w.gets_in(signing.dumps(payload, salt=salt), w.home)


# --- The person ---------------------------------------------------------------------------------
def resident(w: World) -> bool:
    return w.gets_in(a_pass(w.a, w.resident), w.home)


def former_agent(w: World) -> bool:
    return w.gets_in(a_pass(w.a, w.former), w.home)


def grant_of_another_city(w: World) -> bool:
    return w.gets_in(a_pass(w.b, w.agent), origin_of(w.b))


def closed_city(w: World) -> bool:
    return w.gets_in(a_pass(w.asleep, w.sleeper), origin_of(w.asleep))


def unknown_city(w: World) -> bool:
    token = w.good(issuer=w.dice.randint(10**6, 2**62))
    return w.gets_in(token, w.dice.choice([w.home, None, "null", "http://:8000"]))


def more_than_a_city_gives(w: World) -> bool:
    assert w.gets_in(w.good(roles=["director", "provider_club"]), w.home)
    return bool(_inside(lambda: Member.objects.get(staff_uid=w.agent).facilitates))


def session_of_a_former_agent(w: World) -> bool:
    path = w.dice.choice(["/", "/moi/", "/bienvenue/", "/charte/", "/sujets/", "/recherche/"])
    return bool(w.former_browser.get(path).status_code == 200 and path != "/charte/")


# --- The browser ----------------------------------------------------------------------------------
def login_by_another_site(w: World) -> bool:
    """A visitor's browser is made to send somebody else's good pass."""
    host, port = w.a.host, ":8000"
    origin = w.dice.choice(
        [
            None, "", "null", f"https://{EVIL}", f"http://{host}", f"https://{host}{port}",
            f"http://{host}{port}.{EVIL}", f"http://{EVIL}?{host}{port}", f"http://x.{host}{port}",
            f"http://{host}:80", f"http://{host}{port}/", f" http://{host}{port}\t",
            origin_of(w.b), origin_of(None), "http://club.localhost:8000", w.rubbish(),
        ]
    )  # fmt: skip
    return w.gets_in(w.good(), origin)


def open_redirect(w: World) -> bool:
    path = w.dice.choice(
        [
            f"//{EVIL}/", f"https://{EVIL}/", f"/\\{EVIL}", f"/sujets//{EVIL}", "/sujets/../../x",
            f"/{w.rubbish()}@{EVIL}", "javascript:alert(1)", f"/sujets/\r\nLocation: //{EVIL}",
            f"/\t/{EVIL}", f"////{EVIL}", f"/moi/?{w.rubbish()}=//{EVIL}", "/compte/deconnexion/",
        ]
    )  # fmt: skip
    token = w.dice.choice([w.good(path=path), passes.sign(said(w.good()) | {"next": path})])
    answer = show(w.browser(), token, origin=w.home, REMOTE_ADDR=w.address())
    return answer.status_code == 303 and answer["Location"] != "/"


def planted_session(w: World) -> bool:
    """A session made by somebody else is in the browser that enters."""

    def plant() -> str:
        session = SessionStore()
        session["planted"] = "yes"
        session.save()
        return str(session.session_key)

    key = _inside(plant)
    browser = w.browser(key)
    assert show(browser, w.good(), origin=w.home, REMOTE_ADDR=w.address()).status_code == 303
    mine = browser.cookies[COOKIE].value
    kept = _inside(lambda: SessionStore(mine).get("planted"))
    return mine == key or kept is not None or w.browser(key).get("/moi/").status_code == 200


def another_host(w: World) -> bool:
    host = w.dice.choice([w.a.host, w.b.host, "console.localhost", EVIL, f"club.localhost.{EVIL}"])
    answer = w.browser().post(
        DOOR, {"pass": w.good()}, headers={"host": host, "origin": w.home},
        REMOTE_ADDR=w.address(),
    )  # fmt: skip
    return bool(answer.status_code == 303)


def forwarded_host(w: World) -> bool:
    names = ["X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Forwarded-Server", "Forwarded"]
    headers = {w.dice.choice(names): w.dice.choice([w.a.host, EVIL, f"host={w.a.host}"])}
    answer = w.browser().post(
        DOOR, {"pass": w.good()}, headers={"origin": f"http://{EVIL}"} | headers,
        REMOTE_ADDR=w.address(),
    )  # fmt: skip
    return bool(answer.status_code == 303)


def in_the_address(w: World) -> bool:
    answer = w.browser().get(DOOR, {"pass": w.good()}, headers={"origin": w.home})
    return bool(answer["Location"] != "/compte/connexion/")


def as_json(w: World) -> bool:
    kind = w.dice.choice(["application/json", "text/plain", "application/xml", "a/b"])
    answer = w.browser().post(
        DOOR, json.dumps({"pass": w.good()}), content_type=kind, headers={"origin": w.home},
        REMOTE_ADDR=w.address(),
    )  # fmt: skip
    return bool(answer.status_code == 303)


def club_cookie_elsewhere(w: World) -> bool:
    browser = w.browser()
    assert show(browser, w.good(), origin=w.home, REMOTE_ADDR=w.address()).status_code == 303
    cookie = browser.cookies[COOKIE].value
    place, path = w.dice.choice(
        [(None, "/parc/versions/"), (None, "/"), (w.a, "/gestion/"), (w.b, "/gestion/equipe/")]
    )
    host, where = (
        (place.host, Place("city", place)) if place else ("console.localhost", Place("public"))
    )
    other = HouseClient(host, where)
    other.cookies[COOKIE] = cookie
    return bool(other.get(path).status_code == 200)


def _inside(work: Callable[[], Any]) -> Any:
    def visit() -> Any:
        with club():
            return work()

    return outside(visit)


KINDS: dict[str, Callable[[World], bool]] = {
    kind.__name__: kind
    for kind in (
        replay, expired, early, long_lived, wrong_audience, forged, altered, unsealed,
        says_to_be_of_b, says_to_be_the_provider, of_another_shape, rubbish, another_paper_of_ours,
        resident, former_agent, grant_of_another_city, closed_city, unknown_city,
        more_than_a_city_gives, session_of_a_former_agent, login_by_another_site, open_redirect,
        planted_session, another_host, forwarded_host, in_the_address, as_json,
        club_cookie_elsewhere,
    )
}  # fmt: skip
