"""The codes of Slack's refusals: nothing that is quoted back passes for one."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from bot.core.errors import slack_code


class Answer:
    status_code = 502

    def __init__(self, error: object) -> None:
        self.data = {"ok": False, "error": error}


@pytest.mark.parametrize("code", ["invalid_auth", "ratelimited", "not_in_channel", "msg_too_long"])
def test_codes_are_kept(code: str) -> None:
    assert slack_code(SlackApiError("x", Answer(code))) == code  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "quoted",
    [
        "xoxb-1-2-abc",
        "no such token: xoxb-1",
        "0123456789abcdef0123456789abcdef",
        "a" * 32,
        "",
        None,
        7,
        ["x"],
    ],
)
def test_what_is_no_code_is_left_out(quoted: object) -> None:
    assert slack_code(SlackApiError("x", Answer(quoted))) == "http_502"  # type: ignore[no-untyped-call]
