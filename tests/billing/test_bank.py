"""The bank's file, as French banks write it, line by line."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import bank, money

SEMICOLON = """Date;Libellé;Débit;Crédit
03/03/2026;VIR SEPA TRESORERIE VILLENEUVE AG2026-000001;;12 000,00
04/03/2026;PRLV LOYER;850,00;
"""


def one(text, encoding="utf-8"):
    statement = bank.read(text.encode(encoding))
    assert statement.troubles == ()
    assert len(statement.received) == 1
    return statement.received[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16"])
def test_every_encoding_of_a_bank_reads_the_same(encoding):
    found = one(SEMICOLON, encoding)
    assert (found.line, found.on, found.cents) == (2, date(2026, 3, 3), 1_200_000)
    assert found.reference == "VIR SEPA TRESORERIE VILLENEUVE AG2026-000001"


def test_what_leaves_the_account_is_counted_and_left_aside():
    assert bank.read(SEMICOLON.encode()).debits == 1


@pytest.mark.parametrize(
    "text",
    [
        'Date,Libelle,Montant\n03/03/2026,"VIR, DE LA VILLE","12 000,00"\n',
        "Date\tLibellé\tMontant (EUR)\n03/03/2026\tVIR, DE LA VILLE\t+12000,00\n",
        "Date opération;Date valeur;Libellé;Montant(EUROS)\n"
        "03/03/2026;04/03/2026;VIR, DE LA VILLE;12.000,00\n",
        "Compte courant;FR76 0000\nSolde;1,00\n\nDate;Libellé;Débit euros;Crédit euros\n"
        '"03/03/2026";"VIR, DE LA VILLE";"";"12 000,00 €"\n',
        "dateOp;label;Libellé;amount\n2026-03-03;x;VIR, DE LA VILLE;12000.00\n",
        "Date;Libellé;Montant;Sens\n03/03/26;VIR, DE LA VILLE;12000,00;C\n",
    ],
)
def test_each_shape_of_file_gives_the_same_receipt(text):
    found = one(text)
    assert (found.on, found.cents) == (date(2026, 3, 3), 1_200_000)
    assert found.reference == "VIR, DE LA VILLE"


def test_a_letter_beside_the_amount_says_which_way_it_goes():
    text = "Date;Libellé;Montant;Sens\n03/03/2026;LOYER;850,00;D\n"
    statement = bank.read(text.encode())
    assert (statement.received, statement.debits) == ((), 1)


def test_a_debit_written_with_its_sign_is_a_debit():
    text = "Date;Libellé;Débit;Crédit\n03/03/2026;LOYER;-850,00;0,00\n"
    assert bank.read(text.encode()).debits == 1


def test_the_payer_has_its_own_column_in_some_banks():
    text = "Date;Libellé;Donneur d'ordre;Montant\n03/03/2026;VIR;VILLE DE SÈVRES;5,00\n"
    assert one(text).payer == "VILLE DE SÈVRES"


def test_a_wrong_cell_is_said_by_line_and_column_and_the_others_are_read():
    text = (
        "Date;Libellé;Crédit\n"
        '31/02/2026;"VIR\nDEUX LIGNES";10,00\n'
        "03/03/2026;VIR;1,234\n"
        "03/03/2026;VIR\n"
        "03/03/2026;VIR;;;reste\n"
        "03/03/2026;VIR;\n"
        "03/03/2026;BON;10,00\n"
    )
    statement = bank.read(text.encode())

    assert [(one.line, one.column) for one in statement.troubles] == [
        (2, "Date"),
        (4, "Crédit"),
        (5, ""),
        (6, ""),
        (7, "Crédit"),
    ]
    assert "31/02/2026" in statement.troubles[0].message
    assert "1234,56" in statement.troubles[1].message
    assert [(one.line, one.reference) for one in statement.received] == [(8, "BON")]


def test_invisible_signs_do_not_reach_the_books():
    assert one("Date;Libellé;Crédit\n03/03/2026;VIR \u202eVILLE\u200b X;1,00\n").reference == (
        "VIR VILLE X"
    )


def test_the_same_line_twice_is_told():
    row = "03/03/2026;VIR;1,00\n"
    statement = bank.read(f"Date;Libellé;Crédit\n{row}04/03/2026;VIR;1,00\n{row}".encode())
    assert bank.twins(statement.received) == {4}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Colonnes introuvables"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Colonnes introuvables"),
        (b"Nom;Prenom\nA;B\n", "Colonnes introuvables"),
        (b"Date;Libelle;Credit\n" + b"x" * bank.BIGGEST, "plus courte"),
        (b"Date;Libelle;Credit\n" + b"a;b;c\n" * 10_001, "plus courte"),
        (b'Date;Libelle;Credit\n03/03/2026;"' + b"x" * 200_000 + b'";1,00\n', "ne se lit pas"),
    ],
)
def test_what_is_no_statement_says_what_to_do(content, words):
    with pytest.raises(bank.Unreadable, match=words):
        bank.read(content)


@pytest.mark.parametrize("text", ["", "1,234", "1.234", "1e9", "NaN", "12,5,0", "١٢", "9" * 12])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        bank.cents_of(text)


@given(st.integers(-10_000_000_00, 10_000_000_00))
def test_every_amount_written_with_a_comma_reads_back(cents):
    written = money.comma(cents)
    assert bank.cents_of(written) == cents
    assert bank.cents_of(written.replace(",", ".")) == cents


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reading(content):
    with suppress(bank.Unreadable):
        bank.read(b"Date;Libelle;Credit\n" + content)


@pytest.mark.parametrize("text", ["03/03/2026", "3.3.26", "2026-03-03", "20260303", "03-03-2026"])
def test_a_day_is_read_as_banks_write_it(text):
    assert bank.day_of(text) == date(2026, 3, 3)


def test_what_is_no_day_is_refused():
    for text in ("", "hier", "30/02/2026", "03/2026"):
        with pytest.raises(ValueError, match=r".*"):
            bank.day_of(text)
