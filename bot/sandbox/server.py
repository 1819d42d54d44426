"""The stand-in Slack on the network: the Web API, upload addresses and response addresses over HTTP."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping
from typing import Any

from aiohttp import BasicAuth, web

import bot.sandbox.methods  # noqa: F401 - registers the methods
from bot.clock import Clock
from bot.sandbox.core import APP_ID, Slack
from bot.sandbox.faults import Fault, FaultPlan
from bot.sandbox.journal import Journal
from bot.sandbox.methods.auth import oauth_access
from bot.sandbox.methods.base import METHODS, ApiError, Call, read_arguments
from bot.sandbox.response_urls import open_url, take_answer
from bot.sandbox.state import JSON, Bot, Workspace

LARGEST_BODY = 20 * 1024 * 1024


class SlackServer:
    """Slack on 127.0.0.1: `await start()`, then `api_url` is what `SLACK_API_URL` wants; `await stop()`.

    `slack` holds the workspaces, `journal` what was accepted, `faults` what goes wrong.
    """

    def __init__(self, clock: Clock, *, signing_secret: str, app_id: str = APP_ID) -> None:
        self.slack = Slack(clock, signing_secret=signing_secret, app_id=app_id)
        self.port = 0
        self._scheme = "http"
        self._runner: web.AppRunner | None = None

    @property
    def journal(self) -> Journal:
        """What was accepted."""
        return self.slack.journal

    @property
    def faults(self) -> FaultPlan:
        """What goes wrong."""
        return self.slack.faults

    @property
    def api_url(self) -> str:
        """The base of the Web API, with a slash at its end."""
        return f"{self.slack.base_url}/api/"

    async def start(self, ssl_context: ssl.SSLContext | None = None, *, port: int = 0) -> None:
        """Listen on a free port; after a `stop()` on the same one again."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/actions/{key:.+}", self._response_url)
        app.router.add_post("/upload/v1/{file}", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self.port, ssl_context=ssl_context)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._scheme = "https" if ssl_context else "http"
        self.slack.base_url = f"{self._scheme}://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        """Close all connections and the port; what was accepted stays."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _api(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a Web API method."""
        name = request.match_info["method"]
        try:
            given = await _arguments(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"})
        channel = given.get("channel") or given.get("channel_id")

        def accept() -> tuple[JSON, Mapping[str, str]]:
            return self._call(request, name, given)

        return await self._answer(request, name, channel, accept)

    async def _answer(self, request: web.Request, name: str, channel: Any, accept: Any) -> web.StreamResponse:  # noqa: ANN401
        """Let `accept` take effect unless a fault prevents it, and answer unless a fault spoils that."""
        fault = None if self.faults.down else self.faults.pick(name, channel)
        self.slack.calls[name] = self.slack.calls.get(name, 0) + 1
        if self.faults.down:
            return _hang_up(request)
        if fault is not None and not fault.accepts:
            return _refuse(request, fault)
        try:
            body, headers = accept()
        except ApiError as refusal:
            return _refusal(refusal)
        if fault is not None:
            return await _spoil(request, fault, body)
        return web.Response(
            body=json.dumps({"ok": True, **body}), content_type="application/json", headers=headers
        )

    def _call(self, request: web.Request, name: str, given: dict[str, Any]) -> tuple[JSON, Mapping[str, str]]:
        """Authorise a call, convert its arguments and let it take effect."""
        if name == "oauth.v2.access":
            basic = request.headers.get("Authorization", "")
            if basic.startswith("Basic "):
                login = BasicAuth.decode(basic)
                given = {**given, "client_id": login.login, "client_secret": login.password}
            return oauth_access(self.slack, given), {}
        known = METHODS.get(name)
        if known is None:
            raise ApiError("unknown_method", req_method=name)
        workspace, installed = self._authorise(request, given)
        if known.scope and known.scope not in installed.scopes:
            Call(self.slack, name, {}, workspace, installed).need_scope(known.scope)
        arguments = read_arguments(known, given)
        body = known.handle(Call(self.slack, name, arguments, workspace, installed))
        return body, {"x-oauth-scopes": ",".join(sorted(installed.scopes))}

    def _authorise(self, request: web.Request, given: Mapping[str, Any]) -> tuple[Workspace, Bot]:
        """Whose token comes with the call."""
        bearer = request.headers.get("Authorization", "")
        token = bearer.removeprefix("Bearer ").strip() or given.get("token")
        if not token:
            raise ApiError("not_authed")
        if token not in self.slack.tokens:
            raise ApiError("invalid_auth")
        workspace, installed = self.slack.tokens[token]
        if installed.state != "active":
            raise ApiError("token_revoked" if installed.state == "revoked" else "account_inactive")
        return workspace, installed

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        """Take an answer to a `response_url`."""
        try:
            body = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        key = request.match_info["key"]

        def accept() -> tuple[JSON, Mapping[str, str]]:
            take_answer(self.slack, open_url(self.slack, key), body)
            return {}, {}

        known = self.slack.response_urls.get(key)
        response = await self._answer(request, "response_url", known.channel if known else None, accept)
        if response.status != 200 or not isinstance(response, web.Response) or not response.body:
            return response
        refusal = (
            json.loads(response.text or "{}").get("error")
            if response.content_type == "application/json"
            else None
        )
        if refusal:
            return web.Response(status=404 if refusal.endswith("_url") else 400, text=refusal)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Take the content of a file, bare or as a form field."""
        file = self.slack.files.get(request.match_info["file"])
        if request.content_type == "multipart/form-data":
            parts = await request.post()
            field = next((part for part in parts.values() if isinstance(part, web.FileField)), None)
            content = field.file.read() if field else b""
        else:
            content = await request.read()
        if file is None or file.content is not None or len(content) != file.length:
            return web.Response(status=400, text="upload refused")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")


async def _arguments(request: web.Request) -> dict[str, Any]:
    """The arguments of a call from its address and its body (JSON or a form); ValueError if it is neither."""
    given: dict[str, Any] = dict(request.query)
    body = await request.read()
    if not body:
        return given
    if request.content_type == "application/json":
        content = json.loads(body)
        if not isinstance(content, dict):
            raise ValueError("not an object")
        return given | content
    return given | {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


def _refusal(refusal: ApiError) -> web.Response:
    """A refusal as Slack words it."""
    if refusal.retry_after is not None:
        return _too_many(refusal.retry_after)
    return web.json_response({"ok": False, "error": refusal.code, **refusal.extra})


def _too_many(seconds: float) -> web.Response:
    """429, with the seconds to wait rounded up."""
    headers = {"Retry-After": str(max(1, -int(-seconds // 1)))}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    """End the connection; the answer is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _refuse(request: web.Request, fault: Fault) -> web.StreamResponse:
    """The answer of a fault without effect."""
    if fault.kind == "close":
        return _hang_up(request)
    if fault.kind == "refuse":
        return _too_many(fault.seconds)
    if fault.kind == "http":
        return web.Response(status=fault.status, text="upstream error")
    return web.json_response({"ok": False, "error": fault.code})


async def _spoil(request: web.Request, fault: Fault, body: JSON) -> web.StreamResponse:
    """The answer of a fault whose call took effect."""
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return web.json_response({"ok": True, **body})
    if fault.kind == "truncate":
        whole = json.dumps({"ok": True, **body}).encode()
        return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
    return _refuse(request, fault)
