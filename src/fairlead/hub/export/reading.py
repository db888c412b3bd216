"""Which pages the site has: breadth-first from every public page, links with a query up to a limit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from fairlead.hub.export.names import file_of, is_page_turn, split
from fairlead.hub.export.workers import Made, make
from fairlead.hub.locale.names import LANGUAGES

__all__ = ["DOCUMENTS", "ROWS", "Reader", "Site"]

ROWS = ("fact", "indicator_value")
"""Pages of single rows: they are many, their other forms stand in the tables of the data."""
PART = re.compile(r"dossier\.\w+\.\w+")
"""Parts of a dossier: its first page has the other forms of the whole."""
DOCUMENTS = ("pdf", "docx")
ALWAYS = ("/", "/units/")
"""The first screen, and the neutral page to which whoever reads help can leave at once."""
_DOCUMENT = re.compile(r"/(pdf|docx)/$")
"""Documents whose address ends as that of a page."""
_FORM = re.compile(r"\.(json|csv|bib|csl\.json|pdf|docx)$")


@dataclass
class Site:
    """What was found: files by address, other addresses of a page, and links that lead nowhere."""

    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    statics: dict[str, None] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    bytes: int = 0


class Reader:
    """Reads level by level.

    Parameters
    ----------
    forms
        Other forms of pages that are kept.
    only
        Beginnings of addresses that are kept; empty: all.
    questions
        How many addresses with a query are kept of each page, pages of lists not counted.
    """

    def __init__(self, forms: Iterable[str], only: Iterable[str] = (), questions: int = 30) -> None:
        self.forms, self.only, self.questions = set(forms), tuple(only), questions
        self.site = Site()
        self._asked: Counter[str] = Counter()
        self._closed: set[str] = set()
        self._seen: set[str] = set()
        self._names: set[str] = set()

    def read(
        self, roots: Iterable[str], each: Callable[[Any, Any], Iterable[Made]], told: Callable[[int, int], object]
    ) -> Site:
        """Read everything that is reached.

        Parameters
        ----------
        roots
            Where to begin.
        each
            ``map``, or that of a pool of processes.
        told
            Called now and then with how many addresses are done and how many are known.
        """
        level = [task for root in roots if (task := self._task("", root))]
        done = 0
        while level:
            following = []
            for made in each(make, level):
                done += 1
                self._take(made)
                sources = [made.to] if made.kind == "elsewhere" else made.links
                following += [task for link in sources if (task := self._task(made.address, link, made.name))]
                if not done % 200:
                    told(done, done + len(following))
            level = following
        for address, to in self.site.aliases.items():
            if to in self.site.files:
                self.site.files[address] = self.site.files[to]
        return self.site

    def _take(self, made: Made) -> None:
        if made.kind == "closed":
            self._closed.add(split(made.address)[0])
        elif made.kind == "none":
            self.site.broken[made.address] = made.name
        elif made.kind == "elsewhere":
            self.site.aliases[made.address] = made.to
        else:
            self.site.files[made.address] = made.file
            self.site.bytes += made.size
            if made.kind == "page":
                self.site.pages[made.address] = made.file

    def _task(self, source: str, link: str, name: str = "") -> tuple[str, str] | None:
        """The file that a link gets, or None where it is not followed."""
        path, query = split(link)
        if path.startswith("/static/"):
            self.site.statics[path] = None
            return None
        if link in self._seen or path in self._closed or not self._wanted(source, link, name):
            return None
        self._seen.add(link)
        if query and not is_page_turn(link):
            self._asked[path] += 1
        return link, self._free(file_of(link, html=not _FORM.search(path)), link)

    def _wanted(self, source: str, link: str, name: str) -> bool:
        path, query = split(link)
        form = _FORM.search(path)
        if self.only and path not in ALWAYS and not _bare(path).startswith(self.only):
            return False
        if form:
            here = name not in ROWS and not PART.fullmatch(name)
            return form[1] in self.forms and not query and here
        if (document := _DOCUMENT.search(path)) and document[1] not in self.forms:
            return False
        if not query or is_page_turn(link):
            return True
        asked = split(source)[1]
        return (not asked or is_page_turn(source)) and self._asked[path] < self.questions

    def _free(self, file: str, link: str) -> str:
        """A name that no other has, whatever a file system makes of capitals."""
        if file.casefold() in self._names:
            from hashlib import blake2b

            stem, dot, ending = file.rpartition("." if "/" not in file or not file.endswith("index.html") else "/")
            file = f"{stem}-{blake2b(link.encode(), digest_size=4).hexdigest()}{dot}{ending}"
        self._names.add(file.casefold())
        return file


def _bare(path: str) -> str:
    """A path without the language before it: what is chosen comes in every language."""
    first, _, rest = path[1:].partition("/")
    return f"/{rest}" if first in LANGUAGES else path
