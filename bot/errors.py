"""The one error whose text people see."""

from __future__ import annotations


class UserError(Exception):
    """Something a person asked for cannot be done; the text says what happened and what to do next.

    Args:
        text: translated, complete sentences in Slack's mrkdwn-safe plain text.
        proposal: what the person may still send as a proposal to whoever has the right (a command line
            such as ``done WS1-D1``), or None where that makes no sense.
        words: command lines offered as buttons beside the text (nearest words, the possible matches).
    """

    def __init__(self, text: str, *, proposal: str | None = None, words: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.proposal = proposal
        self.words = words
