from agora.mail.models import OutgoingMail
from agora.mail.personal import erase_letters, export_letters
from tests.factories.people import make_user


def test_one_s_letters_are_listed_and_forgotten(write_letter):
    lila, other = make_user(), make_user()
    write_letter(user=lila, template="a/b")
    write_letter(user=other)

    assert [row["modèle"] for row in export_letters(lila)] == ["a/b"]
    erase_letters(lila)
    assert export_letters(lila) == []
    assert OutgoingMail.objects.count() == 1
