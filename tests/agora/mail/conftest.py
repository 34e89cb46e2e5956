"""Letters to give to a mail server."""

import pytest

from agora.mail.models import OutgoingMail


@pytest.fixture
def write_letter(city):
    """Write a row without its job."""

    def write(**fields):
        given = {
            "to": "lila@exemple.fr",
            "template": "test",
            "subject": "Bonjour",
            "text": "Bonjour Lila\n",
            "html": "<html><head><style>p{color:red}</style></head><body><p>Bonjour</p></body>",
        }
        return OutgoingMail.objects.create(**given | fields)

    return write
