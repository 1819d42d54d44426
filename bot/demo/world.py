"""The demo's workspace: one team, three channels, people of eight agencies in five time zones."""

from __future__ import annotations

from bot.core.clock import Clock
from bot.sandbox.api_server import SlackServer

SIGNING_SECRET = "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c"
BOT_TOKEN = "xoxb-100000000001-200000000001-sandbox"

TEAM = "T0UNEWASTE"
GROUP_CHANNEL = "C0IMGEWASTE"
WS1_CHANNEL = "C0WORKSTRM1"
WS2_CHANNEL = "C0WORKSTRM2"

SECRETARIAT = "U0SECRETARY"
WS1_LEAD = "U0WS1LEAD"
WS1_CO_LEAD = "U0WS1COLEAD"
WS2_LEAD = "U0WS2LEAD"
WS2_CO_LEAD = "U0WS2COLEAD"
MEMBER = "U0MEMBER1"
FAR_MEMBER = "U0MEMBER2"
ECLAC_MEMBER = "U0MEMBER3"
ILO_MEMBER = "U0MEMBER4"
OBSERVER = "U0OBSERVER"

PEOPLE: dict[str, tuple[str, str, str]] = {
    SECRETARIAT: ("secretariat", "Secretariat", "Europe/Zurich"),
    WS1_LEAD: ("ws1-lead", "WS1 lead", "Africa/Nairobi"),
    WS1_CO_LEAD: ("ws1-co-lead", "WS1 co-lead", "Europe/Zurich"),
    WS2_LEAD: ("ws2-lead", "WS2 lead", "America/New_York"),
    WS2_CO_LEAD: ("ws2-co-lead", "WS2 co-lead", "Asia/Bangkok"),
    MEMBER: ("member", "Agency member", "Europe/Zurich"),
    FAR_MEMBER: ("far-member", "Agency member, Bangkok", "Asia/Bangkok"),
    ECLAC_MEMBER: ("santiago-member", "Agency member, Santiago", "America/Santiago"),
    ILO_MEMBER: ("labour-member", "Agency member, labour", "Europe/Zurich"),
    OBSERVER: ("observer", "Observer", "America/New_York"),
}
"""Who is there: id → (name, role as shown, zone)."""

MEMBERS = {MEMBER: "UNEP", FAR_MEMBER: "ESCAP"}
AGENCIES = MEMBERS | {
    WS1_LEAD: "UN-Habitat",
    WS1_CO_LEAD: "ITU",
    WS2_LEAD: "UNDP",
    WS2_CO_LEAD: "UNESCO",
    ECLAC_MEMBER: "ECLAC",
    ILO_MEMBER: "ILO",
}
"""For which agency each speaks, in a small group and in the demo's; its ninth, UNU, is not in this Slack."""

CHANNELS: dict[str, tuple[str, tuple[str, ...]]] = {
    GROUP_CHANNEL: ("img-ewaste", tuple(PEOPLE)),
    WS1_CHANNEL: ("ws1", (SECRETARIAT, WS1_LEAD, WS1_CO_LEAD, MEMBER, FAR_MEMBER)),
    WS2_CHANNEL: ("ws2", (SECRETARIAT, WS2_LEAD, WS2_CO_LEAD, MEMBER, FAR_MEMBER)),
}
"""The channels: id → (name, members); the bot is invited to each."""


def build_world(clock: Clock, language: str = "en") -> SlackServer:
    """A stand-in Slack with the demo's workspace, whose people read a language, not started yet."""
    server = SlackServer(clock, signing_secret=SIGNING_SECRET)
    slack = server.slack
    slack.add_workspace("E-waste IMG", id=TEAM, domain="e-waste-img")
    for user_id, (name, role, zone) in PEOPLE.items():
        slack.add_user(
            TEAM,
            name,
            role,
            id=user_id,
            tz=zone,
            locale="fr-FR" if language == "fr" else "en-GB",
            is_admin=user_id == SECRETARIAT,
            is_owner=user_id == SECRETARIAT,
            is_restricted=user_id == OBSERVER,
        )
    bot = slack.install(TEAM, token=BOT_TOKEN)
    for channel_id, (name, members) in CHANNELS.items():
        slack.add_channel(TEAM, name=name, id=channel_id, members=[*members, bot.user_id])
    return server
