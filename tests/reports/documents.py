"""Make small DOCX and PDF files, as office programs and printers write them."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(text: str) -> str:
    """Return a run of a DOCX paragraph."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return a DOCX paragraph."""
    return f"<w:p>{''.join(runs)}</w:p>"


def docx(body: str, **parts: bytes) -> bytes:
    """Return a DOCX file; other parts are named with "_" for "." and "__" for "/"."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        xml = f'<?xml version="1.0"?><w:document {W} {MC}><w:body>{body}</w:body></w:document>'
        packed.writestr("word/document.xml", xml)
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def pdf(*pages: str) -> bytes:
    """Return a PDF file whose pages have the lines of a text, or no text layer where empty.

    A font of the reader's own stands for Chinese letters, as in many office files.
    """
    count = len(pages)
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
    ]
    for at, text in enumerate(pages):
        content = f"{6 + 2 * at} 0 R"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents "
            + content.encode()
            + b" /Resources << /Font << /F 3 0 R >> >> >>"
        )
        lines = "".join(
            f"1 0 0 1 50 {750 - 20 * row} Tm <{line.encode('utf-16-be').hex()}> Tj "
            for row, line in enumerate(text.splitlines())
        )
        stream = f"BT /F 12 Tf {lines}ET".encode() if text else b"0 0 600 800 re f"
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    made, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    return made + head + table + tail
