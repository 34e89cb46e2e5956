"""Documents for tests: one plain invoice to change, and random ones, all true to life."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from stdnum import luhn

from billing import money
from billing.einvoice import vat
from billing.einvoice.document import (
    CREDIT_NOTE,
    DAY,
    EACH,
    INVOICE,
    YEAR,
    Correction,
    Document,
    Line,
    Party,
    Period,
    line_total,
    taxes_of,
    totals_of,
)

GRID = (240_000, 480_000, 780_000, 1_100_000, 1_410_000, 1_950_000)  # cents a year, by band
IBANS = ("FR1420041010050500013M02606", "FR7630006000011234567890189", "DE89370400440532013000")
POSTCODES = {
    "metropole": "85670",
    "corse": "20090",
    "guadeloupe": "97110",
    "martinique": "97200",
    "guyane": "97300",
    "reunion": "97400",
    "mayotte": "97600",
}
NAMES = (
    "Ville de Saint-Étienne-du-Bois",
    "Commune de L’Haÿ-les-Roses",
    "Communauté d’agglomération du Grand-Territoire-de-la-Vallée-de-l’Œuvre-et-des-Monts-d’Ambazac",
    "Mairie d’Aÿ-Champagne & associés <services>",
    "Métropole « Nice Côte d’Azur » – DGA 2",
    "Y",
    "C" * 100,
)
LABELS = (
    "Hébergement de la plateforme",
    "Maintenance et assistance",
    "Mise en service",
    "Conseil : préparation d’une concertation (« budget participatif »)",
    "Prestation à l’acte n° 2 – œuvre & cœur de ville",
    "L" * 255,
)


def siret(siren: str, office: str = "0001") -> str:
    """A SIRET with both its keys, from eight digits and four."""
    whole = siren + luhn.calc_check_digit(siren) + office
    return whole + luhn.calc_check_digit(whole)


def vat_id(party_siret: str) -> str:
    siren = int(party_siret[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{party_siret[:9]}"


def seller(**changes) -> Party:
    own = siret("55208131")
    facts = {
        "name": "Agora Services SAS",
        "siret": own,
        "vat_id": vat_id(own),
        "street": "12 rue des Lilas",
        "postcode": "69003",
        "city": "Lyon",
        "contact": "Service facturation",
        "email": "facturation@agora.example",
        "phone": "04 72 00 00 00",
        "legal_note": "SAS au capital de 50 000 €, RCS Lyon 552 081 317",
    }
    return Party(**{**facts, **changes})


def buyer(**changes) -> Party:
    facts = {
        "name": "Ville de Saint-Étienne-du-Bois",
        "siret": siret("21850210"),
        "street": "1 place de l’Hôtel-de-Ville",
        "postcode": "85670",
        "city": "Saint-Étienne-du-Bois",
    }
    return Party(**{**facts, **changes})


def line(cents: int = 1_410_000, **changes) -> Line:
    """A line of one, taxed at 20 %, whose total is right."""
    facts = {
        "label": "Hébergement de la plateforme",
        "unit_cents": cents,
        "quantity": Decimal(1),
        "vat_rate": Decimal(20),
    } | changes
    total = line_total(quantity=facts["quantity"], unit_cents=facts["unit_cents"])
    return Line(**{"net_cents": total, **facts})


def training(days: str = "2", cents: int = 120_000, **changes) -> Line:
    exempt = vat.TRAINING
    return line(
        cents,
        quantity=Decimal(days),
        unit_code=DAY,
        label="Formation des agents",
        vat_rate=exempt.rate,
        vat_category=exempt.category,
        exemption_code=exempt.exemption_code,
        exemption_reason=exempt.exemption_reason,
        **changes,
    )


def summed(document: Document, *lines: Line) -> Document:
    """The document with these lines and the sums they give."""
    taxes = taxes_of(lines)
    totals = totals_of(taxes)
    return replace(
        document,
        lines=lines,
        taxes=taxes,
        net_cents=totals.net_cents,
        vat_cents=totals.vat_cents,
        gross_cents=totals.gross_cents,
    )


def invoice(*lines: Line, **changes) -> Document:
    """An invoice of one line that every check accepts."""
    issued = date(2026, 11, 28)
    plain = Document(
        kind=INVOICE,
        number="AG2026-000042",
        issued_on=issued,
        due_on=issued + timedelta(days=30),
        delivered_on=issued,
        seller=seller(),
        buyer=buyer(),
        lines=(),
        taxes=(),
        net_cents=0,
        vat_cents=0,
        gross_cents=0,
        service_code="SG-NUM",
        contract_ref="2026-M-017",
        order_ref="EJ-2026-001234",
        payment_terms="À 30 jours de la réception",
        iban=IBANS[0],
        bic="PSSTFRPPLYO",
        account_name="Agora Services SAS",
    )
    return replace(summed(plain, *(lines or (line(),))), **changes)


def credit_note(*lines: Line, **changes) -> Document:
    """A credit note that every check accepts."""
    facts = {
        "kind": CREDIT_NOTE,
        "number": "AV2026-000001",
        "corrects": Correction(number="AG2026-000042", issued_on=date(2026, 11, 1)),
        "due_on": None,
        "payment_terms": "",
        "iban": "",
        "bic": "",
        "account_name": "",
    }
    return invoice(*lines, **{**facts, **changes})


def random_line(chance: random.Random, territory: str, year: int) -> Line:
    """A year, a year begun late, days of advice, or days of training."""
    taxed = vat.services(territory, date(year, 6, 1))
    facts = {
        "vat_rate": taxed.rate,
        "vat_category": taxed.category,
        "exemption_code": taxed.exemption_code,
        "exemption_reason": taxed.exemption_reason,
        "label": chance.choice(LABELS),
    }
    kind = chance.choice(("year", "prorata", "days", "training", "odd"))
    yearly = chance.choice(GRID)
    if kind == "training":
        return training(chance.choice(("1", "2", "0.5", "12")))
    if kind == "prorata":
        start = date(year, 1, 1) + timedelta(days=chance.randrange(1, 365))
        end = date(year, 12, 31)
        days, whole = (end - start).days + 1, (end - date(year - 1, 12, 31)).days
        cents = money.whole(Decimal(yearly) * days / whole)
        note = f"{days}/{whole} jours"
        return line(cents, note=note, period=Period(start=start, end=end), **facts)
    if kind == "days":
        quantity = Decimal(chance.choice(("0.5", "1", "2.25", "3", "0.3333")))
        return line(95_000, quantity=quantity, unit_code=DAY, **facts)
    if kind == "odd":
        return line(chance.randrange(1, 5_000_000), note="Une note\nsur deux lignes", **facts)
    return line(yearly, unit_code=chance.choice((EACH, YEAR)), **facts)


def random_document(chance: random.Random) -> Document:
    """An invoice or a credit note as a year of work may ask for."""
    territory, year = chance.choice(tuple(POSTCODES)), chance.choice((2026, 2027, 2028))
    issued = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    count = chance.choice((1, 1, 2, 3, 7, 40))
    own = siret(f"2{chance.randrange(10**7):07d}", f"{chance.randrange(1, 10**4):04d}")
    town = buyer(
        name=chance.choice(NAMES),
        siret=own,
        vat_id=chance.choice(("", vat_id(own))),
        postcode=POSTCODES[territory],
        extra=chance.choice(("", "Hôtel de ville, bâtiment C – 3e étage")),
        contact=chance.choice(("", "Mme Éloïse d’Aubigné")),
    )
    days = chance.randrange(31)
    make = chance.choice((invoice, invoice, credit_note))
    own_facts = {} if make is credit_note else {"due_on": issued + timedelta(days=days)}
    if make is invoice and chance.random() < 0.1:
        own_facts = {"due_on": None}
    if make is invoice:
        own_facts |= {"iban": chance.choice(IBANS), "bic": ""}
    else:
        own_facts["corrects"] = Correction(number=f"AG{year}-000001", issued_on=issued)
    return make(
        *(random_line(chance, territory, year) for _ in range(count)),
        number=f"{'AV' if make is credit_note else 'AG'}{year}-{chance.randrange(10**6):06d}",
        issued_on=issued,
        delivered_on=issued - timedelta(days=chance.randrange(60)),
        buyer=town,
        territory=territory,
        public_buyer=chance.random() < 0.9,
        service_code=chance.choice(("", "SG-NUM", "S" * 100)),
        contract_ref=chance.choice(("", "2026-M-017")),
        order_ref=chance.choice(("", "EJ-2026-001234", "BC n° 12/2026", "E" * 50)),
        period=chance.choice((None, Period(start=date(year, 1, 1), end=date(year, 12, 31)))),
        vat_on_debits=chance.random() < 0.2,
        notes=chance.choice(((), ("Commande passée par la ville le 3 mars.",))),
        **own_facts,
    )
