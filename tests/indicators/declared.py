"""Small datasets of indicators for tests: tables of text, written and built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from stores import stored

from metrics.store.open import Store

PLACES = """place_id,name,kind,parent_id
c,Oak County,county,
t,Oak Township,township,c
a,Ash,administrative village,t
b,Birch,administrative village,t
"""
INDICATORS = """indicator_id,label,unit,kind,across_places,weight,across_periods,decimals
hh,Households,households,stock,sum,,last,0
income,Income,yuan per household,flow,weighted_mean,hh,none,0
water,Tap water,percent,share,weighted_mean,hh,last,1
score,Score,index,stock,none,,none,1
"""
LONG = """place_id,indicator_id,period,value
a,hh,2021,10
b,hh,2021,30
a,income,2021,1000
b,income,2021,2000
a,score,2021,5
b,score,2021,7
"""


def write(folder: Path, tables: Mapping[str, str]) -> Path:
    """Write a dataset of tables of text, those not given as above; return its folder."""
    whole = {"places": PLACES, "indicators": INDICATORS, "observations": LONG, **tables}
    folder.mkdir(exist_ok=True)
    for name, text in whole.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in whole]
    described = json.dumps({"title": "Oak", "resources": resources})
    (folder / "datapackage.json").write_text(described, encoding="utf-8")
    return folder


def built(folder: Path, tables: Mapping[str, str] | None = None) -> Store:
    """Write a dataset and open its built tables."""
    return stored(write(folder, tables or {}))
