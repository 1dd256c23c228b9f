"""Room for text: a Chinese letter is as wide as two Latin ones, a combining mark has no width."""

from __future__ import annotations

from metrics.charts import readings
from metrics.charts.text_size import text_width
from metrics.model.rows import Row

COMMITTEE = "苍山西镇上街村民委员会"


def test_a_chinese_name_has_the_room_of_its_letters() -> None:
    assert text_width(COMMITTEE, 14) >= len(COMMITTEE) * 14


def test_a_mark_above_a_letter_needs_no_room() -> None:
    assert text_width("e\u0301", 14) == text_width("e", 14)


def test_a_reason_in_chinese_has_room_beside_its_amount() -> None:
    words = {"because": COMMITTEE, "reading": "no safe reading", "kind": "money"}
    chart = readings.figure([Row(3.0, words=words)], {})
    assert chart.layout["margin"]["l"] >= len(COMMITTEE) * 14
