"""Other words for keys and columns: what people call them, in the languages that tables come in."""

from __future__ import annotations

from collections.abc import Collection

from generator.model import lookalike_signs
from generator.model.file_places import slug

_OTHERS = {
    "title": "name titulo titre titel heading label nombre nom",
    "name": "title nombre nom nome",
    "theme": "tema category topic group",
    "country": "pais pays land nation",
    "city": "ciudad ville town place cidade",
    "location": "coordinates position gps ubicacion",
    "opened": "abierto ouvert since start abre",
    "closed": "cerrado ferme until end",
    "hours": "horario horarios horaires opening opening-hours",
    "time_zone": "timezone tz zone",
    "roles": "papeles",
    "owner": "responsible responsable dueno encargado",
    "why": "reason rationale porque",
    "targets": "objetivo objetivos meta metas cible cibles objectif objectifs goal goals",
    "measure": "medida mesure metric",
    "kind": "type tipo",
    "counts": "numerator numerador numerateur",
    "out_of": "denominator denominador denominateur",
    "better": "direction polarity desired",
    "decimals": "precision digits",
    "guidance": "advice help",
    "promise": "description descripcion",
    "review": "revision revue",
    "references": "links sources referencias",
    "value": "valor valeur result target goal figure",
    "from": "since desde depuis start",
    "in": "for where en",
    "year": "ano annee",
    "source": "fuente origen",
    "at": "date when period fecha",
    "note": "comment comments notes remark remarks nota observation text",
    "missing": "reason motivo raison why",
    "checklist": "list tasks steps",
    "summary": "description resumen resume",
    # Columns of tables.
    "clinic": "site hospital clinica clinique facility practice provider centre center location",
    "standard": "kpi indicator indicador indicateur norme estandar measure metric",
    "period": "month date mes mois periodo periode quarter year week day fecha",
    "met": "numerator numerador num within hits",
    "of": "denominator total denominador denom base",
    "events": "numerator",
    "per": "denominator",
    "n": "number count cases sample",
    "unit": "units unidad unite",
}


def word(text: str, known: Collection[str]) -> str:
    """The known word that is meant by another one; empty where it could be several, or none."""
    meant = slug(lookalike_signs.plain(text))
    found = [name for name in known if meant in _OTHERS.get(name, "").split()]
    return found[0] if len(found) == 1 else _first(found)


def _first(found: list[str]) -> str:
    """Of a share and a rate, whose parts have the same other words, the share is meant."""
    return next((name for name in ("met", "of", "title", "name") if name in found), "")
