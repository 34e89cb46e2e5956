"""What an installation says of itself: figures that add up, lines that parse, nobody's words."""

import os
import re
import signal

import pytest

from agora.metrics import known
from tests.harness import cluster
from tests.harness.cities import HOSTS, schema_of
from tests.running.watched import Installation, children, parsed, until

pytestmark = pytest.mark.slow

DATABASE = "agora_watched"
HERE, THERE = HOSTS["villeneuve"], HOSTS["montclair"]
CANARIES = {
    "mail": "jeanne.canari@exemple.fr",
    "words": "canaripluie",
    "token": "Canari0123456789abcdefghijklmnop",
    "cookie": "canaricookie",
    "database": "canarivaleur",
}
TRACE = "edge-0123456789abcdef"
FAILING = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
    'mail', 'mail.send', 0, NULL, NULL, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""


class Story:
    """What happened, told once for all the tests of this file."""

    def __init__(self, site, database):
        self.site, self.database = site, database
        web = site.start("serve", door=site.inside)
        site.start("schedule", door=site.clock)
        until(lambda: site.ask("/-/ready", port=site.inside)[0] == 200)
        self.visits()
        self.hostile()
        self.counted = site.figures()
        self.outside = site.ask("/-/metrics")
        self.replace_one(web)
        self.counted_after = site.figures()
        self.break_something()
        site.run("work", "--once", "--queues", "mail")
        until(lambda: site.ask("/-/live", port=site.clock)[0] == 200)
        self.told = until(lambda: self.told_by_the_clock())
        site.stop()

    def visits(self):
        """Seven pages of one city, three of the other; a person asks to come in."""
        ask = self.site.ask
        self.named = ask("/", HERE, X_Request_ID=TRACE)[1]
        self.renamed = ask("/", HERE, X_Request_ID=f"x {CANARIES['mail']}")[1]
        for _time in range(3):
            ask("/concertations/", HERE, Cookie=f"agora_session={CANARIES['cookie']}")
        for _time in range(3):
            ask("/", THERE)
        ask(f"/recherche/?q={CANARIES['words']}", HERE)
        _status, headers, page = ask("/compte/code/", HERE)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        cookie = headers["Set-Cookie"].partition(";")[0]
        form = {"email": CANARIES["mail"], "csrfmiddlewaretoken": token}
        kind = "application/x-www-form-urlencoded"
        self.entered = ask(
            "/compte/code/",
            HERE,
            method="POST",
            body=form,
            Cookie=cookie,
            Content_Type=kind,
        )[0]

    def hostile(self):
        """Hosts, paths and methods that somebody makes up."""
        ask = self.site.ask
        for number in range(20):
            ask("/", f"{CANARIES['words']}{number}.example")
            ask(f"/{CANARIES['words']}-{number}/", HERE)
            ask(f"/compte/adresse/confirmer/{CANARIES['token']}{number}/", HERE)
        for method in ("CANARI", "BREW", "PROPFIND"):
            ask("/", HERE, method=method)

    def replace_one(self, web):
        """Kill a serving process, as the machine does when memory runs out."""
        before = children(web.pid)
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len(set(children(web.pid)) - set(before)) == 1)
        until(lambda: self.site.ask("/", HERE)[0] == 200)

    def break_something(self):
        """A table that is not there, and a job that cannot read its own argument."""
        with self.database() as link:
            link.execute(
                f"ALTER TABLE {schema_of('montclair')}.consultations_consultation RENAME TO gone"
            )
            args = f'{{"city": "{schema_of("villeneuve")}", "mail": "{CANARIES["database"]}"}}'
            link.execute(FAILING, [args])
        self.broken = self.site.ask(f"/concertations/?q={CANARIES['words']}", THERE)[0]

    def told_by_the_clock(self):
        figures = self.site.figures(self.site.clock)
        return figures if 'agora_cities{state="live"}' in figures else None


@pytest.fixture(scope="module")
def story(server, tmp_path_factory):
    cluster.make_database(server, DATABASE)
    site = Installation(server, DATABASE, tmp_path_factory.mktemp("watched"))
    try:
        yield Story(site, lambda: cluster.admin(server, DATABASE))
    finally:
        site.stop()
        with cluster.admin(server) as link:
            link.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def counted(figures, name):
    return sum(value for key, value in figures.items() if key.startswith(name))


# --- Figures ----------------------------------------------------------------------------------
def test_two_processes_add_up_and_two_cities_are_counted_apart(story):
    here, there = schema_of("villeneuve"), schema_of("montclair")

    assert story.counted[f'agora_http_requests_total{{city="{there}",status="2xx"}}'] == 3
    # five pages, a search, the form, and 43 that lead nowhere or come in an odd way
    assert counted(story.counted, f'agora_http_requests_total{{city="{here}"') == 7 + 1 + 43
    assert story.counted['agora_http_requests_total{city="none",status="4xx"}'] == 20
    assert counted(story.counted, "agora_http_request_seconds_count") == 3 + 7 + 1 + 43 + 20


