"""The map of a small table of attendances, for tests that import one."""

from __future__ import annotations

MAP = """\
name: attendances
clinic: {column: org, country: gb, name: "Organisation {value}"}
period: {column: month}
standard: {fixed: seen}
fields:
  met: all - late
  of: all
handbook: {title: Seen in time, themes: {waiting: {title: Waiting}}}
countries: {gb: {name: England}}
standards:
  seen:
    title: Seen in time
    theme: waiting
    measure: {kind: proportion}
    targets: [95%]
"""
