"""The page's files: what is in them, how they are served, and what they weigh."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "widget"
QUESTION = "what is sarcopenia?"
BUDGET = 60_000


def test_the_vendored_library_is_the_published_one():
    library = (WIDGET / "vendor" / "socket.io.esm.min.js").read_bytes()
    digest = "771c3872e7d9bf81020615fda67ef0fd2aa61fcaf1990100714a46fa2c39f8a1"
    assert hashlib.sha256(library).hexdigest() == digest
    assert "MIT" in (WIDGET / "vendor" / "socket.io.LICENSE").read_text()


def test_nothing_of_it_makes_markup_of_text():
    for path in WIDGET.glob("*.js"):
        code = path.read_text()
        assert [
            name for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write") if name in code
        ] == []


def test_each_file_says_what_it_is_and_what_it_may_do(address):
    for path in ["", "chat.css", "chat.js", "vendor/socket.io.esm.min.js", "icon.svg"]:
        answer = requests.get(address + path, timeout=60)
        assert answer.status_code == 200, path
        assert "script-src 'self'; style-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = requests.get(address + path, headers={"If-None-Match": answer.headers["ETag"]}, timeout=60)
        assert (again.status_code, again.content) == (304, b"")


def test_who_cannot_unpack_gets_it_unpacked(address):
    answer = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=60)
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


def test_every_number_in_it_is_filled_in(address):
    assert '<a class="call" href="tel:911">Call 911</a>' in requests.get(address, timeout=60).text
    for path in ["", "chat.js", "embed.js"]:
        assert "_number}" not in requests.get(address + path, timeout=60).text


@pytest.mark.parametrize("path", ["vendor/README.md", "../credentials.yml", "%2e%2e/credentials.yml", "nothing"])
def test_nothing_else_is_served(path, address):
    prepared = requests.Request("GET", address).prepare()
    prepared.url = address + path
    assert requests.Session().send(prepared, timeout=60).status_code == 404


def test_the_address_without_its_slash_leads_there(address):
    assert requests.get(address.rstrip("/"), timeout=60).url == address


def test_it_is_small_loads_side_by_side_and_asks_nobody_else(look, address):
    page, sizes, hosts = look(start=False), {}, set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("response", lambda answer: sizes.setdefault(answer.url, len(gzip.compress(answer.body()))))
    page.goto(address)
    page.wait_for_selector(".entry.it")
    page.say(QUESTION)
    assert hosts == {urlsplit(address).netloc}
    files = {url.removeprefix(address): size for url, size in sizes.items() if "socket.io/" not in url}
    assert set(files) >= {"", "chat.css", "chat.js", "transcript.js", "vendor/socket.io.esm.min.js"}
    assert sum(files.values()) <= BUDGET


def test_the_page_itself_names_every_file_so_that_none_waits_for_another():
    page = (WIDGET / "index.html").read_text()
    imported = {name for path in WIDGET.glob("*.js") for name in re.findall(r'from "\./(.+)"', path.read_text())}
    assert imported
    assert [name for name in imported if f'<link rel="modulepreload" href="{name}">' not in page] == []
