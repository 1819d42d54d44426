"""Words of plans in English and French: what a column, a label, a section or a status is called."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.plan.rules.items import Status


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text in small letters, without accents, with single blanks: what the tables below are keyed by."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(kept.split())


MONTH_START = re.compile(
    r"(?:(?:early|mid|late|end|beginning|start|fin|début|mi)\b[ -]*(?:of|de)?\s*)?(?:jan|feb|fev|fév"
    r"|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|aou|aoû|ago|sep|oct|okt|nov|dec|déc|dez|q[1-4]\b)"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|lun|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+\d",
    re.IGNORECASE,
)

# Roles of columns and of labelled lines. The first that matches the whole (folded) name holds.
_THING = (
    r"(?:activit(?:y|ies)|tasks?|milestones?|deliverables?|events?|meetings?|items?|actions?|steps?|works?"
    r"|activites?|taches?|jalons?|livrables?|evenements?|reunions?|etapes?|produits?|sessions?|seances?"
    r"|(?:phase|stage|work package) (?:name|title)|releases?|versions?|documents?|specifications?"
    r"|specs?|products?|talks?|goals?)"
)
_WHEN = r"(?:dates?|timing|time\s?(?:line|frame)|deadline|due|echeances?|delais?|calendrier|jours?|days?)"
ROLES = {
    name: re.compile(pattern)
    for name, pattern in {
        "start": r"(?:(?:planned |actual |target )?(?:start|begin|beginning|from|opens?|opening)(?:s|ing)?"
        r"(?: date| on| day)?|date de debut|debut|du|commence|de)",
        "end": r"(?:(?:planned |actual |target )?(?:end|finish|to|until|till|closes?|closing"
        r"|completion)(?:s|ing)?"
        r"(?: date| on| day)?|date de fin|fin|au|jusqu'?au?)",
        "baseline": r"(?:(?:baseline|original(?:ly)?|initial|previous|old|first planned|base)"
        rf"(?: {_WHEN}| plan(?:ned)?| target| date prevue)?|(?:date )?(?:prevue? )?initiale(?:ment)?)",
        "forecast": r"(?:(?:forecast|revised|current|new|expected|updated|latest|estimated|rescheduled"
        r"|projected)"
        rf"(?: {_WHEN}| estimate| target| forecast| plan)?|(?:nouvelle |date )?(?:revisee|date "
        rf"actualisee)|revision)",
        "actual": r"(?:actual|completed on|done on|delivered on|effective|reelle?|realise)"
        rf"(?: {_WHEN}| completion| delivery)?|date (?:reelle|effective)",
        "date": rf"(?:(?:due|target|proposed|tentative|planned|plan|meeting|scheduled|key|final|provisional"
        rf"|delivery|release|publication|expected|indicative|full|calendar|submission) )?{_WHEN}(?: of "
        rf"(?:the )?{_THING})?"
        r"|when|quand|months?|mois|periods?|periode|schedule|date (?:and|et|&) (?:time|heure)|years?|annee"
        rf"|quarters?|trimestre|weeks?|semaine|date (?:limite|prevue|cible)|{_WHEN} \((?:.*)\)|target|by when"
        r"|wann|datum|fecha|data|planned|prevu",
        "time": r"(?:start(?:ing)? |local |meeting )?(?:times?|hours?|heures?|horaires?)(?: \(.*\))?",
        "zone": r"(?:time ?zones?|tz|fuseau(?: horaire)?)(?: \(.*\))?",
        "title": rf"(?:(?:planned|key|main|project|major|intermediate|description of|name of|type of"
        rf"|work|list of)"
        rf" )?(?:the )?{_THING}(?: ?(?:/|and|&|or|et|ou) ?{_THING})?(?: (?:name|title|description))?"
        rf"|what|quoi"
        r"|descriptions?|titles?|names?|topics?|workplan|titre|objet|sujets?|subjects?|intitule|nom|summary"
        rf"|themes?|{_THING} \(.*\)|libelle|speakers? and (?:title|topic)s?|deliverable description|feature",
        "owner": r"owners?|owned by|responsib(?:le|ility|ilities)(?: \w+)?|leads?|lead (?:agency"
        r"|agencies|entity|partner|by)"
        r"|who|by whom|focal points?|assigned(?: to)?|assignees?|in charge|contact(?: person)?|partner|charge"
        r"|responsables?|qui|pilote|chef de file|agence|editors?|lead editors?|facilitators?|resource|leader"
        r"|resource names?|resources?|facilitated by|accountable|organi[sz]er|action by|actor|wp leader"
        r"|lead beneficiary|bod(?:y|ies)|entit(?:y|ies)|institutions?|units?|departments?|offices?"
        r"|organismes?|services?",
        "status": r"status|state|progress|statut|etat|avancement|rag|completion status|done\??|% "
        r"complete|complete\??",
        "streams": r"work ?-?streams?|streams?|ws|tracks?|working group|group|axes?|volet|groupe(?: de "
        r"travail)?"
        r"|work ?packages?|wp(?: no\.?)?|component|pillar|area|topic area|phase|category|theme|section"
        r"|chapter",
        "place": r"venues?|locations?|places?|where|lieux?|ou|cit(?:y|ies)|villes?|countr(?:y|ies)|pays"
        r"|room|salle"
        r"|site|endroit|city/country|location/venue|place/venue",
        "host": r"hosts?|hosted by|hosting(?: \w+)?|hote|organisateur|organi[sz]ation|sponsor|local host",
        "format": r"formats?|modalit(?:y|e)|modes?|type of meeting|durations?|lengths?|duree|mode of meeting"
        r"|type de reunion|duration \(.*\)",
        "link": r"links?|urls?|lien|web ?(?:site|page)|registration|page|doc(?:ument)? link|minutes"
        r"|agenda link|notes link"
        r"|compte rendu|proces-verbal|recording|slides|materials?",
        "baseline_note": r"change|slip(?:page)?|variance|delta|delay",
        "notes": r"note ?takers?|scribes?|minutes? takers?|moderators?|presenters?|comments?|remarks?"
        r"|notes?|details?|(?:expected )?outputs?|outcomes?|objectives?"
        r"|agenda|remarques?"
        r"|commentaires?|observations?|resultats?(?: attendus?)?|dependenc(?:y|ies)|purpose|rationale"
        r"|dissemination level"
        r"|inputs?|ordre du jour|additional information|information|means of verification|nature",
        "needs": r"depends on|depends|predecessors?|prerequisites?|depend de",
        "number": r"no\.?|nr\.?|#|numbers?|ref\.?|refs?|id|n°|numero|key|type|kind|item no\.?|del\.? "
        r"no\.?|cle"
        r"|(?:milestone|deliverable|task|meeting|activity) (?:no\.?|number|id|#)|s/?n|ser\.?|priority|prio",
    }.items()
}
# What a stage of a document's life is called: the heads of a matrix of dates.
STAGE = re.compile(
    r"\b(?:drafts?|final|publication|publish(?:ed)?|review|version|release|alpha|beta|rc|freeze|call|ballot|vote"
    r"|submission|adoption|approval|consultation|comments?|editing|translation|print|launch|kick-?off|stage|phase"
    r"|milestone|m\d|cr|wd|pr|rec|lc|fpwd|cd|dis|fdis|meeting|session|projet|validation|edition|examen|deliver\w*"
    r"|papers|registration|due|deadline|conference|testing|design|implementation|ga|eol|end of life"
    r"|support)\b"
)
# Sections that hold no plan whatever stands in them.
NO_PLAN = re.compile(
    r"(?:group |list of |key |other |further |core )?(?:members(?:hip)?|participants?|attendees"
    r"|attendance|present|apologies|contacts?(?: us| details)?"
    r"|references?|see also|links?|related(?: \w+)?|resources|background|introduction|scope|out of "
    r"scope|mission"
    r"|goals?|objectives?|rationale|motivation|contents|table of contents|toc|navigation|about|license"
    r"|licence"
    r"|membres|participants|liens|voir aussi|contexte|portee|objectifs|sommaire|presents|excuses"
    r"|acknowledge?ments"
    r"|communication(?:s| channels)?|mailing lists?|decision policy|patent policy|liaisons?"
    r"|dependencies|chart"
    r"|success criteria|participation|coordination|external organi[sz]ations|w3c groups|charter history"
    r"|legend|key"
    r"|glossary|abbreviations|acronyms|footnotes|notes|history|changelog|change log|faq|how to \w+.*|risks?"
    r"|roles?(?: and responsibilities)?|budget|contributors|editors|chairs?|leadership|officers|staff)",
)
# Sections that tell what has been.
HISTORY = re.compile(
    r"\b(?:risks?|budget|members(?:hip)?|participants?|contacts?|glossary|abbreviations|acronyms|licen[sc]e"
    r"|legend|history|changelog|change log|references?|revision history|minutes|compte rendu|proces-verbal"
    r"|news|historique)\b"
)
MINUTES = re.compile(r"^(?:\w+ ){0,4}(?:minutes|compte rendu|proces-verbal)\b|\bminutes of\b")
# Sections in which a point without a date is an item all the same.
PLAN = re.compile(
    r"\b(?:time-?line|work\s?-?plan|plan|programme|program|schedule|calendar|road-?map|milestones?|deliverables?|activities"
    r"|tasks?|meetings|next meeting|events|calendrier|feuille de route|jalons?|livrables?|reunions?"
    r"|action points?|releve de decisions|decisions? (?:taken|prises)|suites? a donner"
    r"|plan de travail|echeancier"
    r"|chronogramme|dates|talks|actions|releases?|upcoming|agenda of work|evenements)\b"
)
# Labels of what a document says about itself.
META = re.compile(
    r"(?:latest|last|first|previous|date|exclusion)?\s*(?:publication|publications?|published|updated?|created|modified|revised|version|edited|accessed"
    r"|draft(?: state)?|review(?:ed)?|exclusion draft|date created|generated)(?: (?:on|date|by))?"
    r"|version|author(?:s)?|expected completion|revision"
)
# Headings that tell nothing about what stands below them.
GENERIC = re.compile(
    r"(?:summary|overview|details?|general|general information|information|introduction|dates?|key "
    r"dates|important dates"
    r"|resume|apercu|the plan|current|main|example|list|table|our \w+)"
)
LABELS = {
    name: re.compile(pattern)
    for name, pattern in {
        "date": r"(?:meeting )?(?:dates?|day|on|when|deadline|due|quand|jour|echeance)(?: (?:and|&|et) "
        r"(?:time|heure)| date)?",
        "time": r"(?:times?|hours?|heures?|horaires?)",
        "title": r"(?:title|name|meeting|event|subject|topic|titre|objet|reunion|evenement|what)",
        "place": r"(?:venue|place|location|in|where|lieu|room|salle|city|ville)",
        "host": r"(?:host|hosted by|hote|organi[sz]er|organisateur|chair|president)",
        "agenda": r"(?:(?:draft|provisional|main|key|proposed|tentative) )?(?:agenda(?: items?)?|items"
        r"|points|topics)"
        r"(?: \w+)?|ordre du jour(?: provisoire)?",
        "recommendations": r"recommendations?|recommandations?",
        "owner": r"owner|responsible|lead(?: agency)?|responsable|led by|assigned to|pilote",
        "status": r"status|statut|etat",
        "purpose": r"purpose|objectives?|objectif|but",
        "format": r"format|modality|duration|length|duree|modalite",
        "link": r"links?|url|lien|registration|join|connection|inscription",
        "notes": r"notes?|nb|participants|documents?|outputs?|contact|background|comments?|remarks?|details?"
        r"|contexte|commentaires?|remarques?",
    }.items()
}
_STATUS_WORDS = {
    Status.PLANNED: (
        "planned, not started, pending, upcoming, open, to do, todo, prevu, prevue, a faire, a venir, "
        "non commence, planifie, planifiee, not yet started, proposed, en attente"
    ),
    Status.ON_TRACK: (
        "on track, on-track, ongoing, in progress, green, started, active, underway, under way, en "
        "cours, vert, en bonne voie, commence, in work, on going, on schedule"
    ),
    Status.AT_RISK: (
        "at risk, at-risk, delayed, amber, late, yellow, retarde, retardee, a risque, en retard, "
        "orange, slipped, behind schedule, reporte, reportee, postponed, on hold"
    ),
    Status.OFF_TRACK: "off track, off-track, blocked, red, rouge, bloque, overdue",
    Status.DONE: (
        "erledigt, abgeschlossen, fertig, completado, concluído, completato, "
        "done, completed, complete, finished, closed, delivered, published, submitted, adopted, "
        "released, approved, termine, terminee, fait, faite, acheve, achevee, acheves, publie, clos, "
        "100%, yes, oui, fini, endorsed, sent, circulated, ✓, ✔, ✅, livre, remis, shipped, achieved"
    ),
    Status.DROPPED: (
        "dropped, cancelled, canceled, withdrawn, abandoned, annule, annulee, annules, annulees, "
        "abandonne, abandonnee, supprime, retire, removed, discontinued"
    ),
    Status.HELD: "held, tenu, tenue, took place",
    Status.SCHEDULED: "confirmed, scheduled, confirme, confirmee, programme, programmee",
    Status.TO_SCHEDULE: "to schedule, to-schedule, to be scheduled, a programmer, a planifier",
    Status.POLLING: "polling, sondage",
}
STATUSES = {word: status for status, words in _STATUS_WORDS.items() for word in words.split(", ")}
CANCELLED = re.compile(
    r"(?:cancell?ed|annul[ée]e?s?|dropped|withdrawn|abandon(?:ed|n[ée]e?)|supprim[ée]e?)", re.IGNORECASE
)
POSTPONED = re.compile(
    r"(?:postponed|moved|delayed|deferred|rescheduled|slipped|shifted|report[ée]e?|d[ée]plac[ée]e?|retard[ée]e?|d[ée]cal[ée]e?)\b",
    re.IGNORECASE,
)
# What stands where a date would, and is none.
UNDATED = re.compile(
    r"(?:asap|as soon as possible|afterwards?|later|then|next|finally|ongoing|continuous(?:ly)?|before "
    r"that|meanwhile"
    r"|des que possible|ensuite|plus tard|en continu|(?:(?:month|day|year|yyyy|dd?|mm?|date|xx+|jour"
    r"|mois|annee)[ ,./-]*)+)"
)
NOTHING_ON = re.compile(
    r"(?:no|pas de|aucune?) (?:meetings?|calls?|sessions?|events?|activit\w+|talks?|reunions?"
    r"|seances?)(?: .*)?|free|break|holidays?|vacances"
    r"|public holiday|cancelled this week|off"
)
# What a day's programme has among its hours.
SLOT = re.compile(
    r"\b(?:lunch|dinner|coffee|tea|break|registration|welcome|opening remarks|dejeuner"
    r"|pause|accueil|wrap-?up)\b"
)
# What a table adds up, and what it says about itself: no items.
TOTAL = re.compile(r"(?:(?:grand|sub|overall|sous)[ -]?)?(?:totals?|totaux|sum|somme)\b")
REMARK = re.compile(
    r"(?:notes?|n\.? ?b\.?|remarks?|remarques?|legend|legende|key|sources?|abbreviations?) ?[:.] ?\S.*"
    r"|\*+ ?[^\W\d_].*|[a-z•■] ?= ?\S.*|page \d+(?: ?(?:of|sur|/) ?\d+)?"
)
PAGE_NUMBER = re.compile(r"page \d+(?: ?(?:of|sur|/) ?\d+)?|\W*\d+ ?(?:of|/|sur) ?\d+\W*")
# What was done to the document itself, right before the day of it, and by whom.
ABOUT_ITSELF = re.compile(
    r"(?:last |derni[eè]re )?(?:updated?|mise? [àa] jour|revised|printed|generated|edited|version|as of"
    r"|status as of|[ée]tat)\b(?: ?:| on| of| le| du| au)*\s*(?=[\w(])",
    re.IGNORECASE,
)
DECIDED_BY = re.compile(
    r"(?:adopted|approved|endorsed|agreed|adopt[ée]e?|approuv[ée]e?) (?:by|par)\b", re.IGNORECASE
)
# What somebody is to do, and when one meets again: told in minutes, too.
ACTION = re.compile(
    r"(?:(?:action|d[ée]cision|suite [àa] donner)(?: points?| items?)?|AP)(?: ?(?:n[o°]\.? ?)?\d{1,3})?"
    r" ?[:.–—-] ?(?=\S)"
    r"|(?:(?:date of )?(?:the )?next meetings?|prochaines? (?:r[ée]unions?|s[ée]ances?)[^:]{0,40}?) ?:",
    re.IGNORECASE,
)
NO_TITLE = re.compile(
    r"(?:t\.?b\.?[cda]\.?|to be (?:confirmed|determined|decided|announced)|none|nil|n/?a|nothing|-+|–|—"
    r"|\?+|\.{2,}|…"
    r"|[àa] (?:confirmer|d[ée]terminer|pr[ée]ciser|d[ée]finir)|no\s+(?:activit(?:y|ies)|meetings?"
    r"|events?|tasks?)(?:.*)?|free|open)",
    re.IGNORECASE,
)


def role_named(text: str) -> str | None:
    """The role of a column by its head, as a whole or by the first of the names it joins; dates first."""
    name = fold(text).strip(" :*_.?")
    whole = next((role for role, pattern in ROLES.items() if pattern.fullmatch(name)), None)
    if whole is not None or not _JOINED.search(name):
        return whole
    parts = [role_named(part) for part in _JOINED.split(name) if part.strip()]
    return "date" if "date" in parts else next(filter(None, parts), None)


_JOINED = re.compile(r"\s*(?:/|,|&|\band\b|\bet\b|\(|\)|\bor\b|\bou\b)\s*")  # "Date/venue", "Remarks (date)"


def label_named(text: str) -> str | None:
    """What a labelled line (``Venue: …``) is about, by its label."""
    name = fold(text).strip(" :*_.")
    return next((role for role, pattern in LABELS.items() if pattern.fullmatch(name)), None)


def status_named(text: str) -> Status | None:
    """The status that a word names."""
    word = fold(text).replace("_", " ").strip(" .:()[]*!")
    return STATUSES.get(word) or STATUSES.get(re.sub(r"^\W+", "", word))
