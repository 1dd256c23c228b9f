"""What each file of each core chart holds, decoded: plain values, which fonts do not change.

`python tests/exports/test_golden.py` writes the golden files anew.
"""

from __future__ import annotations

import csv as rows_of
import json
import os
import re
import tempfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from PIL import Image
from PIL.PngImagePlugin import PngImageFile
from pypdf import PdfReader

from metrics.exports import embedded_metadata
from metrics.exports.make import ExportRequest, render_export
from metrics.store import build_cache
from metrics.store.open import Store

MASKS = ((r"\b[0-9a-f]{64}\b", "<checksum>"), (r"(version[=\": ]+)[0-9a-f]{8}\b", r"\1<version>"))


def masked(value: Any) -> Any:
    """Return plain values without what changes with the data: version and checksums."""
    text = json.dumps(value, ensure_ascii=False)
    for pattern, mask in MASKS:
        text = re.sub(pattern, mask, text)
    found = json.loads(text)
    if isinstance(found, dict) and "data_version" in found:
        found["data_version"] = "<version>"
    return found


def csv(data: bytes) -> Any:
    rows = rows_of.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    return [[re.sub("^[0-9a-f]{8}$", "<version>", cell) for cell in row] for row in rows]


def xlsx(data: bytes) -> Any:
    book = load_workbook(BytesIO(data))
    sheets = {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book}
    account = [
        [name, "<version>" if name == "Data version" else text]
        for name, text in sheets["Source and filters"]
    ]
    return {**sheets, "Source and filters": account, "frozen": [s.freeze_panes for s in book]}


def parquet(data: bytes) -> Any:
    table = pq.read_table(BytesIO(data))
    said = json.loads(table.schema.metadata[b"village_metrics"])
    types = {field.name: str(field.type) for field in table.schema}
    return {"types": types, "said": masked(said), "rows": table.to_pylist()}


def as_json(data: bytes) -> Any:
    found = json.loads(data)
    return {**found, "about": masked(found["about"])}


def svg(data: bytes) -> Any:
    said = embedded_metadata.read_svg_metadata(data)
    tree = ElementTree.fromstring(embedded_metadata.svg_content(data))
    texts = [_text(one) for one in tree.iter() if one.tag.endswith("}text")]
    marks = [one for one in tree.iter() if "point" in one.get("class", "").split()]
    return {"texts": [t for t in texts if t], "marks": len(marks), "said": masked(said)}


def _text(one: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", "".join(one.itertext()).replace("\u00a0", " ")).strip()


def png(data: bytes) -> Any:
    with Image.open(BytesIO(data)) as image:
        assert isinstance(image, PngImageFile)
        chunks = {name: image.text[name] for name in ("Title", "Description", "Source")}
        size = list(image.size)
    return {
        "size": size,
        "chunks": chunks,
        "said": masked(embedded_metadata.read_png_metadata(data)),
    }


def pdf(data: bytes) -> Any:
    found = PdfReader(BytesIO(data))
    properties = {
        k: str(v) for k, v in (found.metadata or {}).items() if not k.endswith(("Date", "Producer"))
    }
    said = masked(json.loads(properties.pop("/VillageMetrics")))
    return {"pages": len(found.pages), "properties": properties, "said": said}


DECODERS: dict[str, Callable[[bytes], Any]] = {
    "csv": csv,
    "xlsx": xlsx,
    "parquet": parquet,
    "json": as_json,
    "svg": svg,
    "png": png,
    "pdf": pdf,
}

GOLDEN = Path(__file__).parent / "golden"
CORE = ("poverty_exits", "party_members", "village_industry")
BASE = "http://localhost:8501/"


def decoded(store: Store, topic: str, form: str) -> str:
    """Return what a file holds, as a text that can be compared and read."""
    data = render_export(store, ExportRequest(topic, form, base=BASE))
    found = masked(DECODERS[form](data))
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("form", DECODERS)
@pytest.mark.parametrize("topic", CORE)
def test_a_file_holds_what_it_held(store: Store, topic: str, form: str) -> None:
    golden = (GOLDEN / f"{topic}.{form}.json").read_text(encoding="utf-8")
    assert decoded(store, topic, form) == golden, "refresh: python tests/exports/test_golden.py"


@pytest.mark.slow
def test_bars_are_as_high_as_their_values(store: Store) -> None:
    data = render_export(store, ExportRequest("poverty_exits", "svg", base=BASE))
    paths = re.findall(r'class="point"><path[^>]*d="M[-\d.]+,([-\d.]+)V([-\d.]+)H', data.decode())
    heights = [abs(float(top) - float(bottom)) for bottom, top in paths]
    households, people = heights[:2], heights[2:]
    assert [h / households[0] for h in households] == pytest.approx([1, 719 / 854], abs=0.01)
    assert [h / people[0] for h in people] == pytest.approx([1, 2585 / 2976, 6000 / 2976], abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("topic", CORE)
def test_every_form_says_the_same_of_itself(store: Store, topic: str) -> None:
    svg = embedded_metadata.read_svg_metadata(
        render_export(store, ExportRequest(topic, "svg", base=BASE))
    )
    png = embedded_metadata.read_png_metadata(
        render_export(store, ExportRequest(topic, "png", base=BASE))
    )
    table = json.loads(render_export(store, ExportRequest(topic, "json", base=BASE)))["about"]
    assert svg is not None
    assert png is not None
    for name in table:
        assert svg[name] == png[name] == table[name]


if __name__ == "__main__":
    os.environ["VILLAGE_METRICS_CACHE"] = tempfile.mkdtemp()
    built = build_cache.ensure(Path(__file__).resolve().parents[2] / "data" / "yangbi")
    GOLDEN.mkdir(exist_ok=True)
    for one in CORE:
        for ending in DECODERS:
            text = decoded(Store(built.path, built.fingerprint), one, ending)
            (GOLDEN / f"{one}.{ending}.json").write_text(text, encoding="utf-8")
