"""A document gives its text with true offsets, or is refused with the reason."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from cpu_time import cpu_seconds
from documents import docx, paragraph, pdf, run
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from metrics.reports.extract import extract, pasted
from metrics.reports.extracted import Extracted
from metrics.reports.limits import CHARACTERS, DocumentUnreadable
from metrics.reports.report import read_report

LINES = ["In 20 14, 854 households", "全县3431户、12081人", "rose above the line."]


def paragraphs(found: Extracted) -> list[str]:
    """Return the text of each block."""
    return [found.text[one.start : one.end] for one in found.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    content = "\n".join(LINES).encode(encoding)
    found = extract("report.txt", content)
    assert paragraphs(found) == LINES
    assert found.format == "text"
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_pasted_text_keeps_every_character() -> None:
    text = "\ufeff3 1 villages\r\n\u202e13\ud800"
    found = pasted(text)
    assert found.text == text
    assert found.notes == ("1 halves of characters stand in the text",)


@pytest.mark.slow
@given(st.text())
def test_any_pasted_text_keeps_true_offsets_or_is_refused(text: str) -> None:
    try:
        found = pasted(text)
    except DocumentUnreadable:
        assert not text.strip()
        return
    for one in read_report(found.text, found.blocks).candidates:
        assert text[one.start : one.end] == one.printed


def test_a_page_is_read_as_it_is_seen() -> None:
    page = """<!DOCTYPE html><html><head><title>No 9</title><style>b{width:7px}</style></head><body>
      <script>var a = 5;</script><p>In <b>20&nbsp;14</b>,
      854 households</p><div>全县<span>3431</span>户<br>12 people</div>
      <table><tr><td>2014</td><td>719</td></tr></table><p>was <del>8</del> 9</p></body></html>"""
    found = extract("page.htm", page.encode())
    assert paragraphs(found) == [
        "In 20\xa014, 854 households",
        "全县3431户",
        "12 people",
        "2014\t719",
        "was 9",
    ]
    assert found.format == "HTML"
    assert found.notes == (
        "2 scripts, styles or drawings left out",
        "1 struck-out passages left out",
    )


HIDDEN = [
    "<p hidden>5</p>",
    "<div HIDDEN=until-found><div>5</div>6</div>",
    '<p style="color: red; DISPLAY : none">5</p>',
    "<b style='visibility:hidden'>5</b>",
    "<dialog>5</dialog>",
    "<ruby><rp>(5</rp></ruby>",
    "<section hidden><script>9</script><p>5<p>6</section>",
]


@pytest.mark.parametrize("part", HIDDEN)
def test_what_a_page_hides_is_left_out_and_counted(part: str) -> None:
    page = f"<!DOCTYPE html><body><p>in 2014</p>{part}<p>854 people</p><img hidden>"
    found = extract("page.html", page.encode())
    assert paragraphs(found) == ["in 2014", "854 people"]
    assert "1 hidden passages left out" in found.notes


@pytest.mark.parametrize(
    "part",
    [
        "<i hidden></i>",
        "<b hidden><script>5</script></b>",
        "<template>5</template>",
        "<noscript>5</noscript>",
    ],
)
def test_what_holds_no_text_or_is_no_text_is_not_counted_as_hidden(part: str) -> None:
    found = extract("page.html", f"<html><body><p>854</p>{part}<p>7 wells</p>".encode())
    assert paragraphs(found) == ["854", "7 wells"]
    assert not any("hidden" in one for one in found.notes)


def test_what_a_page_shows_is_read_whatever_its_attributes() -> None:
    page = "<html><body><dialog open>5</dialog><p style='no-display: none'>6</p><p hiddenly>7</p>"
    assert paragraphs(extract("page.html", page.encode())) == ["5", "6", "7"]


def test_a_page_is_read_in_the_encoding_that_it_names() -> None:
    page = '<html><head><meta charset="gb2312"></head><body>全县镕3431户</body></html>'
    found = extract("page.html", page.encode("gb18030"))
    assert (found.text, found.encoding) == ("全县镕3431户", "gb18030")


@pytest.mark.slow
@pytest.mark.parametrize(
    "form", ["<div>", "<p>1", "<b", "<!--", "&#49;", "<script>", "</p>", "<![CDATA["]
)
def test_a_page_takes_time_in_proportion_to_it(form: str) -> None:
    page = b"<html><body>1" + (form * 400_000)[:1_000_000].encode()
    assert extract("page.html", page).text.startswith("1")
    assert cpu_seconds(lambda: extract("page.html", page)) < 8


def test_tab_stops_of_a_docx_are_no_text() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left"/><w:tab w:val="right"/></w:tabs></w:pPr>'
    body = paragraph(stops, run("1,019"), "<w:r><w:tab/></w:r>", run("wells"))
    assert extract("a.docx", docx(body)).text == "1,019\twells"


def test_a_docx_gives_paragraphs_rows_and_notes() -> None:
    row = "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in ("2014", "719"))
    body = (
        paragraph(run("In 20 14, "), run("854 households")) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    )
    note = f'<w:footnotes xmlns:w="{WORD}">{paragraph(run("of 1,573"))}</w:footnotes>'
    found = extract("a.docx", docx(body, word__footnotes_xml=note.encode()))
    assert paragraphs(found) == ["In 20 14, 854 households", "2014\t719", "of 1,573"]
    assert found.format == "DOCX"
    assert found.notes == ()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_tracked_changes_of_a_docx_are_read_as_accepted_and_counted() -> None:
    changed = (
        run("helped ")
        + f'<w:ins w:id="1">{run("3,151")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>315</w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3">{run("99")}</w:moveFrom>'
    )
    found = extract("a.docx", docx(paragraph(changed)))
    assert found.text == "helped 3,151"
    assert found.notes == (
        "Tracked changes are read as accepted: "
        "1 insertions taken in, 2 deletions and moves left out",
    )


def test_a_text_box_of_a_docx_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('box 7'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    found = extract("a.docx", docx(paragraph(run("text 5"), f"{both}</mc:AlternateContent>")))
    assert sorted(paragraphs(found)) == ["box 7", "text 5"]


def test_macros_of_a_docx_are_not_run_and_named() -> None:
    found = extract("a.docm", docx(paragraph(run("5")), word__vbaProject_bin=b"x"))
    assert found.notes == ("Its macros were not run",)


def test_a_pdf_gives_its_text_layer_with_pages() -> None:
    found = extract("a.pdf", pdf("In 20 14, 854 households\nrose.", "", "全县3431户。\n12081人"))
    assert [(found.text[b.start : b.end], b.page) for b in found.blocks] == [
        ("In 20 14, 854 households\nrose.", 1),
        ("全县3431户。", 3),
        ("12081人", 3),
    ]
    assert found.notes == ("No text on page 2: a picture or an empty page",)
    candidates = read_report(found.text, found.blocks).candidates
    assert [(one.printed, one.page, one.paragraph) for one in candidates] == [
        ("20 14", 1, 1),
        ("854", 1, 1),
        ("3431", 3, 2),
        ("12081", 3, 3),
    ]


def test_a_sentence_goes_on_over_the_end_of_a_line() -> None:
    found = extract("a.pdf", pdf("In 2014 the county lifted\n854 poor\nhouseholds out."))
    (_, one) = read_report(found.text, found.blocks).candidates
    assert one.period and one.period.value == "2014"
    assert one.noun and one.noun.value == "poor households"


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("854"))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def bomb() -> bytes:
    return docx(paragraph(run("1")), word__media=b"\0" * 210_000_000)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "1">]><a>&b;</a>'


def entities() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", ENTITIES)
    return made.getvalue()


REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t", "holds no text"),
    "large": (
        b"1" * 20_000_001,
        "is too long: at most 20,000,000 bytes (20 MB) are taken, and it has more",
    ),
    "mixed lines": (
        "全县3431户\n".encode() + "全县12081人\n".encode("gb18030"),
        "mixes UTF-8 with",
    ),
    "mixed": (
        "<html><body>漾濞彝族自治县".encode() + "全县3431户".encode("gb18030"),
        "mixes UTF-8 with",
    ),
    "half a sign": ("漾濞彝族自治县3431户".encode()[:-1], "mixes UTF-8 with"),
    "long": (b"1" * (CHARACTERS + 1), "is too long: at most 5,000,000 characters are taken"),
    "image": (b"\x89PNG\r\n\x1a\n", "is a PNG image, whatever its name says"),
    "binary": (bytes(range(256)) * 40, "is no text"),
    "word 97": (b"\xd0\xcf\x11\xe0" + b"\0" * 900, "is protected by a password, or of Word 97"),
    "zip": (zipped(a=b"1"), "is a ZIP file but no DOCX document"),
    "damaged docx": (docx(paragraph(run("5")))[:-30], "is a damaged ZIP file"),
    "entities": (entities(), "is a damaged or unsafe DOCX file"),
    "deep": (docx("<w:p>" * 5000 + "</w:p>" * 5000), "is a damaged or unsafe DOCX file"),
    "scan": (pdf("", ""), "has no text layer: its 2 pages are pictures"),
    "damaged pdf": (b"%PDF-1.7\nnothing", "is a damaged PDF file"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str) -> None:
    content, why = REFUSED[name]
    with pytest.raises(DocumentUnreadable) as refused:
        extract("a document", content)
    assert refused.value.which.startswith(f"a document {why}")


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="is protected by a password"):
        extract("a.pdf", locked_pdf())


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = bomb()

    def work() -> None:
        with pytest.raises(DocumentUnreadable, match="at most 200 MB are taken once unpacked"):
            extract("a.docx", content)

    assert cpu_seconds(work) < 1


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.4 ", b"PK\x03\x04", b"<html>", b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    try:
        found = extract("any", start + content)
    except DocumentUnreadable:
        return
    for block in found.blocks:
        assert 0 <= block.start < block.end <= len(found.text)
