"""The dashboard's figures and drawings, worked out from the books at a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.ui import french
from billing import money
from billing.delivery import Turn
from billing.models import OrderState
from billing.queries import books, dunning, receipts
from billing.queries.accounts import cities_without_payer
from billing.queries.books import Amount, Entry, Renewal
from billing.queries.contracts import orders

MONTHS = 12


@dataclass(frozen=True)
class Task:
    """Something to do first: how many, in words, and the name of the page where it is done."""

    count: int
    label: str
    page: str
    bad: bool = False


@dataclass(frozen=True)
class Board:
    """All that the page says; amounts in cents."""

    arr: int
    to_invoice: Amount
    blocked: Amount
    late: Amount
    quotes: Amount
    tasks: Sequence[Task]
    aged: dict[str, Any]
    turns: dict[str, Any]
    renewals: dict[str, Any]
    next_renewals: Sequence[Renewal]

    @property
    def is_new(self) -> bool:
        """Whether nothing was sold or invoiced yet."""
        amounts = (self.to_invoice, self.blocked, self.quotes)
        return not (self.arr or self.aged["total"] or any(one.count for one in amounts))


def board(on: date) -> Board:
    """Read the books once."""
    found = books.open_entries()
    late = books.late(on, found=found)
    ahead = books.renewals(on)
    ready, blocked = books.to_invoice(on), books.blocked()
    return Board(
        arr=books.arr(on),
        to_invoice=ready,
        blocked=blocked,
        late=Amount(len(late), sum(one.balance.due for one in late)),
        quotes=books.quotes_waiting(),
        tasks=_tasks(on, ready, blocked),
        aged=_aged(books.aged_balance(on, found=found)),
        turns=_turns(found),
        renewals=_months(on, ahead),
        next_renewals=ahead[:5],
    )


def _tasks(on: date, ready: Amount, blocked: Amount) -> list[Task]:
    ours = books.to_deposit()
    told = len(dunning.waiting(on))
    received = receipts.waiting().count()
    suspended = sum(one.delivery.suspended for one in ours)
    tasks = [
        (
            suspended,
            ngettext("réponse attendue par une ville", "réponses attendues", suspended),
            "to_deposit",
            True,
        ),
        (
            len(ours) - suspended,
            ngettext("document à déposer", "documents à déposer", len(ours) - suspended),
            "to_deposit",
            False,
        ),
        (
            blocked.count,
            ngettext(
                "échéance sans référence à demander",
                "échéances sans référence à demander",
                blocked.count,
            ),
            "due",
            True,
        ),
        (
            ready.count,
            ngettext("échéance à facturer", "échéances à facturer", ready.count),
            "due",
            False,
        ),
        (
            received,
            ngettext("encaissement à affecter", "encaissements à affecter", received),
            "receipts",
            False,
        ),
        (told, ngettext("relance à faire", "relances à faire", told), "dunning", False),
        *_asked(),
    ]
    return [
        Task(count, label, f"billing:{name}", bad) for count, label, name, bad in tasks if count
    ]


def _asked() -> list[tuple[int, str, str, bool]]:
    """What cities and openings left for a person: days to quote, payers to find."""
    services = orders(state=OrderState.ASKED).count()
    alone = cities_without_payer().count()
    return [
        (
            services,
            ngettext("prestation à chiffrer", "prestations à chiffrer", services),
            "services",
            False,
        ),
        (alone, ngettext("ville sans payeur", "villes sans payeur", alone), "accounts", False),
    ]


def _euros(cents: int) -> int:
    """Whole euros: the drawings round, their table too."""
    return money.whole(Decimal(cents) / 100)


def _words(cents: int) -> str:
    return french.euros(_euros(cents))


def _aged(bands: Sequence[Amount]) -> dict[str, Any]:
    labels = [
        _("Pas encore reçue"),
        _("0 à 30 jours"),
        _("31 à 60 jours"),
        _("61 à 90 jours"),
        _("Plus de 90 jours"),
    ]
    total = sum(one.cents for one in bands)
    old = sum(one.cents for one in bands[2:])
    sentence = _("%(total)s attendus, dont %(old)s reçus par les payeurs depuis plus de 30 jours.")
    return {
        "total": total,
        "rows": [(label, _euros(one.cents)) for label, one in zip(labels, bands, strict=True)],
        "sentence": sentence % {"total": _words(total), "old": _words(old)},
    }


def _turns(found: Sequence[Entry]) -> dict[str, Any]:
    turns = [Turn.PROVIDER, Turn.CITY, Turn.ACCOUNTANT]
    sums = [sum(one.balance.due for one in found if one.delivery.turn == turn) for turn in turns]
    sentence = _("%(ours)s dépendent de nous, %(city)s des villes, %(public)s des comptables.")
    words = dict(zip(("ours", "city", "public"), map(_words, sums), strict=True))
    return {
        "rows": [("", [_euros(cents) for cents in sums])],
        "keys": [_("À nous"), _("Aux villes"), _("Aux comptables publics")],
        "sentence": sentence % words,
    }


def _months(on: date, ahead: Sequence[Renewal]) -> dict[str, Any]:
    months = [divmod(on.month - 1 + place, 12) for place in range(MONTHS)]
    keys = [(on.year + years, month + 1) for years, month in months]
    sums = dict.fromkeys(keys, 0)
    for one in ahead:
        key = (one.ends_on.year, one.ends_on.month)
        sums[key if key in sums else keys[-1]] += one.yearly_cents
    count = len(ahead)
    sentence = ngettext(
        "%(n)d contrat arrive à son terme dans l’année, %(total)s par an.",
        "%(n)d contrats arrivent à leur terme dans l’année, %(total)s par an.",
        count,
    )
    total = sum(one.yearly_cents for one in ahead)
    return {
        "rows": [(_month(*key), _euros(cents)) for key, cents in sums.items()],
        "sentence": sentence % {"n": count, "total": _words(total)},
    }


def _month(year: int, month: int) -> str:
    first = date(year, month, 1)
    return french.day(first, "court").split("\u00a0", 1)[-1].split("\u00a0")[0]
