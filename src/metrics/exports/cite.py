"""How a document and a figure of it are cited: plain text, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from metrics.charts.chart_text import position_text, value

Row = Mapping[str, object]
OWN_TITLE = (
    "The title is this dataset's own description of the document; the printed title is text of the "
    "document and is not kept here."
)
# Braces are written as commands: BibTeX counts escaped ones too, and an odd one ends the entry.
COMMANDS = {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
TEX = str.maketrans({**{c: f"\\{c}" for c in "%&$#_"}, **COMMANDS})
IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True)
class Cited:
    """What a citation is made of; "" for what is not known. Dates are like 2016, 2016-11 or a day.

    `within` is the title of the document that a figure stands in, `position` where it stands.
    """

    key: str
    title: str
    within: str = ""
    position: str = ""
    number: str = ""
    publisher: str = ""
    url: str = ""
    issued: str = ""
    accessed: str = ""
    language: str = ""
    note: str = ""


def of_document(document: Row) -> Cited:
    """Return the citation of a document, from the columns of the metric document."""
    return Cited(
        key=str(document["document_id"]),
        title=str(document["title"]),
        publisher=_known(document, "publisher"),
        url=_known(document, "url"),
        issued=_known(document, "published"),
        accessed=str(document["read_on"]),
        language=str(document["language"]),
        note=f"{OWN_TITLE} {document['how_read']}. sha256 {document['sha256']}",
    )


def of_figure(row: Row, document: Row, link: str) -> Cited:
    """Return the citation of a figure, from a row of the metric figures; `link` opens it."""
    name, counts = str(row["figure_id"]), str(row["counts"])
    period = f" ({row['period']})" if _known(row, "period") else ""
    printed = f"Printed as “{row['printed']}”. " if _known(row, "printed") else ""
    of = of_document(document)
    return Cited(
        key=f"{of.key}-{name.rpartition(':')[2]}",  # of joined datasets it is like a:F09
        title=f"{counts[:1].upper()}{counts[1:]}{period}: {value(_plain(row))} (figure {name})",
        within=of.title,
        position=position_text(row),
        number=name,
        publisher=of.publisher,
        url=link or of.url,
        issued=of.issued,
        accessed=of.accessed,
        language=of.language,
        note=f"{printed}Certainty: {row['certainty']}. {of.note}",
    )


def _plain(row: Row) -> dict[str, object]:
    """Return a row with None where it has nothing."""
    return {name: row[name] if _known(row, name) else None for name in row}


def _known(row: Row, name: str) -> str:
    """Return a cell as text; "" where it is empty or there is no such column."""
    found = row.get(name)
    return "" if found is None or found != found else str(found)


def figure_text(row: Row, value: str, place: str, document: Row) -> str:
    """Return a figure as plain text: value with unit, what it counts, place, source, version."""
    printed = f"Printed as “{row['printed']}”. " if row["printed"] else ""
    status = f"Status: {row['status']}. " if row["status"] else ""
    period = f" ({row['period']})" if row["period"] else ""
    return (
        f"{row['counts']}{period}: {value}\n"
        f"{status}{printed}Certainty: {row['certainty']}.\n"
        f"Figure {row['figure_id']}: {place}.\n"
        f"Source: {document['title']}; sha256 {document['sha256']}; read {document['read_on']}."
    )


def bibtex(*cited: Cited) -> str:
    """Return citations as BibTeX entries; what is not known has no field."""
    return "\n".join(map(_entry, cited))


def _entry(of: Cited) -> str:
    year, _, rest = of.issued.partition("-")
    within = f"{of.position} of: {of.within}" if of.within else ""
    fields = {
        "title": _tex(of.title),
        "howpublished": _tex(within),
        "publisher": _tex(of.publisher),
        "year": year,
        "month": rest.partition("-")[0],
        "url": of.url.translate(IN_URL),
        "urldate": of.accessed,
        "langid": of.language,
        "note": _tex(of.note),
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@misc{{{of.key},\n{lines}}}\n"


def _tex(text: str) -> str:
    """Return a text as TeX shows it as it is, on one line."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip().translate(TEX)


def csl_json(*cited: Cited) -> str:
    """Return citations as CSL-JSON, a list of items; what is not known has no variable."""
    return json.dumps([_item(of) for of in cited], ensure_ascii=False, indent=2) + "\n"


def _item(of: Cited) -> dict[str, object]:
    texts = {
        "id": of.key,
        "type": "document",
        "title": of.title,
        "container-title": of.within,
        "section": of.position,
        "number": of.number,
        "publisher": of.publisher,
        "URL": of.url,
        "language": of.language,
        "note": of.note,
    }
    item: dict[str, object] = {name: text for name, text in texts.items() if text}
    for name, day in (("issued", of.issued), ("accessed", of.accessed)):
        if day:
            item[name] = {"date-parts": [[int(part) for part in day.split("-")]]}
    return item


FORMS = {"bib": bibtex, "csl": csl_json}
LABELS = {"bib": "BibTeX", "csl": "CSL-JSON"}
