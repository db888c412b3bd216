"""The stages of a run are those that the library says, and each goes through the catalogue."""

from __future__ import annotations

import ast
from pathlib import Path

import fairlead.assess
from fairlead.hub.assessments.stages import STAGES, stage_in_words


def test_every_stage_of_the_library_has_its_words() -> None:
    said = set()
    for path in Path(fairlead.assess.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                said |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    assert said == set(STAGES)


def test_a_stage_is_a_sentence_and_an_unknown_one_stays() -> None:
    assert stage_in_words("drawing ranges") == "Drawing ranges."
    assert stage_in_words("Anything else.") == "Anything else."
    assert stage_in_words("") == ""
