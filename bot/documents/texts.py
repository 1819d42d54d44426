"""What people read of documents: what an import would change, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.dates.texts import when_words
from bot.documents.acts import ImportForm, ImportPlan, Preview, QuestionsForm, UndoImport
from bot.documents.answers import TYPED
from bot.documents.differences import ItemDifference
from bot.documents.draft import DraftItem, Question
from bot.documents.drafting import Answers, ImportResult
from bot.groups.settings_acts import FoundForm
from bot.plan.looks import WholePlan
from bot.plan.texts.changes import difference_words
from bot.reminders.acts import StartCard
from bot.slack.blocks import Block, Unit, actions, context, divider, fit, paragraphs, press, section
from bot.slack.escaping import bold, quoted, sentence
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

MOST_CHANGES, MOST_UNREAD, MOST_CHOICES, MOST_KEYS, MOST_GONE = 25, 8, 5, 10, 40


def say_import(act: ImportPlan, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``import the document``."""
    return _("replace the plan by the document") if act.replaces else _("import the document")


def say_undo_import(_act: UndoImport, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``take the last import back``."""
    return _("take the last import back")


def label_preview(_look: Preview, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``What the document would change``."""
    return _("What the document would change")


def label_import_form(_form: ImportForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Import a plan``."""
    return _("Import a plan")


def label_answer_form(_form: QuestionsForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Answer the questions``."""
    return _("Answer the questions")


def can_be_answered(question: Question) -> bool:
    """Whether a question has an answer that changes how the document is read."""
    if question.cause == "no-title":
        return len(question.keys) == 1
    return bool(question.choices) or question.cause in TYPED


def build_preview(
    draft_id: int, file_name: str, result: ImportResult, group: GroupView, refusal: str
) -> Message:
    """What importing would change, the questions, the lines that were not read, and what can be done."""
    head = _("*{file}* into {group}: {counts}").format(
        file=quoted(file_name, 100), group=quoted(group.name, 100), counts=_counts_words(result)
    )
    blocks: list[Block] = [section(head)]
    changes, left = fit(_changes(result, group), MOST_CHANGES)
    blocks += changes
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    asked, left = fit([_question(draft_id, one, result, group) for one in result.draft.questions], 20)
    if asked:
        blocks += [divider(), *asked]
    blocks += _unread(result)
    if refusal:
        blocks.append(section(sentence(refusal)))
    return compose(head, [*blocks, *_buttons(draft_id, result, group, refused=bool(refusal))])


def _counts_words(result: ImportResult) -> str:
    if not result.changes_anything and not result.count("gone"):
        return _("the plan is like that already.")
    return _("{added} new, {changed} changed, {same} the same, {gone} no longer in it.").format(
        added=result.count("added"),
        changed=sum(bool(d.fields) for d in result.differences if d.change == "changed"),
        same=result.count("same") + sum(not d.fields for d in result.differences if d.change == "changed"),
        gone=result.count("gone"),
    )


def _changes(result: ImportResult, group: GroupView) -> list[Unit]:
    items = {item.key: item for item in result.draft.items}
    rank = {"changed": 0, "added": 1}
    told = sorted((d for d in result.differences if d.fields), key=lambda d: rank[d.change])
    lines = [_line(one, items[one.key], group) for one in told]
    gone = [difference.key for difference in result.differences if difference.change == "gone"]
    if gone:
        words = _("no longer in the document: {keys}").format(keys=", ".join(gone[:MOST_GONE]))
        lines.insert(0, f"➖ {words}" + (", …" if len(gone) > MOST_GONE else ""))
    return [[section(text)] for text in paragraphs(lines, 1500)]


def _line(one: ItemDifference, item: DraftItem, group: GroupView) -> str:
    if one.change == "added":
        return labelled(
            f"➕ {bold(one.key)} {quoted(item.title, 150)}",
            f"{quoted(when_words(item.when, group.zone), 100)}",
        )
    old: Mapping[str, Any] = {name: pair[0] for name, pair in one.fields.items()}
    new: Mapping[str, Any] = {name: pair[1] for name, pair in one.fields.items()}
    words = difference_words(old, new, list(one.fields), group.zone)
    return labelled(f"✏️ {bold(one.key)} {quoted(item.title, 100)}", words)


def _question(draft_id: int, question: Question, result: ImportResult, group: GroupView) -> Unit:
    keys = ", ".join(question.keys[:MOST_KEYS]) + (", …" if len(question.keys) > MOST_KEYS else "")
    text = (
        f"❔ {bold(keys)} {sentence(question.text, 1500)}" if keys else f"❔ {sentence(question.text, 1500)}"
    )
    row = [
        press(label, group.id, Preview(draft_id, with_answer(result.answers, question.cause, kept)))
        for label, kept in list(zip(question.choices, question.ids, strict=True))[:MOST_CHOICES]
    ]
    return [section(text), *actions(row)]


def with_answer(answers: Answers, cause: str, said: str) -> Answers:
    """The answers with one more, or another one to the same question."""
    return tuple(sorted({**dict(answers), cause: said}.items()))


def _unread(result: ImportResult) -> list[Block]:
    lines = [line for line in result.draft.unread if line.text.strip()]
    if not lines:
        return []
    shown = [labelled(str(line.line), quoted(line.text, 120)) for line in lines[:MOST_UNREAD]]
    text = ngettext("{count} line was not read:", "{count} lines were not read:", len(lines))
    more = len(lines) - len(shown)
    tail = [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more else []
    return [context("\n".join([text.format(count=len(lines)), *shown, *tail]))]


def _buttons(draft_id: int, result: ImportResult, group: GroupView, *, refused: bool) -> list[Block]:
    act = ImportPlan(draft_id, result.answers, basis=(result.seal,))
    row = []
    gone = result.count("gone")
    if result.changes_anything and not refused:
        row.append(press(_("Import"), group.id, act, style="primary"))
    if any(can_be_answered(question) for question in result.draft.questions):
        row.append(press(_("Answer the questions"), group.id, QuestionsForm(draft_id, result.answers)))
    if refused or gone:
        replacing = ImportPlan(draft_id, result.answers, replaces=True, basis=(result.seal,))
        label = ngettext("Import, and take {count} away", "Import, and take {count} away", gone)
        row.append(press(label.format(count=gone), group.id, replacing, style="danger"))
    return actions(row)


def build_first_document(file_name: str, count: int) -> Message:
    """A document that came before the group whose plan it is: how to go on."""
    text = ngettext(
        "I read {count} item in {file}. A plan belongs to a group, and there is none here yet: *Begin* makes"
        " it, and then I show you what I read.",
        "I read {count} items in {file}. A plan belongs to a group, and there is none here yet: *Begin* makes"
        " it, and then I show you what I read.",
        count,
    ).format(count=count, file=quoted(file_name, 100))
    return compose(
        text.replace("*", ""), [section(text), *actions([press(_("Begin"), 0, FoundForm(), style="primary")])]
    )


def build_imported(done: Done[ImportPlan], _reader: Reader | None) -> Message:
    """What an import came to, and the way back."""
    found = done.result
    counts = _("{added} items are new, {changed} changed.").format(
        added=found.counts["added"], changed=found.counts["changed"]
    )
    head = _("✔ {file} is imported.") if not found.is_same else _("{file} was imported already.")
    words = f"{head.format(file=found.file_name)} {counts}"
    buttons: list[tuple[str, Any]] = [(_("Show the plan"), WholePlan())]
    if done.act_id is not None:
        words = f"{words} " + _("Undo works for 30 days.")
        buttons.append((_("Undo"), UndoImport(done.act_id)))
    if not found.is_same and not found.reminders_on:
        words = f"{words} " + _("Nothing is sent before reminders are started.")
        buttons.append((_("Start reminders"), StartCard()))
    return build_said(words, buttons=buttons, group_id=done.group_id)


def build_taken_back(done: Done[UndoImport], _reader: Reader | None) -> Message:
    """What went back, and what was left alone."""
    found = done.result
    text = ngettext(
        "✔ The import of {file} is taken back: {count} item is as it was.",
        "✔ The import of {file} is taken back: {count} items are as they were.",
        found.count,
    ).format(file=found.file_name, count=found.count)
    if found.left:
        keys = ", ".join(found.left[:MOST_KEYS]) + (", …" if len(found.left) > MOST_KEYS else "")
        text = f"{text} " + _("These were changed since and stay: {keys}.").format(keys=keys)
    return build_said(text, group_id=done.group_id)


def build_refused_files(texts: Sequence[str]) -> Message:
    """Why files could not be taken, a sentence each."""
    return build_said("\n".join(texts))
