"""The words of dates in English: by category, then by value, with commas between the words.

The categories are those of the grammar. Names of months and weekdays stand here with their usual short
forms; whole names of other languages come from the Common Locale Data Repository (see `lexicon`).
"""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, Mapping[object, str]]

ENGLISH: Words = {
    "MONTH": {
        1: "january, jan", 2: "february, feb", 3: "march, mar", 4: "april, apr", 5: "may", 6: "june, jun",
        7: "july, jul", 8: "august, aug", 9: "september, sept, sep", 10: "october, oct", 11: "november, nov",
        12: "december, dec",
    },
    "WEEKDAY": {
        0: "monday, mon", 1: "tuesday, tues, tue", 2: "wednesday, weds, wed", 3: "thursday, thurs, thur, thu",
        4: "friday, fri", 5: "saturday, sat", 6: "sunday, sun",
    },
    "WEEKDAYS": {True: "mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays"},
    "ORDINAL": {
        1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
        9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", -1: "last",
    },
    "SUFFIX": {True: "st, nd, rd, th"},
    "NUMBER": {
        1: "a, an, one", 2: "two, a couple of, a couple", 3: "three", 4: "four", 5: "five", 6: "six",
        7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve",
    },
    "DAY": {"d": "day, days, calendar day, calendar days"},
    "WORKDAY": {True: "working day, working days, business day, business days, workday, workdays"},
    "WEEK": {"w": "week, weeks, wk, wks"},
    "FORTNIGHT": {True: "fortnight"},
    "MONTHS": {"m": "month, months"},
    "QUARTER": {"q": "quarter, quarters"},
    "YEAR": {"y": "year, years"},
    "UNIT": {"d": "d", "w": "w", "m": "m", "y": "y"},
    "HOUR": {60: "hour, hours, hr, hrs"},
    "MINUTE": {1: "minute, minutes, min, mins"},
    "HALF": {True: "half"},
    "HALFHOUR": {30: "half an hour, half hour, half-hour, a half hour"},
    "SEMESTER": {True: "semester"},
    "NEXT": {1: "next, coming, upcoming"},
    "FOLLOWING": {1: "following"},
    "THIS": {0: "this, current, the current"},
    "PREVIOUS": {-1: "last, previous, past"},
    "AFTERNEXT": {True: "after next"},
    "OF": {True: "of, in, of the, in the"},
    "THE": {True: "the"},
    "AND": {"and": "and, &"},
    "OR": {"or": "or"},
    "EITHER": {True: "either"},
    "TO": {True: "to, until, till, through, thru, up to"},
    "FROM": {True: "from"},
    "BETWEEN": {True: "between"},
    "AT": {True: "at, @, from, between, time:, starting at, starts at, start at, begins at, beginning at"},
    "ON": {
        True: "on, for, to, in, during, date:, due:, due on, due, back to, set to, now, when:, "
        "deadline:, it is, it's, "
        "set for, scheduled for, ="
    },
    "MOVEDTO": {
        True: "moved to, postponed to, delayed to, rescheduled to, rescheduled for, slipped to, move to, "
        "push to, "
        "pushed to, push back to, pushed back to, postpone to, delay to, reschedule to, reschedule for, "
        "brought forward to, bring forward to, advanced to, changed to, put back to, moved back to"
    },
    "ONDAY": {True: "on"},
    "IN": {True: "in"},
    "WITHIN": {True: "within, within the next, in the next"},
    "LATEST": {True: "by, until, till, no later than, not later than, at the latest by, due by, up to, "
        "on or before, not after"},
    "ATLATEST": {True: "at the latest, latest"},
    "BEFORE": {True: "before, ahead of, prior to"},
    "NOTBEFORE": {True: "not before, no earlier than, not earlier than, no sooner than, earliest"},
    "AFTER": {True: "after, following"},
    "STARTING": {
        True: "starting, starting from, beginning on, beginning from, as of, as from, from, since, "
        "onwards from"
    },
    "ONWARDS": {True: "on, onwards, onward, and after, and later"},
    "LATER": {1: "later"},
    "EARLIER": {-1: "earlier, sooner"},
    "FROMNOW": {True: "from now, from today, from tomorrow's eve"},
    "POSTPONE": {
        1: "postpone, postpone by, postponed by, delay by, delayed by, push by, push back by, "
        "pushed back by, "
        "push it back by, later by, put off by, slipped by, slip by, postpone it by, delay, push back, "
        "delay it by",
        -1: "bring forward by, brought forward by, advance by, advanced by, earlier by, pull forward by",
    },
    "MOVEBY": {1: "by"},
    "EITHERWAY": {1: "forward, forward by, forwards, move forward, move forward by", -1: "back, back by, "
        "move back by"},
    "SAMETIME": {True: "same time, the same time, same hour, same hours, at the same time, "
        "at the usual time"},
    "SAMEDAY": {True: "same day, the same day"},
    "PART": {
        "early": "early, beginning of, beginning, start of, the beginning of, the start of",
        "mid": "mid, middle of, the middle of", "late": "late",
    },
    "END": {"late": "end of, end, the end of, ends of"},
    "WEEKOF": {True: "week of, week commencing, week beginning, week starting, w/c, wc, w/b, wk of"},
    "WEEKTO": {True: "week ending, w/e, week to"},
    "SEASON": {"spring": "spring", "summer": "summer", "autumn": "autumn, fall", "winter": "winter"},
    "SCHOOLYEAR": {True: "school year, academic year"},
    "BIENNIUM": {True: "biennium, the biennium, years, the years, year, the year, calendar year"},
    "AMPM": {"a": "am, a.m., a.m, a. m.", "p": "pm, p.m., p.m, p. m."},
    "DAYPART": {"AM": "morning", "PM": "afternoon"},
    "HALFDAY": {True: "half day, half-day, a half day, a half-day"},
    "ALLDAY": {True: "all day, whole day, full day, all-day, full-day"},
    "VAGUETIME": {True: "evening, in the evening, night, at night, lunchtime, at lunchtime, midnight"},
    "TONIGHT": {True: "tonight, this evening"},
    "NOON": {12: "noon, midday, 12 noon, 12 midday"},
    "HOURMARK": {True: "hrs, hours, h"},
    "OCLOCK": {True: "o'clock, oclock"},
    "LASTING": {True: "for, lasting"},
    "ENDOFDAY": {True: "cob, close of business, eod, end of day, end of the day"},
    "INCLUSIVE": {True: "inclusive, included"},
    "TODAY": {-1: "yesterday", 0: "today", 1: "tomorrow, tmrw", 2: "day after tomorrow, overmorrow"},
    "ENDLESS": {True: "ongoing, continuous, open-ended, open ended, present, further notice"},
    "NONE": {
        True: "tbc, tbd, tba, t.b.c., t.b.d., t.b.a., to be confirmed, to be decided, to be determined, "
        "to be announced, to be scheduled, to be set, to be fixed, to be agreed, to be advised, no date, "
        "no date yet, undated, none, unknown, n/a, na, not applicable, ongoing, continuous, continuously, "
        "date tbc, date tbd, not set, not yet set, date to be confirmed, throughout"
    },
    "VAGUE": {
        True: "asap, as soon as possible, soon, shortly, later, afterwards, eventually, when ready, "
        "when possible, in due course, as needed, as appropriate, next time, immediately"
    },
    "PLACEHOLDER": {
        True: "month day, day month, date month, dd/mm/yyyy, mm/dd/yyyy, dd.mm.yyyy, yyyy-mm-dd, "
        "dd month yyyy, dd mmm yyyy, insert date, month year, dd-mm-yyyy, xx/xx/xxxx"
    },
    "TENTATIVE": {
        True: "tbc, tba, tentative, tentatively, possibly, possible, provisional, provisionally, indicative, "
        "to be confirmed, proposed, probably, likely, ?, tbd, unconfirmed, expected"
    },
    "ABOUT": {True: "about, around, approximately, approx, approx., ca, ca., circa, c., roughly, ~, "
        "some time in, sometime in, sometime, on or about"},
    "RECURRING": {True: "every, each, weekly, monthly, quarterly, annually, yearly, daily, biweekly, "
        "fortnightly"},
    "WAS": {
        True: "delayed from, postponed from, moved from, rescheduled from, was, originally, previously, "
        "formerly, "
        "instead of, not, initially, brought forward from, slipped from, changed from, rather than, old date"
    },
    "NOW": {True: "now, now:, to, →, ->, =>, new date, new:"},
    "CONDITIONAL": {
        True: "unless, if, except, provided, pending, subject to, depending, assuming, maybe, perhaps"
    },
    "START": {
        True: "start, start date, the start, project start, the project start, start of project, "
        "the start date, "
        "start of the project, t0, inception, project start date"
    },
    "COUNTED": {"m": "month, months", "y": "year", "w": "week, weeks"},
    "TIMEWORD": {True: "time, local time"},
    "BECAUSE": {True: "because, since, as, due to, for, so that, so, given that, given, owing to, per, "
        "reason"},
}  # fmt: skip
