import pytest

from agora.mail.departure import leave

BOX = "/-/courrier/"


@pytest.fixture
def demo(settings, folder):
    settings.DEMO = True


@pytest.fixture
def letter(demo, write_letter):
    letter = write_letter(text="Bonjour, allez sur https://exemple.fr/x ?\n")
    leave(letter.pk)
    return letter


def test_outside_the_demo_there_is_no_mailbox(client, city, write_letter, folder):
    leave(write_letter().pk)

    assert client.get(BOX).status_code == 404
    assert client.get(f"{BOX}x/").status_code == 404
    assert client.get(f"{BOX}x/page").status_code == 404


def test_an_empty_mailbox_says_so(client, city, demo):
    assert "Aucun courrier" in client.get(BOX).text


def test_each_house_shows_its_own_letters(client, client_for, console, letter, other_city):
    assert "Bonjour" in client.get(BOX).text
    for elsewhere in (client_for(other_city), console):
        page = elsewhere.get(BOX)
        assert page.status_code == 200
        assert "Bonjour" not in page.text


def test_a_letter_is_read_as_text_and_as_a_page(client, letter):
    address = client.get(BOX).text.split(f'href="{BOX}')[1].split('"')[0]

    page = client.get(BOX + address)
    inner = client.get(f"{BOX}{address}page")

    assert 'href="https://exemple.fr/x"' in page.text
    assert "lila@exemple.fr" in page.text
    assert '<base target="_top">' in inner.text
    assert "sandbox" in inner["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]


def test_a_letter_that_does_not_exist_is_a_404(client, city, demo):
    assert client.get(f"{BOX}nothing/").status_code == 404
