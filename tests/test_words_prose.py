"""What editors write is chosen by language and can't do harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words import Words

EN, ES = Words("en", ("en", "es")), Words("es", ("en", "es"))

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    '<img src="x" onerror="alert(1)">',
    "![picture](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href='vbscript:x'>x</a>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    "<iframe src='//evil.example'></iframe>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'></mi></math>",
    "<object data='x'></object><embed src='x'>",
    "<form action='//evil.example'><input name=q></form>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "</div></main><h1 id=top onclick=alert(1)>x</h1>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
]
FORBIDDEN = re.compile(
    r"<\s*/?\s*(script|style|iframe|svg|math|object|embed|img|form|input|base|meta|link|main|div|h1)\b"
    r"|\son\w+\s*=|\sstyle\s*=|\ssrc\s*=|\sid\s*=|href=\"?\s*(javascript|data|vbscript):|<!--",
    re.IGNORECASE,
)


@pytest.mark.parametrize("markdown", HOSTILE)
def test_markdown_can_not_carry_what_runs_or_loads(markdown: str) -> None:
    assert not FORBIDDEN.search(EN.markdown(markdown))
    assert not FORBIDDEN.search(EN.markdown(f"Before\n\n{markdown}\n\nafter"))


@given(st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "`", "\n", "[", "](", ")", "&lt;", "on"])))
def test_no_mixture_of_it_can_either(parts: list[str]) -> None:
    html = str(EN.markdown("".join(parts)))
    assert not re.search(r"<(script|style|iframe|svg|img|form|object)\b", html, re.IGNORECASE)
    assert not re.search(r"<[^>]*\s(on\w+|style|src)=", html, re.IGNORECASE)


def test_a_text_without_markdown_has_its_links_and_nothing_else() -> None:
    html = EN.linked("**See** [<b>](../x/) & [mail](mailto:a@b.org)", lambda address: f"/top{address[2:]}")
    assert html.startswith("**See** ")
    assert '<a href="/top/x/" rel="noopener">&lt;b&gt;</a> &amp; <a href=' in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"]
)
def test_a_link_of_a_text_leads_nowhere_that_could_do_harm(address: str) -> None:
    assert "<a" not in EN.linked(f"[x]({address})", str)


def test_where_no_link_can_be_its_words_are_read() -> None:
    assert EN.text('See [waiting](../x/ "How long") and [a] (b).') == "See waiting and [a] (b)."


@given(st.text(alphabet="ab`#>-* \n\t|1.", max_size=60))
def test_markdown_leaves_no_blank_line(markdown: str) -> None:
    assert "\n\n" not in re.sub(r"[ \t]+", "", str(EN.markdown(markdown)))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**bold** and [a link](https://example.org)", 'href="https://example.org"'),
        ("[mail](mailto:a@example.org)", 'href="mailto:a@example.org"'),
        ("[the page](../method/)", 'href="../method/"'),
        ("- one\n- two", "<li>two</li>"),
        ("```\na < b\n```", "a &lt; b"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "<td>2</td>"),
    ],
)
def test_ordinary_markdown_stays(markdown: str, html: str) -> None:
    assert html in EN.markdown(markdown)


def test_headings_stand_below_those_of_the_page_without_a_gap() -> None:
    assert re.findall(r"<h\d>", EN.markdown("# One\n\n#### Two\n\n# Three")) == ["<h3>", "<h4>", "<h3>"]


def test_a_text_falls_back_to_the_first_language_and_says_so() -> None:
    text = {"en": "Fish & chips"}
    assert (EN.text(text), EN.marked(text)) == ("Fish & chips", "Fish &amp; chips")
    assert ES.marked(text) == '<span lang="en">Fish &amp; chips</span>'
    assert ES.markdown(text) == '<div lang="en"><p>Fish &amp; chips</p></div>'
    assert ES.marked({"en": "Fish", "es": "Pescado"}) == "Pescado"


def test_a_text_without_the_first_language_comes_in_one_it_has() -> None:
    assert (EN.text({"es": "Pescado"}), EN.lang({"es": "Pescado"})) == ("Pescado", "es")


def test_no_text_is_nothing() -> None:
    assert (EN.text(None), EN.marked(None), EN.markdown(None)) == ("", "", "")


def test_values_in_a_message_are_escaped_unless_they_are_markup() -> None:
    assert EN.html("{a} & {b}", a="<b>", b=EN.markdown("*x*")) == "&lt;b&gt; &amp; <p><em>x</em></p>"


def test_codes_are_said_in_the_language_and_other_words_as_they_are() -> None:
    assert (ES.noun("patient"), ES.noun("<kite>")) == ("paciente", '<span lang="en">&lt;kite&gt;</span>')
