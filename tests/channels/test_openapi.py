"""docs/channels/rest.openapi.yml and rest.md, held to the running server."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from jsonschema import Draft202012Validator

from assistant.limits import LARGEST_BODY, LONGEST, MESSAGES_A_MINUTE, WAITING

DOCS = Path(__file__).parents[2] / "docs" / "channels"
TEXT = (DOCS / "rest.openapi.yml").read_text(encoding="utf-8")
OPENAPI = yaml.safe_load(TEXT)
PAGE = (DOCS / "rest.md").read_text(encoding="utf-8")

WEBHOOK = OPENAPI["paths"]["/webhooks/rest/webhook"]["post"]
EXAMPLES = WEBHOOK["requestBody"]["content"]["application/json"]["examples"]
CURL = re.findall(r"^curl .+$", PAGE, flags=re.MULTILINE)

REQUESTS = {
    "400": [b"", b"hello", b"[]", b'{"sender": "a"}', b'{"message": 5}', b'{"message": "a", "sender": 5}'],
    "413": [json.dumps({"message": "a" * LARGEST_BODY}).encode()],
}
"""What is answered with each status but 200 and 405."""


def schema_at(schema: dict[str, Any]) -> Draft202012Validator:
    """A schema of the file, which may refer to others."""
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator({**schema, "components": OPENAPI["components"]})


def assert_documented(answer: requests.Response, operation: dict[str, Any]) -> None:
    """An answer is one that the file tells of: status, headers and body."""
    response = operation["responses"][str(answer.status_code)]
    [(kind, content)] = response["content"].items()
    assert answer.headers["Content-Type"] == kind
    schema_at(content["schema"]).validate(answer.json())
    for name, header in response.get("headers", {}).items():
        schema_at(header["schema"]).validate(answer.headers[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_as_its_schema_and_is_answered_as_the_file_says(name, assistant):
    message = EXAMPLES[name]["value"]
    schema_at(WEBHOOK["requestBody"]["content"]["application/json"]["schema"]).validate(message)
    answer = requests.post(assistant.url, json=message, timeout=60)
    assert answer.status_code == 200
    assert_documented(answer, WEBHOOK)


def test_the_page_of_a_visit_is_as_the_file_says(assistant):
    said = {"sender": uuid.uuid4().hex}
    for text in ("/prepare_visit", "my left calf has got thin", "/visit_summary"):
        answer = requests.post(assistant.url, json={**said, "message": text}, timeout=60)
        assert_documented(answer, WEBHOOK)
    assert answer.json()[0]["page"]


def test_the_example_of_an_emergency_is_one(assistant):
    for name, begins in (("emergency", "Call 911 now"), ("crisis", "I am so glad you told me")):
        answer = requests.post(assistant.url, json=EXAMPLES[name]["value"], timeout=60)
        assert answer.json()[0]["text"].startswith(begins)


@pytest.mark.parametrize("status", REQUESTS)
def test_an_error_is_as_the_file_says(status, assistant):
    for body in REQUESTS[status]:
        answer = requests.post(assistant.url, body, timeout=60)
        assert str(answer.status_code) == status
        assert_documented(answer, WEBHOOK)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_answered_as_the_file_says(method, assistant):
    answer = requests.request(method, assistant.url, timeout=60)
    assert answer.status_code == 405
    assert_documented(answer, WEBHOOK)


def test_no_status_is_told_of_that_no_test_here_gets():
    assert set(WEBHOOK["responses"]) == {"200", "405", *REQUESTS}


def test_the_channel_is_there_as_the_file_says(assistant):
    answer = requests.get(f"http://localhost:{assistant.port}/webhooks/rest/", timeout=60)
    assert answer.status_code == 200
    assert_documented(answer, OPENAPI["paths"]["/webhooks/rest/"]["get"])


def test_whether_it_is_ready_is_told_as_the_file_says(assistant):
    answer = requests.get(f"{assistant.home_url}/ready", timeout=60)
    assert answer.status_code == 200
    assert_documented(answer, OPENAPI["paths"]["/ready"]["get"])


def test_every_reference_leads_somewhere():
    references = re.findall(r'"#/components/schemas/(\w+)"', TEXT)
    assert set(references) <= set(OPENAPI["components"]["schemas"])
    assert "$ref" in TEXT


@pytest.mark.parametrize("length", [200, 201])
@pytest.mark.parametrize("name", ["sender", "id"])
def test_a_name_has_the_length_that_the_file_says(name, length, assistant):
    message = {"message": "hello", name: "a" * length}
    fits = schema_at(OPENAPI["components"]["schemas"]["Message"]).is_valid(message)
    answer = requests.post(assistant.url, json=message, timeout=60)
    assert (answer.status_code == 200) is fits is (length == 200)


@pytest.mark.parametrize("text", [TEXT, PAGE], ids=["OpenAPI", "page"])
def test_the_limits_are_those_of_the_code(text):
    assert f"{LARGEST_BODY:,} bytes" in text
    assert f"{LONGEST:,} characters" in text
    assert f"{MESSAGES_A_MINUTE} messages" in text
    assert f"While {WAITING} messages" in PAGE


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("command", CURL)
def test_a_command_on_the_page_is_answered_as_the_file_says(command, assistant):
    words = shlex.split(command.replace("localhost:5005", f"localhost:{assistant.port}").replace("curl -i", "curl"))
    ran = subprocess.run([*words, "--silent", "--show-error"], capture_output=True, check=True, timeout=60)
    shown = json.loads(ran.stdout)
    if isinstance(shown, list):
        schema_at(WEBHOOK["responses"]["200"]["content"]["application/json"]["schema"]).validate(shown)
        assert re.search(r"arcopenia|^Call 911 now", shown[0]["text"])
    else:
        assert json.dumps(shown, ensure_ascii=False) in PAGE


def test_the_page_has_commands():
    assert len(CURL) == 6