def test_a_process_that_ended_takes_nothing_with_it(story):
    name = f'agora_http_requests_total{{city="{schema_of("montclair")}",status="2xx"}}'

    assert story.counted_after[name] == story.counted[name]
    before = counted(story.counted, "agora_http_request_seconds_count")
    assert counted(story.counted_after, "agora_http_request_seconds_count") > before


def test_figures_are_for_our_own_machines(story):
    assert story.outside[0] == 404
    assert "agora_" not in story.outside[2]


def test_made_up_hosts_paths_and_methods_add_no_label(story):
    for figures in (story.counted_after, story.told):
        labels = [re.findall(r'="([^"]*)"', name) for name in figures if name.startswith("agora_")]
        assert not [
            words for words in labels if re.search("canari|brew|propfind", str(words), re.I)
        ]
    methods = {re.search(r'method="(\w+)"', name) for name in story.counted if "_count{" in name}
    assert {found[1] for found in methods if found} == {"GET", "POST", "other"}
    cities = set(re.findall(r'city="(\w+)"', " ".join(story.counted)))
    assert cities == {schema_of("villeneuve"), schema_of("montclair"), "none"}


def test_one_process_tells_of_the_installation_and_the_others_are_silent(story):
    assert story.told['agora_cities{state="live"}'] == 2
    assert story.told["agora_cities_behind"] == 0
    assert story.told['agora_jobs_waiting{queue="mail"}'] >= 0
    assert story.told["agora_scheduler_tick_timestamp_seconds"] > 1.7e9
    assert "agora_cities_behind" not in story.counted
    assert counted(story.counted, "agora_release{") == counted(story.told, "agora_release{") > 0


def test_city_stands_on_ten_counters_at_most_and_on_no_histogram(story):
    with_city = {name for name, figure in known.items() if "city" in figure.labels}

    assert len(with_city) <= 10
    assert {type(known[name]).__name__ for name in with_city} == {"Counter"}


def test_walls_that_nobody_touched_say_zero(story):
    assert story.counted['agora_isolation_refusals_total{kind="instance"}'] == 0


# --- Lines ------------------------------------------------------------------------------------
@pytest.mark.parametrize("verb", ["serve", "schedule", "work"])
def test_every_line_is_an_object_that_says_where_it_happened(story, verb):
    lines = parsed(story.site.lines(verb))

    assert lines or verb == "schedule"
    for line in lines:
        assert {"time", "level", "logger", "message", "house", "state"} <= line.keys(), line


@pytest.mark.parametrize("verb", ["serve", "schedule", "work"])
@pytest.mark.parametrize("canary", sorted(CANARIES))
def test_no_line_repeats_what_people_wrote(story, verb, canary):
    assert CANARIES[canary] not in "\n".join(story.site.lines(verb))


def access(story):
    return [line for line in parsed(story.site.lines("serve")) if line["logger"] == "agora.access"]


def test_each_request_has_one_line_with_its_city_and_its_name(story):
    [mine] = [line for line in access(story) if line.get("trace") == TRACE]
    of_there = [line for line in access(story) if line["house"] == schema_of("montclair")]

    assert story.named["X-Request-ID"] == TRACE
    assert re.fullmatch("[0-9a-f]{32}", story.renamed["X-Request-ID"])
    assert (mine["route"], mine["status"], mine["method"]) == ("consultations:home", 200, "GET")
    assert mine["duration_ms"] > 0
    assert mine["house"] == schema_of("villeneuve")
    assert [line["status"] for line in of_there] == [200, 200, 200, 500]
    traces = [line["trace"] for line in access(story)]
    assert len(set(traces)) == len(traces)


def test_a_city_line_without_its_city_would_be_seen(story):
    schemas = [schema_of(city) for city in HOSTS]
    for verb in ("serve", "work"):
        for line in parsed(story.site.lines(verb)):
            named = [schema for schema in schemas if schema in str(line)]
            assert named in ([], [line["house"]]), line
    housed = {"route", "task"}
    for line in parsed(story.site.lines("work")):
        if line["logger"] == "agora.jobs" and housed & line.keys():
            assert line["trace"].startswith("job-"), line


def test_an_error_gives_its_type_and_frames_in_its_city(story):
    errors = [
        line for line in parsed(story.site.lines("serve")) if line["logger"] == "django.request"
    ]

    assert story.broken == 500
    assert [line["error"] for line in errors] == ["ProgrammingError"]
    assert errors[0]["house"] == schema_of("montclair")
    assert errors[0]["frames"]


def test_the_web_server_tells_of_a_killed_process_in_the_same_form(story):
    lines = parsed(story.site.lines("serve"))

    assert [line for line in lines if line["logger"] == "gunicorn.error" and "SIGKILL" in str(line)]


def test_a_failed_job_is_told_once_from_inside_its_city(story):
    lines = parsed(story.site.lines("work"))
    failed = [line for line in lines if line.get("error")]

    assert [line["error"] for line in failed] == ["ValueError"]
    assert (failed[0]["house"], failed[0]["task"]) == (schema_of("villeneuve"), "mail.send")
    assert any(line["message"] == "job mail.send is done" for line in lines)
