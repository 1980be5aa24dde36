"""The files for containers, as far as they can be tried without any: what they say, and that they agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.emergency_numbers import numbers
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text(encoding="utf-8")))
PODS = {
    each["metadata"]["name"]: each["spec"].get("jobTemplate", each)["spec"]["template"]
    for each in MANIFESTS
    if each["kind"] in ("StatefulSet", "Deployment", "CronJob")
}
OURS = ("rasa", "actions")
SECRET = {"DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD", "ASSISTANT_KEPT"}
"""What comes from the secret in Kubernetes; docs/deploy.md names it."""


def manifest(kind: str, name: str) -> dict:
    [found] = [each for each in MANIFESTS if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def container(name: str) -> dict:
    [only] = PODS[name]["spec"]["containers"]
    return only


def asked_for(path: Path) -> set[str]:
    return set(re.findall(r"\$\{(\w+)\}", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", COMPOSE)
def test_in_compose_none_is_root_or_can_change_itself_or_take_all_there_is(name):
    service = COMPOSE[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert service["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", PODS)
def test_in_kubernetes_none_is_root_or_can_change_itself_or_take_all_there_is(name):
    pod, only = PODS[name]["spec"], container(name)
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["automountServiceAccountToken"] is False
    assert only["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(only["resources"]["limits"]) == {"cpu", "memory"}


@pytest.mark.parametrize("name", [name for name in PODS if name != "purge"])
def test_in_kubernetes_each_is_asked_whether_it_lives_and_is_ready(name):
    assert {"livenessProbe", "readinessProbe"} <= container(name).keys()


def test_a_replica_is_ready_where_it_answers_a_red_flag():
    for number in (0, 1):
        assert COMPOSE[f"rasa-{number}"]["healthcheck"]["test"][-1] == "assistant.ready"
    probes = container("rasa")
    assert probes["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert probes["livenessProbe"]["httpGet"]["path"] == "/health"


def test_whatever_the_endpoints_ask_for_is_there():
    wanted = asked_for(DEPLOY / "endpoints.yml")
    for name in ("rasa-0", "rasa-1"):
        assert wanted <= COMPOSE[name]["environment"].keys()
    for name in ("rasa", "purge"):
        assert wanted <= {each["name"] for each in container(name)["env"]} | SECRET
        assert container(name)["envFrom"] == [{"secretRef": {"name": "assistant"}}]


@pytest.mark.parametrize(("part", "port"), [("rasa", 5005), ("actions", 5055)])
def test_nginx_knows_each_replica_by_its_name(part, port):
    lines = (DEPLOY / "nginx" / "templates" / f"{part}.servers.template").read_text(encoding="utf-8").splitlines()
    names = [f"{part}-{number}" for number in range(len(lines))]
    own = f"{part.upper()}_DOMAIN"
    assert lines == [f"server {name}${{{own}}}:{port} resolve max_fails=3 fail_timeout=5s;" for name in names]

    assert [name for name in COMPOSE if name.startswith(f"{part}-")] == names
    assert COMPOSE["nginx"]["environment"][own] == ""

    assert manifest("StatefulSet", part)["spec"]["replicas"] == len(names)
    assert manifest("StatefulSet", part)["spec"]["serviceName"] == part
    assert manifest("Service", part)["spec"]["clusterIP"] == "None"
    domain = {"name": own, "value": f".{part}.assistant.svc.cluster.local"}
    assert domain in container("nginx")["env"]


def test_the_action_servers_and_the_databases_are_not_reached_from_outside():
    assert [name for name, service in COMPOSE.items() if "ports" in service] == ["nginx"]
    assert COMPOSE["nginx"]["ports"] == ["${PORT:-8080}:8080"]
    closed = {each["metadata"]["name"] for each in MANIFESTS if each["kind"] == "NetworkPolicy"}
    assert closed == {*OURS, "nginx", "redis"}
    [from_all] = [rule for rule in manifest("NetworkPolicy", "nginx")["spec"]["ingress"] if "from" not in rule]
    assert from_all == {"ports": [{"port": "http"}]}


@pytest.mark.parametrize("each", MANIFESTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_what_selects_pods_selects_some(each):
    spec = each.get("spec", {})
    selector = spec.get("selector") or spec.get("podSelector") or {}
    labels = selector.get("matchLabels", selector)
    if labels:
        assert labels in [pod["metadata"]["labels"] for pod in PODS.values()]


@pytest.mark.parametrize("name", PODS)
def test_what_is_mounted_is_there(name):
    mounted = {each["name"] for each in container(name)["volumeMounts"]}
    assert mounted == {each["name"] for each in PODS[name]["spec"]["volumes"]}


def test_kustomization_takes_in_every_file_of_nginx():
    kustomization = yaml.safe_load((DEPLOY / "kustomization.yml").read_text(encoding="utf-8"))
    listed = [file for generator in kustomization["configMapGenerator"] for file in generator["files"]]
    assert sorted(listed) == sorted(
        path.relative_to(DEPLOY).as_posix() for path in (DEPLOY / "nginx").rglob("*") if path.is_file()
    )
    assert {each["name"] for each in kustomization["configMapGenerator"]} <= {
        volume["configMap"]["name"] for volume in PODS["nginx"]["spec"]["volumes"] if "configMap" in volume
    }


def test_the_image_takes_in_what_there_is_and_nothing_else_goes_to_its_builder():
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    files = {file for files in copied for file in files}
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == files
    assert "*" in ignored
    for file in files - {file for file in files if file.startswith("models/")}:
        assert (ROOT / file).exists(), file


def test_the_image_is_of_the_python_that_is_tested_and_is_nobody():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    python = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    assert set(re.findall(r"FROM (\S+)", text)) == {f"python:{python}-slim-bookworm"}
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)


def test_what_nginx_says_names_the_number_of_the_domain():
    text = (DEPLOY / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    assert f"In an emergency call {numbers().emergency_number} or your local emergency number." in text
