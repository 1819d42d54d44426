"""Mail for people without Slack."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.kinds import ShortcutKind
from bot.core.registry import ActKind, Feature, LookKind
from bot.links.acts import CalendarEntry
from bot.mail import copying, performing, texts
from bot.mail.acts import CopyAsMail, MailAgain, PreferFeed, StopMail
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
        ActKind(
            PreferFeed,
            load=performing.load_self,
            need=performing.need_nothing,
            already=performing.prefers_already,
            carry_out=performing.prefer_feed,
            say=texts.say_prefer_feed,
            told=texts.build_preferred,
            words="calendar by",
            no_undo="Its confirmation offers the contrary.",
        ),
        ActKind(
            MailAgain,
            load=performing.load_bounced,
            need=performing.need_to_mail,
            already=performing.mailed_already,
            carry_out=performing.mail_again,
            say=texts.say_mail_again,
            told=texts.build_mailed_again,
            no_undo="What was sent cannot be unsent; where it comes back, that is told anew.",
        ),
    ),
    looks=(
        LookKind(CopyAsMail, copying.show_copy, copying.label_copy),
        LookKind(CalendarEntry, copying.show_entry, copying.label_entry, can_be_shared=False),
    ),
    shortcuts=(
        ShortcutKind(
            "copy-as-mail",
            N_("Copy as e-mail"),
            N_("Addresses, subject and text of a mail that says the same"),
            lambda text: CopyAsMail(text=text or None),
        ),
    ),
    commands=COMMANDS,
)
