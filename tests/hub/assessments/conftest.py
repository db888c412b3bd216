"""What tests of assessments use: a small list, and a way to the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairlead.hub.assessments import files, tasks, work
from fairlead.hub.assessments.models import Assessment

SMALL = (
    "Supplier;Country;Product;Amount EUR;Year\n"
    "Quiet Heron Ltd;Bangladesh;T-shirts;120000;2022\n"
    "Quiet Heron Ltd;Viet Nam;Sports shoes;80000;2022\n"
    "Amber Wren GmbH;Germany;Office furniture;50000;2022\n"
    "Lost Ledger;Germany;;10;2022\n"
)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in this process and with few draws: the same function, without starting Python for each run."""

    def done(run: Any, claim: Any) -> dict[str, Any]:
        described = tasks._described(run)
        described["options"] = {**described["options"], "draws": 200}
        told: dict[str, Any] = {}

        def say(step: int, steps: int, stage: str) -> None:
            told.update(step=step, steps=steps, stage=stage)
            tasks._look(run, claim, told)

        return work.do(described, say)

    monkeypatch.setattr(tasks, "_watched", done)


@pytest.fixture
def upload() -> Callable[..., Any]:
    def send(client: Client, content: str | bytes = SMALL, name: str = "list.csv", **fields: str) -> Any:
        body = content.encode() if isinstance(content, str) else content
        return client.post("/assessments/new/", {**fields, "list": SimpleUploadedFile(name, body)})

    return send


@pytest.fixture
def assessed(browse: Any, upload: Any, in_process: None) -> Callable[..., Assessment]:
    """An assessment of this person, brought to its result."""

    def make(user: Any, content: str = SMALL, title: str = "") -> Assessment:
        client = browse(user)
        answer = upload(client, content, title=title)
        assert answer.status_code == 302, answer.content
        thing = Assessment.objects.get(pk=answer.url.split("/")[2])
        assert client.post(f"/assessments/{thing.pk}/run/").status_code == 302
        assert thing.runs.filter(number=1, state="done").exists(), list(thing.runs.values("state", "error"))
        return thing

    return make


@pytest.fixture
def folder() -> Path:
    return files.folder()
