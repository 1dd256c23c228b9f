"""What tests of files share: several datasets, and a machine without Chrome."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stores import stored
from without_chrome import no_chrome as no_chrome

from metrics.store.open import Store

DATA = Path(__file__).resolve().parents[2] / "data"
Data = tuple[str, Store]
CHINESE = {
    "places.csv": """place_id,name,kind,parent_id
a,虚构县,county,
b,石龙村,administrative village,a
c,龙潭彝族回族自治村民委员会,administrative village,a
d,<b>& 'co'</b> village,administrative village,a
""",
    "poverty_exits.csv": """place_id,year,status,households,people
b,2018,achieved,12,44
c,2018,achieved,30,101
d,2018,achieved,,7
b,2019,achieved,9,33
c,2019,planned,20,80
""",
    "work_teams.csv": """place_id,as_of,members,party_members
a,2019-12-31,9,6
""",
}


def build(folder: Path) -> Data:
    """Build the tables of a folder; return its name and them."""
    return folder.name, stored(folder)


@pytest.fixture(scope="session")
def chinese(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Data:
    """Build a small county with Chinese names, without a document, with two topics only."""
    folder = tmp_path_factory.mktemp("datasets") / "chinese-county"
    folder.mkdir()
    for name, text in CHINESE.items():
        (folder / name).write_text(text, encoding="utf-8")
    resources = [{"name": name[:-4], "path": name} for name in CHINESE]
    about = json.dumps({"title": "虚构县", "resources": resources}, ensure_ascii=False)
    (folder / "datapackage.json").write_text(about, encoding="utf-8")
    return build(folder)


@pytest.fixture(scope="session", params=["yangbi", "fictional-county", "chinese-county"])
def dataset(request: pytest.FixtureRequest, cache: None, chinese: Data) -> Data:
    """Open each of three datasets: with a document, of many villages, of Chinese names."""
    return chinese if request.param == chinese[0] else build(DATA / request.param)


@pytest.fixture
def changed(copy: Path) -> Store:
    """Build the dataset as it would be if one number had been corrected since."""
    file = copy / "figures.csv"
    before = file.read_text(encoding="utf-8")
    text = before.replace('"2,976 people",2976', '"2,976 people",2977')
    assert text != before
    file.write_text(text, encoding="utf-8")
    return stored(copy)
