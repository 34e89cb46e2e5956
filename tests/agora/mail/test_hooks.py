from agora.personal_data import holdings


def test_the_mail_says_what_it_holds_on_people():
    assert holdings.get("mail.letters").fields == ["mail.OutgoingMail.user"]
