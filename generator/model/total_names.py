"""What people call a line of sums, where the name of one clinic belongs."""

from __future__ import annotations

import re

_TOTAL = (
    r"(?:grand |sub-?)?totals?|total(?:es)? general(?:es)?|totales|sum|suma|somme|summe|gesamt|insgesamt"
    r"|overall|combined|aggregate|average|mean|median|promedio|media|moyenne|durchschnitt|network|red|réseau"
    r"|national|nationwide|ensemble|alle?|every|everyone|everywhere|todos|todas|tous|toutes|whole|entire"
)
_OF = (
    r"clinics?|clínicas?|cliniques?|kliniken|sites?|locations?|units?|centres?|centers?|hospitals?|network|"
    r"system|group|organi[sz]ation|red|réseau|countries|regions?"
)
_SUM = re.compile(
    rf"(?:{_TOTAL})(?:[ _-]+(?:of|de|for|the|las|los|les|la|le|our|all|todas|toutes))*"
    rf"(?:[ _-]+(?:{_OF}|{_TOTAL}))?|(?:{_OF})[ _-]+(?:{_TOTAL})",
    re.IGNORECASE,
)

DELETE = "Delete it: totals are worked out from the values."
DELETE_FILE = "Delete the file: totals are worked out from the values."


def is_one(text: str) -> bool:
    """Whether this calls a sum, or a mean, of all: `Total`, `all clinics`, `todas`, `network-total`."""
    return _SUM.fullmatch(" ".join(re.split(r"[\s_-]+", text.strip()))) is not None
