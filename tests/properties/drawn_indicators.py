"""Datasets of indicators drawn at random: any tree of places, rows at any level, weights, gaps."""

from __future__ import annotations

import json
import random
from pathlib import Path

KINDS = ("province", "prefecture", "county", "township", "administrative village", "hamlet")
INDICATORS = """indicator_id,label,unit,kind,across_places,weight,across_periods
people,People,people,stock,sum,,last
rate,Rate,percent,share,weighted_mean,people,last
far,Far,km,stock,none,,last
"""
PERIODS = ("2019", "2020", "2020-Q1", "2021年")


def write(folder: Path, seed: int) -> Path:
    """Write the dataset that a seed draws."""
    draw = random.Random(seed)
    folder.mkdir(parents=True)
    places: list[tuple[str, int, str]] = []
    for nth in range(draw.randint(2, 14)):
        above = [one for one in places if one[1] < len(KINDS) - 1]
        inside = draw.choice(above) if above and draw.random() < 0.8 else None
        level = draw.randint(inside[1] + 1 if inside else 0, 5 if inside else 2)
        places.append((f"p{nth}", level, inside[0] if inside else ""))
    outside = draw.random() < 0.3
    lines = [
        f"{one},Place {one},{KINDS[level]},{parent},"
        + ("outside" if outside and draw.random() < 0.3 else "")
        for one, level, parent in places
    ]
    head = "place_id,name,kind,parent_id,named_in\n"
    (folder / "places.csv").write_text(head + "\n".join(lines) + "\n")
    (folder / "indicators.csv").write_text(INDICATORS)
    (folder / "observations.csv").write_text("\n".join(_observations(draw, places)) + "\n")
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("places", "indicators", "observations")]
    (folder / "datapackage.json").write_text(json.dumps({"title": "Drawn", "resources": resources}))
    return folder


def _observations(draw: random.Random, places: list[tuple[str, int, str]]) -> list[str]:
    lines = ["place_id,indicator_id,period,status,group,value", "p0,people,2019,achieved,all,5"]
    for one, *_ in places:
        for period in PERIODS:
            for group in ("", "women"):
                for indicator, most in (("people", 900), ("rate", 100), ("far", 40)):
                    if draw.random() < 0.4:
                        status = draw.choice(("achieved", "planned"))
                        value = draw.choice(
                            ("", str(draw.randint(1, most)), f"{draw.randint(1, 99)}.5")
                        )
                        lines.append(f"{one},{indicator},{period},{status},{group},{value}")
    return lines
