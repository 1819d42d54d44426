"""Mail for people without Slack."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature
from bot.mail import performing, texts
from bot.mail.acts import StopMail
from bot.mail.words import COMMANDS

MAIL = Feature(
    name="mail",
    acts=(
        ActKind(
            StopMail,
            load=performing.load_self,
            need=performing.need_nothing,
            already=performing.stopped_already,
            carry_out=performing.stop_mail,
            say=texts.say_stop_mail,
            told=texts.build_stopped,
            words="stop mail",
            no_undo="Its confirmation offers the contrary.",
        ),
    ),
    commands=COMMANDS,
)
