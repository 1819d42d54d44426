"""Text that is safe to show: what people wrote can neither format, nor mention, nor overflow a message."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.i18n import _
from bot.core.people import is_erased

# Direction marks count as blanks, or a title could turn round all that stands after it.
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BROADCAST = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_ESCAPED_MENTION = re.compile(r"&lt;(@[UW][A-Z0-9]{2,20}|#[CG][A-Z0-9]{2,20})&gt;")
_TYPED_MENTION = re.compile(r"<(?=[@#])")
_CUT_TAIL = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)$")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
_URL = re.compile(r"https?://[^\s<>|\"]{1,500}")
WORD_JOINER = "\u2060"


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; what is longer is cut at a word (if there is one near) and ends in "…"."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit // 2)
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:-–·") + "…"


@lru_cache(maxsize=2048)
def one_line(text: str, limit: int = 300) -> str:
    """A text on one line, shortened; for `plain_text` and, escaped, for everything else.

    Whoever is named in it is not called: in a sentence only our own mentions are.
    """
    if "<" in text:
        text = _TYPED_MENTION.sub("<" + WORD_JOINER, text)
    plain = text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)
    return shorten(plain.strip(), limit)


def escape(text: str) -> str:
    """A text that Slack's mrkdwn shows as it is: no tags, and no mention of everyone."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BROADCAST.sub("@" + WORD_JOINER, text) if "@" in text else text


@lru_cache(maxsize=2048)
def quoted(text: str, limit: int = 300) -> str:
    """What a person wrote, on one line, shortened and escaped."""
    return escape(one_line(text, limit))


def bold(text: str, limit: int = 300) -> str:
    """What a person wrote, in bold; a star of its own would end the bold, so it becomes a look-alike."""
    words = quoted(text, limit).replace("*", "∗")
    return f"*{words}*" if words else ""


def paragraph(text: str, limit: int = 1000) -> str:
    """What a person wrote, with its line breaks, shortened and escaped."""
    lines = (" ".join(line.split()) for line in _UNSAFE.sub(" ", text).splitlines())
    return escape(shorten("\n".join(line for line in lines if line), limit))


def sentence(text: str, limit: int = 2000) -> str:
    """A text of our own that may hold typed words: escaped, but mentions of people and channels stay."""
    return _ESCAPED_MENTION.sub(_mentioned, paragraph(text, limit))


def _mentioned(found: re.Match[str]) -> str:
    return mention(found[1][1:]) if found[1].startswith("@") else f"<{found[1]}>"


def mention_or_quoted(text: str, limit: int = 300) -> str:
    """Whoever was typed: as a mention where the text is nothing else, quoted otherwise."""
    return (
        sentence(text, limit) if _ESCAPED_MENTION.fullmatch(paragraph(text, limit)) else quoted(text, limit)
    )


def clip(text: str, limit: int) -> str:
    """Shorten a finished mrkdwn text without leaving half an entity or half a tag at its end."""
    if len(text) <= limit:
        return text
    return _CUT_TAIL.sub("", shorten(text, limit)[:-1]) + "…"


def link(url: str, label: str | None = None) -> str:
    """A link where the address is one of the web, else its escaped text."""
    if not _URL.fullmatch(url.strip()):
        return quoted(url)
    target = url.strip().replace("&", "&amp;")
    return f"<{target}|{quoted(label, 100).replace('|', '¦')}>" if label else f"<{target}>"


def mention(user_id: str) -> str:
    """A person by their Slack id, who is notified unless the message is ephemeral; erased ones by a word.

    What is no id of Slack's is quoted.
    """
    if is_erased(user_id):
        return _("a former member")
    return f"<@{user_id}>" if _USER_ID.fullmatch(user_id) else quoted(user_id, 80)


def channel(channel_id: str) -> str:
    """A channel by its Slack id."""
    return f"<#{channel_id}>"


def who(name: str) -> str:
    """Who did something: a Slack id, a name, ``cli`` for the command line or ``bot`` for the clock."""
    if _USER_ID.fullmatch(name):
        return mention(name)
    known = {"cli": _("the command line"), "bot": _("the bot")}
    return known.get(name) or sentence(name, 80)


def bullets(lines: list[str], more: int = 0) -> str:
    """A list of finished lines, with how many were left out."""
    shown = [f"• {line}" for line in lines]
    if more:
        shown.append(f"• {_('and {count} more').format(count=more)}")
    return "\n".join(shown)
