"""What people outside Slack get, for the terminal: the page, a calendar, the picture, mail."""

from __future__ import annotations

import email
import tempfile
from email.policy import default
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.calendar.feeds import feed_of
from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.core.perform import perform
from bot.demo import world
from bot.demo.life import LABEL, Life
from bot.groups.arrivals import Arrival, arrive
from bot.links.acts import MakeLink
from bot.links.rules import GROUP, LinkKind
from bot.picture.painting import paint
from bot.picture.texts import pictures_of
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import EVERYTHING
from bot.publishing.plan_page import build_plan_page

FOLDER, SHOWN_LETTERS = "img-bot-demo", 3


def save_page(life: Life) -> Path:
    """The plan page as whoever has its link sees it, in a file for a browser."""
    page = build_plan_page(life.bot.work, _token(life, LinkKind.PAGE), life.clock.now())
    assert page is not None
    return _save("plan.html", page.body)


def save_calendar(life: Life) -> tuple[Path, list[str]]:
    """The feed of the whole group in a file for a calendar program, and the titles in it."""
    feed = feed_of(life.bot.work, _token(life, LinkKind.CALENDAR), life.clock.now())
    assert feed is not None
    unfolded = feed.body.decode().replace("\r\n ", "")
    titles = [line[8:] for line in unfolded.split("\r\n") if line.startswith("SUMMARY:")]
    return _save("workplan.ics", feed.body), [title.replace("\\,", ",") for title in titles]


def save_pictures(life: Life) -> tuple[list[Path], str]:
    """The pictures of the plan in files, and what they say."""
    caller = _secretariat(life)
    with life.bot.database.reading() as session:
        plan = life.bot.work.snapshot(session, caller.group.id)[Plan]
    drawings = pictures_of(plan.items, caller.group, EVERYTHING, life.clock.now())
    if not drawings:
        raise UserError(_("The plan is empty."))
    files = [_save(f"timeline-{n}.png", paint(one.svg)) for n, one in enumerate(drawings, start=1)]
    return files, drawings[0].spoken


def read_letters(life: Life) -> list[tuple[str, str, str]]:
    """The letters that were sent: to whom, the subject, and the plain text."""
    found = []
    for one in life.letters:
        letter = email.message_from_bytes(one.data, policy=default)
        body = letter.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        found.append((str(letter["To"]), str(letter["Subject"]), text))
    return found


def show_page(life: Life, console: Console) -> None:
    """Where the page is."""
    told = _("The page that people outside Slack see is in {file}: open it in a browser.")
    console.print(told.format(file=save_page(life)), markup=False)


def show_calendar(life: Life, console: Console) -> None:
    """What is in the calendar, and where it is."""
    path, titles = save_calendar(life)
    console.print("\n".join(titles), markup=False)
    told = _("The calendar is in {file}: open it in a calendar program.")
    console.print(told.format(file=path), markup=False)


def show_pictures(life: Life, console: Console) -> None:
    """What the pictures say, and where they are."""
    paths, spoken = save_pictures(life)
    console.print(spoken, markup=False)
    for path in paths:
        console.print(str(path), markup=False)


def show_mail(life: Life, console: Console) -> None:
    """The last letters."""
    letters = read_letters(life)[-SHOWN_LETTERS:]
    if not letters:
        console.print(_("No mail has been sent: nobody without Slack had to hear of anything."), markup=False)
    for to, subject, text in letters:
        console.rule(escape(_("to {person}: {subject}").format(person=to, subject=subject)))
        console.print(text, markup=False)


SHOWN = {"page": show_page, "calendar": show_calendar, "picture": show_pictures, "mail": show_mail}
SUMMARIES = {
    "page": N_("the plan as a page for people outside Slack, in a file"),
    "calendar": N_("the plan as a calendar, in a file"),
    "picture": N_("the plan as a picture, in a file"),
    "mail": N_("the mail that people without Slack got last"),
}


def _token(life: Life, kind: LinkKind) -> str:
    url: str = perform(MakeLink(kind, GROUP), _secretariat(life), life.clock.now(), life.bot.work).result.url
    return url.rpartition("/")[2].removesuffix(".ics")


def _secretariat(life: Life) -> Caller:
    arrival = Arrival(world.TEAM, world.GROUP_CHANNEL, world.TEAM, world.SECRETARIAT)
    with life.bot.database.reading() as session:
        return arrive(life.bot.work, session, arrival, label=LABEL).callers[0]


def _save(name: str, data: bytes) -> Path:
    folder = Path(tempfile.gettempdir()) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
