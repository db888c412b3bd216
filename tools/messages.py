"""Keep the translations of the interface: extract its sentences, merge them into each language, compile.

``python tools/messages.py`` after a sentence of help was added or changed; then translate what is empty in
``src/fairlead/hub/locale/<language>/LC_MESSAGES/django.po`` and run it again. ``--all FILE`` writes every sentence of
the whole hub to a template, for a language that is to have all of it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fairlead.hub.locale.vocabulary import words

HUB = Path(__file__).parent.parent / "src" / "fairlead" / "hub"
LOCALE = HUB / "locale"
HELP = ("help",)
LANGUAGES = {"id": "id", "ne": "ne", "tl": "fil"}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2")]
JINJA = {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}
OPTIONS = {"**/templates/**.html": JINJA, "templates/**.html": JINJA}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "gettext_lazy": None}


def extracted(parts: Iterable[str] = ()) -> Catalog:
    """Every sentence of some parts of the hub, or of the whole of it."""
    catalog = Catalog(project="Fairlead", charset="utf-8", fuzzy=False)
    folders = [HUB / part for part in parts] or [HUB]
    for folder in folders:
        found = extract_from_dir(folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, _line, message, comments, context in found:
            place = (folder / name).relative_to(HUB).as_posix()
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for word in () if parts else sorted(words()):
        catalog.add(word, locations=[("locale/vocabulary.py", 0)])
    return catalog


def path_of(language: str, kind: str = "po") -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / f"django.{kind}"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=LANGUAGES[language], project="Fairlead", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[language])


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    made = io.BytesIO()
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same from the same sentences
    write_mo(made, catalog)
    return made.getvalue()


def main() -> int:
    """Merge and compile; say what is missing."""
    if sys.argv[1:2] == ["--all"]:
        with Path(sys.argv[2]).open("wb") as file:
            write_po(file, extracted(), width=110, omit_header=True, include_lineno=False)
        return 0
    template = extracted(HELP)
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        said = io.BytesIO()
        write_po(said, catalog, width=110, omit_header=True, include_lineno=False, sort_output=True)
        head = (
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
            f'"Plural-Forms: {catalog.plural_forms}\\n"\n"Language: {language}\\n"\n\n'
        )
        path.write_text(head + said.getvalue().decode(), encoding="utf-8")
        path_of(language, "mo").write_bytes(compiled(read(language)))
        empty = [message.id for message in read(language) if message.id and not message.string]
        sys.stdout.write(f"{language}: {len(empty)} of {len(template)} sentences are not translated\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
