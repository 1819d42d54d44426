"""The sentences of questions, refusals and remarks."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.dates.understood import Cause, Reading, RemarkKind

EXAMPLES = "16/1 · Tue 16 Jan 2-5pm · 2018-01-16 14:00-17:30 · next Tuesday · mid-March · May 2018 · TBC"

QUESTIONS = {
    Cause.ORDER: N_("Is “{text}” day first, or month first?"),
    Cause.DAY_OR_YEAR: N_("Is the number in “{text}” the day, or the year?"),
    Cause.DATE_OR_TIME: N_("Is “{text}” a day, or a time?"),
    Cause.ZONE: N_("In which zone is “{text}”?"),
    Cause.UNKNOWN_ZONE: N_(
        "I do not know the zone in “{text}”. Is it the group's time? Else name a city in it."
    ),
    Cause.ZONES_DIFFER: N_("The two times in “{text}” are not the same moment. Which one holds?"),
    Cause.HOUR: N_("Is “{text}” in the morning, or in the afternoon?"),
    Cause.OVERNIGHT: N_("“{text}” would go on into the next day. Is that right?"),
    Cause.ONE_DAY: N_("“{text}” gives hours to several days. Shall I take the days?"),
    Cause.PAST: N_("“{text}” lies in the past. Is that right?"),
    Cause.FAR: N_("“{text}” is far away. Is that right?"),
    Cause.LEAP: N_("The next 29 February is some years away. Is that the day?"),
    Cause.WEEKDAY: N_("The weekday in “{text}” does not fit the date. Which day is it?"),
    Cause.WHICH_WEEK: N_("Which week is “{text}” in?"),
    Cause.WHICH_MONTH: N_("Which month is “{text}” in?"),
    Cause.WHOSE_DAY: N_("It is another day where you are than in the group. Which day is “{text}”?"),
    Cause.TWO_DATES: N_("“{text}” names more than one date. Which one holds?"),
    Cause.SEASON: N_("Which months are “{text}”?"),
    Cause.VAGUE: N_("“{text}” says only roughly when. Which of these is meant?"),
    Cause.YEAR: N_("Which year is “{text}” in?"),
    Cause.BEFORE: N_("“{text}” names the latest day. Is it on that day?"),
    Cause.AFTER: N_("“{text}” says from when on, but not when. Which day shall I set?"),
    Cause.NOT_BEFORE: N_("“{text}” says when it is not, but not when it is. Which day shall I set?"),
    Cause.DIRECTION: N_("Is “{text}” later, or earlier?"),
    Cause.SHIFT_TOO_FINE: N_("It has no day yet from which “{text}” could be counted. What is the new date?"),
    Cause.LEFT_OVER: N_("I can read “{text}”, but not “{rest}” after it; a reason goes in quotes."),
    Cause.NO_DATE_TO_SHIFT: N_("It has no date from which “{text}” could be counted. What is the new date?"),
    Cause.NEEDS_DAY: N_("“{text}” needs a day."),
    Cause.UNKNOWN_ANCHOR: N_("I know no item and no date of that name in “{text}”."),
    Cause.NO_SUCH_DATE: N_("There is no such date as “{text}”."),
    Cause.NO_SUCH_TIME: N_("There is no such time as in “{text}”."),
    Cause.ENDS_TOO_EARLY: N_("“{text}” ends before it starts."),
    Cause.RECURRING: N_("“{text}” is more than one date; a series is set up with `series`."),
    Cause.NO_DATE: N_("I see no date in “{rest}”."),
}
# Those that are helped by seeing how dates are written.
_WITH_EXAMPLES = frozenset({
    Cause.LEFT_OVER, Cause.NEEDS_DAY, Cause.NO_SUCH_DATE, Cause.NO_SUCH_TIME, Cause.ENDS_TOO_EARLY,
    Cause.NO_DATE, Cause.SHIFT_TOO_FINE, Cause.NO_DATE_TO_SHIFT,
})  # fmt: skip

REMARKS = {
    RemarkKind.HOURS_KEPT: N_("The time of day stays."),
    RemarkKind.HOURS_DROPPED: N_("It has no time of day any more."),
    RemarkKind.DAY_KEPT: N_("The day stays."),
    RemarkKind.LENGTH_KEPT: N_("It is as long as before."),
    RemarkKind.SHIFTED: N_("Counted from its present date."),
    RemarkKind.SHORTER_MONTH: N_("That month is shorter, so it is its last day."),
    RemarkKind.MOVED_FORWARD: N_("The clocks go forward over that time, so it is an hour later."),
    RemarkKind.TENTATIVE: N_("It is not confirmed."),
    RemarkKind.SEASON: N_("Read as the months of that season in the north."),
    RemarkKind.NIGHT: N_("That is at night."),
    RemarkKind.WEEKEND: N_("That is on a weekend."),
    RemarkKind.HOLIDAY: N_("That is a holiday."),
}


def sentence(reading: Reading, near: str | None = None) -> str:
    """The question or the refusal; "" where nothing is asked. `near` is the word that was perhaps meant."""
    if reading.cause is None:
        return ""
    if near is not None:
        return _("I see no date in “{text}”; did you mean {word}?").format(text=reading.rest[:60], word=near)
    text = _(QUESTIONS[reading.cause]).format(text=reading.text[:80], rest=reading.rest[:60])
    if reading.cause in _WITH_EXAMPLES:
        return _("{what} Dates can be typed like these: {examples}").format(what=text, examples=EXAMPLES)
    return text


def remark_text(kind: RemarkKind) -> str:
    """A remark in a translated sentence."""
    return _(REMARKS[kind])
