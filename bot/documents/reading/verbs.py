"""The verbs of workplans, by what they make of an item, and how to find one behind a word."""

from __future__ import annotations

from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HOLD = _words("""
    attend convene convoquer have hold host organise organiser organize tenir
""")
HAND_OVER = _words("""
    deliver forward hand present présenter remettre soumettre submit table transmettre transmit
""")
ACTIVITY = _words("""
    adopt adopter advertise agree announce appoint approach approuver approve arrange assess attend
    begin brief call carry circulate collect collecter commence commencer conduct confirm consult
    consulter continue contribute convene coordinate decide diffuser discuss disseminate distribuer
    distribute démarrer désigner endorse engage envoyer establish examiner explore facilitate follow
    former gather hold host identifier identify implement initiate investigate invitation invite inviter
    issue kick lancer launch liaise maintain map mettre mobilise mobilize monitor nominate nommer open
    organise organiser organize participate pilot plan poursuivre promote raise reach recruit recueillir
    request research review roll run schedule seek select send set share solicit start support survey
    test tester train undertake validate valider
""")
_PRODUCE = _words("""
    achever analyse analyser analyze build compile compiler complete conclude consolidate create créer
    define deliverable design develop devise document draft définir edit elaborate finalise finaliser
    finalize formulate outline prepare present produce produire propose préparer publier publish release
    report revise rédiger réviser summarise summarize synthesise synthesize traduire translate update
    write élaborer établir
""")
_NOUNS = dict(
    pair.split(":")
    for pair in _words("""
        adoption:adopter announcement:announce circulation:circulate collection:collect
        commencement:commence completion:complete consultation:consult continuation:continue
        delivery:deliver development:develop diffusion:diffuser dissemination:disseminate
        distribution:distribute drafting:draft envoi:envoyer establishment:establish examen:examiner
        finalisation:finalise finalization:finalise identification:identify implementation:implement
        lancement:lancer launch:launch nomination:nominate organisation:organise preparation:prepare
        presentation:present production:produce préparation:préparer présentation:présenter
        publication:publish review:review revision:revise rédaction:rédiger soumission:soumettre
        submission:submit transmission:transmit validation:valider élaboration:élaborer
    """)
)
VERBS = ACTIVITY | _PRODUCE | HAND_OVER | {"close", "dissolve"}


@lru_cache(maxsize=4096)
def base_verb(word: str) -> str | None:
    """The known verb behind a word (``distributes``, ``Finalising``, ``launch``, ``submission``), or None."""
    low = word.lower().strip(",.:;")
    if low in VERBS:
        return low
    if low in _NOUNS:
        return _NOUNS[low]
    for ending in ("es", "s", "ed", "d", "ing"):
        if low.endswith(ending):
            stem = low[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem):
                if candidate in VERBS:
                    return candidate
    return None
