"""Draws a message or form as plain lines, so that golden texts can be judged by reading."""

from __future__ import annotations

from typing import Any

from bot.core.codec import Unsent, encode
from bot.slack.message import Message


def draw(message: Message) -> str:
    """The top-level text, then each block; what a button says stands behind it."""
    lines = [f"TEXT {message.text}", ""]
    for block in message.blocks:
        lines += _block(block)
    return "\n".join(lines) + "\n"


def draw_view(view: dict[str, Any]) -> str:
    """A form or the Home tab."""
    lines = []
    if view["type"] == "modal":
        submit = view.get("submit", {}).get("text", "-")
        lines = [
            f"FORM {view['title']['text']} ({view['callback_id']}) [{submit}]",
            view["private_metadata"],
            "",
        ]
    for block in view["blocks"]:
        lines += _block(block)
    return "\n".join(lines) + "\n"


def sent(value: Any) -> Any:  # noqa: ANN401
    """Blocks as they are sent: what is too long or private for a button is carried by its id."""
    if isinstance(value, Unsent):
        return "offer:1"
    if isinstance(value, dict):
        return {name: sent(part) for name, part in value.items()}
    return [sent(part) for part in value] if isinstance(value, list) else value


def _block(block: dict[str, Any]) -> list[str]:
    kind = block["type"]
    if kind == "divider":
        return ["-----"]
    if kind == "header":
        return [f"# {block['text']['text']}"]
    if kind == "context":
        return [f"  ~ {element['text']}" for element in block["elements"]]
    if kind == "actions":
        return [f"  {_element(element)}" for element in block["elements"]]
    if kind == "input":
        need = "" if block.get("optional") else " *"
        hint = f"  ({block['hint']['text']})" if "hint" in block else ""
        return [f"{block['label']['text']}{need} <{block['block_id']}> {_element(block['element'])}{hint}"]
    lines = str(block["text"]["text"]).split("\n")
    if "accessory" in block:
        lines.append(f"    {_element(block['accessory'])}")
    return lines


def _element(element: dict[str, Any]) -> str:
    kind = element["type"]
    if kind == "button":
        target = element.get("url") or _value(element.get("value", ""))
        ask = f" ?{element['confirm']['text']['text']}?" if "confirm" in element else ""
        return f"[{element['text']['text']}] -> {target} ({element['action_id']}){ask}"
    if kind == "overflow":
        return "⋯ " + " · ".join(
            f"{one['text']['text']} -> {_value(one['value'])}" for one in element["options"]
        )
    initial = [element[name] for name in element if name.startswith("initial_")]
    known = [
        one["text"]["text"] if isinstance(one, dict) else str(one)
        for value in initial
        for one in (value if isinstance(value, list) else [value])
    ]
    options = [one["text"]["text"] for one in element.get("options", [])]
    choices = f" of {' | '.join(options)}" if options else ""
    return f"{kind}{choices}{' = ' + ', '.join(known) if known else ''}"


def _value(value: str | Unsent) -> str:
    """What a button carries; that it has to be stored first is said."""
    return f"stored {encode(value.request, value.group_id)}" if isinstance(value, Unsent) else value
