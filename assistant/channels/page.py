"""The web chat's page (`widget/`) as it is served: read once, compressed, with the numbers to call in it."""

from __future__ import annotations

import gzip
import hashlib
import html
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.emergency_numbers import numbers

WIDGET = Path(__file__).parents[2] / "widget"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served of the folder; the rest is for who reads it."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {embedded_by}"
)


class PageFile(NamedTuple):
    """A file of the page."""

    type: str
    content: bytes
    """Compressed with gzip."""
    tag: str
    """Tells a browser whether it has this one already."""


def read_page(folder: Path = WIDGET) -> dict[str, PageFile]:
    """Read the page's files, by their path in the folder.

    Raises:
        OSError: a file cannot be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix in TYPES)
    return {path.relative_to(folder).as_posix(): _read(path) for path in paths}


def headers(embedded_by: Sequence[str]) -> dict[str, str]:
    """What a browser is told with each file.

    Args:
        embedded_by: the sites, as `https://clinic.example`, that may show the page in a frame.
    """
    return {
        "Content-Security-Policy": _POLICY.format(embedded_by=" ".join(["'self'", *embedded_by])),
        "Cache-Control": "no-cache",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }


def respond(file: PageFile, request: Request, headers: dict[str, str]) -> HTTPResponse:
    """Send a file, or say that the browser's copy is still right."""
    headers = {**headers, "ETag": file.tag}
    if request.headers.get("if-none-match") == file.tag:
        return HTTPResponse(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return HTTPResponse(file.content, headers={**headers, "Content-Encoding": "gzip"}, content_type=file.type)
    return HTTPResponse(gzip.decompress(file.content), headers=headers, content_type=file.type)


def _read(path: Path) -> PageFile:
    content = path.read_bytes()
    for slot, value in numbers().dict().items():
        content = content.replace(f"{{{slot}}}".encode(), html.escape(value).encode())
    return PageFile(
        TYPES[path.suffix], gzip.compress(content, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    )
