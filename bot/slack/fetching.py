"""Files that people share with the bot: fetched from Slack's own hosts alone, up to a size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import UserError
from bot.core.i18n import _

MOST_BYTES = 10 * 1024 * 1024
_HOSTS = ("slack.com", "slack-files.com", "slack-edge.com")
_TIMEOUT = ClientTimeout(total=20, connect=3)
_CHUNK = 64 * 1024


async def fetch(client: AsyncWebClient, session: ClientSession, file: Mapping[str, Any]) -> tuple[str, bytes]:
    """The name and the content of a shared file.

    Args:
        client: whose token reads it.
        session: the HTTP session for calls to Slack.
        file: as Slack's events and forms describe it; of some only the id is told.

    Raises:
        UserError: it is a link, too large, or Slack does not hand it over.
    """
    if not file.get("url_private"):
        try:
            file = (await client.files_info(file=file["id"]))["file"]
        except (SlackApiError, ClientError, TimeoutError):
            raise UserError(_("Slack does not let me read that file. Please drop it here again.")) from None
    name = str(file.get("name") or file.get("title") or _("the file"))[:200]
    if file.get("is_external") or file.get("mode") in ("external", "space", "canvas"):
        raise UserError(
            _("{file} is a link to another place, not a file. Save it as a file, and drop that here.").format(
                file=name
            )
        )
    size = file.get("size")
    if isinstance(size, int) and size > MOST_BYTES:
        raise _too_large(name)
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _is_of_slack(url, client.base_url):
        raise UserError(
            _("{file} does not lie with Slack. Please drop the file itself here.").format(file=name)
        )
    return name, await _content(session, url, str(client.token), name)


def _is_of_slack(url: str, api_url: str) -> bool:
    """Whether the bot's token may be sent there."""
    try:
        parts, api = urlsplit(url), urlsplit(api_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if (parts.scheme, host, port) == (api.scheme, api.hostname, api.port):
        return True
    own = any(host == known or host.endswith(f".{known}") for known in _HOSTS)
    return own and parts.scheme == "https" and port in (None, 443)


async def _content(session: ClientSession, url: str, token: str, name: str) -> bytes:
    content = bytearray()
    try:
        async with session.get(
            url, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT, allow_redirects=False
        ) as response:
            if response.status != 200:  # a redirection leads to the page for signing in
                raise _not_given(name)
            async for chunk in response.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise _too_large(name)
    except (TimeoutError, ClientError):
        raise _not_given(name) from None
    return bytes(content)


def _too_large(name: str) -> UserError:
    return UserError(_("{file} is over 10 MB: that is no plan.").format(file=name))


def _not_given(name: str) -> UserError:
    return UserError(_("Slack did not give me {file}. Please drop it here again.").format(file=name))
