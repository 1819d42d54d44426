"""How refusals and faults look on the wire."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.sandbox.faults import Fault
from bot.sandbox.methods.base import ApiError
from bot.sandbox.state import JSON


def refusal(refused: ApiError, *, plain: bool = False) -> web.Response:
    """A refusal as Slack words it: JSON, or `plain` for the addresses of `response_url`."""
    if plain:
        return web.Response(status=404 if refused.code.endswith("_url") else 400, text=refused.code)
    if refused.retry_after is not None:
        return too_many(refused.retry_after)
    return web.json_response({"ok": False, "error": refused.code, **refused.extra})


def too_many(seconds: float) -> web.Response:
    """429, with the seconds to wait rounded up."""
    headers = {"Retry-After": str(max(1, -int(-seconds // 1)))}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


def hang_up(request: web.Request) -> web.Response:
    """End the connection; the answer is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def refuse(request: web.Request, fault: Fault) -> web.StreamResponse:
    """The answer of a fault without effect."""
    if fault.kind == "close":
        return hang_up(request)
    if fault.kind == "refuse":
        return too_many(fault.seconds)
    if fault.kind == "http":
        return web.Response(status=fault.status, text="upstream error")
    return web.json_response({"ok": False, "error": fault.code})


async def spoil(request: web.Request, fault: Fault, body: JSON) -> web.StreamResponse:
    """The answer of a fault whose call took effect."""
    if fault.kind in ("slow", "late"):
        await asyncio.sleep(fault.seconds if fault.kind == "slow" else 0)
        return web.json_response({"ok": True, **body})
    if fault.kind == "truncate":
        whole = json.dumps({"ok": True, **body}).encode()
        return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
    return refuse(request, fault)
