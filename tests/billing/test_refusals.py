"""A refusal has a name, a place and words."""

from billing.refusals import NotPossible


def test_a_refusal_says_what_it_is():
    refused = NotPossible("overlap", "items", "Période déjà facturée.")
    assert (refused.code, refused.field, str(refused)) == (
        "overlap",
        "items",
        "Période déjà facturée.",
    )
