"""schemathesis: requests made from docs/channels/rest.openapi.yml, right ones and wrong ones."""

from __future__ import annotations

from pathlib import Path

import schemathesis

from tests.fuzz.conftest import fuzzed

OPENAPI = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs" / "channels" / "rest.openapi.yml")


@fuzzed(share=1)
@OPENAPI.parametrize()
def test_each_request_is_answered_as_the_file_says(case, quiet_log):
    answer = case.call(base_url=f"http://localhost:{quiet_log.port}")
    case.validate_response(answer)
