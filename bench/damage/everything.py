"""All kinds of mistakes there are, in one tuple."""

from __future__ import annotations

from bench.damage import (
    again,
    aims,
    consequences,
    everykey,
    figures,
    files,
    harmless,
    indented,
    keys,
    likely,
    names,
    otherwise,
    pointless,
    shape,
    signs,
    standins,
    sudden,
    tables,
    times,
    translated,
    twins,
    untidy,
    values,
    words,
)
from bench.damage.book import Kind

MODULES = (
    *(shape, signs, keys, names, values, sudden, times, aims),
    *(figures, tables, files, words, twins, consequences),
    *(standins, otherwise, indented, everykey, untidy, likely, pointless, translated, again),
)
MISTAKES: tuple[Kind, ...] = tuple(kind for module in MODULES for kind in module.KINDS.all if kind.times)
HARMLESS: tuple[Kind, ...] = tuple(harmless.KINDS.all)
SEED = 5
