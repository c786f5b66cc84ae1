"""The block that a chart stands in: title, picture, sentence, table, and data for the browser."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from drawn import WORDS, series, standard

from generator.charts import chart_frame
from generator.charts.trend import figure as trend
from generator.words import Words

WAIT = standard(targets=["20 min"])
EVIL = "</script><img src=x onerror=alert(1)>\"'&"


class Block(HTMLParser):
    """Tags of a block in order, and what its script holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.script = ""
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_script = tag == "script"

    def handle_data(self, data):
        self.script += data if self._in_script else ""

    def handle_endtag(self, tag):
        self._in_script = False

    def one(self, tag: str, css: str = "") -> dict:
        (found,) = (said for name, said in self.tags if name == tag and said.get("class", "") == css)
        return found


def test_a_chart_stands_in_the_page_three_times():
    figure = trend.figure(series([18.0, 22.0], target=20.0), WAIT, WORDS, "North")
    html = chart_frame.markup(figure, "<table><tr><td>22</td></tr></table>", WORDS, "waiting-north")
    assert Block(html).one("figure", "bb-figure") == {
        "class": "bb-figure", "id": "waiting-north", "data-kind": "trend",
    }  # fmt: skip
    order = [
        html.index(it)
        for it in ("Waiting, North</", "<svg", "<figcaption>", "<details>", "<table>", "<script")
    ]
    assert order == sorted(order)
    assert figure.sentence in html


def test_the_spec_in_the_page_is_the_spec():
    figure = trend.figure(series([18.0, 22.0], target=20.0), WAIT, WORDS, "North")
    block = Block(chart_frame.markup(figure, "", WORDS, "x"))
    assert block.one("script", "bb-spec")["type"] == "application/json"
    assert json.loads(block.script) == json.loads(json.dumps(figure.spec))


def test_no_text_leaves_the_script_or_the_caption():
    figure = trend.figure(series([18.0], notes={0: EVIL}), standard(title=EVIL), WORDS, EVIL)
    block = Block(chart_frame.markup(figure, "", WORDS, EVIL))
    assert [tag for tag, _ in block.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in block.tags}
    assert block.one("figure", "bb-figure")["id"] == EVIL
    assert json.loads(block.script)


def test_what_isnt_a_number_never_reaches_the_page():
    assert chart_frame.in_script({"y": [float("nan"), float("inf"), 1.5]}) == '{"y":[null,null,1.5]}'


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_buttons_words_are_all_there(language):
    words = Words(language)
    figure = trend.figure(series([18.0]), WAIT, words, "North")
    said = json.loads(Block(chart_frame.markup(figure, "", words, "x")).one("div", "bb-tools")["data-words"])
    assert set(said) == {"explore", "back", "reset", "save", "keys", "failed"}
    assert all(said.values())
    assert "{format}" in said["save"]
