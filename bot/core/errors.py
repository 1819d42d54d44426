"""The one error whose text people see, and the codes of Slack's."""

from __future__ import annotations

import re

from bot.core.i18n import _
from bot.core.requests import Act, Request

# As Slack writes its codes, so that neither a token nor anything else that is quoted back passes for one.
_CODE = re.compile(r"(?=[a-z0-9]{1,24}\Z|\w*_)[a-z][a-z0-9_]{0,79}")


class UserError(Exception):
    """Something a person asked for cannot be done; the text says what happened and what to do next.

    Args:
        text: translated, complete sentences in Slack's mrkdwn-safe plain text.
        proposal: what the person may still send as a proposal to whoever has the right, or None where that
            makes no sense.
        offers: what is offered as buttons beside the text (the nearest matches, a form, the act anew).
    """

    def __init__(self, text: str, *, proposal: Act | None = None, offers: tuple[Request, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.proposal = proposal
        self.offers = offers


class SettingsError(UserError):
    """A setting is missing or malformed: one line that names the variable and the cure, never the value."""


def slack_code(error: Exception) -> str:
    """The code of a refusal of Slack's; of an answer that holds none, its status, such as ``http_502``.

    The SDK hands over the raw HTTP response where it could not read the answer. Codes are stored and
    logged: what does not look like one is left out.
    """
    response = getattr(error, "response", None)
    data = getattr(response, "data", response)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else f"http_{slack_status(error)}"


def app_token_refused(code: str) -> str:
    """What to do where Slack takes the app-level token for no connection."""
    text = _(
        "SLACK_APP_TOKEN is refused ({code}): make one with the scope connections:write"
        " (Basic Information), and switch Socket Mode on."
    )
    return text.format(code=code)


def slack_status(error: Exception) -> int | None:
    """The HTTP status of the answer behind an error of the SDK's."""
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return status if isinstance(status, int) else None
