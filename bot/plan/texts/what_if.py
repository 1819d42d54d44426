"""What a move would bring, before anybody moves anything."""

from __future__ import annotations

from bot.core.i18n import _, in_a_row
from bot.core.people import Reader
from bot.dates.texts import drift_words, instant_words, when_told
from bot.plan.acts import SetDate
from bot.plan.looks import WhatIf
from bot.plan.rules.views import WhatIfView
from bot.plan.texts.confirm import MOST_LISTED, listed
from bot.plan.texts.counting import followed_lines, squeezed_lines
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, paragraphs, press, section
from bot.slack.message import Message, compose


def build_whatif(whatif: WhatIfView, reader: Reader | None, look: WhatIf) -> Message:
    """What a move would bring, and the button that makes it, with the reason that was given."""
    item, group = whatif.item, whatif.group
    to = when_told(whatif.to, whatif.now, group.zone, reader.zone if reader else None)
    lines = [_("If {item} moved to {when}:").format(item=item_told(item), when=to)]
    if whatif.drift_days is not None:
        lines.append(f"• {drift_words(whatif.drift_days)}")
    lines += _rungs(whatif)
    if whatif.moved:
        lines.append(
            _("These would move with it:") + "\n" + followed_lines(whatif.moved, group.zone, is_ahead=True)
        )
    if whatif.squeezed:
        squeezed = squeezed_lines(whatif.squeezed, group.zone)
        lines.append(_("What would be squeezed, in working days:") + "\n" + squeezed)
    if whatif.dependents:
        lines.append(_("These wait for it:") + "\n" + listed(whatif.dependents, group.zone))
    if whatif.conflicts:
        lines.append(_("⚠ On the same day:") + "\n" + listed(whatif.conflicts, group.zone))
    lines.append(_("Nothing has changed yet."))
    move = press(_("Move it"), group.id, SetDate.of(item, look.when, look.why))
    spoken = _("If {item} moved to {when}: nothing has changed yet").format(item=item_plain(item), when=to)
    return compose(spoken, [*(section(text) for text in paragraphs(lines)), *actions([move])])


def _rungs(whatif: WhatIfView) -> list[str]:
    if not whatif.rungs:
        return ["• " + _("no notice would be sent")]
    shown = [instant_words(at, whatif.group.zone) for _name, at in whatif.rungs[:MOST_LISTED]]
    more = len(whatif.rungs) - len(shown)
    tail = " " + _("and {count} more").format(count=more) if more else ""
    return ["• " + _("notices would be sent on: {times}").format(times=in_a_row(shown)) + tail]
