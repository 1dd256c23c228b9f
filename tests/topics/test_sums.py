"""What a sum of several places is of: dates, places that state it, amounts of money, empty rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from stores import FIGURE_COLUMNS

from metrics.errors import DataProblems
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, TOPICS, choices

PLACES = (
    "place_id,name,kind,parent_id\n"
    "hill,Hill County,county,\nup,Upper,township,hill\nlow,Lower,township,hill\n"
    "oak,Oak,administrative village,up\nelm,Elm,administrative village,up\n"
    "ash,Ash,hamlet,elm\nfir,Fir,administrative village,low\n"
)
TEAMS = "place_id,as_of,members,party_members\n"
EXITS = "year,place_id,status,households,people\n"
County = Callable[..., Store]


@pytest.fixture
def county(dataset: County) -> County:
    """Build a county of three villages and a hamlet, with the tables named."""
    return lambda **tables: dataset(places=PLACES, **tables)


def shown(store: Store, topic: str, *columns: str, **chosen: object) -> list[list[object]]:
    """Return the rows of a topic by some of its columns, None where nothing stands."""
    found = TOPICS[topic].rows.rows(store, Selection(**chosen))[list(columns)]  # type: ignore[arg-type] # its filters
    cells: list[list[object]] = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    return cells


@pytest.mark.slow
def test_a_hamlet_chosen_with_its_village_is_counted_once_in_every_topic(county: County) -> None:
    store = county(
        work_teams=TEAMS + "elm,2020,10,4\nash,2020,3,1\n",
        poverty_exits=EXITS + "2020,elm,achieved,9,50\n2020,ash,achieved,2,8\n",
    )
    both = ("Ash", "Elm")
    assert shown(store, "party_members", "value", villages=both)[:2] == [[10], [4]]
    assert shown(store, "poverty_exits", "value", villages=both) == [[9], [50]]


@pytest.mark.slow
def test_the_latest_date_is_told_by_its_day_and_not_by_its_text(county: County) -> None:
    teams = "oak,end of 2019,5,2\noak,at the start of 2021,7,3\nelm,end of 2019,4,1\n"
    store = county(work_teams=TEAMS + teams)
    found = shown(store, "party_members", "as_of", "value", "places", "stated")
    assert found[0] == ["at the start of 2021", 7, 3, 1]
    note = view(store, "party_members", Selection()).drawing.notes[-1]
    assert note == "Also given, and not added, with how many places: end of 2019 (2)."


@pytest.mark.slow
def test_a_village_shows_the_latest_date_of_its_own(county: County) -> None:
    store = county(work_teams=TEAMS + "oak,2021,7,3\nelm,2019年底,4,1\n")
    found = shown(store, "party_members", "as_of", "value", villages=("Elm",))
    assert found[0] == ["2019年底", 4]


@pytest.mark.slow
def test_words_without_a_year_are_allowed_and_stand_for_the_time_of_writing(
    county: County,
) -> None:
    store = county(work_teams=TEAMS + "oak,end of 2019,5,2\noak,at the time of writing,6,2\n")
    assert shown(store, "party_members", "as_of", "value")[0] == ["at the time of writing", 6]


@pytest.mark.parametrize(("one", "other"), [("at writing", "to date"), ("2019", "end of 2019")])
def test_dates_of_one_place_that_cannot_be_ordered_are_a_fault(
    county: County, one: str, other: str
) -> None:
    with pytest.raises(DataProblems) as refused:
        county(work_teams=TEAMS + f"oak,{one},5,2\noak,{other},6,2\n")
    (fault,) = refused.value.problems
    assert (fault.row, fault.column, fault.value) == (3, "as_of", other)
    assert "as_of_date" in fault.do


@pytest.mark.slow
def test_a_day_given_beside_the_words_decides(county: County) -> None:
    head = "place_id,as_of,as_of_date,members,party_members\n"
    teams = "oak,at writing,2020-05-01,5,2\noak,to date,2018-05-01,6,2\n"
    store = county(work_teams=head + teams)
    assert shown(store, "party_members", "as_of", "value")[0] == ["at writing", 5]


@pytest.mark.slow
def test_places_that_give_no_row_are_among_those_that_could(county: County) -> None:
    store = county(poverty_exits=EXITS + "2020,oak,achieved,9,50\n2020,elm,achieved,2,\n")
    columns = ("measure", "value", "stated", "places", "added", "place")
    assert shown(store, "poverty_exits", *columns) == [
        ["households", 11, 2, 3, "2 of 3 places state it", "Hill County"],
        ["people", 50, 1, 3, "1 of 3 places state it", "Hill County"],
    ]
    notes = view(store, "poverty_exits", Selection()).drawing.notes
    assert (
        "2020, households: only 2 of 3 places state it, so the true sum is at least this." in notes
    )


@pytest.mark.slow
def test_a_place_chosen_that_gives_no_row_is_counted_as_not_stating_it(county: County) -> None:
    store = county(poverty_exits=EXITS + "2020,oak,achieved,9,50\n")
    found = shown(store, "poverty_exits", "value", "added", "place", villages=("Fir", "Oak"))
    assert found == [
        [9, "1 of 2 places state it: Oak", "Oak"],
        [50, "1 of 2 places state it: Oak", "Oak"],
    ]


@pytest.mark.slow
def test_money_without_a_figure_stands_with_what_was_given(county: County) -> None:
    given = (
        "place_id,topic,kind,quantity,unit,period\n"
        "hill,schools,money for roofs,300,yuan,2020\nhill,schools,roofs,2,roofs,2020\n"
    )
    store = county(assistance_given=given)
    columns = ("helper_kind", "side", "counted", "value", "unit", "period")
    assert shown(store, "paired_assistance", *columns) == [
        ["schools", "given", "money for roofs", 300, "yuan", "2020"],
        ["schools", "given", "roofs", 2, "roofs", "2020"],
    ]
    alt = view(store, "paired_assistance", Selection()).drawing.alt
    assert alt == "Bars: money for roofs: 300 yuan; roofs: 2 roofs."


@pytest.mark.slow
def test_numbers_in_different_units_are_never_added(county: County) -> None:
    given = (
        "place_id,topic,kind,quantity,unit,period\n"
        "oak,schools,money,300,yuan,2020\nelm,schools,money,2,ten thousand yuan,2020\n"
    )
    assert shown(county(assistance_given=given), "paired_assistance", "value", "unit") == [
        [2, "ten thousand yuan"],
        [300, "yuan"],
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "text", "topic"),
    [
        (
            "training",
            "place_id,activity,audience,period,quantity,unit\nhill,skills,all,2020,,people\n",
            "training",
        ),
        (
            "village_collectives",
            "place_id,pilot_villages,villages,reaching_target,income_target\nhill,3,,,\n",
            "village_collectives",
        ),
        (
            "paired_assistance",
            "place_id,helper_kind,helpers,helped_kind,helped\nhill,leaders,,villages,\n",
            "paired_assistance",
        ),
        ("work_teams", TEAMS + "hill,2020,5,\n", "party_members"),
    ],
)
def test_an_empty_number_is_not_stated_in_every_topic(
    county: County, table: str, text: str, topic: str
) -> None:
    found = shown(county(**{table: text}), topic, "value", "status")
    assert [None, "not stated"] in found
    assert all((value is None) == (status == "not stated") for value, status in found)


def test_coverage_has_every_topic_table(store: Store) -> None:
    found = CARDS["coverage"].rows.rows(store, Selection())
    assert list(dict.fromkeys(found["topic"])) == [
        *("poverty_exits", "paired_assistance", "assistance_given", "work_teams"),
        *("training", "village_collectives", "village_industry"),
    ]


def test_the_query_shown_can_be_read(store: Store) -> None:
    for topic in TOPICS.values():
        lines = topic.rows.sql.splitlines()
        assert len(lines) <= 25, topic.name
        assert max(map(len, lines)) <= 120, topic.name


@pytest.mark.slow
def test_the_years_on_offer_are_each_once_and_of_every_table(store: Store, county: County) -> None:
    assert choices(store).years == (2014, 2015, 2016)
    rows = "2020,oak,achieved,9,50\n2019,oak,achieved,9,50\n2020,elm,achieved,2,1\n"
    assert choices(county(poverty_exits=EXITS + rows)).years == (2019, 2020)


@pytest.mark.slow
def test_training_says_of_how_many_places_a_sum_is(county: County) -> None:
    lectures = "oak,lectures,all,2020,5,lectures\n"
    store = county(
        training="place_id,activity,audience,period,quantity,unit\n"
        + lectures
        + "elm,lectures,all,2020,,lectures\n"
    )
    note = view(store, "training", Selection()).drawing.notes[-1]
    assert note.startswith("lectures, 2020: only 1 of ")
    assert note.endswith("so the true sum is at least this.")


DOCUMENTS = (
    "document_id,title,language,characters,sha256,read_on,how_read\n"
    f"d,A report,en,5000,{'a' * 64},2026-01-01,by hand\n"
)
FIGURES = FIGURE_COLUMNS + (
    "F01,d,1,1,0,5,statistic,4 40,440,people,people,2014,achieved,oak,digit gap,joined,ambiguous,"
    "440: joined | 4140: a digit is lost\n"
    "F02,d,1,1,10,15,statistic,200,200,people,people,2014,achieved,fir,,,certain,\n"
    "F03,d,1,1,20,25,statistic,50,50,households,households,2014,achieved,oak,,,certain,\n"
)


def test_a_sum_says_how_many_of_its_numbers_are_ambiguous(county: County) -> None:
    figured = "year,place_id,status,people_figure,households_figure\n"
    store = county(
        documents=DOCUMENTS,
        figures=FIGURES,
        poverty_exits=figured + "2014,oak,achieved,F01,F03\n2014,fir,achieved,F02,\n",
    )
    assert shown(store, "poverty_exits", "column", "value", "added") == [
        ["households", 50, "1 of 3 places state it"],
        ["people", 640, "2 of 3 places state it, 1 of them ambiguous"],
    ]
    whole = view(store, "poverty_exits", Selection()).derived["formula"].tolist()
    one = view(store, "poverty_exits", Selection(villages=("Oak",))).derived["formula"].tolist()
    assert whole == [
        "people 2014 / households 2014, over the 1 of 3 places that state both; "
        "people 2014 has 1 ambiguous among the numbers added"
    ]
    assert one == ["F01 / F03; F01 is ambiguous"]
