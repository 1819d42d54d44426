"""The words that name a part of the plan, and other wordings of them, also in French; all are folded."""

from __future__ import annotations

from bot.plan.rules.items import Kind

SAYS_NOTHING = frozenset(
    {
        "item",
        "items",
        "thing",
        "things",
        "everything",
        "all",
        "next",
        "due",
        "upcoming",
        "open",
        "happening",
        "anything",
        "going",
        "doing",
        "list",
    }
)
STATES = {
    "overdue": "overdue",
    "late": "overdue",
    "outstanding": "overdue",
    "undated": "undated",
    "unscheduled": "undated",
}
KINDS = {
    **dict.fromkeys(("deliverable", "deliverables", "outputs", "reports"), (Kind.DELIVERABLE,)),
    **dict.fromkeys(("submission", "submissions"), (Kind.SUBMISSION,)),
    **dict.fromkeys(("activity", "activities", "tasks"), (Kind.ACTIVITY,)),
    **dict.fromkeys(("deadline", "deadlines"), tuple(kind for kind in Kind if kind is not Kind.MEETING)),
}
WORDINGS = {
    **dict.fromkeys(("no date", "without date", "without a date", "without dates", "sans date"), "undated"),
    **dict.fromkeys(("en retard", "past due", "too late"), "overdue"),
    **dict.fromkeys(("la semaine prochaine", "semaine prochaine", "next wk"), "next week"),
    **dict.fromkeys(("le mois prochain", "mois prochain"), "next month"),
    **dict.fromkeys(("le trimestre prochain", "trimestre prochain"), "next quarter"),
    **dict.fromkeys(("l'annee prochaine", "annee prochaine"), "next year"),
    **{f"{nth} quarter of": f"q{n}" for n, nth in enumerate(("first", "second", "third", "fourth"), 1)},
    "cette semaine": "this week", "ce mois": "this month", "ce mois-ci": "this month",
    "ce trimestre": "this quarter", "cette annee": "this year", "aujourd'hui": "today", "demain": "tomorrow",
    **dict.fromkeys(("reunion", "reunions"), "meetings"), "livrables": "deliverables",
    **dict.fromkeys(("echeance", "echeances"), "deadlines"), "activites": "activities",
    "soumissions": "submissions", "taches": "items", **dict.fromkeys(("mes", "moi"), "my"),
    **dict.fromkeys(("prochain", "prochaine", "prochains", "prochaines"), "next"),
    **dict.fromkeys(("que faut-il faire", "que faire", "quoi"), "all"),
    **dict.fromkeys(("quels sont", "quelles sont", "il y a"), "all"),
    **dict.fromkeys(("est", "sont", "en", "les", "des", "du", "la", "le", "de"), "the"),
}  # fmt: skip
