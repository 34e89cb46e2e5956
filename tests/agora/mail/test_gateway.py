import smtplib
import ssl
from email.message import EmailMessage

import pytest

from agora.context import NoCurrentCity, public
from agora.mail import gateway
from agora.mail.departure import leave
from agora.mail.gateway import MailDown, deliver, mailbox
from tests.harness.stand_ins import stand_in


@pytest.fixture
def message():
    made = EmailMessage()
    made["To"], made["From"] = "lila@exemple.fr", "ville@exemple.fr"
    made["Message-ID"] = "<abc@villeneuve.localhost>"
    made.set_content("Bonjour")
    return made


def test_wrong_credentials_are_ours_to_repair(smtp, write_letter, settings):
    settings.SMTP_URL = settings.SMTP_URL.replace("smtp://", "smtp://user:wrong@")

    with pytest.raises(MailDown, match=smtplib.SMTPNotSupportedError.__name__):
        leave(write_letter().pk)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+tls"])
def test_a_server_without_the_tls_we_want_gets_nothing(smtp, write_letter, settings, scheme):
    settings.SMTP_URL = settings.SMTP_URL.replace("smtp", scheme, 1)

    with pytest.raises(MailDown):
        leave(write_letter().pk)

    assert smtp.got == []


def test_tls_at_once_is_spoken_when_asked(smtp, message, settings, monkeypatch):
    opened = []

    class Recorded(smtplib.SMTP):
        def __init__(self, *args, context=None, **kwargs):
            opened.append(context.verify_mode)
            super().__init__(*args, **kwargs)

    stand_in(monkeypatch, gateway, "smtplib", SMTP_SSL=Recorded)
    settings.SMTP_URL = settings.SMTP_URL.replace("smtp", "smtps", 1)

    deliver(message)

    assert opened == [ssl.CERT_REQUIRED]
    assert len(smtp.got) == 1


def test_without_server_a_letter_is_a_file_of_its_house(city, other_city, folder, message):
    deliver(message)

    [file] = (folder / city.schema).iterdir()
    assert file.name.endswith("-abc.eml")
    assert b"Bonjour" in file.read_bytes()
    assert not (folder / other_city.schema).exists()
    assert (folder / city.schema).stat().st_mode & 0o077 == 0


def test_outside_every_house_there_is_no_mailbox(db, folder, message):
    with pytest.raises(NoCurrentCity):
        deliver(message)
    with public():
        assert mailbox().name == "public"
