"""The mood of a sentence, in English and French: only an order acts."""

from __future__ import annotations

import pytest

from bot.talk.mood import Mood, denies, doubts, foretells, read_mood
from bot.talk.tokens import split_words


def words(line: str) -> str:
    """The words of a line that are left once its mood is known."""
    return " ".join(token.text for token in read_mood(split_words(line)).tokens)


ORDERS = [
    # the line, what is left of it
    ("move img6 to 16 jan", "move img6 to 16 jan"),
    ("please move img6 to 16 jan", "move img6 to 16 jan"),
    ("can you move img6 to 16 jan please", "move img6 to 16 jan"),
    ("could you please mark ws1-d1 done, thanks", "mark ws1-d1 done,"),
    ("would you cancel ws2-m1?", "cancel ws2-m1"),
    ("peux-tu déplacer img6 au 16 janvier", "déplacer img6 au 16 janvier"),
    ("pourriez-vous annuler ws2-m1 s'il vous plaît", "annuler ws2-m1"),
    ("merci de terminer ws1-d1", "terminer ws1-d1"),
    ("veuillez annuler ws2-m1 svp", "annuler ws2-m1"),
    ("ws1-d1 may", "ws1-d1 may"),
    ("schedule ws1-m2 in may 2018", "schedule ws1-m2 in may 2018"),
    ("ws1-m2 16 may", "ws1-m2 16 may"),
    ('ws1-d1 amber "should we ask ITU?"', "ws1-d1 amber should we ask ITU?"),
    ('ws1-d1 amber "maybe late"', "ws1-d1 amber maybe late"),
    ("what if ws1-m1 moves to 16 jan?", "what if ws1-m1 moves to 16 jan"),
    ("?", "?"),
]


@pytest.mark.parametrize(("line", "left"), ORDERS)
def test_an_order_keeps_all_but_its_courtesy(line: str, left: str) -> None:
    assert read_mood(split_words(line)).mood is Mood.ORDER
    assert words(line) == left


QUESTIONS = [
    ("should we move img6 to 16 jan?", "should we move img6 to 16 jan"),
    ("can img6 move to 18 jan", "can img6 move to 18 jan"),
    ("have we finished ws1-d1", "have we finished ws1-d1"),
    ("ws1-d1 done?", "ws1-d1 done"),
    ("ws1-d1 done ?", "ws1-d1 done"),
    ("isn't ws1-d1 done", "isn't ws1-d1 done"),
    ("*should* we cancel ws2-m1", "*should* we cancel ws2-m1"),
    ("will maybe img6 move?", "will img6 move"),
    ("faut-il déplacer img6 au 16 janvier", "déplacer img6 au 16 janvier"),
    ("est-ce que ws1-d1 est fini ?", "ws1-d1 est fini"),
    ("est ce que ws1-d1 est fini", "ws1-d1 est fini"),
    ("peut-on annuler ws2-m1", "annuler ws2-m1"),
    ("pourquoi ws2-m1 est annulée", "pourquoi ws2-m1 est annulée"),
]


@pytest.mark.parametrize(("line", "left"), QUESTIONS)
def test_a_question_is_told_by_its_first_words_or_its_mark(line: str, left: str) -> None:
    assert read_mood(split_words(line)).mood is Mood.QUESTION
    assert words(line) == left


HEDGES = [
    ("img6 might be cancelled", "img6 be cancelled"),
    ("maybe move img6 to 16 jan", "move img6 to 16 jan"),
    ("perhaps ws1-d1 is done", "ws1-d1 is done"),
    ("img6 cancelled or not", "img6 cancelled"),
    ("ws1-d1 may slip to june", "ws1-d1 slip to june"),
    ("i think ws1-d1 is done", "ws1-d1 is done"),
    ("ws1-d1 should be done", "ws1-d1 done"),
    ("ws1-d1 almost done", "ws1-d1 done"),
    ("please maybe cancel ws2-m1", "cancel ws2-m1"),
    ("peut-être déplacer img6 au 16 janvier", "déplacer img6 au 16 janvier"),
    ("img6 peut être le 16 janvier", "img6 le 16 janvier"),
    ("je crois que ws1-d1 est fini", "ws1-d1 est fini"),
    ("ws2-m1 annulée ou pas", "ws2-m1 annulée"),
    ("ws1-d1 devrait être fini", "ws1-d1 fini"),
]


