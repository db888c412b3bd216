"""The whole site: read the pages, mend their links, add data, an index from A to Z and checksums, swap it in."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec
from django.contrib.staticfiles import finders
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from fairlead import __version__, facts
from fairlead.errors import FairleadError
from fairlead.facts.overlay import NOTHING, Overlay
from fairlead.hub.export import workers
from fairlead.hub.export.asking import links, public_roots, request_for
from fairlead.hub.export.dumps import write_data, write_sums
from fairlead.hub.export.folders import only_one, swap
from fairlead.hub.export.names import file_of, href
from fairlead.hub.export.reading import DOCUMENTS, Reader, Site
from fairlead.hub.pages import Page, today

__all__ = ["MARK", "Content", "Options", "Written", "write_site"]

MARK = "fairlead-site.json"
"""The file by which a folder is known as such a site, and may be replaced."""
ABOUT, INDEX = "/about/this-copy/", "/search/"
_CSS_FILE = re.compile(r"""url\(["']?([^"')#?]+)""")
README = """\
Fairlead, the public part as plain files
========================================
Written on {day} by Fairlead {version}.

Open index.html in any browser, or put this folder behind any web server: nothing else is needed, and nothing in it
asks another machine. data/ holds every table of facts with checksums and the terms of the sources: read
data/README.md. about/this-copy/index.html says what this copy holds and how to go on with the work.

SHA256SUMS holds the checksum of every file: `sha256sum -c SHA256SUMS`.
"""


@dataclass(frozen=True)
class Options:
    """What is written.

    Attributes
    ----------
    only
        Beginnings of addresses, such as ``/help/``; empty: everything.
    forms
        Other forms of pages.
    documents
        Whether dossiers are written as PDF and DOCX too.
    address
        Address at which the site will be found, for citations; empty: not known, and no citations are written.
    questions
        How many pages with a question in their address are kept of each page.
    jobs
        Processes.
    data
        Whether the tables of facts are written.
    """

    only: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("json", "csv")
    documents: bool = False
    address: str = ""
    questions: int = 30
    jobs: int = 2
    data: bool = True


@dataclass(frozen=True)
class Written:
    """What was written: numbers, and addresses that pages name but that lead nowhere."""

    pages: int
    files: int
    bytes: int
    rows: int
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What people added on a hub: corrections that were accepted, and judgements of initiatives that stand.

    Attributes
    ----------
    overlay, judgements
        These.
    published
        Whether letters, matters and campaigns that members published are read from its database.
    """

    overlay: Overlay = NOTHING
    judgements: Mapping[str, Any] = field(default_factory=dict)
    published: bool = False


def write_site(
    folder: Path, options: Options, content: Content | None = None, *, say: Callable[[str], object] = lambda _text: None
) -> Written:
    """Write the public part into a folder, which holds the old site until the new one is whole.

    Parameters
    ----------
    folder
        Not there yet, empty, or a site that was written before.
    options
        What is written.
    content
        What people added; corrections are in use in this process already.
    say
        Told how far it is.

    Raises
    ------
    FairleadError
        If the folder holds something else, or another run is writing it.
    """
    folder = folder.absolute()
    _may_replace(folder)
    with only_one(folder) as making:
        written = _write(making, options, content or Content(), say)
        swap(making, folder)
    return written


def _may_replace(folder: Path) -> None:
    if folder.is_mount():
        raise FairleadError(f"{folder} is a whole disk.", fix="Name a folder on it, for instance one called fairlead.")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FairleadError(f"{folder.name} is not a folder.", fix="Name a folder that is new or empty.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FairleadError(
            f"The folder {folder.name} holds something else.",
            why="It would be replaced, and it does not look like a site that was written before.",
            fix="Name a folder that is new, empty, or holds such a site.",
        )


def _write(making: Path, options: Options, content: Content, say: Callable[[str], object]) -> Written:
    forms = tuple(one for one in options.forms if options.address or one not in ("bib", "csl.json"))
    reader = Reader((*forms, *(DOCUMENTS if options.documents else ())), options.only, options.questions)
    with tempfile.TemporaryDirectory() as aside, _pool(making, options, content) as each:
        site = reader.read(
            (*_roots(content.published), *options.only),
            each,
            lambda done, known: say(f"{done:,} of {known:,} pages read"),
        )
        say(f"{len(site.pages):,} pages read; mending their links")
        overlay = content.overlay
        rows = write_data(making / "data", overlay, today().isoformat()) if options.data else 0
        own = _own_pages(making, site, options, content, rows)
        _statics(making, site)
        known = Path(aside, "known.json")
        known.write_bytes(msgspec.json.encode({"files": site.files, "note": _note(), "about": file_of(ABOUT)}))
        for _size in each(workers.mend, [(address, file, str(known)) for address, file in (site.pages | own).items()]):
            pass
    day, broken = today().isoformat(), tuple(sorted(set(site.broken) - set(options.only)))
    (making / "README.txt").write_text(README.format(day=day, version=__version__), encoding="utf-8")
    about = {
        "form": "fairlead.site/1",
        "program": f"Fairlead {__version__}",
        "written": day,
        "address": options.address,
        "pages": len(site.pages),
        "corrections": overlay.number,
        "only": list(options.only),
        "broken": broken,
    }
    (making / MARK).write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=1))
    say("writing checksums")
    files = write_sums(making)
    size = sum(one.stat().st_size for one in making.rglob("*") if one.is_file())
    return Written(len(site.pages), files, size, rows, broken)


@contextmanager
def _pool(making: Path, options: Options, content: Content) -> Iterator[Any]:
    setting = workers.Setting(
        str(making), options.address.rstrip("/"), content.overlay, content.judgements, content.published
    )
    if options.jobs < 2:
        with workers.here(setting):
            yield map
        return
    with get_context("spawn").Pool(options.jobs, workers.begin, (setting,)) as pool:
        yield lambda work, tasks: pool.imap(work, tasks, chunksize=max(1, min(32, len(tasks) // options.jobs)))


def _roots(published: bool) -> Iterable[str]:
    """Where reading begins: pages whose address is whole, and help for every country in every language."""
    from fairlead.facts import MigrationRule, load
    from fairlead.hub.help.addresses import help_address
    from fairlead.hub.locale.names import LANGUAGES
    from fairlead.hub.lookup.asked import countries

    yield from public_roots(published=published)
    pairs = sorted({f"{row.iso3}-{row.partner}" for row in load(MigrationRule) if row.scope == "corridor"})
    for language in LANGUAGES:
        for code in (*countries(), *pairs):
            yield help_address(language, code)


def _own_pages(making: Path, site: Site, options: Options, content: Content, rows: int) -> dict[str, str]:
    """The pages that only a copy has: what it is, and everything from A to Z."""
    made: dict[str, str] = {}

    def page(address: str, template: str, title: str, **context: Any) -> None:
        request = request_for(address)
        shown = Page(template, title, cite=False)
        response = TemplateResponse(request, template, {**context, "page": shown, "formats": {}, "on": today()})
        html = response.render().content.decode()
        for one in links(address, html):
            if one.startswith("/static/"):
                site.statics[one] = None
        file = file_of(address)
        path = making / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
        site.files[address] = made[address] = file

    if options.data:
        for one in (making / "data").rglob("*"):
            if one.is_file():
                name = str(one.relative_to(making))
                site.files[f"/{name}"] = name
        for table in facts.tables():
            site.files[f"/facts/{table}/file/"] = f"data/tables/{table}.csv"
    entries = _entries(site, content.published)
    letters: dict[str, list[tuple[str, str, str, str]]] = {}
    for entry in entries:
        letters.setdefault(_letter(entry[0]), []).append(entry)
    ordered = [(letter, f"{INDEX}{'0-9' if letter == '#' else letter}/", letters[letter]) for letter in sorted(letters)]
    site.files[f"{INDEX}index.js"] = "search/index.js"
    site.files[f"{INDEX}index.json"] = "search/index.json"
    title = _("Everything from A to Z")
    counted = [("0-9" if letter == "#" else letter, address, len(found)) for letter, address, found in ordered]
    page(INDEX, "export/index.html", title, letters=counted, entries=[])
    for letter, address, found in ordered:
        rest = [(name, kind, to) for name, kind, to, _words in found]
        page(address, "export/index.html", f"{title}: {'0-9' if letter == '#' else letter}", letters=[], entries=rest)
    index = [(name, kind, href(file_of(INDEX), site.files[to]), words) for name, kind, to, words in entries]
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (making / "search" / "index.json").write_text(text, encoding="utf-8")
    safe = text.replace("\u2028", " ").replace("\u2029", " ")
    (making / "search" / "index.js").write_text(f"window.fairleadIndex={safe};\n", encoding="utf-8")
    page(
        ABOUT,
        "export/about.html",
        _("About this copy"),
        day=today().isoformat(),
        version=__version__,
        count=len(site.pages),
        rows=rows,
        corrections=len(content.overlay.corrections),
        published=content.published,
        data=options.data,
        tables=facts.tables(),
    )
    return made


def _entries(site: Site, published: bool) -> list[tuple[str, str, str, str]]:
    """Title, kind, address and other words of everything that can be found and is here."""
    from fairlead.hub.search.entries import public
    from fairlead.hub.search.published import everything
    from fairlead.hub.search.views import kind_labels

    labels = kind_labels()
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for one in chain(public(), everything(today()) if published else ()):
        address = links("/", f'<a href="{one.address}">')
        if address and address[0] in site.files:
            words = " ".join(dict.fromkeys((*one.codes, *one.names[:6])))
            entry = (one.title, labels.get(one.kind, one.kind), address[0], words)
            found.setdefault((one.title, address[0]), entry)
    return sorted(found.values(), key=lambda entry: (_plain(entry[0]), entry[2]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().lstrip(" \"'([-.")


def _letter(title: str) -> str:
    first = _plain(title)[:1].upper()
    return first if first.isalpha() else "#"


def _statics(making: Path, site: Site) -> None:
    """Copy the files of style and script that pages name, and those that these name."""
    waiting: Sequence[str] = [*site.statics, "/static/hub/export.css", "/static/hub/export.js"]
    done: set[str] = set()
    while waiting:
        following: list[str] = []
        for address in waiting:
            found = finders.find(address.removeprefix("/static/"))
            if address in done or not isinstance(found, str):
                continue
            done.add(address)
            target = making / address.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, target)
            site.files[address] = address.lstrip("/")
            if address.endswith(".css"):
                named = _CSS_FILE.findall(target.read_text(encoding="utf-8"))
                following += links(address, "".join(f' href="{one}"' for one in named if not one.startswith("data:")))
        waiting = following


def _note() -> str:
    said = _("A copy of %(day)s without a server.") % {"day": date.isoformat(today())}
    return f'<p class="static-copy small" lang="en">{said} <a href="{{about}}">{_("What this copy is")}</a></p>'
