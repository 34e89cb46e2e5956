import logging
import logging.config

import pytest

from agora.conf import logs


@pytest.mark.parametrize("style", ["json", "text"])
def test_both_styles_can_be_set_up(style):
    handlers, level = logging.root.handlers[:], logging.root.level
    try:
        logging.config.dictConfig(logs.config(level="WARNING", style=style))

        assert logging.root.level == logging.WARNING
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)


def test_what_the_client_of_stripe_tells_of_its_requests_stays_home():
    assert logs.config(level="INFO", style="json")["loggers"]["stripe"] == {"level": "WARNING"}
