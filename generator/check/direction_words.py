"""What the words of a standard and the size of its targets say of which way is better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.inputs import Standard

STRONG, WEAK = 2, 1


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for higher (above 0) or lower (below 0) being better, and what it is."""

    weight: int
    why: str


def _words(*texts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{''.join(texts)})", re.IGNORECASE)


# Of a share of people, calls or letters. In English, Spanish and French.
_KEPT = _words(
    "within|in under|in time|on time|(?:the )?same(?: or next)? day|no longer than|at most|in less than",
    "|called back|rung back|rebooked|resolved|acknowledged|satisfied|would recommend|kept",
    "|dentro de|a tiempo|en menos de|el mismo día|a más tardar|devueltas|satisfech[oa]s",
    "|dans les|à temps|à l'heure|en moins de|le jour même|au plus tard|rappelés|satisfaits",
)
_DONE = _words(
    "answered|replied|seen|told|informed|met|ready|helped|returned|treated|offered|closed|sent",
    "|contestad[oa]s?|respondid[oa]s?|atendid[oa]s?|informad[oa]s?",
    "|répondu|traité|vus?\\b|informé|pris en charge",
)
_FAILED = _words(
    "missed|abandon|unanswered|(?:not|never|without being|before being) (?:answered|seen|called|told|met)",
    "|hung up|no[- ]?shows?|nobody|did ?n.t (?:come|attend)|left (?:before|without)|late\\b|overdue",
    "|cancel|turned away|lost\\b|refused|came back for|for want of|for lack of|waiting (?:over|more|longer)",
    "|readmi|infect|wrong|failed|delayed",
    "|perdid[oa]s|abandonad|colgaron|sin (?:ser|respuesta|contestar|atender)|no (?:contestad|atendid)",
    "|nadie|cancelad|rechazad|tarde\\b|atrasad",
    "|manqué|abandonné|raccroché|sans (?:réponse|avoir été)|non (?:répondu|traité)|personne n|annulé",
    "|en retard",
)
_HARM = _words(
    "complaints?|falls?|errors?|incidents?|injur|mistakes?|delays?",
    "|pain|stress|burnout|anxiety|distress|effort|fatigue|dolor|estrés|ansiedad|douleur|anxiété"
    "|quejas?|caídas?|errores|incidentes|demoras?|plaintes?|chutes?|erreurs?|incidents?|retards?",
)
# Of a length of time.
_WAIT = _words(
    "within|until|no longer than|at most|wait|delay|time to|answer|repl|turnaround|overdue|on hold",
    "|dentro de|hasta|espera|demora|tiempo de respuesta|a más tardar",
    "|attente|jusqu|délai|retard|au plus tard",
)
_GIVEN = _words(
    "at least|(?:minutes|time|hours) (?:with|for|spent)|length of|enough time|opening",
    "|por lo menos|al menos|(?:minutos|tiempo|horas) (?:con|para)|duración de",
    "|au moins|(?:minutes|temps|heures) (?:avec|pour)|durée de",
)
_GOOD = _words(
    "rating|enough|listen|definitely|excellent|satisf|recommend|courte|helpful|trust|expectations|happy|friendly|compliments?|thanks|ideas",
    "|calificaci|recomend|amable|confianza|note\\b|confiance|aimable|serviable",
)
_DEED = _words(
    "assess|report|prevent|review|learn|change|improve|avoid|screen|train|audit|made|evit|previen|informe",
    "|cambi|mejor|évit|prévent|amélior",
)
_COST = _words("price|cost|fee\\b|charge|precio|costo|tarifa|prix|coût|frais")


def said(standard: Standard) -> Sign | None:
    """What the title, and what is counted, say of the way."""
    for text in _texts(standard):
        if found := _said(standard.measure.kind, text):
            return found
    return None


def _texts(standard: Standard) -> Iterator[str]:
    for text in (standard.title, standard.measure.counts):
        if text:
            yield from [text] if isinstance(text, str) else text.values()


def _said(kind: str, text: str) -> Sign | None:
    kept, done, failed = _KEPT.search(text), _DONE.search(text), _FAILED.search(text)
    harm, good = _HARM.search(text), _GOOD.search(text)
    match kind:
        case "proportion" | "conversion":
            if failed:
                return None if kept else _sign(-STRONG, failed)
            if kept or good:
                return _sign(STRONG, kept or good)
            return _sign(WEAK, done) if done else None
        case "duration":
            wait, given = _WAIT.search(text), _GIVEN.search(text)
            return _sign(STRONG, given) if given else _sign(-STRONG, wait) if wait else None
        case "score":
            return _sign(-STRONG, harm) if harm else _sign(STRONG, good) if good else None
        case "money":
            cost = _COST.search(text)
            return _sign(-WEAK, cost) if cost else None
        case _:
            if kept or good or done or _DEED.search(text):
                return None
            return _sign(-STRONG, failed or harm) if failed or harm else None


def _sign(weight: int, found: re.Match[str] | None) -> Sign:
    return Sign(weight, f"it speaks of `{found[0].strip().lower()}`" if found else "")


def of_targets(standard: Standard, aims: list[float]) -> Sign | None:
    """What the kind and the size of its targets say."""
    least, most = min(aims), max(aims)
    match standard.measure.kind:
        case "proportion" | "conversion" if least >= 0.995:
            return Sign(3, "no share can be above its targets")
        case "proportion" | "conversion" if least >= 0.6:
            return Sign(WEAK, "its targets are most of all")
        case "proportion" if most <= 0.1:
            return Sign(-WEAK, "its targets are a small part of all")
        case "score":
            return Sign(WEAK, "")
        case "duration" | "money":
            return Sign(-WEAK, "")
    return None
