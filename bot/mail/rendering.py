"""A message of the bot as plain text and as HTML: the same words, its buttons as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from typing import Any

from bot.core.i18n import _
from bot.dates.texts import instant_words

_TAG = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_CLOCK = re.compile(r"<!date\^(\d+)\^[^>]*>")
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "s"),
)
Names = Mapping[str, str]
"""How people are called, by user id."""


@dataclass(frozen=True, slots=True)
class Link:
    """A button as a link."""

    label: str
    url: str


LinkOf = Callable[[Mapping[str, Any]], Link | None]
"""The link of a button; None where it can only be pressed in Slack."""


def outside_slack(
    blocks: Iterable[Mapping[str, Any]], command: str, zone: str | None
) -> list[Mapping[str, Any]]:
    """Blocks for somebody without Slack: no sentence names its command, and times are of their own clock.

    A time that Slack would show on the clock of a device stands in `zone`; where that is not known, or is
    that of the group, the line with it goes.
    """
    typed = re.compile(
        rf"(?:(?<=^)|(?<=[.!?] ))[^.!?\n]*`{re.escape(command)}\b[^`]*`[^.!?\n]*[.!?]\s*", re.M
    )

    def told(text: str) -> str:
        lines = []
        for line in text.split("\n"):
            token = _CLOCK.search(line)
            if token is not None and zone is None:
                continue
            if token is not None and zone is not None:
                at = datetime.fromtimestamp(int(token[1]), UTC)
                line = _CLOCK.sub(lambda _token, at=at: instant_words(at, zone), line)  # type: ignore[misc]
            lines.append(typed.sub("", line))
        return "\n".join(lines).strip()

    def changed(part: Any) -> Any:  # noqa: ANN401 - any part of a block
        if isinstance(part, list):
            kept = [changed(one) for one in part]
            return [
                one
                for one in kept
                if not (isinstance(one, dict) and one.get("type") == "mrkdwn" and not one["text"])
            ]
        if isinstance(part, Mapping):
            new = {name: changed(value) for name, value in part.items()}
            return {**new, "text": told(str(part["text"]))} if part.get("type") == "mrkdwn" else new
        return part

    found: list[Mapping[str, Any]] = changed(list(blocks))
    return found


def as_text(blocks: Iterable[Mapping[str, Any]], names: Names, link_of: LinkOf) -> str:
    """Blocks as plain text: a paragraph each, links with their address."""
    parts: list[str] = []
    for words, links in _units(blocks, link_of):
        lines = [_text(words, names)] if words else []
        lines += [_("{label}: {url}").format(label=link.label, url=link.url) for link in links]
        parts += ["\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"


def as_html(blocks: Iterable[Mapping[str, Any]], names: Names, link_of: LinkOf) -> str:
    """Blocks as the inside of an HTML body."""
    parts: list[str] = []
    for words, links in _units(blocks, link_of):
        parts += [f"<p>{html_of(words, names)}</p>"] if words else []
        shown = [f'<a href="{escape(link.url)}">{escape(link.label)}</a>' for link in links]
        parts += [f"<p>{' &nbsp; '.join(shown)}</p>"] if shown else []
    return "\n".join(parts)


def _units(blocks: Iterable[Mapping[str, Any]], link_of: LinkOf) -> Iterable[tuple[str, Sequence[Link]]]:
    for block in blocks:
        elements = [element for element in (block.get("accessory"), *_elements(block)) if element]
        links = [link for element in elements if (link := link_of(element)) is not None]
        words = [block["text"]] if isinstance(block.get("text"), dict) else []
        if block.get("type") == "context":
            words = [one for one in block.get("elements", ()) if "text" in one]
        words = [*words, *block.get("fields", ())]
        told = "\n".join(_words(one) for one in words)
        if told or links:
            yield told, links


def _elements(block: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return block.get("elements", ()) if block.get("type") == "actions" else ()


def _words(part: Mapping[str, Any]) -> str:
    text = str(part.get("text", ""))
    # Plain text is not escaped, and nothing in it is markup.
    return escape(text, quote=False) if part.get("type") == "plain_text" else text


def html_of(mrkdwn: str, names: Names) -> str:
    """Slack's mrkdwn as HTML: its `&`, `<` and `>` are escaped already."""
    found, end = [], 0
    for tag in _TAG.finditer(mrkdwn):
        found.append(_styled(mrkdwn[end : tag.start()]))
        sign, target, label = tag.groups()
        if sign == "" and target.startswith(("http://", "https://", "mailto:")):
            url = escape(unescape(target))
            found.append(f'<a href="{url}">{label or escape(unescape(target))}</a>')
        else:
            found.append(escape(_named(sign, target, label, names)))
        end = tag.end()
    found.append(_styled(mrkdwn[end:]))
    return "".join(found).replace("\n", "<br>\n")


def _styled(text: str) -> str:
    for pattern, tag in _STYLES:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text.replace("`", "")


def _named(sign: str, target: str, label: str | None, names: Names) -> str:
    if sign == "@":
        return names.get(target) or label or "?"
    return f"#{label}" if sign == "#" and label else label or ""


def _text(mrkdwn: str, names: Names) -> str:
    """Slack's mrkdwn as plain text."""

    def plain(tag: re.Match[str]) -> str:
        sign, target, label = tag.groups()
        if sign:
            return _named(sign, target, label, names)
        return f"{label} ({target})" if label and label != target else target

    text = _TAG.sub(plain, mrkdwn)
    for pattern, _tag in _STYLES:
        text = pattern.sub(r"\1", text)
    return unescape(text.replace("`", ""))
