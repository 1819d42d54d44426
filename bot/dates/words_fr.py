"""The words of dates in French, as in `words_en`."""

from __future__ import annotations

from bot.dates.words_en import Words

FRENCH: Words = {
    "MONTH": {
        1: "janvier, janv", 2: "février, févr, fév", 3: "mars", 4: "avril, avr", 5: "mai", 6: "juin",
        7: "juillet, juil", 8: "août", 9: "septembre, sept", 10: "octobre, oct", 11: "novembre, nov",
        12: "décembre, déc",
    },
    "WEEKDAY": {
        0: "lundi, lun", 1: "mardi", 2: "mercredi, mer", 3: "jeudi, jeu", 4: "vendredi, ven", 5: "samedi, "
        "sam",
        6: "dimanche, dim",
    },
    "WEEKDAYS": {True: "lundis, mardis, mercredis, jeudis, vendredis, samedis, dimanches"},
    "ORDINAL": {
        1: "premier, première", 2: "deuxième, second, seconde", 3: "troisième", 4: "quatrième",
        -1: "dernier, dernière",
    },
    "SUFFIX": {True: "er, re, ère, e, ème, nd, nde, ère"},
    "NUMBER": {
        1: "un, une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit",
        9: "neuf", 10: "dix", 11: "onze", 12: "douze", 15: "quinze",
    },
    "DAY": {"d": "jour, jours"},
    "WORKDAY": {True: "jour ouvrable, jour ouvré, jours ouvrables, jours ouvrés"},
    "WEEK": {"w": "semaine, semaines, sem, sem."},
    "MONTHS": {"m": "mois"},
    "QUARTER": {"q": "trimestre, trimestres"},
    "YEAR": {"y": "an, ans, année, années"},
    "HOUR": {60: "heure, heures"},
    "MINUTE": {1: "minute, minutes"},
    "HALF": {True: "moitié"},
    "HALFHOUR": {30: "demi-heure, une demi-heure"},
    "NEXTDAY": {"d": "lendemain"},
    "FORTNIGHTOF": {True: "quinzaine"},
    "SEMESTER": {True: "semestre"},
    "NEXT": {1: "prochain, prochaine"},
    "NEXTBEHIND": {1: "prochain, prochaine, qui vient"},
    "FOLLOWINGBEHIND": {1: "suivant, suivante, d'après"},
    "THIS": {0: "ce, cet, cette"},
    "THISBEHIND": {0: "en cours"},
    "PREVIOUSBEHIND": {-1: "dernier, dernière, passé, passée"},
    "INEIGHT": {7: "en huit", 14: "en quinze"},
    "OF": {True: "de, du, d', de l', de la, en"},
    "THE": {True: "le, la, l', les"},
    "AND": {"and": "et"},
    "OR": {"or": "ou, ou bien"},
    "EITHER": {True: "soit"},
    "TO": {True: "à, au, jusqu'au, jusqu'à, a"},
    "FROM": {True: "du, de"},
    "BETWEEN": {True: "entre"},
    "AT": {True: "à, vers, de, dès, entre, a partir de"},
    "ON": {True: "le, au, du, pour le, pour, à, en, dès le, prévu le, échéance:, date:"},
    "MOVEDTO": {
        True: "reporté au, reportée au, repoussé au, repoussée au, déplacé au, déplacée au, avancé au, "
        "avancée au, "
        "reporté à, reportée à, déplacé à, déplacée à, reporter au, reporter à, repousser au, repousser à, "
        "déplacer au, déplacer à, avancé à, avancée à, avancer au"
    },
    "ONDAY": {True: "le, du, au"},
    "IN": {True: "dans"},
    "WITHIN": {True: "d'ici, d'ici à"},
    "LATEST": {
        True: "d'ici, d'ici le, d'ici au, d'ici à, au plus tard le, au plus tard, avant la fin de, jusqu'au, "
        "jusqu'à, pour"
    },
    "BEFORE": {True: "avant, avant le, avant la"},
    "NOTBEFORE": {True: "pas avant, pas avant le, au plus tôt le, au plus tôt"},
    "AFTER": {True: "après, après le, suivant, à compter de"},
    "STARTING": {True: "à partir de, à partir du, à compter du, à compter de, dès, dès le, depuis, "
        "depuis le"},
    "LATER": {1: "plus tard, après"},
    "EARLIER": {-1: "plus tôt, avant"},
    "FROMNOW": {True: "à partir d'aujourd'hui"},
    "POSTPONE": {
        1: "reporté d', reporté de, reportée d', reportée de, reporter d', reporter de, repoussé d', "
        "repoussé de, repoussée d', repoussée de, repousser de, repousser d', retardé de, retardé d', "
        "retardée de, retardée d', retarder de, retarder d'",
        -1: "avancé de, avancé d', avancée de, avancée d', avancer de, avancer d'",
    },
    "EITHERWAY": {1: "décalé de, décalé d', décalée de, décalée d', décaler de, décaler d'"},
    "SAMETIME": {True: "même heure, à la même heure, la même heure, mêmes heures"},
    "SAMEDAY": {True: "même jour, le même jour"},
    "PART": {
        "early": "début, au début de, début de, au début du, au début d', courant début",
        "mid": "mi, milieu de, au milieu de, milieu du",
    },
    "END": {"late": "fin, fin de, la fin de, fin du, la fin du, à la fin de, à la fin du, la fin d', fin d'"},
    "MONTHLONG": {True: "courant, courant du mois de, mois de, au mois de"},
    "WEEKOF": {True: "semaine du, la semaine du, sem. du"},
    "SEASON": {"spring": "printemps, au printemps", "summer": "été, l'été", "autumn": "automne, l'automne",
               "winter": "hiver, l'hiver"},
    "SCHOOLYEAR": {True: "année scolaire, année universitaire"},
    "BIENNIUM": {True: "exercice, les années, l'année"},
    "DAYPART": {"AM": "matin, au matin", "PM": "après-midi, l'après-midi, dans l'après-midi"},
    "HALFDAY": {True: "demi-journée, une demi-journée"},
    "ALLDAY": {True: "toute la journée, journée entière"},
    "VAGUETIME": {True: "soir, en soirée, minuit, à minuit, soirée, nuit"},
    "TONIGHT": {True: "ce soir"},
    "NOON": {12: "midi"},
    "HOURMARK": {True: "h"},
    "LASTING": {True: "pendant, durant, durée"},
    "INCLUSIVE": {True: "inclus, compris"},
    "TODAY": {-1: "hier", 0: "aujourd'hui", 1: "demain", 2: "après-demain, après demain"},
    "NONE": {
        True: "à confirmer, à définir, à déterminer, à préciser, à fixer, sans date, aucune, non daté, "
        "en continu, "
        "continu, date à confirmer, en cours, à convenir, s.o., sans objet"
    },
    "VAGUE": {True: "dès que possible, bientôt, plus tard, ultérieurement, prochainement, au besoin, "
        "ensuite"},
    "PLACEHOLDER": {True: "jj/mm/aaaa, jour mois année, insérer la date"},
    "TENTATIVE": {
        True: "à confirmer, provisoire, provisoirement, éventuellement, possible, probablement, "
        "sans doute, prévu"
    },
    "ABOUT": {True: "vers, vers le, environ, autour du, aux alentours du, aux environs du"},
    "RECURRING": {True: "chaque, tous les, toutes les, hebdomadaire, mensuel, mensuelle, trimestriel, "
        "annuel"},
    "WAS": {
        True: "reporté du, reportée du, reporté de, reportée de, initialement, au lieu du, au lieu de, "
        "précédemment, anciennement, déplacé du, déplacée du, était prévu, prévu initialement"
    },
    "NOW": {True: "maintenant, désormais, au, à"},
    "CONDITIONAL": {True: "sauf, si, sous réserve, à moins, peut-être, selon"},
    "START": {True: "début du projet, le début du projet, lancement du projet, démarrage"},
    "TIMEOF": {True: "heure de, heure d', heure du, heures de, à l'heure de, heure"},
    "BECAUSE": {True: "car, parce que, parce qu', puisque, pour que, afin de, suite à, en raison de, "
        "à cause de"},
}  # fmt: skip

