"""Jobs of sharing."""

import io

import pytest

from agora.files import gateway
from participation.sharing.composing import waiting_key
from participation.sharing.tasks import sweep_blueprints


def test_a_file_sent_today_stays_the_night(city):
    key = waiting_key("a" * 64)
    gateway.put(key, io.BytesIO(b"x"), "application/octet-stream")
    sweep_blueprints()
    assert b"".join(gateway.read(key)) == b"x"

    gateway.delete(key)
    with pytest.raises(gateway.Missing):
        gateway.read(key)
