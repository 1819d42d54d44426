"""The guide of a tour: lets people say and press things, each written down like a line of a play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain, groupby

from rich.text import Text

from bot.core.i18n import _, ngettext
from bot.dates.reading import Context, read
from bot.dates.wall_time import to_utc
from bot.demo.counting import is_notice, meeting_table
from bot.demo.drawing import Press
from bot.demo.life import ZONE
from bot.demo.stage import COMMAND, Stage
from bot.sandbox.state import JSON
from bot.sandbox.values import Choice

A_YEAR = timedelta(days=400)


class Guide:
    """Leads through a story on a stage: the whole one, or one in which only its own people are watched."""

    def __init__(self, stage: Stage, *, is_whole: bool = False) -> None:
        self.stage = stage
        self.is_whole = is_whole
        self.console = stage.console
        self._chapters = 0

    def chapter(self, title: str, *story: str, watching: Sequence[str] = ()) -> None:
        """A new chapter: its title, and what a reader should know.

        `watching`: the people and channels whose messages are drawn, where the tour is the short one.
        """
        self._chapters += 1
        self.stage.watched = None if self.is_whole else frozenset(watching) or None
        self.console.print()
        self.console.rule(Text(f"{self._chapters} · {title}", "bold"))
        for paragraph in story:
            self.tell(paragraph)

    def tell(self, text: str) -> None:
        """A sentence of the story."""
        self.console.print()
        self.console.print(text, style="italic", markup=False)

    def counts(self, key: str) -> None:
        """Print what was sent about a meeting, beside what may be."""
        self.console.print()
        self.console.print(meeting_table(self.stage.life, key))

    async def until(self, moment: str) -> None:
        """Let time pass to ``2017-11-21 14:00``, Geneva's clock."""
        now = self.stage.life.clock.now()
        when = read(moment, Context(now=now, zone=ZONE)).when
        assert when is not None and when.first_day is not None and when.start_time is not None
        self.stage.begin()
        await self.stage.pass_time(to_utc(when.first_day, when.start_time, ZONE))

    async def skip_to(self, moment: str) -> None:
        """The same between two scenes: what is said meanwhile is drawn in the whole story only."""
        watched, before = self.stage.watched, len(self.stage.life.server.journal)
        if not self.is_whole:
            self.stage.watched = frozenset()
        await self.until(moment)
        self.stage.watched = watched
        unseen = sum(is_notice(entry) for entry in self.stage.life.server.journal.since(before))
        if unseen and not self.is_whole:
            text = ngettext(
                "Meanwhile the bot has said {count} more thing.",
                "Meanwhile the bot has said {count} more things.",
                unseen,
            )
            self.console.print()
            self.console.print(text.format(count=unseen), style="dim")

    async def minutes(self, count: int) -> None:
        """Let some minutes pass."""
        self.stage.begin()
        await self.stage.pass_time(self.stage.life.clock.now() + timedelta(minutes=count))

    async def says(self, user: str, words: str, channel: str) -> None:
        """Somebody types the slash command."""
        self._enter(user, channel)
        self._line(f"{COMMAND} {words}".strip())
        await self.stage.say(words)

    async def writes(self, user: str, words: str) -> None:
        """Somebody writes to the bot directly."""
        self._enter(user, None)
        self._line(words)
        await self.stage.direct(words)

    async def mentions(self, user: str, words: str, channel: str) -> None:
        """Somebody mentions the bot in a channel."""
        self._enter(user, channel)
        self._line(f"@IMG {words}")
        await self.stage.mention(words)

    async def presses(self, user: str, label: str, about: str = "") -> None:
        """Somebody presses a button of the newest messages; `about` is the key of the item, where it matters.

        The label is that of an English button; whatever language it is read in, it is the same button.

        Raises:
            LookupError: there is no such button.
        """
        number, press = self._find(user, _(label), about)
        self._enter(user, press.channel)
        shown = f"[{number}] {press.label}" if number else press.label
        self._line(_("presses {button}").format(button=shown))
        await self.stage.press(press)

    async def fills(self, values: Mapping[str, Choice]) -> None:
        """Who has a form open fills it in and sends it.

        Raises:
            ValueError: the form complains.
        """
        form = self.stage.form
        assert form is not None, "no form is open"
        inputs = {block["block_id"]: block for block in form.content["blocks"] if block["type"] == "input"}
        given = ", ".join(
            f"{inputs[name]['label']['text']}: {_shown(inputs[name]['element'], value)}"
            for name, value in values.items()
        )
        title = form.content["title"]["text"]
        self._line(_("fills in “{title}”: {given}").format(title=title, given=given))
        complaints = await self.stage.submit(values)
        if complaints:
            raise ValueError(complaints)

    def _find(self, user: str, label: str, about: str) -> tuple[int | None, Press]:
        """Such a button this person sees: in the newest message that has one, the first there.

        It comes with its number if it is among the newest messages.
        """
        numbered: list[tuple[int | None, Press]] = [(None, press) for press in self.stage.earlier]
        numbered += enumerate(self.stage.presses, 1)
        messages = [list(group) for _ts, group in groupby(numbered, lambda pair: pair[1].ts)]
        for number, press in chain.from_iterable(reversed(messages)):
            seen = press.seen_by in (None, user)
            if (
                seen
                and press.label.startswith(label)
                and (not about or self.stage.life.key_in(press.value) == about)
            ):
                return number, press
        offered = [press.label for press in self.stage.presses]
        raise LookupError(f"{user} sees no {label!r} about {about!r}, only {offered}")

    def _enter(self, user: str, channel: str | None) -> None:
        self.stage.begin()
        self.stage.as_person(user)
        if channel is None or channel in self.stage.names.channels:
            self.stage.in_channel(channel)
        else:
            self.stage.where = channel

    def _line(self, words: str) -> None:
        self.console.print()
        self.console.print(Text.assemble((self.stage.prompt(), "green"), (words, "bold")))


def _shown(element: JSON, value: Choice) -> str:
    """What is chosen or typed, as the form shows it."""
    texts = {option["value"]: option["text"]["text"] for option in element.get("options", ())}
    chosen = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return ", ".join(texts.get(str(one), str(one)) for one in chosen)


async def play_silence(guide: Guide) -> None:
    """The year of any plan in which nobody reacts: only the bot speaks."""
    stage = guide.stage
    guide.chapter(_("What the plan holds"))
    await guide.says(stage.who, "next", stage.where)
    await guide.says(stage.who, "status", stage.where)
    guide.chapter(_("The year in which nobody answers"))
    stage.begin()
    await stage.pass_time(stage.life.clock.now() + A_YEAR)
