"""Documents that people drop in a direct message, or give with the form of `import`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.i18n import _, ngettext, speaking
from bot.core.kinds import Dropped
from bot.core.registry import Shown
from bot.documents.acts import ImportForm, Preview
from bot.documents.forms import FILE, MOST_FILES, PASTED
from bot.documents.incoming import Waiting, language_of_sender, take_document
from bot.documents.rosters.acts import RosterPreview
from bot.documents.texts import build_first_document
from bot.groups.arrivals import Arrival
from bot.slack.fetching import fetch
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports
from bot.slack.saying import build_said
from bot.slack.submitted import read_submission
from bot.talk.answers import Option, build_choice, build_error
from bot.talk.dropped_files import take_file
from bot.talk.outcomes import Answer

Files = Sequence[Mapping[str, Any]]


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the form of `import`, before all other forms."""

    async def handle_import_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        form = read_submission(body["view"])
        files = _files_of(body["view"]["state"]["values"])
        pasted = form.text(PASTED)
        if not files and pasted is None:
            await ack(
                response_action="errors", errors={PASTED: _("Choose a file, or paste the text of the plan.")}
            )
            return
        arrival = arriving.of_interaction(body, form.channel_id)
        for message in await previews(ports, client, arrival, files, pasted):
            await ports.replies.direct(client, arrival.person_user, message)
        await ack()

    app.view(f"form:{ImportForm.NAME}")(handle_import_form)


def _files_of(values: Mapping[str, Any]) -> Files:
    held = values.get(FILE) or {}
    return [file for element in held.values() for file in element.get("files") or ()]


async def previews(
    ports: Ports, client: AsyncWebClient, arrival: Arrival, files: Files, pasted: str | None = None
) -> list[Shown]:
    """What each document would change, one message each; a sentence for each that cannot be read."""
    return (await take(ports, client, arrival, files, pasted=pasted))[0]


async def take(
    ports: Ports,
    client: AsyncWebClient,
    arrival: Arrival,
    files: Files,
    words: str = "",
    pasted: str | None = None,
) -> tuple[list[Shown], bool]:
    """Take files by whichever feature knows their kind, else read them as plans.

    Returns:
        The answers, one a file, and whether the words beside the files told what these are.
    """
    with speaking(await ports.run(language_of_sender, ports.conversation.work, arrival)):
        return await _take(ports, client, arrival, files, words, pasted)


async def _take(
    ports: Ports, client: AsyncWebClient, arrival: Arrival, files: Files, words: str, pasted: str | None
) -> tuple[list[Shown], bool]:
    found: list[Shown] = []
    told_by_words = False
    for file in files[:MOST_FILES]:
        try:
            name, content = await fetch(client, _session(client), file)
            dropped = Dropped(name, content, words)
            answer = await ports.run(take_file, ports.conversation, arrival, dropped)
            told_by_words = told_by_words or answer is not None
            found.append(answer or await _preview(ports, arrival, name, content))
        except UserError as error:
            found.append(build_error(error, lambda _request: "", 0))
    if pasted is not None:
        try:
            found.append(await _preview(ports, arrival, _("the text you pasted"), pasted.encode()))
        except UserError as error:
            found.append(build_error(error, lambda _request: "", 0))
    if (left := len(files) - MOST_FILES) > 0:
        text = ngettext(
            "I read {most} files at a time; {count} more was left out.",
            "I read {most} files at a time; {count} more were left out.",
            left,
        )
        found.append(build_said(text.format(most=MOST_FILES, count=left)))
    return found, told_by_words


async def _preview(ports: Ports, arrival: Arrival, name: str, content: bytes) -> Shown:
    conversation = ports.conversation
    waiting: Waiting = await ports.run(
        take_document, conversation.work, arrival, name, content, conversation.now()
    )
    if not waiting.groups:
        return build_first_document(name, waiting.found)
    look = RosterPreview(waiting.draft_id) if waiting.is_roster else Preview(waiting.draft_id)
    if len(waiting.groups) > 1:
        options = [Option(group, look, group_id=group_id) for group_id, group in waiting.groups]
        return build_choice(_("Into which plan shall I read {file}?").format(file=name), options)
    outcome = await ports.run(conversation.press, arrival, encode(look, waiting.groups[0][0]))
    assert isinstance(outcome, Answer)
    return outcome.message


def _session(client: AsyncWebClient) -> ClientSession:
    assert client.session is not None
    return client.session
