"""What is said over the Stripe rail: plain values, cents of euro, dates of Paris; and errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


class RailOff(Exception):
    """There is no key: nothing goes to Stripe, nothing comes from it."""


class OutOfPlace(Exception):
    """Stripe is asked from a request or inside a transaction: that is for a job to do."""


class Unreachable(Exception):
    """Stripe does not answer, has too much to do or refuses our key: try again later."""


class RefusedByStripe(Exception):
    """Stripe will never take this; `code` and `param` are its words for why."""

    def __init__(self, message: str, *, code: str = "", param: str = "") -> None:
        super().__init__(message)
        self.code, self.param = code, param


class NotOurs(Exception):
    """Stripe comes to another total than our paper (cents): a draft stays one, a person looks."""

    def __init__(self, number: str, *, ours: int, theirs: int) -> None:
        super().__init__(f"{number}: {theirs} at Stripe, {ours} here")
        self.ours, self.theirs = ours, theirs


@dataclass(frozen=True)
class Line:
    """One line of a paper: what it is for, in cents; VAT is a line like another."""

    words: str
    cents: int


@dataclass(frozen=True)
class Paper:
    """An invoice of ours, as Stripe shall show it. `fields` are at most four, shown in its head."""

    ref: str
    number: str
    customer: str
    on: date
    payment_days: int
    lines: Sequence[Line]
    cents: int
    fields: Mapping[str, str]
    transfer: bool = False
    """Ask Stripe for an account to transfer to (rail `stripe_transfer`)."""


@dataclass(frozen=True)
class Mirrored:
    """What Stripe says of an invoice; `ref` is empty if it is none of ours."""

    id: str
    ref: str
    number: str
    status: str
    cents: int
    paid: int
    remaining: int
    credited: int


@dataclass(frozen=True)
class Payment:
    """Money counted on an invoice; `record` if it was reported, `intent` if Stripe took it."""

    id: str
    cents: int
    on: date
    intent: str
    record: str


@dataclass(frozen=True)
class Refund:
    """Money given back by Stripe."""

    id: str
    cents: int
    on: date


@dataclass(frozen=True)
class Event:
    """That something happened to a thing, and when (seconds since 1970)."""

    id: str
    type: str
    at: int
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """Where a customer's transfers go."""

    holder: str
    iban: str
    bic: str
