"""Workbooks (XLSX, XLS, ODS): checked before they are opened, then read by calamine."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from fairlead.chain.messages import ProblemLog
from fairlead.chain.source import MAX_CELLS, Sheet

__all__ = ["read_workbook"]

_MAX_UNPACKED = 400 * 2**20
_MAX_RATIO = 250
_MAX_MEMBERS = 5_000
_SLACK = 1 << 10
_CHUNK = 1 << 20
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)
# repetitions are bounded or give nothing back: a crafted file must not make the search quadratic
_PLACE = rb"\br\s*+=\s*+[\"']"
_FAR_DOWN = re.compile(_PLACE + rb"[A-Za-z]{0,7}([0-9]{6,12})[\"']")
_FAR_RIGHT = re.compile(_PLACE + rb"([A-Za-z]{2,7})[0-9]{1,12}[\"']")
_ANYWHERE = re.compile(_PLACE + rb"([A-Za-z]{0,7})([0-9]{1,12})[\"']")
# no program writes these; the reader would overflow on them and ask for all the memory there is
_NOWHERE = re.compile(_PLACE + rb"(?:[A-Za-z]{0,7}[0-9]{13}|[A-Za-z]{8})")
_CELL = rb"<(?:\w+:)?c\b(?=[^>]{0,300}?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'])[^>]{0,300}>"
_NO_VALUE = re.compile(
    _CELL
    + rb"<(?:\w+:)?f\b(?:[^>]{0,300}/>|[^>]{0,300}>([^<]{0,9000})</(?:\w+:)?f>)\s{0,20}"
    + rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s{0,20}</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]{0,300}?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'])(?=[^>]{0,300}?\bt=[\"']e[\"'])[^>]{0,300}>"
    rb"(?:<(?:\w+:)?f\b(?:[^>]{0,300}/>|[^>]{0,300}>[^<]{0,9000}</(?:\w+:)?f>))?\s{0,20}<(?:\w+:)?v>([^<]{0,40})<"
)
_ODS_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d+)[\"'][^>]{0,1000}(?<!/)>(.{0,200})", re.DOTALL)


def read_workbook(content: bytes, kind: str, log: ProblemLog) -> list[Sheet]:
    """All sheets of a workbook.

    Parameters
    ----------
    content
        The file.
    kind
        ``zip`` (XLSX, ODS) or ``ole`` (XLS, or a workbook under a password).
    log
        Takes what has to be said about it.

    Raises
    ------
    InputError
        For a password, a zip bomb, entity declarations, a damaged file.
    """
    marks: dict[str, dict[tuple[int, int], str]] = {}
    if kind == "ole":
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise log.stop("password_protected")
    else:
        marks = _check_zip(content, log)
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for meta in book.sheets_metadata:
            if str(meta.typ) != str(calamine.SheetTypeEnum.WorkSheet):
                continue
            sheet = Sheet(meta.name, hidden=str(meta.visible) != str(calamine.SheetVisibleEnum.Visible))
            found = book.get_sheet_by_name(meta.name)
            rows: list[Any] = found.to_python(skip_empty_area=False)
            _fill_merged(rows, found.merged_cell_ranges)
            _mark(rows, marks.get(meta.name, {}))
            sheet.rows = rows
            sheets.append(sheet)
    except calamine.PasswordError:
        raise log.stop("password_protected") from None
    except MemoryError:
        raise log.stop("file_too_large", detail="more than fits into memory") from None
    except BaseException as error:
        # a panic of the reader comes as a BaseException of its own
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit) or hasattr(error, "problems"):
            raise
        raise log.stop("file_damaged", detail=str(error).splitlines()[0][:200] if str(error) else "") from None
    return sheets


def _fill_merged(rows: list[Any], merged: Any) -> None:
    """A value merged over several rows counts for each of them; merged over columns it stays in the first."""
    for (top, left), (bottom, _right) in merged or ():
        if bottom <= top or top >= len(rows) or bottom - top > 100_000:
            continue
        value = rows[top][left] if left < len(rows[top]) else ""
        for position in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[position]) and rows[position][left] in ("", None):
                rows[position][left] = value


def _mark(rows: list[Any], marks: dict[tuple[int, int], str]) -> None:
    for (row, column), text in marks.items():
        while len(rows) <= row < len(rows) + 10:
            rows.append([])
        if row < len(rows):
            cells = rows[row]
            if len(cells) <= column < 2000:
                cells.extend([""] * (column + 1 - len(cells)))
            if column < len(cells):
                cells[column] = text


def _check_zip(content: bytes, log: ProblemLog) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse what would exhaust the machine; find cells whose value is missing, by sheet name."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        names = {member.filename for member in members}
        if len(members) > _MAX_MEMBERS or sum(member.compress_size for member in members) > len(content):
            raise log.stop("zip_bomb", detail=f"{len(members):,} overlapping parts")
        declared = sum(member.file_size for member in members)
        if declared > _MAX_UNPACKED or (declared > 64 * 2**20 and declared > _MAX_RATIO * len(content)):
            raise log.stop("zip_bomb", detail=f"{declared / 2**20:,.0f} MB")
        if any(member.flag_bits & 1 for member in members):
            raise log.stop("password_protected")
        if "content.xml" not in names and "xl/workbook.xml" not in names:
            what = "it is an XLSB workbook" if "xl/workbook.bin" in names else "it is an archive, not a workbook"
            raise log.stop("file_not_a_list", detail=what)
        left = _MAX_UNPACKED
        kept: dict[str, bytes] = {}
        cells: dict[str, bytes] = {}
        for member in members:
            text = member.filename.lower().endswith((".xml", ".rels"))
            unpacked, size = _unpack(content, member, min(left, member.file_size + _SLACK))
            left -= size
            if left < 0 or (size > 64 * 2**20 and size > _MAX_RATIO * max(member.compress_size, 1)):
                raise log.stop("zip_bomb", detail=f"more than {_MAX_UNPACKED >> 20} MB")
            if size > member.file_size + _SLACK:
                raise log.stop("zip_bomb", detail="more than it declares")
            if b"sheetData" in unpacked:  # wherever it lies and whatever it is called: the reader goes by relations
                cells[member.filename] = unpacked
            if text:
                if _ENTITY.search(unpacked):
                    raise log.stop("xml_entities")
                if member.filename.startswith(("xl/worksheets/", "xl/workbook", "xl/_rels/")):
                    kept[member.filename] = unpacked
                elif member.filename == "content.xml":
                    _check_ods(unpacked, log)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OverflowError, OSError) as error:
        raise log.stop("file_damaged", detail=error) from None
    sheets = _sheet_files(kept)
    names_of = {path: name for name, path in sheets.items()}
    for path, xml in cells.items():
        _check_area(xml, names_of.get(path, path), log)
    return {name: _scan_sheet(kept[path]) for name, path in sheets.items() if path in kept}


def _unpack(content: bytes, member: zipfile.ZipInfo, limit: int) -> tuple[bytes, int]:
    """Unpack one member, counting what really comes out; stops over the limit."""
    start = member.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise ValueError("a part of the archive is missing")
    begin = start + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return packed, len(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("it is packed in an unusual way")
    stream = zlib.decompressobj(-15)
    pieces, size, rest = [], 0, packed
    while rest and size <= limit and not stream.eof:
        piece = stream.decompress(rest, _CHUNK)
        size += len(piece)
        pieces.append(piece)
        rest = stream.unconsumed_tail
        if not piece and not rest:
            break
    return b"".join(pieces), size


def _sheet_files(kept: dict[str, bytes]) -> dict[str, str]:
    """Sheet name -> member of the archive."""
    import html

    relations = kept.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]{0,300}>", relations):
        pair = {key: value for key, _, value in re.findall(r"\b(Id|Target)=([\"'])(.*?)\2", tag)}
        if len(pair) == 2:
            path = pair["Target"]
            targets[pair["Id"]] = path.lstrip("/") if path.startswith("/") else "xl/" + path.removeprefix("./")
    found = {}
    for tag in re.findall(
        r"<(?:\w+:)?sheet\b[^>]{0,300}>", kept.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    ):
        name = re.search(r"\bname=([\"'])(.*?)\1", tag)
        relation = re.search(r"\b\w+:id=([\"'])(.*?)\1", tag)
        if name and relation and relation.group(2) in targets:
            found[html.unescape(name.group(2))] = targets[relation.group(2)]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for byte in letters.upper():
        number = number * 26 + byte - 64
    return number


def _extent(xml: bytes) -> tuple[int, int]:
    """Last row and column of a sheet, or a bound on them when that is small enough: the reader fills all in between."""
    rows = max((int(found.group(1)) for found in _FAR_DOWN.finditer(xml)), default=99_999)
    width = max((_column(letters) for letters in {found.group(1) for found in _FAR_RIGHT.finditer(xml)}), default=26)
    if rows * width > MAX_CELLS:
        rows = width = 1
        for found in _ANYWHERE.finditer(xml):
            rows, width = max(rows, int(found.group(2))), max(width, _column(found.group(1)))
    return rows, width


def _check_area(xml: bytes, name: str, log: ProblemLog) -> None:
    """Refuse a sheet whose cells lie so far apart that the area between them would exhaust the machine."""
    if _NOWHERE.search(xml):
        raise log.stop("sheet_too_large", sheet=name, detail="a place that no sheet has")
    rows, width = _extent(xml)
    if rows * width > MAX_CELLS:
        raise log.stop("sheet_too_large", sheet=name, detail=f"row {rows:,} and column {width:,}")


def _scan_sheet(xml: bytes) -> dict[tuple[int, int], str]:
    """Cells whose value is missing or an error, with what to show for them."""
    marks: dict[tuple[int, int], str] = {}
    if re.search(rb"<(?:\w+:)?f\b", xml):
        for letters, row, formula in _NO_VALUE.findall(xml):
            marks[int(row) - 1, _column(letters) - 1] = "=" + formula.decode("utf-8", "replace")[:200]
    if b't="e"' in xml or b"t='e'" in xml:
        for letters, row, text in _ERROR.findall(xml):
            marks[int(row) - 1, _column(letters) - 1] = text.decode("utf-8", "replace")[:20]
    return marks


def _check_ods(xml: bytes, log: ProblemLog) -> None:
    """Cells with content repeated many thousand times would be written out one by one."""
    for count, after in _ODS_REPEAT.findall(xml):
        if len(count) > 9 or (int(count) > 5_000 and (b"office:value" in after or b"<text:p>" in after)):
            raise log.stop("sheet_too_large", detail=f"{int(count[:9]):,} repeated cells")
