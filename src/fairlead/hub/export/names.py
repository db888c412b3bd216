"""File names of addresses that every file system takes: on a USB stick, in a ZIP file, on any web server."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

__all__ = ["canonical", "file_of", "href", "is_page_turn", "split"]

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 100


def canonical(base: str, link: str) -> str:
    """The address that a link on a page leads to, always written alike; empty where it leaves the site.

    Examples
    --------
    >>> canonical("/goods/", "../facts/goods/Alcoholic Beverages~KHM/#source")
    '/facts/goods/Alcoholic%20Beverages~KHM/'
    >>> canonical("/goods/", "?page=2&q="), canonical("/goods/", "https://www.ilo.org/")
    ('/goods/?page=2&q=', '')
    """
    found = urlsplit(urljoin(base, link))
    if found.scheme or found.netloc or not found.path.startswith("/"):
        return ""
    path = quote(unquote(found.path), safe="/~!$'()*,;:@-._")
    return f"{path}?{urlencode(parse_qsl(found.query, keep_blank_values=True))}" if found.query else path


def split(address: str) -> tuple[str, str]:
    """Path and query of a canonical address."""
    path, _, query = address.partition("?")
    return path, query


def is_page_turn(address: str) -> bool:
    """Whether the query only turns the pages of one list.

    Examples
    --------
    >>> is_page_turn("/goods/?page=2"), is_page_turn("/goods/?page=2&q=cotton"), is_page_turn("/goods/")
    (True, False, False)
    """
    query = split(address)[1]
    return bool(query) and all(name == "page" for name, _ in parse_qsl(query))


def file_of(address: str, *, html: bool = True, ending: str = "csv") -> str:
    """The file that holds an address, below the folder of the site.

    Parameters
    ----------
    address
        Canonical.
    html
        Whether it is a page; other forms keep the name that their address has.
    ending
        How the name of a file ends whose address does not say its form.

    Examples
    --------
    >>> file_of("/"), file_of("/goods/cotton/"), file_of("/goods/?page=2"), file_of("/goods.json", html=False)
    ('index.html', 'goods/cotton/index.html', 'goods/page-2.html', 'goods.json')
    >>> file_of("/facts/laws/a%3Ab/")
    'facts/laws/a_b-2b22e4/index.html'
    >>> file_of("/brief/pdf/?country=KOR", html=False, ending="pdf")
    'brief/pdf.country-KOR.pdf'
    """
    path, query = split(address)
    parts = [_safe(unquote(part)) for part in path.strip("/").split("/") if part]
    if not html:
        if not path.endswith("/"):
            return "/".join(parts)
        return ".".join(["/".join(parts), *([_of_query(query)] if query else []), ending])
    return "/".join([*parts, f"{_of_query(query)}.html" if query else "index.html"])


def href(source: str, target: str) -> str:
    """The relative link from one file of the site to another.

    Examples
    --------
    >>> href("goods/cotton/index.html", "facts/goods/Alcoholic Beverages~KHM/index.html")
    '../../facts/goods/Alcoholic%20Beverages~KHM/index.html'
    """
    return quote(posixpath.relpath(target, posixpath.dirname(source) or "."), safe="/~!$'()*,;@-._")


def _safe(part: str) -> str:
    made = _FORBIDDEN.sub("_", part).rstrip(". ")
    if _DEVICES.match(made):
        made = f"_{made}"
    if len(made.encode()) > _LONGEST:
        made = made.encode()[: _LONGEST - 8].decode(errors="ignore").rstrip(". ")
    return made if made == part else f"{made}-{_digest(part)}"


def _of_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    said = ".".join(f"{name}-{value}" for name, value in pairs)
    plain = re.sub(r"[^A-Za-z0-9._~-]", "_", said)
    if plain == said and len(said) <= 60 and not re.search(r"[.-]{2}|[.-]$", said) and said.count("-") == len(pairs):
        return said
    return f"{plain[:50].rstrip('.-_')}-{_digest(query)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=3).hexdigest()
