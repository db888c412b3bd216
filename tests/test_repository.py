"""What the repository as a whole promises: nothing of a machine in it, sourced data, locked and hashed packages."""

from __future__ import annotations

import ast
import csv
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import fairlead

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "fairlead"
MB = 1_000_000


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the repository is not known")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).exists()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:4096]:
            found.append((path, data.decode("utf-8", errors="replace")))
    return found


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    # Put together here so that this file does not name them either.
    machine = re.compile(
        r"(?<![\w.~$}/])/(?:" + "|".join(["work", "root", "tmp", r"home/\w+", r"Users/\w+", "opt"]) + r")/\w"
    )
    registry = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "find-" + "links", "index" + "-url"]))
    for path, text in texts():
        for number, line in enumerate(text.splitlines(), start=1):
            assert not machine.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            allowed = path.name == "Makefile" and "--no-emit-" in line
            assert allowed or not registry.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"


def test_texts_are_utf_8_with_unix_lines() -> None:
    for path, text in texts():
        if path.suffix in {".py", ".md", ".toml", ".csv", ".j2", ".css"} and "tests" not in path.parts:
            path.read_bytes().decode("utf-8")
            assert "\r" not in text, path


@pytest.mark.parametrize("name", ["run.txt", "hub.txt", "dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.M).strip())
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+( ; [^\n\\]+)? \\\n", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


def test_lock_files_agree_with_each_other_and_hold_what_is_declared() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.M))

    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    for declared, locked in ((project["project"]["dependencies"] + groups["build"], run), (groups["dev"], dev)):
        for requirement in declared:
            assert re.split(r"[<>=!~\[ ]", requirement)[0].lower() in locked, requirement


STATUSES = {"verified", "recalled", "judgement", "computed", "conflicting", "not collected yet"}
# Words that the importer knows and says: no facts about the world.
WORDS = {"chain/data/currency_marks.csv", "chain/data/headings.csv", "chain/data/messages.csv"}
# Translations of our own and who reviewed them.
WORDS |= {f"hub/help/data/{name}.csv" for name in ("id", "ne", "reviews", "tl")}
WORDS.add("hub/assessments/data/example.csv")  # made-up purchases to try the upload with
DATA = [path for path in sorted(PACKAGE.rglob("*.csv")) if path.relative_to(PACKAGE).as_posix() not in WORDS]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_row_of_data_has_source_date_and_status(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for number, row in enumerate(rows, start=2):
        assert None not in row, f"line {number} has more values than columns"
        for column in ("source", "as_of", "status"):
            if path.stem == "sources" and column == "source":
                continue  # the list of sources itself
            assert row.get(column), f"line {number}: no {column}"
        assert row["status"] in STATUSES, f"line {number}"


def test_package_data_stays_small() -> None:
    world = PACKAGE / "flows" / "data" / "world2011.npz"
    assert world.stat().st_size <= 3 * MB
    total = sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert total <= 20 * MB


# Sources whose terms do not allow handing on; their figures are read from the user's own copy.
NOT_TO_BE_BUNDLED = re.compile(r"walk ?free|global slavery index|ituc global rights index|unodc", re.IGNORECASE)


def test_no_row_comes_from_a_source_that_may_not_be_handed_on() -> None:
    for path in DATA:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert not NOT_TO_BE_BUNDLED.search(row.get("source") or ""), f"{path.name}: {row}"


def test_the_library_never_imports_the_web_application() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "hub" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            assert not [name for name in names if name.startswith("fairlead.hub")], path


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import fairlead; print(*(set(sys.modules) - before))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in found if name.startswith("fairlead")] == ["fairlead"]
    assert not set(found) & {"numpy", "msgspec", "click"}


def test_assessing_does_not_import_pandas(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom fairlead.cli import cli\n"
        f"cli.main(['assess', {str(ROOT / 'examples' / 'purchases.csv')!r}, '--draws', '100'], standalone_mode=False)\n"
        "print('LOADED', *sys.modules)"
    )
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.split("LOADED")[1].split())
    assert "numpy" in loaded
    assert not loaded & {"pandas", "jinja2", "xlsxwriter", "python_calamine", "openpyxl", "matplotlib"}


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == fairlead.__version__
    assert f"\nversion: {fairlead.__version__}\n" in citation
    assert f"## {fairlead.__version__} " in changelog


def test_citation_file_has_what_the_format_requires() -> None:
    import yaml

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_make_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", text, flags=re.M)[0].split()
    assert sorted(phony) == sorted(re.findall(r"^([a-z]+):.* ## ", text, flags=re.M))


def test_make_run_assesses_the_example_as_the_readme_says() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    dry = subprocess.run([make, "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "fairlead assess examples/purchases.csv --output out" in dry
    assert "make run" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_build_script_is_sound() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert text.rstrip().endswith("make test")
    subprocess.run(["bash", "-n", str(script)], check=True)


@pytest.mark.skipif(bool(os.environ.get("FAIRLEAD_EXPLORE")), reason="new examples are asked for")
def test_examples_of_property_tests_do_not_depend_on_the_tests_before() -> None:
    """Else what Hypothesis finds in modules that other tests loaded would enter them."""
    from hypothesis.internal.conjecture.providers import HypothesisProvider

    found = HypothesisProvider(None)._local_constants
    assert not any(found.set_for_type(kind) for kind in ("integer", "float", "bytes", "string"))
