"""Make data/fictional-county: a county that does not exist, to see trends, filters and rankings.

    python data/make_fictional_county.py [FOLDER]

Every name and number is drawn by chance from a fixed seed, so that the same files come out each
time. 1 county, 6 townships, 65 villages, 2014 to 2020, every table of topics. Some villages leave
numbers out, as real ones do.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

SEED, VILLAGES, YEARS = 2014, 65, range(2014, 2021)
COUNTY = "fictional-county"
TITLE = "Fictional County (an invented example)"
FOLDER = Path(__file__).parent / COUNTY
TOWNSHIPS = ("Amber", "Birch", "Cedar", "Dune", "Ember", "Fern")
FIRST = ("Upper", "Lower", "Old", "New", "East", "West", "Great", "Little")
SECOND = ("Ford", "Mill", "Bridge", "Well", "Orchard", "Ridge", "Hollow", "Meadow", "Spring")
PRODUCTS = {
    "fruit": ("apples", "pears", "walnuts"),
    "vegetables and spices": ("ginger", "cucumbers", "peppers"),
    "livestock": ("goats", "bees"),
    "tourism": ("guest houses",),
}
PAIRED = (
    ("leaders", 40, "people", "villages with leaders", 30, "administrative villages"),
    ("departments", 90, "departments", "villages with departments", 65, "administrative villages"),
    ("officials and employees", 2400, "people", "poor households", 2900, "households"),
    ("officials and employees", "", "people", "people in these households", 10100, "people"),
)
GIVEN = (
    ("departments", "assistance projects won for the villages", 74, "projects", "to date"),
    ("departments", "assistance measures or plans drawn up", 2810, "measures", "to date"),
)
TRAINED = (
    ("special lectures", "all", "to date", 12, "lectures"),
    ("guidance training", "all", "2020 to date", 900, "person-times"),
    ("skills training", "all", "2020 to date", 640, "person-times"),
    ("transfer into employment", "rural labourers", "2020 to date", 720, "people"),
)
Row = Sequence[object]


def places(chance: random.Random) -> list[Row]:
    """Return the rows of places: the county, its townships, its villages."""
    names = chance.sample([f"{one} {two}" for one, two in product(FIRST, SECOND)], VILLAGES)
    towns = [(name.lower(), name, "township", COUNTY) for name in TOWNSHIPS]
    villages = [
        (name.lower().replace(" ", "-"), name, "administrative village", chance.choice(towns)[0])
        for name in sorted(names)
    ]
    return [(COUNTY, "Fictional County", "county", ""), *towns, *villages]


def exits(chance: random.Random, villages: Sequence[str]) -> Iterator[Row]:
    """Yield each village's exits of each year; those of the last year are planned."""
    for village in villages:
        households = chance.randint(6, 60)
        for year in YEARS:
            left = round(households * chance.uniform(0.5, 1.5))
            status = "planned" if year == YEARS[-1] else "achieved"
            people = round(left * chance.uniform(3.0, 4.0))
            yield year, village, status, "" if chance.random() < 0.03 else left, people


def teams(chance: random.Random, villages: Sequence[str]) -> Iterator[Row]:
    """Yield each village's work team; one of the Party members of most is the first secretary."""
    for village in villages:
        members = chance.randint(2, 6)
        party = chance.randint(1, members)
        yield village, "end of 2019", members, party, int(chance.random() < 0.8)


def industries(chance: random.Random, villages: Sequence[str]) -> Iterator[Row]:
    """Yield one or two products of four in five villages."""
    pairs = [(one, sector) for sector, ones in PRODUCTS.items() for one in ones]
    for village in villages:
        if chance.random() < 0.8:
            for one, sector in chance.sample(pairs, chance.randint(1, 2)):
                yield village, one, sector


def tables() -> dict[str, tuple[str, list[Row]]]:
    """Return each table's header and rows, by its name."""
    chance = random.Random(SEED)
    there = places(chance)
    villages = [str(row[0]) for row in there if row[2] == "administrative village"]
    paired = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit"
    return {
        "places": ("place_id,name,kind,parent_id", there),
        "poverty_exits": (
            "year,place_id,status,households,people",
            list(exits(chance, villages)),
        ),
        "work_teams": (
            "place_id,as_of,members,party_members,first_secretaries",
            list(teams(chance, villages)),
        ),
        "village_industry": ("place_id,product,sector", list(industries(chance, villages))),
        "village_collectives": (
            "place_id,pilot_villages,villages,reaching_target,income_target",
            [(COUNTY, 12, 12, 9, 20000)],
        ),
        "paired_assistance": (paired, [(COUNTY, *row) for row in PAIRED]),
        "assistance_given": (
            "place_id,topic,kind,quantity,unit,period",
            [(COUNTY, *row) for row in GIVEN],
        ),
        "training": (
            "place_id,activity,audience,period,quantity,unit",
            [(COUNTY, *row) for row in TRAINED],
        ),
    }


def write(folder: Path) -> None:
    """Write the dataset into a folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    found = tables()
    for name, (header, rows) in found.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows])
    described = {
        "name": COUNTY,
        "title": TITLE,
        "description": "Invented by data/make_fictional_county.py; no such county exists.",
        "fictional": True,
        "resources": [{"name": name, "path": f"{name}.csv"} for name in found],
    }
    (folder / "datapackage.json").write_text(json.dumps(described, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
