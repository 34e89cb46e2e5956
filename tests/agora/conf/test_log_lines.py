import json
import logging
import sys
from types import SimpleNamespace

from django.test import RequestFactory

from agora.conf.log_lines import (
    CityFilter,
    JsonFormatter,
    TextFormatter,
    ToldInside,
    without_people,
)
from agora.context import CityRef, enter

CITY = CityRef("t_abc", 1, "live", "Villeneuve")
CANARY = "jeanne.canari@exemple.fr"


def record(message="Bonjour", *args, exc_info=None, **facts):
    made = logging.LogRecord("agora.test", logging.INFO, __file__, 1, message, args, exc_info)
    made.__dict__.update(facts)
    CityFilter().filter(made)
    return made


def line(*args, **facts):
    return json.loads(JsonFormatter().format(record(*args, **facts)))


def test_a_line_of_a_city_says_which():
    with enter(CITY):
        found = line("Idée publiée", route="proposals:detail", secret="x")

    assert (found["message"], found["house"], found["route"]) == (
        "Idée publiée",
        "t_abc",
        "proposals:detail",
    )
    assert "secret" not in found


def test_a_line_outside_every_house_says_so():
    assert line()["house"] == "none"


def test_addresses_tokens_and_questions_stay_home():
    text = without_people(
        f"Not Found: /compte/adresse/confirmer/{'MTp' * 12}:x/?q=rue+des+lilas par {CANARY}"
    )

    assert text == "Not Found: /compte/adresse/confirmer/[token]:x/?… par [mail]"


def test_an_exception_gives_its_type_and_frames_not_its_words():
    try:
        raise ValueError(f"DETAIL: Key (email)=({CANARY}) already exists.")
    except ValueError:
        text = JsonFormatter().format(record("échec", exc_info=sys.exc_info()))

    assert json.loads(text)["error"] == "ValueError"
    assert __file__ in json.loads(text)["frames"][0]
    assert "canari" not in text


def test_the_rows_a_database_quotes_stay_home():
    text = "duplicate key value\nDETAIL:  Key (pseudonym)=(Jeanne) already exists."

    assert without_people(text) == "duplicate key value"


def test_a_terminal_gets_the_same_facts_in_words():
    assert "agora.test [none none] Bonjour" in TextFormatter().format(record())


def test_the_path_somebody_asked_for_is_written_as_its_route():
    request = RequestFactory().get("/concertations/le-jardin-de-jeanne/")
    request.resolver_match = SimpleNamespace(view_name="consultations:detail")

    assert line("%s: %s", "Not Found", request.path, request=request)["message"] == (
        "Not Found: consultations:detail"
    )
    request.resolver_match = None
    assert line("%s: %s", "Not Found", request.path, request=request)["message"] == (
        "Not Found: unknown"
    )


def test_what_the_queue_says_of_the_end_of_a_job_is_dropped_and_its_troubles_are_not():
    told = ToldInside()

    assert told.filter(record(action="job_error")) is False
    assert told.filter(record(action="side_task_failed")) is True
    assert told.filter(record()) is True