# Words that only documents use; their months and weekdays come from the Common Locale Data Repository.
OTHERS: dict[str, Words] = {
    "es": {"OF": {True: "de, del"}, "TO": {True: "a, al"}, "AND": {"and": "y"}, "FROM": {True: "del, de"},
           "ON": {True: "el"}, "END": {"late": "finales de, fines de"}, "WEEK": {"w": "semana"},
           "PART": {"early": "principios de", "mid": "mediados de"}},
    "de": {"WEEK": {"w": "kw, woche"}, "TO": {True: "bis"}, "FROM": {True: "vom, von"}, "AND": {"and": "und"},
           "ON": {True: "am, im, den"}, "END": {"late": "ende"}, "PART": {"early": "anfang", "mid": "mitte"},
           "HOURMARK": {True: "uhr"}, "QUARTER": {"q": "quartal"}, "OR": {"or": "oder"},
           "BEFORE": {True: "vor dem"}, "AT": {True: "um"}, "LATEST": {True: "bis, bis zum"}},
    "pt": {"OF": {True: "de"}, "TO": {True: "a"}, "AND": {"and": "e"}, "END": {"late": "fim de, final de"},
           "WEEK": {"w": "semana"}, "PART": {"early": "início de", "mid": "meados de"}},
    "it": {"TO": {True: "al"}, "FROM": {True: "dal"}, "AND": {"and": "e"}, "WEEK": {"w": "settimana"},
           "END": {"late": "fine"}, "PART": {"early": "inizio", "mid": "metà"}},
}  # fmt: skip
