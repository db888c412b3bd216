"""Getting an official file from its publisher: one address, over https, with a clear word when the host refuses."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

from fairlead import __version__
from fairlead.errors import FairleadError
from fairlead.facts.readers.base import Reader
from fairlead.facts.readers.files import MAX_BYTES

__all__ = ["Get", "address_of", "download"]

TIMEOUT = 120
Get = Callable[[str, str], bytes]


def download(reader: Reader, part: str = "", get: Get | None = None) -> tuple[str, bytes]:
    """The newest file of an official source.

    Parameters
    ----------
    reader
        The source.
    part
        Which series, for sources that publish one file for each.
    get
        Fetches an address and takes what to accept; over the internet unless given.

    Returns
    -------
    tuple
        The name of the file and its bytes.

    Raises
    ------
    FairleadError
        If the source is restricted or has no address, if the host refuses or cannot be reached, or if the file is
        not linked on the page where it was.
    """
    fetch = get or _get
    address = address_of(reader, part)
    content = fetch(address, reader.accept)
    if reader.link:
        address = _linked(content, address, reader)
        content = fetch(address, reader.accept)
    name = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1] or reader.id
    return f"{reader.id}-{part}" if part else name, content


def address_of(reader: Reader, part: str = "") -> str:
    """The address that `download` asks.

    Raises
    ------
    FairleadError
        If the source cannot be downloaded by Fairlead, or a series is missing.

    Examples
    --------
    >>> from fairlead.facts.readers import reader
    >>> address_of(reader("worldbank"), "SP.POP.TOTL")
    'https://api.worldbank.org/v2/en/indicator/SP.POP.TOTL?downloadformat=csv'
    """
    if not reader.download:
        why = "Its terms leave the copy to you." if reader.restricted else "No address of the file is known."
        raise FairleadError(
            f"Fairlead does not download {reader.title}.",
            why=why,
            fix=f"Get it from {reader.address} and read it: fairlead facts "
            + (f"read {reader.id} FILE" if reader.restricted else f"refresh {reader.id} --file FILE"),
        )
    if "{part}" in reader.download and not re.fullmatch(r"[A-Za-z0-9._-]{3,80}", part):
        raise FairleadError(
            f"{reader.title} publishes one file for each indicator; {part!r} names none.",
            fix="Name it by its code, for instance --indicator SP.POP.TOTL or EMP_TEMP_SEX_AGE_NB.",
        )
    return reader.download.replace("{part}", quote(part.removeprefix("DF_"), safe="._-"))


def _linked(page: bytes, address: str, reader: Reader) -> str:
    """The first link of a page that ends as the file's does; never to another host's plain http."""
    text = page[: 8 * 2**20].decode("utf-8", "replace")
    for found in re.finditer(r"<a\b[^<>]{0,2000}?\bhref\s*=\s*[\"']([^\"'<>\s]{1,1000})[\"']", text, re.IGNORECASE):
        link: str = urljoin(address, found[1].replace("&amp;", "&"))
        if urlsplit(link).path.lower().endswith(reader.link) and link.startswith("https://"):
            return link
    raise FairleadError(
        f"The page {address} has no link to a {reader.link} file any more.",
        why="The publisher has moved it.",
        fix=f"Find the file there, save it and run: fairlead facts refresh {reader.id} --file FILE",
    )


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if not newurl.startswith("https://"):
            raise urllib.error.URLError("it redirects to an address without https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _get(address: str, accept: str) -> bytes:
    if not address.startswith("https://"):
        raise FairleadError(f"{address} is not an https address.")
    request = urllib.request.Request(  # noqa: S310
        address, headers={"User-Agent": f"Fairlead/{__version__}", "Accept": accept}
    )
    host = urlsplit(address).netloc
    save = f"Open {address} in a browser, save the file and give it with --file."
    try:
        with urllib.request.build_opener(_OnlyHttps()).open(request, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(MAX_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise FairleadError(
            f"{host} refused: {error.code} {error.reason}.",
            why="Some hosts answer browsers only; that is theirs to decide.",
            fix=save,
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise FairleadError(
            f"{host} could not be reached: {reason}.", why="There may be no internet connection here.", fix=save
        ) from None
    if len(content) > MAX_BYTES:
        raise FairleadError(f"{host} sent more than {MAX_BYTES >> 20} MB, more than any file of this source.", fix=save)
    return content
