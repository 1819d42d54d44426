"""Texts that try to get out of the place they are put in, and what tells that one of them did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

EVIL = "U0EVIL666"
# Each begins with something that can be seen, so that it is a title.
TEXTS: dict[str, str] = {
    "broadcasts": "All <!channel> <!here|here> <!everyone> @channel @here @everyone <!subteam^S0EVIL>",
    "mentions": f"Ask <@{EVIL}> <@{EVIL}|boss> <#C0EVIL666> <#C0EVIL666|secret>",
    "links": "See <https://evil.example|the plan> <mailto:a@evil.example|mail> javascript:alert(1)",
    "markup": "Bold *b* _i_ ~s~ `c` ```x``` > q &amp; &lt;!channel&gt; <b>x</b> <script>alert(1)</script>",
    "zero-width": "Zero\u200bwidth\ufeff <\u200b!channel> @\u200bhere",
    "right-to-left": "Right \u202egnitirw\u202c \u2066x\u2069 \u200fعربى",
    "escapes": "Escape \x1b[31mred\x1b]0;title\x07 \x9b2J \x07 \x00 \x85 \x7f",
    "emoji": "Emoji 👩‍👩‍👧‍👦🇨🇭 :rotating_light: " + "💥" * 300,
    "placeholders": "Braces {key} {0} {when!r} %s %(x)s \\u003c!channel\\u003e",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "quotes": "Quotes \" ' ` “ ” « » ; -- \\ | ¦ \t tab\nline\r\nline",
    "values": '["set-status@1",1,[1,"done"]] U0SEC T0 C0IMG',
    "long": "long " * 1900,
}
INVISIBLE = (
    "\u200b\ufeff",
    "\u3164",
    "\u2800 \u115f",
    " \u00a0\u2003",
    "\u202e\u2066",
    "\x1b[31m",
    "\U000e0041",
)
"""Titles of which nothing can be seen."""
HUGE = "x" * 100_000

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LIVE = re.compile(
    rf"<!(?!date\^)|<@{EVIL}|<#C0EVIL|<https?://evil|<mailto:|<javascript|@(?:channel|here|everyone)\b",
    re.IGNORECASE,
)


def strings_in(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
    """Every text in blocks, with the type of the object that holds it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        kind = str(value.get("type", key))
        for name, part in value.items():
            # What a button carries is for the bot alone; no one sees it.
            if name not in ("value", "private_metadata", "block_id", "action_id"):
                yield from strings_in(part, kind)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part, key)


def escaped_from(text: str, value: Any) -> list[str]:  # noqa: ANN401 - blocks or a view
    """What in a message obeys what somebody typed: live markup in mrkdwn, control characters anywhere."""
    found = [one for kind, one in strings_in(value) if kind == "mrkdwn" and _LIVE.search(one)]
    found += [text] if _LIVE.search(text) else []
    return found + [one for _kind, one in [("", text), *strings_in(value)] if _CONTROL.search(one)]
