"""Documents: reading a plan from one, and taking that back."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.requests import Form
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.documents import forms, performing, showing, texts, undoing
from bot.documents.acts import ImportForm, ImportPlan, Preview, QuestionsForm, UndoImport
from bot.documents.rosters import performing as roster
from bot.documents.rosters import texts as roster_texts
from bot.documents.rosters.acts import ImportRoster, RosterPreview
from bot.documents.words import COMMANDS


def _govern(_form: Form, _snapshot: Snapshot) -> Need:
    return Need(Right.GOVERN)


DOCUMENTS = Feature(
    name="documents",
    acts=(
        ActKind(
            ImportPlan,
            load=performing.load_draft,
            need=performing.need_govern,
            already=performing.imported_already,
            carry_out=performing.import_plan,
            say=texts.say_import,
            told=texts.build_imported,
            basis=performing.basis_of,
            name_of=performing.name_of,
            state=performing.state_of,
        ),
        ActKind(
            ImportRoster,
            load=roster.load_file,
            need=roster.need_govern,
            carry_out=roster.import_roster,
            say=roster_texts.say_import_roster,
            told=roster_texts.build_roster_imported,
            basis=roster.basis_of,
            state=roster.state_of,
            name_of=roster.name_of,
        ),
        ActKind(
            UndoImport,
            load=undoing.load_import,
            need=performing.need_govern,
            carry_out=undoing.undo_import,
            say=texts.say_undo_import,
            told=texts.build_taken_back,
            words="undo import",
            no_undo="The document can be imported again.",
        ),
    ),
    looks=(
        LookKind(Preview, showing.show_preview, texts.label_preview),
        LookKind(RosterPreview, roster.show_roster, roster_texts.label_roster_preview),
    ),
    forms=(
        FormKind(
            ImportForm, _govern, forms.open_import_form, forms.read_import_form, texts.label_import_form
        ),
        FormKind(
            QuestionsForm, _govern, forms.open_answer_form, forms.read_answer_form, texts.label_answer_form
        ),
    ),
    commands=COMMANDS,
    setting_up=showing.waiting_document,
)
