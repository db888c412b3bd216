"""Public pages are made once and kept in memory, plain and compressed, until facts change or the day ends.

Only parts whose pages depend on nothing but the facts, the address and the language are kept (`PUBLIC_PARTS`), and
only for readers without a session or a token: what a person sees never enters.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from fairlead.hub.pages import today

__all__ = ["PUBLIC_PARTS", "cached", "clear", "is_public"]

PUBLIC_PARTS = ("campaigns.public", "documents", "home", "lookup", "help", "worldmap")
_LIMIT = 64_000_000  # bytes in each process
_LARGEST = 2_000_000
_SECONDS = 300  # how long a browser may keep a page without asking


@dataclass(frozen=True)
class _Kept:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes
    tag: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)


class _Store:
    def __init__(self) -> None:
        self.lock, self.pages, self.size = Lock(), OrderedDict[tuple[str, ...], _Kept](), 0

    def get(self, key: tuple[str, ...]) -> _Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept:
                self.pages.move_to_end(key)
            return kept

    def put(self, key: tuple[str, ...], kept: _Kept) -> None:
        with self.lock:
            old = self.pages.pop(key, None)
            self.pages[key] = kept
            self.size += kept.size - (old.size if old else 0)
            while self.size > _LIMIT:
                self.size -= self.pages.popitem(last=False)[1].size

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.size = 0


_store = _Store()


def clear() -> None:
    """Forget every page of this process: facts have changed."""
    _store.clear()


def is_public(view: object) -> bool:
    """Whether a view belongs to a part whose pages are the same for everyone."""
    return str(getattr(view, "__module__", "")).startswith(tuple(f"fairlead.hub.{part}." for part in PUBLIC_PARTS))


def cached(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer from memory where that may be done; sits behind the choice of language."""

    def answer(request: HttpRequest) -> HttpResponse:
        if (
            request.method not in {"GET", "HEAD"}
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or "Authorization" in request.headers
        ):
            return get_response(request)
        key = (request.get_full_path(), get_language() or "", today().isoformat())
        kept = _store.get(key)
        if kept is None:
            response = get_response(request)
            view = getattr(request.resolver_match, "func", None)
            if (
                not is_public(view)
                or response.status_code not in {200, 404}
                or response.streaming
                or response.cookies
                or not (len(response.content) < _LARGEST)
                or request.method == "HEAD"
            ):
                return response
            kept = _keep(response)
            if response.status_code == 200:  # addresses that are not there are without number
                _store.put(key, kept)
        return _answer(request, kept)

    return answer


def _keep(response: HttpResponse) -> _Kept:
    body = response.content
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {
        "Cache-Control": f"public, max-age={_SECONDS}",
        **response.headers,
        "ETag": tag,
    }  # a part may be stricter
    headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    headers.pop("Content-Length", None)
    return _Kept(response.status_code, tuple(headers.items()), body, gzip.compress(body, 6, mtime=0), tag)


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    if kept.status == 200 and kept.tag in request.headers.get("If-None-Match", ""):
        unchanged = HttpResponseNotModified()
        unchanged.headers["ETag"] = kept.tag
        return unchanged
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.packed if packed else kept.body, status=kept.status)
    for name, value in kept.headers:
        response.headers[name] = value
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
