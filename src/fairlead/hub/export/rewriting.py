"""Pages of the hub turned into pages of a folder: relative links, and plain words where only a live hub can answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from fairlead.hub.export.names import canonical, href

__all__ = ["Mender"]

_TAG = re.compile(r"<(/?)(a|link|script|img|image|use|form|svg|footer|head)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\s((?:xlink:)?href|src|action)="([^"]*)"')
_FORMS = re.compile(r'<p class="forms">(.*?)</p>', re.DOTALL)
_ANCHOR = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
_ACCOUNT = re.compile(r'<nav class="account".*?</nav>', re.DOTALL)
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_SELECT = re.compile(
    r'<label for="(\w+)">([^<]*)</label>\s*<select id="\1" name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL
)
_OPTION = re.compile(r'<option value="([^"]+)"[^>]*>([^<]*)</option>')


class Mender:
    """Rewrites pages once it is known which addresses have a file.

    Parameters
    ----------
    files
        File by canonical address, static files and other names of a page included.
    note
        HTML of one line that says what this copy is; ``{about}`` in it becomes the link to the page that tells more.
    about
        File of the page about the copy.
    """

    def __init__(self, files: Mapping[str, str], note: str, about: str) -> None:
        self.files, self.note, self.about = files, note, about

    def page(self, address: str, file: str, html: str) -> str:
        """The page as it stands in `file`."""
        html = _ACCOUNT.sub("", html)
        html = _FORM.sub(lambda found: self._form(address, found[1], found[2]), html)
        html = _FORMS.sub(lambda found: self._forms(address, found[1]), html)
        return self._tags(address, file, html)

    def _target(self, address: str, link: str) -> str | None:
        """File and fragment that a link leads to; None where it has no file, empty where it stays as it is."""
        plain = unescape(link)
        if plain.startswith(("#", "//")) or urlsplit(plain).scheme:
            return ""
        found = self.files.get(canonical(address, plain))
        if found is None:
            return None
        fragment = urlsplit(plain).fragment
        return f"{found}#{fragment}" if fragment else found

    def _tags(self, address: str, file: str, html: str) -> str:
        inside, closing = 0, ""

        def mend(found: re.Match[str]) -> str:
            nonlocal inside, closing
            end, name, attributes = found.groups()
            if name == "svg":
                inside += -1 if end else 0 if attributes.endswith("/") else 1
                return found[0]
            if end:
                if name == "a" and closing:
                    made, closing = closing, ""
                    return made
                if name == "head":
                    style = href(file, "static/hub/export.css")
                    return f'<link rel="stylesheet" href="{style}">\n</head>'
                return found[0]
            if name == "footer":
                return found[0] + "\n" + self.note.replace("{about}", href(file, self.about))
            asked = _ATTRIBUTE.search(attributes)
            target = self._target(address, asked[2]) if asked else ""
            if not asked or target == "":
                return found[0]
            if target is not None:
                to, _hash, fragment = target.partition("#")
                link = "" if to == file and fragment else href(file, to)
                link = escape(link + (f"#{fragment}" if fragment else ""))
                return found[0].replace(asked[0], f' {asked[1]}="{link}"')
            if name != "a":
                return ""
            rest = attributes.replace(asked[0], "")
            if inside:
                closing = "</g>"
                return f"<g{_without(rest, 'rel', 'target', 'hreflang')}>"
            closing = f" <small>({_('needs a live hub')})</small></span>"
            return f'<span class="needs-hub"{_without(rest, "class", "rel", "target", "hreflang", "download")}>'

        return _TAG.sub(mend, html)

    def _forms(self, address: str, inner: str) -> str:
        kept = [found[0] for found in _ANCHOR.finditer(inner) if self._target(address, found[1])]
        said = inner.partition("<a")[0].strip()
        return f'<p class="forms">{said} {", ".join(kept)}.</p>' if kept else ""

    def _form(self, address: str, attributes: str, inner: str) -> str:
        if 'method="post"' in attributes.lower():
            return ""
        asked = _ATTRIBUTE.search(attributes)
        action = canonical(address, unescape(asked[2])) if asked else address
        if action.endswith("/help/"):
            return self._places(action, inner)
        if action == "/search/":
            words = _("Find a page: everything from A to Z")
            return f'<p class="search-box"><a href="{action}">{words}</a></p>'
        said = _("This form needs a live hub. The links on this page show answers that are kept here.")
        return f'<div class="form-off"><p class="needs-hub">{said}</p><fieldset disabled>{inner}</fieldset></div>'

    def _places(self, action: str, inner: str) -> str:
        """Links in the place of a form that asks for countries: whoever needs help must not be sent elsewhere."""
        chosen = {name: (label, dict(_OPTION.findall(options))) for _id, label, name, options in _SELECT.findall(inner)}
        if "work" not in chosen:
            return ""
        label, places = chosen["work"]
        made = [f"<h2>{label}</h2>", self._listed((name, f"{action}{code}/") for code, name in places.items())]
        if "from" in chosen:
            label, origins = chosen["from"]
            pairs = (
                (f"{origin_name} → {name}", f"{action}{origin}-{code}/")
                for origin, origin_name in origins.items()
                for code, name in places.items()
            )
            made += [f"<h2>{label}</h2>", self._listed(pairs)]
        return "\n".join(made)

    def _listed(self, entries: Iterable[tuple[str, str]]) -> str:
        lines = "".join(f'<li><a href="{to}">{name}</a></li>\n' for name, to in entries if to in self.files)
        return f'<ul class="links columns">\n{lines}</ul>'


def _without(attributes: str, *names: str) -> str:
    for name in names:
        attributes = re.sub(rf'\s{name}="[^"]*"', "", attributes)
    return attributes
