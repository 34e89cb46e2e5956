import pytest

from agora.conf import process
from agora.conf.process import Place
from agora.conf.refusal import Refusal


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch):
    for name in ("BIND", "INTERNAL_BIND", "WEB_WORKERS", "WEB_THREADS", "GRACE", "DATABASE_POOL"):
        monkeypatch.delenv(f"AGORA_{name}", raising=False)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A control group that allows so much."""
    monkeypatch.setattr(process, "CGROUP", tmp_path)

    def allow(cpu="max 100000", memory="max"):
        (tmp_path / "cpu.max").write_text(f"{cpu}\n")
        (tmp_path / "memory.max").write_text(f"{memory}\n")

    return allow


def test_a_web_server_told_nothing_listens_to_its_own_machine_alone():
    web = process.web()

    assert (str(web.public), str(web.internal)) == ("127.0.0.1:8000", "127.0.0.1:8001")
    assert (web.threads, web.grace) == (8, 30)
    assert web.workers >= 1


def test_what_is_told_is_taken(monkeypatch):
    told = {"BIND": "0.0.0.0:80", "INTERNAL_BIND": "[::1]:81", "WEB_WORKERS": "3", "GRACE": "5"}
    for name, value in told.items():
        monkeypatch.setenv(f"AGORA_{name}", value)

    assert process.web() == process.Web(Place("0.0.0.0", 80), Place("::1", 81), 3, 8, 5, 4)


@pytest.mark.parametrize(
    ("cores", "megabytes", "workers"),
    [
        (2, 8_000, 3),
        (8, 8_000, 9),
        (0.5, 8_000, 1),
        (1.5, 8_000, 3),
        (2, 512, 3),
        (4, 512, 3),
        (2, 256, 1),
        (4, 100, 1),
    ],
)
def test_processors_want_workers_and_memory_allows_them(cores, megabytes, workers):
    assert process.workers_for(cores, megabytes) == workers


def test_a_share_of_the_machine_counts_as_the_whole_of_it(machine):
    machine(cpu="50000 100000", memory=str(512 * 1024 * 1024))

    assert process.processors() == 0.5
    assert process.memory() == 512


def test_without_a_share_the_machine_counts(machine, tmp_path, monkeypatch):
    machine()
    whole = process.processors(), process.memory()
    monkeypatch.setattr(process, "CGROUP", tmp_path / "absent")

    assert (process.processors(), process.memory()) == whole
    assert whole > (0, 0)


@pytest.mark.parametrize("raw", ["8000", ":8000", "a:b", "127.0.0.1:", "127.0.0.1:70000", "canari"])
def test_an_address_that_cannot_be_is_refused_and_not_quoted(monkeypatch, raw):
    monkeypatch.setenv("AGORA_BIND", raw)

    with pytest.raises(Refusal, match=r"^AGORA_BIND: must look like 127.0.0.1:8000") as refused:
        process.web()

    assert "canari" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"), [("WEB_WORKERS", "-1"), ("WEB_THREADS", "0"), ("GRACE", "0")]
)
def test_a_size_that_cannot_be_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"AGORA_{name}", value)

    with pytest.raises(Refusal, match=rf"^AGORA_{name}: must be \d or more"):
        process.web()


@pytest.mark.parametrize(("told", "kept"), [(None, 8), ("8", 8), ("20", 20), ("0", 0)])
def test_each_thread_has_its_connection(monkeypatch, told, kept):
    if told is not None:
        monkeypatch.setenv("AGORA_DATABASE_POOL", told)

    assert process.pool(8) == kept


def test_fewer_connections_than_threads_are_refused(monkeypatch):
    monkeypatch.setenv("AGORA_DATABASE_POOL", "4")

    with pytest.raises(Refusal, match=r"^AGORA_DATABASE_POOL: keeps fewer"):
        process.pool(8)


def test_a_process_without_pages_listens_where_it_is_told(monkeypatch):
    assert process.internal() is None

    monkeypatch.setenv("AGORA_INTERNAL_BIND", "127.0.0.1:8001")
    assert process.internal() == Place("127.0.0.1", 8001)
