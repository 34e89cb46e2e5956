"""Filling one city: accounts, then each consultation with its words. Always the same result."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from agora.accounts.actions import load_accounts
from agora.accounts.models import User
from agora.rules import SYSTEM
from participation.consultations.actions.team import save_department, save_sector, save_theme
from participation.consultations.models import (
    Department,
    Sector,
    Theme,
)
from participation.demo.actions import make_account
from participation.demo.asked import THEMES, ConsultationSeed
from participation.demo.cities import DemoCity
from participation.demo.people import pseudonyms

TEAM = [
    ("directrice", "Claire Vasseur", ("director",)),
    ("plateforme", "Idriss Belkacem", ("platform_officer",)),
    ("accueil", "Sylvie Marchand", ("reception",)),
    ("espaces-verts", "Hélène Daubigny", ("department_lead",)),
    ("communication", "Tom Le Goff", ("communication",)),
    ("finances", "Aminata Diallo", ("billing_contact",)),
]


class CitySeed:
    """One city being filled; used inside `enter(city)`."""

    def __init__(self, city: DemoCity, *, at: datetime) -> None:
        self.city, self.at = city, at
        self.today = timezone.localdate(at)
        self.chance = random.Random(city.host)  # noqa: S311 - invented people, no secret
        self.people: list[User] = []
        self.team: dict[str, User] = {}
        self.departments: dict[str, Department] = {}
        self.sectors: list[Sector] = []
        self.themes: dict[str, Theme] = {}

    def fill(self) -> None:
        """Make the team, the residents, the lists, then everything that was asked and said."""
        domain = f"{self.city.host.removesuffix('.localhost')}.example"
        for word, name, roles in TEAM:
            self.team[roles[0]] = make_account(
                actor=SYSTEM,
                email=f"{word}@{domain}",
                name=self.city.names.get(word, name),
                roles=roles,
            )
        self.people = [
            make_account(actor=SYSTEM, email=f"habitante@{domain}", name="Odile T."),
            *self._residents(domain),
        ]
        for number, name in enumerate(self.city.sectors, start=1):
            self.sectors.append(save_sector(actor=SYSTEM, name=name, number=number))
        for name in THEMES:
            self.themes[name] = save_theme(actor=SYSTEM, name=name)
        for asked in self.city.asked:
            ConsultationSeed(self, asked).fill()

    def _residents(self, domain: str) -> list[User]:
        names = pseudonyms(self.city.population)
        rows = []
        for number in range(self.city.people - 1 - len(TEAM)):
            day = self.at - timedelta(days=self.chance.randint(2, 3800))
            rows.append(
                {
                    "email": f"habitant{number}@{domain}",
                    "pseudonym": next(names),
                    "created_at": day,
                    "charter_accepted_at": day,
                    "privacy_accepted_at": day,
                }
            )
        return load_accounts(actor=SYSTEM, people=rows)

    def department(self, name: str) -> Department:
        """Return the department of that name, made once."""
        if name not in self.departments:
            self.departments[name] = save_department(actor=SYSTEM, name=name)
        return self.departments[name]

    def day(self, text: str) -> date:
        """Read « 2016-01-11 », or « -40 » as days from today."""
        if text[0] in "+-" and text.count("-") < 2:
            return self.today + timedelta(days=int(text))
        return date.fromisoformat(text)
