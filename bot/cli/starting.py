"""How a serving process begins: what all three kinds of them do before they are loaded."""

from __future__ import annotations

import gc


def serve(*, traffic: bool, notices: bool) -> None:
    """Load the bot and serve until told to end; see `bot.cli.serving`."""
    # What is loaded stays: looking through it for garbage again and again takes an eighth of the start.
    gc.disable()
    from bot.cli.serving import serve_until_signal  # here: the other commands do not load it

    serve_until_signal(traffic=traffic, notices=notices)
