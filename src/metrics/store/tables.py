"""The contract: every table, its grain, its columns and their rules."""

from __future__ import annotations

from metrics import records
from metrics.model.indicators import INDICATORS, OBSERVATIONS
from metrics.model.schema import ID, Field, Table, place_in_text
from metrics.reports.decisions import READERS
from metrics.store.outlines import OUTLINES

STATUSES = ("achieved", "planned", "target", "standing")
KINDS = ("statistic", "year", "qualitative", "slogan")
PLACE_KINDS = ("province", "prefecture", "county", "township", "administrative village", "hamlet")
DATUMS = ("WGS 84", "CGCS2000", "GCJ-02", "BD-09", "invented")
CERTAINTIES = ("certain", "confirmed", "ambiguous")
GARBLINGS = (
    "digit gap",
    "kloc marker",
    "masked character",
    "glued",
    "ten-thousand unit",
    "missing measure word",
    "broken phrase",
)
RELATIONS = ("=", "about", "at least", "at most")
EXPRESSION = r"[A-Z0-9 .()+*/-]+"
CANDIDATES = r"[0-9.]+: [^|]+( \| [0-9.]+: [^|]+)*"
PUBLISHED = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


DOCUMENTS = Table(
    "documents",
    "one row per document",
    (
        Field("document_id", "short name of the document", required=True, pattern=ID),
        Field("title", "title, in our own words", required=True),
        Field("language", "language of the text read", required=True),
        Field("characters", "length of the text", "integer", "characters", True, minimum=1),
        Field("sha256", "checksum of the text read", required=True, pattern="[0-9a-f]{64}"),
        Field("read_on", "day on which it was read", "date", required=True),
        Field("how_read", "how it was read and what to know before trusting it", required=True),
        Field("publisher", "who published it, where known"),
        Field("url", "web address of it, where known", pattern="https?://[^ ]+"),
        Field("published", "when: a year, month or day like 2016-12-31", pattern=PUBLISHED),
    ),
    ("document_id",),
)

PLACES = Table(
    "places",
    "one row per place",
    (
        Field("place_id", "short name of the place", required=True, pattern=ID),
        Field("name", "name shown to a reader", required=True),
        Field("kind", "what kind of place it is", required=True, enum=PLACE_KINDS),
        Field("parent_id", "place it belongs to", refers="places.place_id"),
        Field("named_in", "whether the document names it", enum=("document", "outside")),
        Field("note", "what to know about the name"),
        Field("latitude", "degrees north, as maps give it", "number", "degrees"),
        Field("longitude", "degrees east, as maps give it", "number", "degrees"),
        Field("datum", "what the degrees refer to", enum=DATUMS),
    ),
    ("place_id",),
    synonyms=("地区", "村名单"),
)

FIGURES = Table(
    "figures",
    "one row per number printed in a document",
    (
        Field("figure_id", "address of the figure", required=True, pattern="[A-Z][0-9]{2,}"),
        *place_in_text(required=True),
        Field("kind", "what kind of number it is", required=True, enum=KINDS),
        Field("printed", "the number as printed, garbled or not"),
        Field("value", "the number as read; empty when no reading is safe", "number", minimum=0),
        Field("unit", "unit of the value"),
        Field("counts", "what is counted", required=True),
        Field("period", "when it holds"),
        Field("status", "achieved, planned, target or standing", enum=STATUSES),
        Field("place_id", "place it holds for", required=True, refers="places.place_id"),
        Field("garbling", "what damaged the printed form", enum=GARBLINGS),
        Field("repair", "how the printed form was read"),
        Field("certainty", "how far to trust the value", required=True, enum=CERTAINTIES),
        Field("candidates", "possible readings: number: reason | ...", pattern=CANDIDATES),
        Field("evidence", "what supports the value"),
        Field("note", "what to know before using it"),
    ),
    ("figure_id",),
)

CHECKS = Table(
    "checks",
    "one row per cross-check",
    (
        Field("check_id", "short name of the check", required=True, pattern="C[0-9]{2,}"),
        Field("says", "what is checked, in words", required=True),
        Field("left", "expression over figures", required=True, pattern=EXPRESSION),
        Field("relation", "how the sides must relate", required=True, enum=RELATIONS),
        Field("right", "expression over figures", required=True, pattern=EXPRESSION),
        Field("tolerance", "largest difference allowed", "number", minimum=0),
    ),
    ("check_id",),
)

LEDGER = Table(
    "ledger",
    "one row per decision of a reader on a figure, in the order in which they were made",
    (
        Field("entry", "number of the entry, from 1", "integer", required=True, minimum=1),
        Field("at", "when, in UTC", required=True),
        Field("who", "the name that the reader gave", required=True),
        Field("reader", "first, second, or who settled a conflict", required=True, enum=READERS),
        Field("figure_id", "figure decided on", required=True, pattern="[A-Z][0-9]{2,}"),
        Field("before", "what was decided before, as JSON; empty if nothing"),
        Field("after", "what was decided, as JSON; empty if a decision was undone"),
        Field("evidence", "the evidence that the reader saw"),
        Field("rule", "rules of repair that give the value; empty if as printed"),
        Field("text_sha256", "checksum of the text read", required=True, pattern="[0-9a-f]{64}"),
        Field("previous", "hash of the entry before", required=True, pattern="[0-9a-f]{64}"),
        Field("hash", "checksum of the entry", required=True, pattern="[0-9a-f]{64}"),
    ),
    ("entry",),
)

TOPIC_TABLES = (*records.TABLES, OBSERVATIONS)
TABLES = (DOCUMENTS, PLACES, OUTLINES, FIGURES, INDICATORS, *TOPIC_TABLES, CHECKS, LEDGER)
REQUIRED = ("places",)
