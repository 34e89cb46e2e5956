"""The containers of a single server: what they start, what they may do, what they are given."""

import re
import stat

import pytest

from agora.jobs.registries import QUEUES
from tests.infra import compose, dockerfile, units
from tests.infra.stage import try_all, variables_read

SERVICES = compose.services()
OWNERS = {"release", "worker-ops", "backup"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_closed(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"] == {"max-size": "20m", "max-file": "5"}
    assert "privileged" not in service
    assert [v for v in service.get("volumes", []) if "docker.sock" in str(v)] == []


def test_only_the_edge_is_seen_from_outside():
    seen = {
        name: port
        for name, service in SERVICES.items()
        for port in service.get("ports", [])
        if not port.startswith("127.0.0.1:")
    }

    assert set(seen) == {"edge"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_images_of_others_are_pinned_by_digest(name):
    image = SERVICES[name]["image"]

    assert image.startswith("agora") or "@sha256:" in image


@pytest.mark.parametrize("name", sorted(compose.ours()))
def test_the_owners_login_is_given_to_few(name):
    given = {secret["source"] for secret in SERVICES[name].get("secrets", [])}

    if name == "roles":  # alone to see both, and alone to reach the administrator's socket
        assert given == {"database-url", "owner-database-url"}
        assert SERVICES[name]["network_mode"] == "none"
    else:
        assert ("owner-database-url" in given) == (name in OWNERS)
        assert ("database-url" in given) == (name not in OWNERS)


def test_the_administrators_socket_is_shared_by_few_and_one_who_is_not_the_administrator():
    with_socket = {
        name
        for name, service in SERVICES.items()
        if any(str(volume).startswith("socket:") for volume in service.get("volumes", []))
    }

    # `roles` runs as the system user whom pg_ident.conf makes the administrator; figures do not.
    assert with_socket == {"database", "roles", "database-figures"}
    assert SERVICES["database-figures"]["user"] == "65534:65534"
    assert "-m 755 /run/postgresql" in dockerfile.FILE.read_text()  # it may walk to the socket


def test_who_is_of_another_image_is_the_user_that_may_read_what_it_is_given():
    """Files of the folder of secrets are open to their owner alone, whatever runs beside."""
    owners = {"grafana-password": "10001:0", "alertmanager": "65534:65534"}
    given = {
        secret["source"]: service.get("user")
        for name, service in SERVICES.items()
        if not service["image"].startswith("agora")
        for secret in service.get("secrets", [])
    }

    assert given == owners


@pytest.mark.parametrize("name", sorted({*compose.ours(), "backup"} - {"roles"}))
def test_every_file_a_process_reads_is_a_secret_it_is_given(name):
    service = SERVICES[name]
    given = {secret["target"] for secret in service["secrets"]}
    read = {v for v in service["environment"].values() if v.startswith("/etc/agora/secrets/")}
    example = (compose.FOLDER / ".env.example").read_text()
    may_be_read = set(re.findall(r"^#AGORA_\w+_FILE=(\S+)$", example, re.M))

    assert len(may_be_read) == 4
    assert read | may_be_read == given


@pytest.mark.parametrize("name", sorted(compose.ours()))
def test_every_variable_is_one_that_a_process_reads(name):
    environment = compose.workload(name).environment
    read = {one.removesuffix("_FILE") for one in environment if one.startswith("AGORA_")}

    assert read - variables_read() == set()


def test_a_release_comes_before_whatever_needs_its_tables():
    needing = set(compose.ours()) - {"roles", "release"} | {"backup"}

    assert {
        name: SERVICES[name]["depends_on"]["release"]["condition"] for name in needing
    } == dict.fromkeys(needing, "service_completed_successfully")
    assert set(SERVICES["release"]["depends_on"]) == {"roles"}


def test_there_are_two_web_servers_and_every_queue_has_one_worker():
    words = [compose.workload(name).words for name in compose.ours()]
    queues = [one[one.index("--queues") + 1] for one in words if "--queues" in one]

    assert words.count(["serve"]) == 2
    assert sorted(",".join(queues).split(",")) == sorted(QUEUES)


def test_both_ways_of_one_server_start_the_same_processes():
    contained = {tuple(compose.workload(name).words) for name in compose.ours()}
    by_unit = {
        tuple(units.workload(unit).words)
        for unit in ("agora-web@1", "agora-ops", "agora-scheduler", "agora-release")
    }

    assert by_unit - contained == set()


def test_a_stop_leaves_more_time_than_the_grace_and_the_edge_finds_the_doors():
    patience = {SERVICES[name]["stop_grace_period"] for name in compose.ours() if name != "roles"}
    edge = SERVICES["edge"]["environment"]

    assert patience == {"45s"}
    assert edge["AGORA_UPSTREAMS"].split() == ["web-1:8000", "web-2:8000"]
    assert edge["AGORA_ASK"].split() == ["web-1:8001", "web-2:8001"]


def test_the_edge_reaches_the_web_servers_by_the_network_they_believe_and_no_other():
    edge, web = SERVICES["edge"]["networks"], SERVICES["web-1"]["networks"]
    networks = compose.whole()["networks"]
    believed = SERVICES["web-1"]["environment"]["AGORA_PROXIES"]

    assert set(edge) & set(web) == {"edge"}
    assert networks["edge"] == {"ipam": {"config": [{"subnet": believed}]}}
    assert [
        name for name, service in SERVICES.items() if "edge" in service.get("networks", [])
    ] == [
        "web-1",
        "web-2",
        "edge",
    ]


def test_every_mounted_file_of_ours_exists():
    mounted = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith(".")
    ]
    coming = ("../caddy", "../../helm")  # of other folders: their own tests watch over them

    assert [
        m for m in mounted if not m.startswith(coming) and not (compose.FOLDER / m).exists()
    ] == []
    for name in ("start", "nightly"):
        script = compose.FOLDER.parent / "postgres" / name
        assert script.stat().st_mode & stat.S_IXUSR
    assert SERVICES["backup"]["entrypoint"] == ["/app/infra/postgres/nightly"]


@pytest.mark.fuzz
def test_the_processes_of_the_containers_start_pass_their_probes_and_stop(room):
    workloads = [compose.workload(name) for name in compose.ours() if name != "roles"]
    released = room.start(compose.workload("release"))
    assert released.finish() == 0, released.log.read_text()

    ended = try_all(workloads, room)

    assert ended == {one.name: 0 for one in workloads if one.serves}


def test_the_database_of_the_containers_is_the_image_with_its_server():
    stage = dockerfile.stages(dockerfile.FILE.read_text())["database"]

    assert stage.list("ENTRYPOINT") == ["/app/infra/postgres/start"]
    assert "/var/lib/agora-database" in stage.list("VOLUME")
    assert SERVICES["database"]["build"]["target"] == "database"
