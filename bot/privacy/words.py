"""The words about what is stored of oneself."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.privacy.acts import AskToErase, KeepMyData, MyData
from bot.talk.line import Command, Line


def read_my_data(_line: Line) -> Request:
    """All that is stored about oneself, as a file."""
    return MyData()


def read_erase(_line: Line) -> Request:
    """Ask that it is erased."""
    return AskToErase()


def read_keep(_line: Line) -> Request:
    """Take that back."""
    return KeepMyData()


COMMANDS = (
    Command(
        name="my data",
        usage="my data",
        summary=N_("all that is stored about me, as a file for me alone"),
        example="my data",
        handle=read_my_data,
        section=N_("Look"),
        roles=N_("everybody"),
        aliases=("export me", "export my data", "me export"),
    ),
    Command(
        name="erase my data",
        usage="erase my data",
        summary=N_("ask that all that is stored about me is erased"),
        example="erase my data",
        handle=read_erase,
        section=N_("Update"),
        roles=N_("everybody"),
        aliases=("erase me", "forget me", "me erase"),
    ),
    Command(
        name="keep my data",
        usage="keep my data",
        summary=N_("take it back that I asked to be erased"),
        example="keep my data",
        handle=read_keep,
        aliases=("me keep",),
        hidden=True,
    ),
)
