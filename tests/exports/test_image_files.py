"""An image file is named by its size and scale, and says how large it is on paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from metrics.exports.image import SCALES, SIZES
from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.verify import verify
from metrics.exports.view import view
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store


@pytest.mark.parametrize(
    ("form", "size", "scale", "name"),
    [
        ("png", "report", 2, "yangbi-poverty-exits-2014-report-2x.png"),
        ("png", "slide", 4, "yangbi-poverty-exits-2014-slide-4x.png"),
        ("svg", "column", 4, "yangbi-poverty-exits-2014-column.svg"),
        ("pdf", "square", 1, "yangbi-poverty-exits-2014-square.pdf"),
        ("csv", "square", 1, "yangbi-poverty-exits-2014.csv"),
        ("zip", "square", 1, "yangbi-poverty-exits-2014.zip"),
    ],
)
def test_size_and_scale_stand_in_the_name_of_an_image(
    store: Store, form: str, size: str, scale: int, name: str
) -> None:
    wish = ExportRequest("poverty_exits", form, Selection(years=(2014,)), size, scale)
    assert file_name(store, wish) == name


def test_no_two_images_of_a_view_have_the_same_name(store: Store) -> None:
    wishes = [ExportRequest("loan", "png", size=s, scale=n) for s in SIZES for n in SCALES]
    assert len({file_name(store, wish) for wish in wishes}) == len(wishes) == 15


@pytest.mark.slow
@pytest.mark.parametrize(("scale", "dpi"), [(1, 150), (2, 300), (4, 600)])
def test_a_png_says_its_resolution(store: Store, scale: int, dpi: int) -> None:
    data = render_export(store, ExportRequest("poverty_exits", "png", scale=scale))
    with Image.open(BytesIO(data)) as image:
        assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
        assert image.width / dpi == 8  # inches, whatever the scale
    assert [one.word for one in verify(store, "yangbi", "a.png", data)] == ["matches"]


def test_a_card_lists_every_size_scale_and_form_of_its_files(store: Store) -> None:
    shown = view(store, "poverty_exits", Selection())
    export = json.loads(card(shown, {}, 6))["export"]
    assert list(export["sizes"]) == ["report", "square", "slide", "column", "a4"]
    assert list(export["scales"].values()) == [
        "1x, 150 dpi, for the screen",
        "2x, 300 dpi, for print",
        "4x, 600 dpi, for a poster",
    ]
    assert export["tables"] == {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON"}


@pytest.mark.slow
def test_the_folder_of_the_font_goes_with_the_process(tmp_path: Path) -> None:
    code = "from metrics.exports.typeface import script_for_chrome as s; print(s().exists())"
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == "True\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_threads_that_ask_at_once_are_given_one_file_that_is_there() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from metrics.exports.typeface import script_for_chrome as script\n"
        "found = list(Pool(8).map(lambda _: script(), range(8)))\n"
        "print(len(set(found)), found[0].exists())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "True"], done.stderr
