"""A mixed crowd on four cities, and the book of all it was answered.

Each write carries a word of its own; the book says of each whether it was acknowledged. A form
whose answer was lost is sent once more with its key, as somebody does who presses the button again.
"""

import http.client
import itertools
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = "b" * 32
PATIENCE = 75.0
NUMBERS = itertools.count(1)
"""Of all crowds, one after the other in one database: no word is written by two of them."""


@dataclass
class Asked:
    """One request and its answer, with the moments between which it was open."""

    city: str
    what: str
    begun: float
    ended: float = 0.0
    status: int = 0
    door: str = ""
    problem: str = ""

    @property
    def failed(self) -> bool:
        """Nobody's idea of an answer."""
        return self.status == 0 or self.status >= 500


@dataclass
class Written:
    """Something somebody wrote: its word, and whether they were told it is there."""

    city: str
    kind: str
    word: str
    acknowledged: bool = False


@dataclass
class Book:
    """All that was asked, written and seen where it should not be."""

    asked: list[Asked] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def failures(self) -> list[Asked]:
        """Requests without a proper answer."""
        return [one for one in self.asked if one.failed]


class Crowd:
    """So many people at once, each with a browser, until told to go."""

    def __init__(self, port: int, facts: dict[str, Any], *, people: int = 8, seed: int = 1) -> None:
        self.port, self.facts, self.book = port, facts, Book()
        self.pause = 0.0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._live, args=(random.Random(seed * 100 + number),))
            for number in range(people)
        ]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE + 10)

    def _live(self, chance: random.Random) -> None:
        deeds: list[tuple[int, Callable[[str, random.Random], None]]] = [
            (11, self._read),
            (4, self._comment),
            (2, self._support),
            (2, self._propose),
            (1, self._ask_code),
        ]
        weights = [weight for weight, _deed in deeds]
        while not self._over.is_set():
            [(_weight, deed)] = chance.choices(deeds, weights)
            deed(chance.choice(list(self.facts)), chance)
            time.sleep(self.pause)

    # --- What people do ---------------------------------------------------------------------
    def _read(self, city: str, chance: random.Random) -> None:
        there = self.facts[city]
        tool = f"/concertations/{there['slug']}/propositions/{there['tool']}/"
        path, marked = chance.choice(
            [
                ("/", True),
                (f"/concertations/{there['slug']}/", True),
                (tool, True),
                (f"/propositions/{chance.choice(there['ideas'])}/", True),
                (f"/recherche/?q={there['mark']}", True),
                ("/compte/connexion/", True),
                (f"/api/v1/proposals/?component={there['tool']}&page_size=20", True),
                ("/theme-0b6e6e-1.css", False),
            ]
        )
        known = chance.random() < 0.6 and not path.startswith("/compte/")
        session = chance.choice(there["sessions"]) if known else ""
        status, body, _goal = self.send(city, "GET", path, session=session)
        if status == 200 and marked and there["mark"] not in body:
            self.book.odd.append(f"{city} {path}: no mark")
        elif status not in (0, 200) and status < 500:
            self.book.odd.append(f"{city} {path}: {status}")

    def _comment(self, city: str, chance: random.Random) -> None:
        there = self.facts[city]
        word = self._word(there)
        typed = {"body": f"Oui {word}", "alignment": "1", "form_key": str(uuid4())}
        path = f"/commentaires/{chance.choice(there['ideas'])}/"
        self._write(city, "comment", word, path, typed, chance.choice(there["sessions"]))

    def _support(self, city: str, chance: random.Random) -> None:
        there = self.facts[city]
        number = chance.randrange(len(there["sessions"]))
        idea = chance.choice(there["ideas"])
        path = f"/contributions/{idea}/soutenir/"
        word = f"{there['addresses'][number]} {idea}"
        self._write(city, "support", word, path, {}, there["sessions"][number])

    def _propose(self, city: str, chance: random.Random) -> None:
        there, session = self.facts[city], chance.choice(self.facts[city]["sessions"])
        word = self._word(there)
        path = f"/concertations/{there['slug']}/propositions/{there['tool']}/nouvelle/"
        typed = {"title": f"Un arbre {word}", "body": f"Ici {word}"}
        status, _body, goal = self.send(city, "POST", path, session=session, typed=typed)
        if status != 302 or "/brouillons/" not in goal:
            if status and status < 500:
                self.book.odd.append(f"{city} {path}: {status} {goal}")
            return
        draft = goal.split("/brouillons/")[1].split("/")[0]
        typed = {"author_kind": "person", "form_key": str(uuid4())}
        sign = f"/propositions/brouillons/{draft}/signature/"
        self._write(city, "proposal", word, sign, typed, session)

    def _ask_code(self, city: str, chance: random.Random) -> None:
        there = self.facts[city]
        self.send(city, "POST", "/compte/code/", typed={"email": chance.choice(there["addresses"])})

    def _write(
        self, city: str, kind: str, word: str, path: str, typed: dict[str, str], session: str
    ) -> None:
        entry = Written(city, kind, word)
        self.book.written.append(entry)
        for _attempt in range(2):
            status, body, goal = self.send(city, "POST", path, session=session, typed=typed)
            if status == 302 and "/compte/" not in goal:
                entry.acknowledged = True
                return
            if status and status < 500:
                self.book.odd.append(f"{city} {kind} {path}: {status} {goal} {body[:0]}")
                return

    def _word(self, there: dict[str, Any]) -> str:
        return f"{there['mark']}x{next(NUMBERS):06d}z"

    # --- One request ------------------------------------------------------------------------
    def send(
        self,
        city: str,
        method: str,
        path: str,
        *,
        session: str = "",
        typed: dict[str, str] | None = None,
    ) -> tuple[int, str, str]:
        """Ask the edge; status 0 when nothing came back. Each answer is searched for leaks."""
        there = self.facts[city]
        headers = {"Host": there["host"], "Referer": f"http://{there['host']}/"}
        headers["Cookie"] = f"agora_csrf={TOKEN}" + (
            f"; agora_session={session}" if session else ""
        )
        body = None
        if typed is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        one = Asked(city, f"{method} {path}", time.monotonic())
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        text = goal = ""
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
            one.status, one.door = answer.status, answer.headers.get("X-Door", "")
            goal = answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException) as error:
            one.problem = repr(error)
        finally:
            line.close()
        one.ended = time.monotonic()
        self.book.asked.append(one)
        self._look_for_leaks(one, text + goal)
        return one.status, text, goal

    def _look_for_leaks(self, one: Asked, seen: str) -> None:
        for other, there in self.facts.items():
            if other != one.city and (there["mark"] in seen or there["host"] in seen):
                self.book.leaks.append(f"{one.what} of {one.city} shows {other}")
