"""How a Web API method is declared: its arguments, its scope, its errors."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.standing_in import Slack
from bot.sandbox.state import JSON, Bot, Channel, User, Workspace


class ApiError(Exception):
    """A refusal, as `{"ok": false, "error": code, …}`; `retry_after` makes it a 429."""

    def __init__(self, code: str, *, retry_after: int | None = None, **extra: Any) -> None:  # noqa: ANN401
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.extra = extra


def refuse_arguments(*messages: str, code: str = "invalid_arguments") -> ApiError:
    """An error that names what is wrong with the arguments."""
    return ApiError(code, response_metadata={"messages": list(messages)})


@dataclass
class Call:
    """One authorised call: the arguments are converted, the token has been looked up."""

    slack: Slack
    method: str
    args: dict[str, Any]
    workspace: Workspace
    bot: Bot

    def need_scope(self, *scopes: str) -> None:
        """Refuse unless the token has one of the scopes (any, if several are named)."""
        if not self.bot.scopes.intersection(scopes):
            provided = ",".join(sorted(self.bot.scopes))
            raise ApiError("missing_scope", needed=",".join(scopes), provided=provided)

    def channel(self, key: str = "channel") -> Channel:
        """The conversation that an argument names, if the bot can see it."""
        channel = self.workspace.channels.get(self.args[key])
        if channel is None or (channel.is_private and self.bot.user_id not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def joined(self, key: str = "channel") -> Channel:
        """The same, if the bot is a member."""
        channel = self.channel(key)
        if self.bot.user_id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def user(self, key: str = "user") -> User:
        """The person that an argument names, if the workspace knows them."""
        user = self.slack.knows(self.workspace, self.args[key])
        if user is None:
            raise ApiError("user_not_found")
        return user

    def page(self, items: list[Any], default: int = 100, most: int = 1000) -> tuple[list[Any], str]:
        """One page of a list by `cursor` and `limit`, and the cursor of the next page ("" at the end)."""
        limit = self.args.get("limit") or default
        if not 1 <= limit <= most:
            raise ApiError("invalid_limit")
        start = decode_cursor(self.args.get("cursor") or "")
        following = start + limit
        return items[start:following], encode_cursor(following) if following < len(items) else ""


def encode_cursor(place: int) -> str:
    """An opaque cursor for a place in a list."""
    return base64.b64encode(f"next:{place}".encode()).decode()


def decode_cursor(cursor: str) -> int:
    """The place that a cursor stands for; `invalid_cursor` if it is none."""
    if not cursor:
        return 0
    try:
        word, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "next":
            raise ValueError(word)
        return int(place)
    except (ValueError, binascii.Error) as broken:
        raise ApiError("invalid_cursor") from broken


@dataclass(frozen=True)
class Method:
    """A Web API method: who handles it, the type of each argument, those required, the scope."""

    name: str
    handle: Callable[[Call], JSON]
    arguments: Mapping[str, str]
    required: frozenset[str]
    scope: str


METHODS: dict[str, Method] = {}
EVERYWHERE = {"token", "team_id"}
"""Arguments that every method takes; Bolt's client sends its `team_id` with each call."""


def method(
    name: str, arguments: str = "", *, scope: str = ""
) -> Callable[[Callable[[Call], JSON]], Callable[[Call], JSON]]:
    """Register a method; `arguments` such as "channel! text blocks:json limit:int", `!` for the required."""

    def register(handle: Callable[[Call], JSON]) -> Callable[[Call], JSON]:
        types, required = {}, set()
        for word in arguments.split():
            argument, _, kind = word.partition(":")
            types[argument.rstrip("!")] = kind or "str"
            if argument.endswith("!"):
                required.add(argument.rstrip("!"))
        METHODS[name] = Method(name, handle, types, frozenset(required), scope)
        return handle

    return register


def convert(kind: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """An argument as its type; ValueError if it is not of that type."""
    if kind == "json":
        return json.loads(value) if isinstance(value, str) else value
    if kind == "bool":
        words = {"1": True, "true": True, "0": False, "false": False}
        if str(value).lower() not in words:
            raise ValueError(value)
        return words[str(value).lower()]
    if kind == "int":
        return int(value)
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def read_arguments(known: Method, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call, converted; refuses unknown, missing and malformed ones."""
    messages, arguments = [], {}
    for name, value in given.items():
        kind = known.arguments.get(name)
        if name in EVERYWHERE or value is None:
            continue
        if kind is None:
            messages.append(f"[ERROR] unsupported argument: {name}")
            continue
        try:
            arguments[name] = convert(kind, value)
        except ValueError:
            messages.append(f"[ERROR] must be {kind} [json-pointer:/{name}]")
    messages += [
        f"[ERROR] missing required field: {name}" for name in sorted(known.required) if name not in arguments
    ]
    if messages:
        raise refuse_arguments(*messages)
    return arguments
