"""Filling one consultation: its page, then all that was said there. Always the same result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from agora.accounts.models import User
from agora.rules import SYSTEM
from participation.comments.actions import load_many as load_comments
from participation.comments.models import Comment
from participation.consultations.actions.create import load_many, load_tools
from participation.consultations.models import (
    Component,
    Consultation,
    Link,
    Opening,
    Phase,
    TeamMember,
)
from participation.contributions.actions.add import load_many as load_words
from participation.contributions.models import Contribution, OfficialReply
from participation.debates.actions import load_details as load_debates
from participation.debates.models import Debate
from participation.demo import comments as said
from participation.demo.actions import give_restitution, load_answers
from participation.demo.cities import Asked
from participation.demo.ideas import PLACES, SUBJECTS
from participation.demo.spots import Spots
from participation.follows.actions import load_many as load_follows
from participation.follows.models import Follow
from participation.meetings.actions import load_details as load_meetings
from participation.meetings.models import Meeting, WorkshopNote
from participation.proposals.actions import load_details as load_proposals
from participation.proposals.models import Milestone, Proposal
from participation.supports.actions import load_many as load_supports
from participation.supports.models import Support

if TYPE_CHECKING:
    from participation.demo.seed import CitySeed

THEMES = [
    "Nature et parcs", "École et enfance", "Se déplacer", "Commerce et places",
    "Culture et mémoire", "Jeunesse", "Climat et énergie", "Petits aménagements",
]  # fmt: skip
THEME_OF = dict(
    zip(
        ("parc", "ecole", "velo", "place", "culture", "jeunesse", "climat", "budget"),
        THEMES,
        strict=True,
    )
)


class ConsultationSeed:
    """One consultation: its page, its steps and modules, and what was said."""

    def __init__(self, city: CitySeed, asked: Asked) -> None:
        self.city, self.asked, self.chance = city, asked, city.chance
        self.starts, self.ends = city.day(asked.starts), city.day(asked.ends)
        self.components: dict[str, Component] = {}
        self.consultation = self._page()

    def fill(self) -> None:
        """Load the modules, the meetings, the ideas, the debate, and what answers them."""
        self._tools()
        meetings = self._meetings()
        ideas = self._ideas(meetings)
        targets = ideas + self._debate()
        self._comments(targets)
        self._supports(ideas)
        self._answers(ideas)
        follows = [
            Follow(user=person, consultation=self.consultation)
            for person in self.chance.sample(self.city.people, min(40, len(self.city.people) // 2))
        ]
        load_follows(actor=SYSTEM, follows=follows)
        if self.asked.restitution:
            give_restitution(
                actor=SYSTEM, consultation=self.consultation, text=self.asked.restitution,
                on=self.ends + timedelta(days=self.chance.randint(20, 45)),
            )  # fmt: skip

    # -- the page ------------------------------------------------------------------------------

    def _page(self) -> Consultation:
        asked, city = self.asked, self.city
        state = "restituted" if asked.restitution else asked.state
        sector = city.sectors[asked.sector - 1] if asked.sector else None
        row = Consultation(
            title=asked.title, kind=asked.kind, state=state, objective=asked.objective,
            summary=asked.summary, department=city.department(asked.department), sector=sector,
            body=f"{asked.summary}\n\nTout le monde peut écrire : un pseudonyme suffit. L’équipe lit tout, les services étudient, et chaque idée reçoit une réponse.",
            open_points="Ce qu’on garde, ce qu’on change, ce qu’on ajoute.\nLe calendrier des travaux.",
            fixed_points="Le budget voté par le conseil.\nCe que la loi impose sur l’accessibilité et la sécurité.",
            how_decided="Les idées sont regroupées, étudiées par les services, puis présentées en réunion publique. Le conseil municipal décide, et la ville explique chaque choix.",
            organiser=f"Ville de {city.city.name}", audience="Toutes les personnes qui vivent ou travaillent ici",
            without_screen=f"L’équipe écrit avec vous, au {city.city.identity['phone']} ou à l’accueil.",
            starts_on=self.starts, ends_on=self.ends, grid="Usages, lieux, entretien, coût",
            communication_plan="Affiches, lettre, présence au marché",
            restitution_due_on=self.ends + timedelta(days=30),
            restitution_owner=city.team["director"],
            published_at=self._moment(self.starts - timedelta(days=7)),
        )  # fmt: skip
        return load_many(actor=SYSTEM, consultations=[row])[0]

    def _tools(self) -> None:
        page, asked = self.consultation, self.asked
        days = (self.ends - self.starts).days
        middle = self.ends + timedelta(days=max(10, days // 2))
        steps = [
            ("Vous écrivez", "Idées, commentaires, ateliers dans les quartiers.", self.starts, self.ends),
            ("Les services étudient", "Ce qui est possible, à quel prix, avec quelles suites.", self.ends, middle),
            ("La ville répond", "Réunion publique et réponse écrite à chaque idée.", middle, middle + timedelta(days=14)),
        ]  # fmt: skip
        phases = [
            Phase(
                consultation=page, title=title, description=text, position=number, animation="Présence au marché du samedi",
                starts_at=self._moment(start, 0), ends_at=self._moment(end, 22),
            )
            for number, (title, text, start, end) in enumerate(steps, start=1)
        ]  # fmt: skip
        wanted = [("proposals", "Les idées", "Chacune reçoit une réponse écrite de la ville.")]
        if asked.question:
            wanted.append(("debates", "Le débat", "Une question, des avis."))
        wanted.append(("meetings", "Les réunions", "Pour en parler de vive voix."))
        components = [
            Component(consultation=page, kind=kind, title=title, introduction=text, position=number)
            for number, (kind, title, text) in enumerate(wanted, start=1)
        ]
        openings = [Opening(component=one, phase=phases[0]) for one in components]
        load_tools(actor=SYSTEM, phases=phases, components=components, openings=openings)
        self.components = {one.kind: one for one in components}
        links = [
            Link(consultation=page, kind="radio", title=f"« {asked.title} », l’émission", url="https://radio.example/emission", publisher="Radio Agora", published_on=self.starts + timedelta(days=6)),
            Link(consultation=page, kind="article", title="Ce que les habitants en disent déjà", url="https://journal.example/article", publisher="Le Journal du Fil", published_on=self.starts + timedelta(days=12)),
        ]  # fmt: skip
        team = [
            TeamMember(
                user=self.city.team["department_lead"], role="department_lead", consultation=page
            )
        ]
        load_answers(actor=SYSTEM, replies=[], links=links, team=team)

    # -- what was said -------------------------------------------------------------------------

    def _meetings(self) -> list[Contribution]:
        component = self.components["meetings"]
        sectors, words, days = self.city.sectors, [], []
        for number in range(self.asked.workshops + self.asked.meetings_ahead):
            ahead = number >= self.asked.workshops
            day = (
                self.city.today + timedelta(days=3 + 5 * (number - self.asked.workshops))
                if ahead
                else self.starts + timedelta(days=8 + 9 * number)
            )
            sector = sectors[(number * 3 + len(self.asked.title)) % len(sectors)]
            kind = "Réunion publique" if ahead and number % 2 else "Atelier"
            words.append(
                Contribution(
                    kind="meeting", component=component, author_kind="city", signature=self.consultation.organiser,
                    title=f"{kind} à {sector.name}", sector=sector, body="Venez avec vos idées, vos voisins, vos enfants. Un goûter est prévu, l’accès est de plain-pied.",
                    created_at=self._moment(day - timedelta(days=15)), extra={"kind": kind},
                )
            )  # fmt: skip
            days.append(day)
        made = load_words(actor=SYSTEM, contributions=words)
        details = [
            Meeting(
                contribution=word, kind="workshop" if word.extra["kind"] == "Atelier" else "public",
                starts_at=self._moment(day, 17, 30), ends_at=self._moment(day, 19, 30), capacity=24,
                venue=self.chance.choice(["Maison de quartier", "Salle des fêtes", "Médiathèque", "École élémentaire"]),
                address=self.chance.choice(PLACES), access="De plain-pied, garde d’enfants sur place.",
                attendance=None if day >= self.city.today else self.chance.randint(14, 41),
                minutes="" if day >= self.city.today else "Trois tables, trois questions. On s’accorde sur l’ombre, l’eau et les bancs. On ne s’accorde pas sur le stationnement : les deux avis sont notés.",
                minutes_on=None if day >= self.city.today else day + timedelta(days=4),
            )
            for word, day in zip(made, days, strict=True)
        ]  # fmt: skip
        load_meetings(actor=SYSTEM, details=details)
        return made[: self.asked.workshops]

    def _ideas(self, meetings: Sequence[Contribution]) -> list[Contribution]:
        component = self.components["proposals"]
        noted = [(m, text) for m in meetings for text in self.chance.sample(said.POST_ITS, 9)]
        stems = [(key, *stem) for key in self.asked.subjects for stem in SUBJECTS[key]]
        self.chance.shuffle(stems)
        spots = Spots(self.city.city, self.asked.title)
        rows, keys, used = [], [], set()
        for number in range(self.asked.ideas):
            key, title, body = stems[number % len(stems)]
            spot = self.chance.choice(PLACES)
            named = (
                title.format(l=spot)
                if "{l}" in title
                else (title if title not in used else f"{title}, {spot} aussi")
            )
            used.add(title)
            author = self._someone()
            sector = self.chance.choice(self.city.sectors)
            latitude, longitude = spots.within(sector)
            rows.append(
                Contribution(
                    kind="proposal", component=component, author=author, title=named[:200], body=body.replace("{l}", spot),
                    created_at=self._when(), sector=sector, place_label=spot if self.chance.random() < 0.6 else "",
                    identity_level=author.identity_level, latitude=latitude, longitude=longitude,
                )
            )  # fmt: skip
            keys.append(key)
        for meeting, text in noted:
            day = self.starts + timedelta(days=10)
            rows.append(
                Contribution(
                    kind="proposal", component=component, author_kind="meeting", origin="workshop",
                    signature=f"Atelier du {day.day} {_MONTHS[day.month - 1]} {day.year}", title=text,
                    created_at=self._moment(day + timedelta(days=3), 9), occurred_on=day, sector=meeting.sector,
                    entered_by=self.city.team["reception"],
                )
            )  # fmt: skip
            keys.append(self.asked.subjects[0])
        made = load_words(actor=SYSTEM, contributions=rows)
        self._proposals(made, keys)
        notes = [
            WorkshopNote(contribution=word, meeting=meeting.meeting, position=number)
            for number, (word, (meeting, _text)) in enumerate(
                zip(made[self.asked.ideas :], noted, strict=True)
            )
        ]
        load_meetings(actor=SYSTEM, details=[], notes=notes)
        return made

    def _proposals(self, made: Sequence[Contribution], keys: Sequence[str]) -> None:
        details, stones = [], []
        for word, key in zip(made, keys, strict=True):
            answered = self.chance.random() < (0.22 if self.asked.state == "open" else 0.75)
            state, _text = self.chance.choice(said.ANSWERS) if answered else ("none", "")
            at = min(word.created_at + timedelta(days=self.chance.randint(6, 40)), self.city.at)
            detail = Proposal(
                contribution=word, theme=self.city.themes[THEME_OF[key]], answer_state=state,
                answered_at=at if answered else None, department=self.consultation.department if answered else None,
            )  # fmt: skip
            details.append(detail)
            if state == "accepted":
                stones.append(
                    Milestone(
                        proposal=detail,
                        title="Vote du conseil",
                        happens_on=(at + timedelta(days=60)).date(),
                    )
                )
                stones.append(
                    Milestone(
                        proposal=detail, title="Réalisée", when_label=f"Automne {at.year + 1}"
                    )
                )
        load_proposals(actor=SYSTEM, details=details, milestones=stones)

    def _debate(self) -> list[Contribution]:
        if not self.asked.question:
            return []
        word = Contribution(
            kind="debate", component=self.components["debates"], author_kind="city", signature=self.consultation.organiser,
            title=self.asked.question, body="La question n’est pas tranchée. Dites ce que vous vivez, lisez ce que vivent les autres.",
            created_at=self._moment(self.starts),
        )  # fmt: skip
        made = load_words(actor=SYSTEM, contributions=[word])
        load_debates(
            actor=SYSTEM,
            details=[
                Debate(
                    contribution=made[0],
                    instructions="On parle de la rue, pas des personnes. Une seule idée par avis.",
                )
            ],
        )
        return made

    def _comments(self, targets: Sequence[Contribution]) -> None:
        weights = [1 / (1 + number % 23) for number in range(len(targets))]
        stands = [(1, said.FOR, 6), (0, said.NEUTRAL, 2), (-1, said.AGAINST, 2)]
        rows, places = [], []
        for _number in range(self.asked.comments):
            target = self.chance.choices(targets, weights)[0]
            parent = None
            mine = [n for n, place in enumerate(places) if place[0] is target and place[1] is None]
            if mine and self.chance.random() < 0.28:
                parent = self.chance.choice(mine)
            stand, first, _weight = self.chance.choices(stands, [s[2] for s in stands])[0]
            text = self.chance.choice(said.REPLIES if parent is not None else first)
            if self.chance.random() < 0.6:
                text += f" {self.chance.choice(said.MORE)}"
            author = self._someone()
            after = rows[parent].created_at if parent is not None else target.created_at
            span = max(
                1, int((min(self.city.at, self._moment(self.ends, 20)) - after).total_seconds())
            )
            rows.append(
                Contribution(
                    kind="comment", component=target.component, author=author, body=text,
                    created_at=after + timedelta(seconds=self.chance.randint(1, span)), identity_level=author.identity_level,
                )
            )  # fmt: skip
            places.append((target, parent, stand if parent is None else 0))
        made = load_words(actor=SYSTEM, contributions=rows)
        details: list[Comment] = []
        for word, (target, parent, stand) in zip(made, places, strict=True):
            above = details[parent] if parent is not None else None
            details.append(
                Comment(
                    contribution=word,
                    target=target,
                    parent=above,
                    thread=above,
                    depth=0 if above is None else 1,
                    alignment=stand,
                )
            )
        load_comments(actor=SYSTEM, comments=details)

    def _supports(self, ideas: Sequence[Contribution]) -> None:
        rows = []
        for number, word in enumerate(ideas):
            most = min(len(self.city.people), 92)
            many = min(most, int(self.chance.paretovariate(1.1) * 3) + (number % 5))
            rows += [
                Support(user=p, contribution=word)
                for p in self.chance.sample(self.city.people, many)
            ]
        load_supports(actor=SYSTEM, supports=rows)

    def _answers(self, ideas: Sequence[Contribution]) -> None:
        texts: dict[str, list[str]] = {}
        for state, text in said.ANSWERS:
            texts.setdefault(state, []).append(text)
        replies = [
            OfficialReply(
                contribution=word, body=self.chance.choice(texts[word.proposal.answer_state]),
                department=self.consultation.department, published_at=word.proposal.answered_at,
            )
            for word in ideas
            if word.proposal.answer_state != "none"
        ]  # fmt: skip
        load_answers(actor=SYSTEM, replies=replies)

    # -- time and people -----------------------------------------------------------------------

    def _someone(self) -> User:
        return self.city.people[int(len(self.city.people) * self.chance.random() ** 1.6)]

    def _moment(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    def _when(self) -> datetime:
        last = min(self.ends, self.city.today - timedelta(days=1))
        days = max(1, (last - self.starts).days)
        day = self.starts + timedelta(days=int(days * self.chance.random()))
        return self._moment(day, self.chance.randint(6, 20), self.chance.randint(0, 59))


_MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
]  # fmt: skip
