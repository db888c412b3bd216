"""Reading and assessing a list in a process of its own: it can be stopped at any moment, and takes nothing with it.

The task is one line of JSON on standard input; what is done so far, and at the end the answer, are lines of JSON on
standard output. When standard input closes, whoever asked has gone, and the process ends at once.
"""

from __future__ import annotations

import base64
import os
import re
import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from fairlead.errors import FairleadError, InputError, Problem

__all__ = ["do", "main"]

Say = Callable[[int, int, str], None]
_MEMORY = 6 << 30
_PROBLEMS = 5_000
_FOR_PROGRAMS = re.compile(r"\s*\((?:`[^`]*`(?:,| or)?\s*)+\)")
_AN_OPTION = re.compile(r"with `\w+=`")


def do(task: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """Do a task.

    Parameters
    ----------
    task
        ``purpose`` (check or assess), ``path`` and ``name`` of the list, ``reading``, ``options``, ``confirmations``
        (rows of kind, text, codes) and ``title``.
    say
        Called with steps done, steps in all and what is being done.

    Returns
    -------
    dict
        ``answer`` (bytes of JSON), ``draws`` (bytes) and ``summary``; or ``error``.
    """
    try:
        return _check(task, say) if task["purpose"] == "check" else _assess(task, say)
    except FairleadError as error:
        return {"error": told(error)}
    except (MemoryError, RecursionError):
        fault = FairleadError(
            "The list needs more memory than there is.", why="Nothing was kept.", fix="Split the list into parts."
        )
        return {"error": told(fault)}


def told(error: FairleadError) -> dict[str, Any]:
    """An error as plain values."""
    problems = error.problems[:_PROBLEMS] if isinstance(error, InputError) else ()
    return {
        "what": error.what,
        "why": error.why or "",
        "fix": in_words(error.fix or ""),
        "problems": [_problem(problem) for problem in problems],
    }


def in_words(fix: str) -> str:
    """What to do, without the names of options of the library and the command line.

    Examples
    --------
    >>> in_words("Rename the heading or name the column (`columns=`, `--columns amount=...`).")
    'Rename the heading or name the column.'
    >>> in_words("Name another with `currency=` (`--currency`).")
    'Name another on the page of columns.'
    """
    plain = _AN_OPTION.sub("on the page of columns", _FOR_PROGRAMS.sub("", fix))
    return plain.replace(
        "confirm the reading in the confirmations file, or accept uncertain readings", "or confirm the reading"
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {**msgspec.to_builtins(problem), "fix": in_words(problem.fix)}


def _reading(task: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in task["reading"].items() if value not in (None, "", {})}


def _confirmations(task: Mapping[str, Any]) -> Any:
    from fairlead.classify import Confirmations

    known = Confirmations()
    for row in task["confirmations"]:
        if row["codes"]:
            known.confirm(row["kind"], row["text"], row["codes"], who=row.get("who", ""), when=row.get("when", ""))
    return known


def _opened(task: Mapping[str, Any]) -> Any:
    from pathlib import Path

    from fairlead.hub.assessments.files import Stored

    return Stored(Path(task["path"]), task["name"])


def _check(task: Mapping[str, Any], say: Say) -> dict[str, Any]:
    from fairlead.chain import PlacingError, map_purchases, read_purchases
    from fairlead.flows.open import open_table

    try:
        with _opened(task) as source:
            purchases = read_purchases(source, **_reading(task), progress=lambda k, _n, what: say(k, 5, what))
    except InputError as error:
        found = {"read": False, "placed": False, "problems": told(error)["problems"], "texts": [], "counts": {}}
        return _answer(found | {"said": {**told(error), "problems": []}}, {"usable": 0, "waiting": 0, "errors": 1})
    say(3, 5, "placing purchases in the trade table")
    said: dict[str, Any] = {}
    spend: Any = None
    try:
        mapped = map_purchases(purchases, open_table(task["options"]["table"]), confirmations=_confirmations(task))
        problems, mappings, spend = mapped.problems, mapped.mappings, msgspec.to_builtins(mapped.spend)
        both = [match for combo in mapped.combos for match in (combo.country, combo.industry) if match is not None]
        matches: dict[tuple[str, str], Any] = {(match.kind, match.text): match for match in both}
        used = mapped.spend.rows_assessed
    except PlacingError as error:
        problems, mappings, matches, used = error.problems, error.mappings, {}, 0
        said = {**told(error), "problems": []}
    say(4, 5, "listing what to look at")
    texts = [_text(mapping, matches) for mapping in mappings]
    found = {
        "read": True,
        "placed": not said,
        "said": said,
        "spend": spend,
        "counts": msgspec.to_builtins(purchases.counts) | {"assessed": used},
        "problems": [_problem(problem) for problem in problems],
        "texts": texts,
    }
    waiting = sum(text["status"] in ("uncertain", "unknown") for text in texts)
    return _answer(found, {"usable": used, "waiting": waiting, "errors": len(purchases) - used})


def _answer(found: Any, summary: dict[str, Any]) -> dict[str, Any]:
    return {"answer": msgspec.json.encode(found), "draws": b"", "summary": summary}


def _text(mapping: Any, matches: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """How one text was read, with its candidates taken apart."""
    from fairlead.hub.assessments.candidates import candidates_of

    match = matches.get((mapping.kind, mapping.text))
    listed = (
        [msgspec.to_builtins(candidate) for candidate in match.candidates]
        if match is not None
        else candidates_of(mapping.candidates)
    )
    return {
        **{name: getattr(mapping, name) for name in ("kind", "text", "label", "score", "reason", "status", "rows")},
        "codes": list(mapping.codes),
        "spend_usd": mapping.spend_usd,
        "candidates": listed,
    }


def _assess(task: Mapping[str, Any], say: Say) -> dict[str, Any]:
    from fairlead.assess.assessment import AssessOptions, assess
    from fairlead.assess.compare import Keeper
    from fairlead.report import json as report_json

    o = task["options"]
    options = AssessOptions(
        table=o["table"],
        draws=o["draws"],
        tiers=o["tiers"],
        paths=o["paths"],
        account=o["account"],
        title=task.get("title", ""),
    )
    keeper = Keeper()
    with _opened(task) as source:
        result = assess(
            source,
            options=options,
            confirmations=_confirmations(task),
            reading=_reading(task),
            progress=lambda k, n, what: say(k, n + 2, what),
            keeper=keeper,
        )
    say(7, 8, "putting the result together")
    forced, child = result.accounts[0].total.people, result.accounts[1].total.people
    summary = {
        "forced_labour": msgspec.to_builtins(forced),
        "child_labour": msgspec.to_builtins(child),
        "spend_usd": result.spend.assessed_usd,
        "share_assessed": result.spend.share_assessed,
        "rows": result.spend.rows_assessed,
    }
    return {
        "answer": report_json.dumps(result, indent=0),
        "draws": keeper.encoded(),
        "summary": summary,
        "sha256": result.input.sha256,
    }


def main() -> int:
    """Do the task on standard input."""
    task = msgspec.json.decode(sys.stdin.buffer.readline())
    threading.Thread(target=_watch, daemon=True).start()
    _restrain()
    if task.get("corrections", {}).get("corrections"):
        from fairlead.facts import store
        from fairlead.facts.overlay import Overlay

        store.use(msgspec.convert(task["corrections"], Overlay))
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not stand between the lines

    def put(line: Mapping[str, Any]) -> None:
        out.write(msgspec.json.encode(line) + b"\n")

    done = do(task, lambda step, steps, stage: put({"step": step, "steps": steps, "stage": stage}))
    for name in ("answer", "draws"):
        if name in done:
            done[name] = base64.b64encode(zlib.compress(done[name], 6)).decode("ascii")
    put({"end": done})
    return 0


def _watch() -> None:
    """End at once when whoever asked has gone."""
    while os.read(0, 4096):
        pass
    os._exit(3)


def _restrain() -> None:
    """Leave the machine usable: less urgent than answers to readers, and with an end to memory."""
    try:
        import resource

        os.nice(5)
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, OSError, ValueError):  # not every system can
        return


def problems_of(found: Mapping[str, Any]) -> list[Problem]:
    """The problems of an answer as records again."""
    return msgspec.convert(found.get("problems", []), list[Problem])


if __name__ == "__main__":
    raise SystemExit(main())
