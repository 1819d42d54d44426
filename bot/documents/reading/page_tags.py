"""The tags of HTML: what they make of the text in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.errors import UserError
from bot.core.i18n import _

MAX_TAGS = 400_000


_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]*>|!doctype[^<>]*>|!--)", re.IGNORECASE)


HEAVY = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")


UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"}


STYLES = {
    "b": "bold", "strong": "bold", "th": "bold", "u": "underline", "ins": "inserted", "i": "italic",
    "em": "italic", "s": "struck", "strike": "struck", "del": "deleted", "a": "", "span": "", "font": "",
    "sup": "raised", "code": "", "label": "", "small": "",
}  # fmt: skip


BLOCKS = set(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "blockquote",
        "center",
        "hr",
        "pre",
        "title",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "html",
        "head",
        "form",
        "fieldset",
        "figure",
        "details",
        "summary",
        "address",
        "button",
        "select",
        "option",
    ]
)


UNREAD = {"script": "", "style": "", "template": "", "noscript": "", "nav": "nav", "footer": "nav",
           "select": "nav", "button": "nav"}  # fmt: skip


HEADINGS = {"title": 1, "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def tame(text: str) -> str:
    """The text with every ``<`` that begins no closed tag escaped, so that no parser looks far ahead.

    Raises:
        UserError: more tags than any plan has.
    """
    if text.count("<") > MAX_TAGS:
        raise UserError(_("That file holds more markup than a plan can have."))
    if "<!--" in text:
        first, *others = text.split("<!--")
        closed = ["<!--" + other if "-->" in other else "&lt;!--" + other for other in others]
        text = first + "".join(closed)
    return _TAG.sub("&lt;", text)


@dataclass(slots=True)
class OpenTag:
    """A tag that is open: what it makes of the text in it."""

    tag: str
    styles: frozenset[str] = frozenset()
    link: str | None = None
    hides: bool = False
    aside: str = ""


def span_of(text: str | None) -> int:
    """How many columns or rows a cell covers."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 5 else 1
