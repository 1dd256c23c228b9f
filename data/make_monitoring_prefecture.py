"""Make data/monitoring-prefecture: a prefecture that does not exist, with indicators of its own.

    python data/make_monitoring_prefecture.py [FOLDER]

Every name and number is drawn by chance from a fixed seed, so that the same files come out each
time. 1 prefecture, 3 counties, 27 townships, 210 villages, 14 indicators, 2021 to 2026 by quarter
or year. It has what real tables have: villages that leave numbers out, a township that gives none
for a year, new definitions, a township that changed its county, planned and target numbers.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

SEED, VILLAGES, TOWNSHIPS, YEARS = 2021, 210, 27, range(2021, 2027)
NAME, PREFECTURE = "monitoring-prefecture", "fictional-prefecture"
TITLE = "Fictional Prefecture (an invented example of monitoring)"
FOLDER = Path(__file__).parent / NAME
COUNTIES = (
    ("north-county", "North County (fictional)", 25.9, 100.0),
    ("middle-county", "Middle County (fictional)", 25.5, 100.1),
    ("south-county", "South County (fictional)", 25.1, 99.9),
)
FIRST = ("Upper", "Lower", "Old", "New", "East", "West", "Great", "Little", "High", "Long", "Red")
SECOND = ("Ford", "Mill", "Bridge", "Well", "Orchard", "Ridge", "Hollow", "Meadow", "Spring")
THIRD = ("", " Bank", " End")
TOWNS = ("Amber", "Birch", "Cedar", "Dune", "Ember", "Fern", "Grove", "Hazel", "Iris")
KINDS = ("out of poverty but unstable", "close to poverty", "in sudden hardship")
TYPES = ("model village", "improving village", "weak village")
QUARTERS = [f"{year}-Q{n}" for year in YEARS for n in (1, 2, 3, 4)][:-1]
Row = Sequence[object]

INDICATORS = """
indicator_id,label,label_zh,counted,unit,kind,across_places,weight,across_periods,decimals,better,group,breaks
population,Population,常住人口,people who live there,people,stock,sum,,last,0,neither,People,
households,Households,户数,households,households,stock,sum,,last,0,neither,People,
income-per-person,Income per person,人均可支配收入,disposable income of a year,yuan per person,flow,weighted_mean,population,none,0,up,Income,2023: a new sample of households
collective-income,Collective income,村集体经济收入,income of village collectives,"10,000 yuan",flow,sum,,sum,1,up,Income,
monitored-households,Monitored households,监测户,households watched for falling back into poverty,households,stock,sum,,last,0,down,Monitoring,
risk-removed,Risk removed,风险消除率,monitored households whose risk is removed,percent,share,weighted_mean,monitored-households,none,1,up,Monitoring,
allowance-households,Households on subsistence allowance,低保户,households,households,stock,sum,,last,0,down,Monitoring,2024-Q1: a higher line of need
labour-transfer,Labour transfer,劳动力转移就业,people who took up work elsewhere,people,flow,sum,,sum,0,up,Work,
public-posts,Public-welfare posts,公益性岗位,posts filled,people,stock,sum,,last,0,neither,Work,
paved-road,Paved road,硬化道路,length of paved road,km,stock,sum,,last,1,up,Living,2024: Iris township belongs to South County since this year
safe-housing,Safe housing,住房安全率,households in safe houses,percent,share,weighted_mean,households,last,1,up,Living,
tap-water,Tap water,自来水普及率,households with tap water,percent,share,weighted_mean,households,last,1,up,Living,
satisfaction,Satisfaction index,群众满意度,score of a survey,index,stock,none,,none,1,up,Living,
village-type,Village type,村庄类型,villages by type,villages,category,sum,,last,0,neither,Villages,
"""


@dataclass(frozen=True)
class Village:
    """A village, the township it lies in, and what its numbers grow from."""

    id: str
    town: str
    people: int
    households: int
    wealth: float


def slug(name: str) -> str:
    """Return the id of a place by its name."""
    return name.lower().replace(" ", "-").replace("(", "").replace(")", "")


def places(chance: random.Random) -> tuple[list[Row], list[Village]]:
    """Return the rows of places, and the villages among them."""
    rows: list[Row] = [
        (
            PREFECTURE,
            "Fictional Prefecture",
            "prefecture",
            "",
            "Invented.",
            25.5,
            100.0,
            "invented",
        ),
        *((id_, name, "county", PREFECTURE, "", y, x, "invented") for id_, name, y, x in COUNTIES),
    ]
    towns = []
    names = [
        f"{name} Township" if n == 0 else f"{name} {n + 1} Township"
        for n in range(3)
        for name in TOWNS
    ]
    for nth, name in enumerate(names):
        county, _, y, x = COUNTIES[nth % 3]
        note = "Until 2023 it belonged to Middle County." if nth == TOWNSHIPS - 1 else ""
        at = round(y + chance.uniform(-0.16, 0.16), 4), round(x + chance.uniform(-0.3, 0.3), 4)
        towns.append((slug(name), *at))
        rows.append((slug(name), name, "township", county, note, *at, "invented"))
    villages = []
    all_names = [f"{a} {b}{c}" for a, b, c in product(FIRST, SECOND, THIRD)]
    for nth, name in enumerate(chance.sample(all_names, VILLAGES)):
        town, y, x = towns[nth % TOWNSHIPS]
        at = round(y + chance.uniform(-0.05, 0.05), 4), round(x + chance.uniform(-0.08, 0.08), 4)
        households = chance.randint(120, 900)
        people = round(households * chance.uniform(3.0, 4.2))
        villages.append(Village(slug(name), town, people, households, chance.uniform(0.7, 1.4)))
        rows.append((slug(name), name, "administrative village", town, "", *at, "invented"))
    return rows, villages


def by_year(chance: random.Random, one: Village, year: int) -> Iterator[Row]:
    """Yield what a village states once a year: indicator, group, status and value."""
    since = year - YEARS[0]
    grown = 1.09**since * (1.06 if year >= 2023 else 1.0)
    yield "population", "", "achieved", round(one.people * (1 - 0.004 * since))
    yield "households", "", "achieved", one.households
    yield "income-per-person", "", "achieved", round(11000 * one.wealth * grown, -1)
    yield (
        "collective-income",
        "",
        "achieved",
        round(one.wealth * 9 * 1.15**since + chance.random(), 1),
    )
    yield "paved-road", "", "achieved", round(one.households / 60 + 0.4 * since, 1)
    yield "safe-housing", "", "achieved", min(100.0, round(93 + one.wealth * 3 + since * 0.6, 1))
    yield "tap-water", "", "achieved", min(100.0, round(70 + one.wealth * 12 + since * 2.5, 1))
    yield "satisfaction", "", "achieved", round(chance.uniform(78, 96), 1)
    yield "public-posts", "", "achieved", chance.randint(2, 14)
    yield "labour-transfer", "", "target", round(one.people * 0.16, -1)
    if year in (YEARS[0], YEARS[-1]):
        rank = (one.wealth < 1.15) + (one.wealth < 0.9)
        yield "village-type", TYPES[max(0, rank - (year == YEARS[-1]))], "achieved", 1


def by_quarter(chance: random.Random, one: Village, nth: int) -> Iterator[Row]:
    """Yield what a village states each quarter: indicator, group, status and value."""
    kinds = [max(0, round(chance.gauss(3.2, 1.6) * (1 - 0.02 * nth) / one.wealth)) for _ in KINDS]
    total = sum(kinds)
    yield "monitored-households", "", "achieved", total
    yield from (
        ("monitored-households", k, "achieved", n) for k, n in zip(KINDS, kinds, strict=True)
    )
    if total:
        removed = min(100.0, round(35 + 2.4 * nth + chance.uniform(-12, 12), 1))
        yield "risk-removed", "", "achieved", removed
    line = 1.18 if nth >= QUARTERS.index("2024-Q1") else 1.0
    yield "allowance-households", "", "achieved", round(one.households * 0.07 / one.wealth * line)
    season = (0.06, 0.03, 0.02, 0.03)[nth % 4]
    yield "labour-transfer", "", "achieved", round(one.people * season * chance.uniform(0.7, 1.3))


def observations(chance: random.Random, villages: Sequence[Village]) -> Iterator[Row]:
    """Yield every observation; some are left empty, as in real tables."""
    silent = villages[5].town  # this township gave nothing in 2023
    periods = [(str(year), year, by_year, year) for year in YEARS]
    periods += [
        (quarter, nth, by_quarter, int(quarter[:4])) for nth, quarter in enumerate(QUARTERS)
    ]
    for one in villages:
        for period, at, stated, year in periods:
            for indicator, group, status, value in stated(chance, one, at):
                gap = chance.random() < 0.025 and indicator not in ("population", "households")
                if one.town == silent and year == 2023:
                    continue
                cell = "" if gap else value
                yield one.id, indicator, period, status, group, cell


def write(path: Path, head: Sequence[str], rows: Sequence[Row]) -> None:
    """Write one table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        into = csv.writer(file, lineterminator="\n")
        into.writerow(head)
        into.writerows(rows)


def main() -> None:
    """Write the dataset into the folder that the command line names."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    found, villages = places(chance)
    head = ("place_id", "name", "kind", "parent_id", "note", "latitude", "longitude", "datum")
    write(folder / "places.csv", head, found)
    declared, *rows = csv.reader(INDICATORS.strip().splitlines())
    source = "invented by a generator"
    write(folder / "indicators.csv", [*declared, "source"], [[*row, source] for row in rows])
    head = ("place_id", "indicator_id", "period", "status", "group", "value")
    write(folder / "observations.csv", head, list(observations(chance, villages)))
    described = {
        "name": NAME,
        "title": TITLE,
        "description": "Invented by data/make_monitoring_prefecture.py; there is no such place.",
        "fictional": True,
        "resources": [
            {"name": name, "path": f"{name}.csv"}
            for name in ("places", "indicators", "observations")
        ],
    }
    text = json.dumps(described, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
