"""Which invoices a receipt pays: proposals for a person to confirm, never more. Pure.

First the numbers written in its reference, then its exact amount with the payer's name, then the
name alone. What is proposed never exceeds what is left of the receipt, nor what an invoice is owed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.bank import folded

_NUMBER = re.compile(r"(?<![a-z0-9])ag\s*(20\d\d)\s*0*([1-9]\d{0,5})(?!\d)")
# Words of a payer's name that say nothing of who it is.
_WORDS = (
    "commune ville mairie de du des la le les d l et en sur sous tresorerie tresor public sgc dgfip"
    " service gestion comptable communaute agglomeration agglo metropole cc ca cu intercommunalite"
    " saint sainte st ste virement vir sepa recu m mme"
)
_COMMON = frozenset(_WORDS.split())


class Why(models.TextChoices):
    """What makes a proposal, the surest first."""

    NUMBER = "number", _("Numéro de facture dans le libellé")
    AMOUNT_AND_PAYER = "amount_and_payer", _("Montant exact et même payeur")
    ALL_OF_PAYER = "all_of_payer", _("Total exact de ce que doit ce payeur")
    AMOUNT = "amount", _("Montant exact, payeur à vérifier")
    PAYER = "payer", _("Même payeur, la plus ancienne d’abord")


@dataclass(frozen=True)
class Owed:
    """An open invoice as matching needs it; cents including VAT still owed."""

    key: int
    number: str
    payer: str
    cents: int


@dataclass(frozen=True)
class Money:
    """A receipt as matching needs it: cents left, and what the bank says."""

    cents: int
    reference: str
    payer: str


@dataclass(frozen=True)
class Proposal:
    """A part of the receipt for an invoice, and why."""

    key: int
    cents: int
    why: Why


def proposals(money: Money, owed: Sequence[Owed]) -> list[Proposal]:
    """Propose parts of a receipt; `owed` comes oldest first. Empty when nothing speaks for any."""
    if money.cents <= 0:
        return []
    numbers = named(money)
    if by_number := [one for one in owed if _plain(one.number) in numbers]:
        return _cut(money.cents, by_number, Why.NUMBER)
    theirs = [one for one in owed if same_payer(money, one.payer)]
    exact = [one for one in owed if one.cents == money.cents]
    if both := [one for one in exact if one in theirs]:
        return _cut(money.cents, both[:1], Why.AMOUNT_AND_PAYER)
    if theirs and sum(one.cents for one in theirs) == money.cents:
        return _cut(money.cents, theirs, Why.ALL_OF_PAYER)
    if len(exact) == 1 and not theirs:
        return _cut(money.cents, exact, Why.AMOUNT)
    return _cut(money.cents, theirs, Why.PAYER)


def named(money: Money) -> set[tuple[int, int]]:
    """Invoice numbers that the bank's words hold, as (year, number), however spaced."""
    words = folded(f"{money.reference} {money.payer}")
    return {(int(year), int(no)) for year, no in _NUMBER.findall(words)}


def same_payer(money: Money, name: str) -> bool:
    """Whether every telling word of a payer's name is among the bank's words."""
    said = set(folded(f"{money.payer} {money.reference}").split())
    words = folded(name).split()
    telling = [word for word in words if word not in _COMMON and len(word) > 1]
    return bool(telling) and said.issuperset(telling)


def _plain(number: str) -> tuple[int, int] | None:
    found = _NUMBER.search(folded(number))
    return (int(found[1]), int(found[2])) if found else None


def _cut(cents: int, owed: Sequence[Owed], why: Why) -> list[Proposal]:
    parts = []
    for one in owed:
        part = min(cents, one.cents)
        if part > 0:
            parts.append(Proposal(one.key, part, why))
            cents -= part
    return parts
