"""What is said to a payer who is late."""

from billing.forms.dunning import MessageForm, PromiseForm, SaidForm


def test_a_message_has_an_address_a_subject_and_words():
    form = MessageForm({"to": "x", "subject": "", "body": "a\u200b"})
    assert set(form.errors) == {"to", "subject", "body"}
    assert MessageForm({"to": "a@b.fr", "subject": "S", "body": "Deux\r\nlignes"}).is_valid()


def test_a_promise_has_a_day_and_a_call_may_have_one():
    assert set(PromiseForm({"note": "x"}).errors) == {"promised_on"}
    form = SaidForm({"note": "x"})
    assert form.is_valid()
    assert form.cleaned_data["promised_on"] is None
