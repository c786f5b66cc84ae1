"""The Content-Security-Policy lets known scripts through and nothing else."""

from __future__ import annotations

import pytest

from generator.mkdocs.security import policy, with_policy

# The example of the W3C's Content Security Policy Level 3, section 'Usage of hashes'.
HELLO = "alert('Hello, world.');"
HELLO_HASH = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def scripts(page: str) -> str:
    """What the policy says of scripts, where every text of this file's is known."""
    return next(rule for rule in policy(page, {HELLO}).split("; ") if rule.startswith("script-src"))


def test_a_script_that_nobody_knows_gets_no_hash():
    assert scripts("<script>alert('Hello, world!');</script>") == "script-src 'self'"


def test_a_known_script_that_the_page_lacks_gets_none_either():
    assert scripts("<p>Hello</p>") == "script-src 'self'"


def test_an_inline_script_is_let_through_by_its_hash():
    assert scripts(f"<head></head><script>{HELLO}</script>") == f"script-src 'self' {HELLO_HASH}"


def test_a_script_that_stands_twice_is_named_once():
    assert scripts(f"<script>{HELLO}</script><script>{HELLO}</script>").count("sha256") == 1


@pytest.mark.parametrize(
    "harmless",
    [
        "",
        '<script src="a.js"></script>',
        "<script defer src=a.js></script>",
        '<script type="application/json">{"a": 1}</script>',
        "<script id=x type='application/ld+json'>{}</script>",
    ],
)
def test_files_and_data_need_no_hash(harmless):
    assert scripts(f"<body>{harmless}</body>") == "script-src 'self'"


def test_a_module_and_a_script_in_capitals_are_scripts_too():
    assert scripts(f'<SCRIPT type="module">{HELLO}</SCRIPT>') == f"script-src 'self' {HELLO_HASH}"


def test_nothing_unsafe_is_allowed_to_scripts_of_a_published_page():
    rules = dict(rule.split(" ", 1) for rule in policy(f"<script>{HELLO}</script>", {HELLO}).split("; "))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert rules["object-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'self'"


def test_the_preview_lets_its_reload_script_through():
    page = f"<head></head><script>{HELLO}</script>"
    assert "script-src 'self' 'unsafe-inline';" in policy(page, (), live_reload=True)


def test_the_policy_stands_before_all_but_the_encoding():
    page = with_policy('<html><head>\n<meta charset="utf-8">\n<script src="a.js"></script></head></html>', ())
    assert page.index("charset") < page.index("Content-Security-Policy") < page.index("a.js")
    assert page.index("Content-Security-Policy") < 1024


def test_a_page_without_declared_encoding_has_it_first_in_its_head():
    page = with_policy("<html><head><title>x</title></head></html>", ())
    assert page.startswith('<html><head>\n      <meta http-equiv="Content-Security-Policy"')
