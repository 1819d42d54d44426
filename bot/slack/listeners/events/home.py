"""The Home tab: drawn when it is opened, and again after a press on it."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.i18n import speaking
from bot.groups.arrivals import Arrival
from bot.home.home_views import home_view
from bot.home.texts import build_home
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports


def register(app: AsyncApp, ports: Ports) -> None:
    """Take openings of the Home tab."""

    async def handle_home_opened(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if body["event"].get("tab") == "home":
            await publish_home(ports, client, arriving.of_event(body))
        await ack()

    app.event("app_home_opened")(handle_home_opened)


async def publish_home(ports: Ports, client: AsyncWebClient, arrival: Arrival) -> None:
    """Draw a person's Home tab as things stand now."""
    conversation = ports.conversation
    view = await ports.run(home_view, conversation.work, arrival, conversation.now())
    with speaking(view.note.contact.reads):
        drawn = build_home(view)
    await client.views_publish(user_id=arrival.person_user, view=drawn)
