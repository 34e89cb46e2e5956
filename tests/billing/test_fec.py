"""The file of accounting entries, from facts alone."""

from dataclasses import replace
from datetime import date

import pytest

from billing import fec
from billing.fec import Fact, Rate

ISSUED = date(2026, 2, 2)


def sale(no=1, cents=120_00, kind="invoice", piece="AG2026-000001", settles=None, **fields):
    given = {
        "kind": kind,
        "journal": "VE",
        "year": 2026,
        "entry_no": no,
        "on": ISSUED,
        "noted_on": ISSUED,
        "cents": cents,
        "settles": settles or piece,
        "piece": piece,
        "piece_on": ISSUED,
        "label": f"Facture {piece} Évry",
        "payer_no": "21920001200019",
        "payer": "Évry\tŒuvre",
        "rates": (Rate(cents * 100 // 120, cents - cents * 100 // 120),),
    }
    return Fact(**given | fields)


def money(no=1, cents=120_00, kind="payment", on=date(2026, 3, 3), settles="AG2026-000001"):
    return replace(
        sale(no, cents, kind, "ENC000001", settles), journal="BQ", on=on, noted_on=on, rates=()
    )


def read(content):
    lines = content.decode("iso-8859-15").split("\r\n")
    assert lines.pop() == ""
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def told(row):
    return row["CompteNum"], row["Debit"], row["Credit"]


def test_the_file_is_named_by_the_siren_and_the_end_of_the_exercise():
    assert fec.name("732829320", 2026) == "732829320FEC20261231.txt"


def test_the_eighteen_columns_have_the_names_of_the_text():
    head = fec.write([], year=2026).decode().strip().split("\t")
    assert len(head) == 18
    assert (head[0], head[5], head[17]) == ("JournalCode", "CompteLib", "Idevise")


def test_a_sale_debits_the_client_and_credits_sales_and_vat():
    rows = read(fec.write([sale()], year=2026))

    assert [told(row) for row in rows] == [
        ("411000", "120,00", "0,00"),
        ("706000", "0,00", "100,00"),
        ("445710", "0,00", "20,00"),
    ]
    assert rows[0]["EcritureNum"] == "VE000001"
    assert (rows[0]["EcritureDate"], rows[0]["ValidDate"]) == ("20260202", "20260202")
    assert (rows[0]["CompAuxNum"], rows[1]["CompAuxNum"]) == ("21920001200019", "")


def test_a_tab_in_a_name_makes_no_column():
    assert read(fec.write([sale()], year=2026))[0]["CompAuxLib"] == "Évry Œuvre"


def test_a_sign_that_the_encoding_lacks_becomes_a_question_mark():
    assert read(fec.write([sale(payer="Łódź")], year=2026))[0]["CompAuxLib"] == "?ód?"


def test_an_exempt_line_has_no_vat_line():
    mixed = sale(cents=220_00, rates=(Rate(100_00, 20_00), Rate(100_00, 0)))
    assert [told(row) for row in read(fec.write([mixed], year=2026))] == [
        ("411000", "220,00", "0,00"),
        ("706000", "0,00", "100,00"),
        ("706000", "0,00", "100,00"),
        ("445710", "0,00", "20,00"),
    ]


def test_a_credit_note_is_the_reverse_of_a_sale():
    credit = sale(kind="credit", piece="AV2026-000001", settles="AG2026-000001")
    assert [told(row) for row in read(fec.write([credit], year=2026))] == [
        ("411000", "0,00", "120,00"),
        ("706000", "100,00", "0,00"),
        ("445710", "20,00", "0,00"),
    ]


def test_money_debits_the_bank_and_money_given_back_credits_it():
    rows = read(fec.write([money(1), money(2, kind="reversal")], year=2026))
    assert [told(row) for row in rows] == [
        ("512000", "120,00", "0,00"),
        ("411000", "0,00", "120,00"),
        ("411000", "120,00", "0,00"),
        ("512000", "0,00", "120,00"),
    ]


def test_what_is_settled_carries_one_letter_and_the_day_that_settled_it():
    open_too = sale(2, piece="AG2026-000002")
    rows = read(fec.write([sale(), open_too, money()], year=2026))
    letters = [(row["CompteNum"], row["EcritureLet"], row["DateLet"]) for row in rows]

    assert letters == [
        ("411000", "AAA", "20260303"),
        ("706000", "", ""),
        ("445710", "", ""),
        ("411000", "", ""),
        ("706000", "", ""),
        ("445710", "", ""),
        ("512000", "", ""),
        ("411000", "AAA", "20260303"),
    ]


def test_letters_go_on_from_z():
    facts = []
    for no in range(1, 29):
        piece = f"AG2026-{no:06d}"
        facts += [sale(no, piece=piece), money(no, settles=piece)]
    letters = sorted({row["EcritureLet"] for row in read(fec.write(facts, year=2026))} - {""})
    assert (len(letters), letters[0], letters[-2:]) == (28, "AAA", ["ABA", "ABB"])


def test_the_file_of_a_past_year_does_not_change_by_what_comes_after():
    before = fec.write([sale()], year=2026)
    later = replace(money(), year=2027, on=date(2027, 1, 5))
    assert fec.write([sale(), later], year=2026) == before
    rows = read(fec.write([sale(), later], year=2027))
    assert [row["EcritureLet"] for row in rows] == ["", "AAA"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_facts_come_changes_nothing(order):
    facts = [sale(), money(1), sale(2, piece="AG2026-000002")]
    assert fec.write(facts[::order], year=2026) == fec.write(facts, year=2026)
