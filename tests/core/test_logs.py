"""Logs hold neither tokens nor what people wrote, also where something fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from bot.core.logs import configure_logs


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    """`configure_logs` is for a process of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_the_sdk_quotes_is_blotted_out(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG", form)
    quoted = 'Received a response in a non-JSON format: {"messages": [{"text": "between us'
    try:
        raise SlackApiError(quoted, None)  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        logging.getLogger("bot").exception("error %s", "12ab")
        logging.getLogger("bot").warning("it failed: %s", error)
    logging.getLogger("slack_sdk.web.async_base_client").debug("json: {'text': 'between us'}")
    logging.getLogger("bot").debug("with xoxb-1-2-abc")
    said = capsys.readouterr().err
    assert "SlackApiError" in said and "12ab" in said and "with [secret]" in said
    assert "between us" not in said


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_is_quoted_can_neither_forge_a_line_nor_reach_the_terminal(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("INFO", form)
    logging.getLogger("bot").info("of %s", "x\n2017-11-20 all is well\x1b[2J\u202e")
    try:
        raise ValueError("x\x1b[2J")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    said = capsys.readouterr().err
    assert "\x1b" not in said and "\u202e" not in said
    assert [line for line in said.splitlines() if line.startswith("2017")] == []
    assert "ValueError" in said
