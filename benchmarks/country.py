"""A fictional country of any size, as a dataset of partitioned Parquet files.

34 provinces, and in them prefectures, counties, townships and villages in the proportions of a
large country: 150 rows a village and 690,000 villages at a hundred million rows. `observations`
gives nine indicators of each village and year, one of them a mean weighted by another;
`poverty_exits` one row a village and year. Each number is worked out from a hash of its place,
indicator, year and the seed: the same arguments give the same numbers.

    python -m benchmarks.country FOLDER --millions 10 --years 2010 2024
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROVINCES = 34
VILLAGES_A_MILLION = 6_900
IN_A_TOWNSHIP, IN_A_COUNTY, IN_A_PREFECTURE = 17, 240, 2_000  # villages
# id, label, unit, kind, across_places, weight, largest value
INDICATORS = (
    ("people", "Residents", "people", "stock", "sum", "", 4_000),
    ("households", "Households", "households", "stock", "sum", "", 1_200),
    ("income", "Income", "10,000 yuan", "flow", "sum", "", 9_000),
    ("grain", "Grain", "tonnes", "flow", "sum", "", 2_500),
    ("land", "Farm land", "mu", "stock", "sum", "", 8_000),
    ("houses", "Houses mended", "houses", "flow", "sum", "", 60),
    ("roads", "Roads built", "km", "flow", "sum", "", 12),
    ("water", "Households with piped water", "percent", "share", "weighted_mean", "people", 100),
    ("clinics", "Distance to a clinic", "km", "stock", "none", "", 40),
)
MEASURED = ("percent", "km")  # units of values with a decimal
COLUMNS = ["indicator_id", "label", "unit", "kind", "across_places", "weight", "across_periods"]
_PLACES = """
create table villages as
select range as n, range * {provinces} // {villages} as province,
       range // {prefecture} as prefecture, range // {county} as county,
       range // {township} as township
from range({villages})"""
# A prefecture lies in the province of its first village, and so on upwards.
_TREE = """
copy (
    select format('{{:02d}}', n) as place_id, 'Province ' || n as name, 'province' as kind,
           null as parent_id from range({provinces}) p(n)
    union all
    select format('f{{}}', prefecture), 'Prefecture ' || prefecture, 'prefecture',
           format('{{:02d}}', min(province)) from villages group by prefecture
    union all
    select format('c{{}}', county), 'County ' || county, 'county', format('f{{}}', min(prefecture))
    from villages group by county
    union all
    select format('t{{}}', township), 'Town ' || township, 'township', format('c{{}}', min(county))
    from villages group by township
    union all
    select format('v{{}}', n), 'Village ' || n, 'administrative village', format('t{{}}', township)
    from villages)
to {to} (format parquet)"""
_OBSERVATIONS = """
copy (
    select format('v{{}}', n) as place_id, i.id as indicator_id, 'achieved' as status,
           if(i.whole, 1 + hash(n, i.id, year, {seed}) % i.most,
              (hash(n, i.id, year, {seed}) % (10 * i.most)) / 10)::double as value,
           year::varchar as period
    from villages cross join range({first}, {last} + 1) y(year) cross join indicators i)
to {to} (format parquet, partition_by (period), overwrite_or_ignore)"""
_EXITS = """
copy (
    select format('v{{}}', n) as place_id, 'achieved' as status, year,
           (hash(n, 'exits', year, {seed}) % 50)::bigint as households,
           (hash(n, 'exits', year, {seed}) % 50 * 3)::bigint as people
    from villages cross join range({first}, {last} + 1) y(year))
to {to} (format parquet, partition_by (year), overwrite_or_ignore)"""


@dataclass(frozen=True)
class Country:
    """How large a country is, which years it has, and the seed of its numbers."""

    millions: float = 1
    years: tuple[int, int] = (2010, 2024)
    seed: int = 1

    @property
    def villages(self) -> int:
        """How many villages it has."""
        return max(PROVINCES, round(VILLAGES_A_MILLION * self.millions))

    @property
    def rows(self) -> int:
        """How many rows its two tables have."""
        return self.villages * (self.years[1] - self.years[0] + 1) * (len(INDICATORS) + 1)


def write(folder: Path, country: Country) -> None:
    """Write the dataset of a country into a folder that is not there yet."""
    folder.mkdir(parents=True)
    _write_indicators(folder / "indicators.csv")
    with duckdb.connect() as con:
        con.execute("set preserve_insertion_order = false")
        con.execute("create table indicators (id varchar, most bigint, whole boolean)")
        known = [(i[0], i[6], i[2] not in MEASURED) for i in INDICATORS]
        con.executemany("insert into indicators values (?, ?, ?)", known)
        con.execute(_PLACES.format(**_sizes(country)))
        con.execute(_TREE.format(**_sizes(country), to=_literal(folder / "places.parquet")))
        for year in range(country.years[0], country.years[1] + 1):
            write_year(con, folder, country, year)
    _write_descriptor(folder)


def write_year(con: duckdb.DuckDBPyConnection, folder: Path, country: Country, year: int) -> None:
    """Write the partitions of one year."""
    values = {"first": year, "last": year, "seed": country.seed}
    con.execute(_OBSERVATIONS.format(**values, to=_literal(folder / "observations")))
    con.execute(_EXITS.format(**values, to=_literal(folder / "poverty_exits")))


def _sizes(country: Country) -> dict[str, int]:
    return {
        "provinces": PROVINCES,
        "villages": country.villages,
        "prefecture": IN_A_PREFECTURE,
        "county": IN_A_COUNTY,
        "township": IN_A_TOWNSHIP,
    }


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _write_indicators(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        to = csv.writer(file, lineterminator="\n")
        to.writerow(COLUMNS)
        for name, label, unit, kind, across, weight, _ in INDICATORS:
            to.writerow([name, label, unit, kind, across, weight, "last"])


def _write_descriptor(folder: Path) -> None:
    paths = {
        "places": "places.parquet",
        "indicators": "indicators.csv",
        "observations": "observations",
        "poverty_exits": "poverty_exits",
    }
    resources = [{"name": name, "path": path} for name, path in paths.items()]
    says = {"title": "A fictional country", "fictional": True, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(says, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a country as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.country", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--millions", type=float, default=1, help="million rows, about")
    parser.add_argument("--years", type=int, nargs=2, default=(2010, 2024))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    country = Country(chosen.millions, tuple(chosen.years), chosen.seed)
    write(chosen.folder, country)
    print(f"{chosen.folder}: {country.rows:,} rows, {country.villages:,} villages")


if __name__ == "__main__":
    main()
