"""Decoding: which encoding a text file is in, and texts without invisible characters."""

from __future__ import annotations

import codecs
import re

from fairlead.chain.messages import ProblemLog

__all__ = ["INVISIBLE", "clean", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 32_000
# cp1252 bytes that western languages use, standing beside plain letters or digits and never in long runs
_WESTERN = re.compile(
    rb"(?<![\x80-\xff])[\xc0-\xd6\xd8-\xf6\xf8-\xff\x80\x8a\x8c\x8e\x91-\x97\x99\x9a\x9c\x9e"
    rb"\xa0\xa3\xa7\xa9\xab\xae\xb0\xb4\xb7\xba\xbb\xbd]{1,2}(?![\x80-\xff])"
)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control, direction, zero-width characters and lone halves of surrogate pairs."""
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""A text without invisible characters and doubled spaces.

    Examples
    --------
    >>> clean(" Viet\u202e  Nam\n")
    'Viet Nam'
    """
    return _SPACE.sub(" ", INVISIBLE.sub("", text)).strip()


def _looks_binary(content: bytes) -> bool:
    head = content[:4096]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return odd > 0.1 * len(head)


def _guess(content: bytes) -> str:
    """An encoding for bytes that are not UTF-8."""
    lines = [line for line in content[: 64 * _SAMPLE].splitlines(keepends=True) if not line.isascii()]
    sample = b"".join(lines)[:_SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if high and sum(len(found) for found in _WESTERN.findall(sample)) >= 0.9 * high:
        try:
            content.decode("cp1252")
        except UnicodeDecodeError:
            return "latin-1"
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(
        sample,
        cp_isolation=[
            *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r"),
            *("cp932", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp874", "mac_roman", "cp850", "cp866"),
        ],
    ).best()
    return best.encoding if best else "latin-1"


def decode(content: bytes, encoding: str | None, log: ProblemLog) -> str:
    """Decode a text file.

    Parameters
    ----------
    content
        All of it.
    encoding
        As the user named it; found when ``None``: byte order mark, UTF-8, UTF-16 by its zero bytes, else a guess that
        is noted.
    log
        Takes what has to be said about it.

    Raises
    ------
    InputError
        For binary files and when the named encoding is not known or does not fit.
    """
    if encoding is not None:
        try:
            codecs.lookup(encoding)
            text = content.decode(encoding)
        except (LookupError, ValueError) as error:
            if isinstance(error, UnicodeError):
                raise log.stop("encoding_wrong", value=encoding) from None
            raise log.stop("option_invalid", column="encoding", value=encoding, detail="no such encoding") from None
        except Exception:  # some codecs of the standard library are no text encodings
            raise log.stop("option_invalid", column="encoding", value=encoding, detail="not a text encoding") from None
        if not isinstance(text, str):
            raise log.stop("option_invalid", column="encoding", value=encoding, detail="not a text encoding")
        return text.removeprefix("\ufeff")
    for bom, name in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                if name != "utf-8-sig":
                    raise log.stop("file_damaged", detail=f"it begins as {name} and does not go on so") from None
    head = content[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.3 * (len(head) // 2) and min(even, odd) < 0.05 * len(head):
        try:
            return content.decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError:
            pass
    if _looks_binary(content):
        raise log.stop("file_not_a_list", detail="it is binary")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        patched = content.decode("utf-8", "replace")
        lost = patched.count("\ufffd")
        if sum(not c.isascii() for c in patched) >= 5 * lost:
            # UTF-8 with a few broken letters: another encoding would break all the others
            log.add("encoding_damaged", detail=f"{lost:,}")
            return patched
        name = _guess(content)
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            name, text = "latin-1", content.decode("latin-1")
        log.add("encoding_guessed", value=name)
    return text
