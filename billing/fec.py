"""The file of accounting entries: 18 columns a tax inspector's tools read (LPF, art. A. 47 A-1).

A pure function of facts: sales (VE) debit 411 by the total, credit 706 by rate and 44571 by rate;
a credit note is the reverse; money in (BQ) debits 512 and credits 411. One entry per fact, numbered
without gap in its journal, dated by the fact, validated on the day it was noted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from billing.balance import balance
from billing.models import FactKind, Series
from billing.money import comma

_HEADINGS = (
    "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib"
    " PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise"
    " Idevise"
)
HEADINGS = tuple(_HEADINGS.split())
JOURNALS = {Series.SALES: "Journal des ventes", Series.BANK: "Journal de banque"}
CLIENTS = ("411000", "Clients")
SALES = ("706000", "Prestations de services")
VAT = ("445710", "TVA collectée")
BANK = ("512000", "Banque")
ENCODING = "iso-8859-15"
"""One of those that the text names; what it lacks is written as a question mark."""


@dataclass(frozen=True)
class Rate:
    """A rate of a document: cents excluding VAT, and the VAT on them (0 where exempt)."""

    base_cents: int
    tax_cents: int


@dataclass(frozen=True)
class Fact:
    """A fact of the ledger with what its entry says; `settles` names the invoice it counts for."""

    kind: str
    journal: str
    year: int
    entry_no: int
    on: date
    noted_on: date
    cents: int
    settles: str
    piece: str
    piece_on: date
    label: str
    payer_no: str
    payer: str
    rates: Sequence[Rate] = ()


@dataclass(frozen=True)
class _Line:
    account: tuple[str, str]
    debit: int
    credit: int


def name(siren: str, year: int) -> str:
    """Name of the file of an exercise that ends with its year."""
    return f"{siren}FEC{year}1231.txt"


def write(facts: Iterable[Fact], *, year: int) -> bytes:
    """Write the file of a year. `facts` holds those of earlier years too: letters hang on them."""
    lines = ["\t".join(HEADINGS)]
    lines += ["\t".join(row) for row in rows(facts, year=year)]
    return ("\r\n".join(lines) + "\r\n").encode(ENCODING, "replace")


def rows(facts: Iterable[Fact], *, year: int) -> Iterator[list[str]]:
    """Rows of a year: journal by journal, in the order of their numbers.

    What the end of the year does not know is not looked at, so the file of a past year never
    changes by what is noted in the next.
    """
    known = [one for one in facts if one.year <= year]
    letters = lettered(known)
    own = [one for one in known if one.year == year]
    order = list(JOURNALS)
    for fact in sorted(own, key=lambda one: (order.index(Series(one.journal)), one.entry_no)):
        for line in _entry(fact):
            yield _row(fact, line, letters.get(fact.settles))


def lettered(facts: Iterable[Fact]) -> dict[str, tuple[str, date]]:
    """Letter and day of each settled invoice: nothing is owed on it, nothing came in excess."""
    by_invoice: dict[str, list[Fact]] = {}
    for fact in facts:
        by_invoice.setdefault(fact.settles, []).append(fact)
    settled = sorted(
        (max(one.on for one in told), invoice)
        for invoice, told in by_invoice.items()
        if balance(told).due == 0
    )
    return {invoice: (_letters(rank), on) for rank, (on, invoice) in enumerate(settled)}


def _letters(rank: int) -> str:
    """AAA, AAB… AAZ, ABA…"""
    text = ""
    for _place in range(3):
        rank, rest = divmod(rank, 26)
        text = chr(ord("A") + rest) + text
    return text


def _entry(fact: Fact) -> list[_Line]:
    if fact.kind == FactKind.PAYMENT:
        lines = [_Line(BANK, fact.cents, 0), _Line(CLIENTS, 0, fact.cents)]
    elif fact.kind == FactKind.REVERSAL:
        lines = [_Line(CLIENTS, fact.cents, 0), _Line(BANK, 0, fact.cents)]
    else:
        lines = [_Line(CLIENTS, fact.cents, 0)]
        lines += [_Line(SALES, 0, rate.base_cents) for rate in fact.rates]
        lines += [_Line(VAT, 0, rate.tax_cents) for rate in fact.rates]
    if fact.kind == FactKind.CREDIT:
        lines = [_Line(one.account, one.credit, one.debit) for one in lines]
    return [one for one in lines if one.debit or one.credit]


def _row(fact: Fact, line: _Line, letter: tuple[str, date] | None) -> list[str]:
    third = line.account == CLIENTS
    return [
        fact.journal,
        JOURNALS[Series(fact.journal)],
        f"{fact.journal}{fact.entry_no:06d}",
        _day(fact.on),
        *line.account,
        fact.payer_no if third else "",
        _bare(fact.payer) if third else "",
        _bare(fact.piece),
        _day(fact.piece_on),
        _bare(fact.label),
        comma(line.debit),
        comma(line.credit),
        letter[0] if third and letter else "",
        _day(letter[1]) if third and letter else "",
        _day(fact.noted_on),
        "",
        "",
    ]


def _day(on: date) -> str:
    return f"{on:%Y%m%d}"


def _bare(text: str) -> str:
    """One line without tabs: they separate the columns."""
    return " ".join(str(text).split())


def rates_of(taxes: Iterable[Mapping[str, Any]]) -> list[Rate]:
    """Rates as an issued document keeps them."""
    return [Rate(int(one["base_cents"]), int(one["tax_cents"])) for one in taxes]
