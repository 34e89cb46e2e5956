"""Each rule has a document that breaks it and nothing else, refused by its name."""

import ast
import copy
from pathlib import Path

import pytest

from billing.einvoice import checks, mapping
from billing.einvoice.characters import Stray
from billing.einvoice.checks import NotValid, refusals
from billing.einvoice.validation import validate
from tests.billing.einvoice.mutants import OWN, RULES
from tests.billing.einvoice.papers import credit_note, invoice


@pytest.mark.parametrize("name", OWN)
def test_a_wrong_document_is_refused_by_our_own_check(name):
    document, demands, code, place = OWN[name]

    found = {
        (refusal.code, refusal.field): refusal for refusal in refusals(document, demands=demands)
    }

    assert (code, place) in found
    assert found[code, place].message.endswith(".")


@pytest.mark.parametrize("name", RULES)
def test_a_wrong_xml_is_refused_by_the_rule_it_breaks(name):
    change, rule = RULES[name]
    terms = copy.deepcopy(mapping.terms(invoice()))
    change(terms)

    with pytest.raises(NotValid) as refused:
        validate(mapping.write(terms), timeout=60)

    assert any(code.startswith(rule) for code in refused.value.codes), refused.value.codes
    assert all(refusal.message for refusal in refused.value.refusals)


def test_every_check_of_ours_has_its_mutant():
    module = ast.parse(Path(checks.__file__).read_text(encoding="utf-8"))
    named = {
        node.args[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "_refusal"
        and isinstance(node.args[0], ast.Constant)
    } | {stray.value for stray in Stray}

    assert len(named) > 25
    assert {code for _, _, code, _ in OWN.values()} == named


def test_there_are_mutants_enough():
    assert len(OWN) + len(RULES) >= 41


def test_what_the_mutants_come_from_is_valid():
    assert refusals(invoice()) == []
    assert refusals(credit_note()) == []
    assert validate(mapping.xml_of(invoice()), timeout=60).warnings == ()
    assert validate(mapping.xml_of(credit_note()), timeout=60).warnings == ()
