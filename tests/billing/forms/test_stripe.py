"""What is typed about the rail."""

from billing.forms.stripe import GapForm


def test_a_difference_is_settled_with_a_word():
    assert GapForm({"note": "Avoir fait chez Stripe"}).is_valid()
    assert GapForm({"note": " "}).errors == {"note": ["Écrivez comment l’écart est réglé."]}
