"""The forms about documents: one takes a document, the other its questions' answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.documents.acts import ImportForm, Preview, QuestionsForm
from bot.documents.answers import KIND, START, TITLE, YEAR, ZONE
from bot.documents.draft import Question
from bot.documents.showing import read_waiting
from bot.documents.texts import can_be_answered, with_answer
from bot.plan.forms.item_forms import metadata
from bot.plan.rules.items import Kind
from bot.plan.texts.naming import kind_words
from bot.slack.blocks import Block, Element, section
from bot.slack.escaping import sentence
from bot.slack.inputs import date_input, field, file_input, form, select, text_input
from bot.slack.submitted import FieldError, Submitted

FILE, PASTED = "file", "pasted"
FILE_TYPES = (
    "docx", "xlsx", "xls", "csv", "tsv", "txt", "md", "html", "ics", "yaml", "json", "pdf",
)  # fmt: skip
MOST_FILES, MOST_QUESTIONS, YEARS_AROUND = 5, 10, 3
View = dict[str, Any]
_ZONES = (
    "Europe/Zurich", "Europe/London", "UTC", "America/New_York", "Africa/Nairobi", "Asia/Bangkok",
    "Asia/Tokyo",
)  # fmt: skip


def open_import_form(asked: ImportForm, looking: Looking) -> View:
    """A document, as files or as text."""
    blocks = [
        section(_("Nothing is changed yet: first I show what I read, and what it would change.")),
        field(FILE, _("Files"), file_input(FILE_TYPES, MOST_FILES), optional=True),
        field(
            PASTED, _("Or text"), text_input(lines=True), optional=True,
            hint=_("For instance a table that you copied, or lines with dates."),
        ),
    ]  # fmt: skip
    carry = {"channel": looking.caller.channel_id}
    return form(
        asked.NAME,
        _("Import a plan"),
        blocks,
        metadata(looking.snapshot.facts.group, asked, carry),
        _("Read it"),
    )


def read_import_form(_form: ImportForm, submitted: Submitted, _looking: Looking) -> Request:
    """Only reached where the form holds no document.

    Raises:
        FieldError: always.
    """
    raise FieldError(PASTED, _("Choose a file, or paste the text of the plan."))


def open_answer_form(asked: QuestionsForm, looking: Looking) -> View:
    """All questions of a document that have an answer, to be answered in one go."""
    _file_name, result = read_waiting(asked.draft_id, asked.answers, looking)
    questions = [one for one in result.draft.questions if can_be_answered(one)][:MOST_QUESTIONS]
    blocks: list[Block] = []
    for question in questions:
        blocks.append(section(sentence(question.text, 1500)))
        label = ", ".join(question.keys[:5]) or _("The whole document")
        blocks.append(field(question.cause, label, _element(question, looking), optional=True))
    if not blocks:
        blocks = [section(_("There is nothing to answer."))]
    return form(
        asked.NAME,
        _("Questions"),
        blocks,
        {**metadata(looking.snapshot.facts.group, asked, {"channel": looking.caller.channel_id})},
        _("Read it again"),
    )


def _element(question: Question, looking: Looking) -> Element:
    if question.cause == ZONE:
        return select([(zone, zone) for zone in _zones(looking)])
    if question.cause == START:
        return date_input()
    if question.cause == YEAR:
        now = looking.now.year
        years = [str(year) for year in range(now - YEARS_AROUND, now + YEARS_AROUND + 1)]
        return select([(year, year) for year in years])
    if question.cause == KIND:
        return select([(kind.value, kind_words(kind)) for kind in Kind])
    if question.cause == TITLE:
        return text_input(most=300)
    return select(list(zip(question.ids, question.choices, strict=True)))


def _zones(looking: Looking) -> Sequence[str]:
    facts = looking.snapshot.facts
    own = sorted({contact.zone for contact in facts.roster.people.values() if contact.zone})
    return list(dict.fromkeys([facts.group.zone, *own, *_ZONES]))[:50]


def read_answer_form(asked: QuestionsForm, submitted: Submitted, _looking: Looking) -> Request:
    """The document anew, read with the answers."""
    answers = asked.answers
    for cause in submitted.values:
        said = submitted.text(cause)
        if said is not None:
            answers = with_answer(answers, cause, said)
    return Preview(asked.draft_id, answers)
