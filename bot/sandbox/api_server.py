"""The stand-in Slack on the network: the Web API, upload addresses and response addresses over HTTP."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import BasicAuth, web

import bot.sandbox.methods  # noqa: F401 - registers the methods
from bot.core.clock import Clock
from bot.sandbox.answers import hang_up, refusal, refuse, spoil
from bot.sandbox.faults import FaultPlan
from bot.sandbox.installing import team_of
from bot.sandbox.journal import Attempt, Journal
from bot.sandbox.methods.auth import oauth_access
from bot.sandbox.methods.base import METHODS, ApiError, Call, read_arguments
from bot.sandbox.response_urls import open_url, take_answer
from bot.sandbox.standing_in import APP_ID, Slack
from bot.sandbox.state import JSON, Bot, Workspace

LARGEST_BODY = 20 * 1024 * 1024

Accept = Callable[[], tuple[JSON, Mapping[str, str]]]
"""Lets a call take effect: the body of its answer and the headers; ApiError if it is refused."""


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
        app.router.add_get("/files-pri/{file}/{name:.+}", self._download)
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

    async def _answer(
        self, request: web.Request, name: str, channel: str | None, accept: Accept, *, plain: bool = False
    ) -> web.StreamResponse:
        """Let `accept` take effect unless a fault prevents it, and answer unless a fault spoils that.

        `plain` answers in words instead of JSON, as the addresses of `response_url` do.
        """
        if self.faults.down:
            self._note(name, channel, "down")
            return hang_up(request)
        fault = self.faults.pick(name, channel)
        if fault is not None and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        if fault is not None and not fault.accepts:
            self._note(name, channel, fault.code or fault.kind)
            return refuse(request, fault)
        try:
            body, headers = accept()
        except ApiError as refused:
            self._note(name, channel, refused.code)
            return refusal(refused, plain=plain)
        self._note(name, channel, fault.code or fault.kind if fault else "ok")
        if fault is not None:
            return await spoil(request, fault, body)
        if plain:
            return web.Response(text="ok")
        return web.Response(
            body=json.dumps({"ok": True, **body}), content_type="application/json", headers=headers
        )

    def _note(self, name: str, channel: str | None, outcome: str) -> None:
        """Remember that a call came."""
        self.slack.attempts.append(Attempt(self.slack.clock.now(), name, channel, outcome))

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
        if installed.expires_at is not None and self.slack.clock.now() >= installed.expires_at:
            raise ApiError("token_expired")
        return team_of(self.slack, workspace, installed, given), installed

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
        channel = known.channel if known else None
        return await self._answer(request, "response_url", channel, accept, plain=True)

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

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """The content of a file; whoever brings no token that may read it is sent to sign in."""
        if self.faults.down:
            return hang_up(request)
        team, _, file_id = request.match_info["file"].partition("-")
        file = self.slack.files.get(file_id)
        try:
            workspace, installed = self._authorise(request, {})
        except ApiError:
            raise web.HTTPFound("/signin") from None
        if "files:read" not in installed.scopes or workspace.id != team:
            raise web.HTTPFound("/signin")
        if file is None or file.content is None or file.team != team:
            raise web.HTTPNotFound
        return web.Response(body=file.content)


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
