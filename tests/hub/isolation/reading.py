"""The text of what is downloaded, as a reader of it would have it: pages, workbooks, DOCX and PDF."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

__all__ = ["text_of"]

_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_QUOTED = rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>"
_TYPED = re.compile(rb"/(\w+) [\d.]+ Tf|\[((?:%b|[^\]()<])*)\]\s*TJ|(%b)\s*Tj|(\bET\b)" % (_QUOTED, _QUOTED), re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)


def text_of(body: bytes) -> str:
    """All text in a file; in DOCX and workbooks words are joined that stand in several runs.

    Examples
    --------
    >>> text_of(b"plain")
    'plain'
    """
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        return "\n".join([*parts, *(re.sub(r"<[^>]*>", "", part) for part in parts if "<w:t" in part)])
    return _of_pdf(body) if body[:5] == b"%PDF-" else body.decode("utf-8", "replace")


def _of_pdf(body: bytes) -> str:
    """What the signs on the pages of a PDF stand for, by the table of each font."""
    objects = {int(number): content for number, content in _OBJECT.findall(body)}
    streams = {number: _inflated(content) for number, content in objects.items()}
    meanings = {number: _meanings(streams[number]) for number in objects if b"beginbf" in streams[number]}
    lines = [body.decode("latin-1")]
    for page in objects.values():
        held = re.search(rb"/Contents\s+(\d+) 0 R", page)
        if held is None:
            continue
        used = page
        for part in (rb"/Resources\s+(\d+) 0 R", rb"/Font\s+(\d+) 0 R"):  # they stand in the page or are named by it
            further = re.search(part, used)
            used += objects.get(int(further.group(1)), b"") if further is not None else b""
        fonts: dict[bytes, dict[bytes, str]] = {}
        for name, number in re.findall(rb"/(\w+)\s+(\d+) 0 R", used):
            told = re.search(rb"/ToUnicode\s+(\d+) 0 R", objects.get(int(number), b""))
            if told is not None:
                fonts[name] = meanings.get(int(told.group(1)), {})
        lines.append(_typed(streams[int(held.group(1))], fonts))
    return "\n".join(lines)


def _inflated(content: bytes) -> bytes:
    found = _STREAM.search(content)
    if found is None:
        return b""
    try:
        return zlib.decompressobj().decompress(found.group(1)) if b"FlateDecode" in content else found.group(1)
    except zlib.error:
        return b""


def _meanings(table: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for sign, letters in _PAIR.findall(block):
            found[bytes.fromhex(sign.decode())] = bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")
    return found


def _typed(shown: bytes, fonts: dict[bytes, dict[bytes, str]]) -> str:
    said: list[str] = []
    font: dict[bytes, str] = {}
    for name, many, one, _end in _TYPED.findall(shown):
        if name:
            font = fonts.get(name, {})
        for plain, coded in _STRING.findall(many or one):
            raw = bytes.fromhex(coded.decode()) if coded else _ESCAPED.sub(_unescaped, plain)
            said += [font.get(raw[place : place + 2], "") for place in range(0, len(raw), 2)]
        if not name and not many and not one:
            said.append("\n")
    return "".join(said)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found.group(1)
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(sign, b"" if b"\n" in sign else sign)
