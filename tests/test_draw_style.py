"""Colours can be told from what they lie on, and the browser's files carry the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.charts import browser_assets, plotly_layouts
from generator.charts.style import DARK, DECORATION, LIGHT, MEANINGS, TEXT, Scheme, colour

ASSETS = Path(browser_assets.__file__).parents[1] / "render" / "assets"
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_wcag_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)


@SCHEMES
@pytest.mark.parametrize("meaning", [name for name in MEANINGS if name not in DECORATION])
def test_what_is_drawn_stands_out_from_background_and_band(scheme: Scheme, meaning: str):
    for behind in (scheme.background, scheme.band):
        assert contrast(getattr(scheme, meaning), behind) >= 3


@SCHEMES
@pytest.mark.parametrize("meaning", sorted(TEXT))
def test_text_can_be_read_on_background_and_band(scheme: Scheme, meaning: str):
    for behind in (scheme.background, scheme.band):
        assert contrast(getattr(scheme, meaning), behind) >= 4.5


@SCHEMES
def test_improvement_and_concern_differ_in_more_than_hue_for_the_colour_blind(scheme: Scheme):
    """Blue against orange keeps apart in red-green blindness, where only blue against yellow is left."""
    blue, orange = (int(it[5:7], 16) - int(it[1:3], 16) for it in (scheme.improvement, scheme.concern))
    assert blue > 80
    assert orange < -80


def test_concern_differs_in_shape_too():
    assert plotly_layouts.TRACES["concern"]["marker"]["symbol"] == "square"
    assert plotly_layouts.TRACES["improvement"]["marker"]["symbol"] == "circle"


@pytest.mark.parametrize("name", ["charts.css", "charts.js"])
def test_the_browsers_files_carry_what_python_says(name: str):
    """After a change: `python -c "from pathlib import Path; from generator.charts import assets;
    assets.refresh(Path('generator/render/assets'))"`."""
    said = (ASSETS / name).read_text(encoding="utf-8")
    assert (
        said.partition(browser_assets.BEGIN)[2].partition(browser_assets.END)[0]
        == browser_assets.parts()[name]
    )


def test_refresh_changes_only_its_part(tmp_path: Path):
    for name in browser_assets.parts():
        (tmp_path / name).write_text(f"before\n{browser_assets.BEGIN}stale\n{browser_assets.END}after\n")
    browser_assets.refresh(tmp_path)
    for name, part in browser_assets.parts().items():
        assert (
            tmp_path / name
        ).read_text() == f"before\n{browser_assets.BEGIN}{part}{browser_assets.END}after\n"


def test_refresh_refuses_a_file_without_its_comments(tmp_path: Path):
    (tmp_path / "charts.css").write_text("body {}")
    with pytest.raises(ValueError, match=r"charts\.css has lost"):
        browser_assets.refresh(tmp_path)


def test_sizes_in_the_style_sheet_are_those_that_plotly_keeps():
    css = (ASSETS / "charts.css").read_text(encoding="utf-8")
    padding = (
        f"{plotly_layouts.TOP}px {plotly_layouts.RIGHT}px {plotly_layouts.BOTTOM}px {plotly_layouts.LEFT}px"
    )
    assert f"height: {plotly_layouts.HEIGHT}px;\n  padding: {padding};" in css
    assert f".bb-area {{\n  height: {plotly_layouts.AREA}px;" in css


def test_every_colour_is_used_by_name(tmp_path: Path):
    with pytest.raises(KeyError):
        colour("red")
    css = (ASSETS / "charts.css").read_text(encoding="utf-8")
    drawn = css.partition(browser_assets.END)[2]
    assert [name for name in MEANINGS if colour(name) not in drawn] == []