@pytest.mark.parametrize(("line", "left"), HEDGES)
def test_a_hedge_is_taken_away_and_remembered(line: str, left: str) -> None:
    sentence = read_mood(split_words(line))
    assert sentence.mood is Mood.HEDGE
    assert words(line) == left


def test_the_whole_of_a_hedged_sentence_keeps_its_hedges() -> None:
    sentence = read_mood(split_words("please ws1-d1 amber ITU might be late"))
    assert [token.text for token in sentence.whole] == ["ws1-d1", "amber", "ITU", "might", "be", "late"]


DENIED = [
    # the line, and its note
    ("don't move img6", None),
    ("do not cancel ws2-m1", None),
    ("never drop ws2-d1", None),
    ("we won’t move img6 to 16 jan", None),
    ("ws1-d1 is not done", None),
    ("ws1-d1 done not yet", "not yet"),
    ("ne pas déplacer img6", None),
    ("ws1-d1 n'est pas fini", None),
    ("ws1-d1 fini pas encore", "pas encore"),
    ("ws1-d1 jamais fini", None),
]


@pytest.mark.parametrize(("line", "note"), DENIED)
def test_a_negation_before_the_note_or_at_its_head_denies(line: str, note: str | None) -> None:
    assert denies(split_words(line), note)


NOT_DENIED = [
    ("ws1-d1 not started", None),
    ("ws1-d1 not on track", None),
    ("drop ws1-d1 no longer needed", "no longer needed"),
    ("ws2-m1 did not happen", None),
    ("ws1-d1 amber not all agencies have answered", "not all agencies have answered"),
    ("ws1-d1 done UNEP did not answer", "UNEP did not answer"),
    ('move img6 16 jan "not before"', None),
    ("ws1-d1 amber ITU n'a pas répondu", "ITU n'a pas répondu"),
]


@pytest.mark.parametrize(("line", "note"), NOT_DENIED)
def test_a_note_may_deny_and_some_states_are_told_by_not(line: str, note: str | None) -> None:
    assert not denies(split_words(line), note)


@pytest.mark.parametrize(
    ("line", "note", "is_ahead"),
    [
        ("ws1-d1 will be done", None, True),
        ("ws1-d1 will be done tomorrow", "tomorrow", True),
        ("ws1-d1 done soon", "soon", True),
        ("ws1-d1 sera fini", None, True),
        ("ws1-d1 fini bientôt", "bientôt", True),
        ("ws1-d1 done", None, False),
        ("ws1-d1 done ITU will send it", "ITU will send it", False),
        ('ws1-d1 done "will follow"', None, False),
        ("ws1-d1 fini ITU l'enverra demain", "ITU l'enverra demain", False),
    ],
)
def test_what_is_said_of_the_future_is_not_done(line: str, note: str | None, is_ahead: bool) -> None:
    assert foretells(split_words(line), note) is is_ahead


@pytest.mark.parametrize(
    ("line", "note", "is_doubted"),
    [
        ("ws1-d1 amber ITU might answer late", "ITU might answer late", False),
        ("ws1-d1 amber maybe two weeks", "maybe two weeks", True),
        ("maybe ws1-d1 amber no news", "no news", True),
        ("ws1-d1 en retard ITU répondra peut-être", "ITU répondra peut-être", False),
        ("img6 cancelled or not", "or not", True),
    ],
)
def test_a_doubt_within_a_note_is_the_notes(line: str, note: str, is_doubted: bool) -> None:
    assert doubts(split_words(line), note) is is_doubted
