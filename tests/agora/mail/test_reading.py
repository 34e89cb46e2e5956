import pytest

from agora.mail.departure import leave
from agora.mail.reading import letter_named, letters


def test_letters_are_read_back_newest_first(folder, write_letter):
    for word in ("un", "deux"):
        leave(write_letter(subject=word).pk)

    assert [letter.subject for letter in letters()] == ["deux", "un"]
    first = letters()[-1]
    assert first.text == "Bonjour Lila\n"
    assert "<p" in first.html
    assert first.date.tzinfo is not None
    assert letter_named(first.key).to == "lila@exemple.fr"
    with pytest.raises(AttributeError):
        _ = first.no_such_header


def test_a_key_never_leads_out_of_the_mailbox(folder, write_letter, city, tmp_path):
    leave(write_letter().pk)
    (tmp_path / "secret.eml").write_text("Subject: secret\n\n")

    assert letter_named("../../secret") is None
    assert letter_named("nothing") is None


def test_no_folder_is_an_empty_mailbox(folder, city):
    assert letters() == []
