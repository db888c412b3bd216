"""Every kind of problem has a name in one form, so that programs can compare it: words with underscores."""

import ast
import re
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src" / "fairlead"


def test_codes_of_problems_are_words_with_underscores() -> None:
    found = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                found |= {
                    (path.name, word.value.value)
                    for word in node.keywords
                    if word.arg == "code" and isinstance(word.value, ast.Constant)
                }
    assert len(found) >= 5
    assert not {code for code in found if not re.fullmatch(r"[a-z]+(_[a-z]+)*", str(code[1]))}
