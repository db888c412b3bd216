"""The work on single pages, done in several processes: ask for one and keep it as it is, then mend its links."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from fairlead.facts.overlay import NOTHING, Overlay
from fairlead.facts.store import use
from fairlead.hub.export.names import file_of, split

__all__ = ["Made", "Setting", "begin", "here", "make", "mend"]


@dataclass(frozen=True)
class Setting:
    """What every process needs to know.

    Attributes
    ----------
    folder
        Where the site is made.
    address
        Address at which readers will find it, for citations; empty where it is not known.
    overlay
        Accepted corrections.
    judgements
        Those of initiatives that stand, as `fairlead.hub.corrections.live` holds them.
    published
        Whether what members published is read from the hub's database.
    """

    folder: str
    address: str
    overlay: Overlay = NOTHING
    judgements: Mapping[str, Any] = field(default_factory=dict)
    published: bool = False


@dataclass(frozen=True)
class Made:
    """What became of an address."""

    address: str
    kind: str
    file: str = ""
    to: str = ""
    name: str = ""
    size: int = 0
    links: list[str] = field(default_factory=list)


_now: Setting
_told: set[str] = set()


def begin(setting: Setting, *, own_process: bool = True) -> None:
    """Make this process ready."""
    global _now
    _now = setting
    _told.clear()
    _map.cache_clear()
    if own_process:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.hub.export.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.utils import translation

        settings.ADDRESS = setting.address
        translation.activate("en")
        use(setting.overlay)
        if setting.judgements:
            from fairlead.hub.corrections import live

            live._live.judgements = dict(setting.judgements)


@contextmanager
def here(setting: Setting) -> Iterator[None]:
    """Do the work in this process, whose facts and language are as they should be."""
    from django.conf import settings
    from django.utils import translation

    begin(setting, own_process=False)
    before, settings.ADDRESS = settings.ADDRESS, setting.address
    try:
        with translation.override("en"):
            yield
    finally:
        settings.ADDRESS = before


def make(task: tuple[str, str]) -> Made:
    """Ask for an address and keep what it gives in the file, links as they are.

    Parameters
    ----------
    task
        Address and file.
    """
    from fairlead.hub.export.asking import ask, links

    address, file = task
    found = ask(address, published=_now.published)
    if found.kind in {"none", "closed"}:
        return Made(address, found.kind, name=found.name)
    if found.kind == "elsewhere":
        return Made(address, "elsewhere", to=found.to, name=found.name)
    if found.kind == "form" and split(address)[0].endswith("/"):
        file = file_of(address, html=False, ending=found.ending)
    path = Path(_now.folder, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.body)
    named = links(address, found.body.decode()) if found.kind == "page" else []
    new = [one for one in named if one not in _told or "?" in one]
    _told.update(new)
    return Made(address, found.kind, file, name=found.name, size=len(found.body), links=new)


@cache
def _map(path: str) -> Any:
    from fairlead.hub.export.rewriting import Mender

    known = msgspec.json.decode(Path(path).read_bytes())
    return Mender(known["files"], known["note"], known["about"])


def mend(task: tuple[str, str, str]) -> int:
    """Rewrite the links of a page; returns its size.

    Parameters
    ----------
    task
        Address, file, and the file that holds what `Mender` needs.
    """
    address, file, known = task
    path = Path(_now.folder, file)
    html = _map(known).page(address, file, path.read_text(encoding="utf-8")).encode()
    path.write_bytes(html)
    return len(html)
