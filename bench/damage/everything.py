"""All kinds of mistakes there are, in one tuple."""

from __future__ import annotations

from bench.damage import files, harmless, keys, names, shape, signs, tables, times, values
from bench.damage.book import Kind

MISTAKES: tuple[Kind, ...] = tuple(
    kind
    for module in (shape, signs, keys, names, values, times, tables, files)
    for kind in module.KINDS.all
    if kind.times
)
HARMLESS: tuple[Kind, ...] = tuple(harmless.KINDS.all)
SEED = 5
