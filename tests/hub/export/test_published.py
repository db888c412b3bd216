"""What members published is part of a copy, as pages, JSON and CSV; what they did not, or not yet, is not."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.hub.matrix.world import MARK, World

from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.export.site import Content, Options, write_site
from fairlead.hub.letters.models import Letter
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for

pytestmark = pytest.mark.django_db
ONLY = Options(only=("/register", "/campaigns"), jobs=1, data=False)


def text_of(folder: Path) -> str:
    kinds = {".html", ".json", ".csv"}
    return "\n".join(one.read_text(encoding="utf-8") for one in folder.rglob("*") if one.suffix in kinds)


def test_what_is_published_is_in_the_copy_and_nothing_else(tmp_path: Any) -> None:
    world = World()
    actor = actor_for(world.owner)
    campaigns.publish(actor, world.campaign.pk, ["plan"], safe=True)
    Campaign.objects.filter(pk=world.campaign.pk).update(public={**_public(world), "title": "A public campaign"})
    later = today() + timedelta(days=5)
    campaigns.publish(actor, world.shared_campaign.pk, ["plan"], safe=True)
    Campaign.objects.filter(pk=world.shared_campaign.pk).update(embargo=later)
    write_site(tmp_path / "copy", ONLY, Content(published=True))
    copy = tmp_path / "copy"
    for one, pk in (("register/letters", world.public_letter.pk), ("register/matters", world.public_matter.pk),
                    ("campaigns", world.campaign.pk)):  # fmt: skip
        assert (copy / one / str(pk) / "index.html").is_file()
        assert json.loads((copy / one / f"{pk}.json").read_text())["data"]["title"]
        assert (copy / one / f"{pk}.csv").is_file()
    rows = list(csv.DictReader((copy / "register.csv").read_text(encoding="utf-8").splitlines()))
    assert {one["id"] for one in rows} == {str(world.public_letter.pk), str(world.public_matter.pk)}
    whole = text_of(copy)
    assert str(world.shared_campaign.pk) not in whole
    private = {str(one.pk) for model in (Letter, Matter) for one in model.objects.all()}
    private -= {str(world.public_letter.pk), str(world.public_matter.pk)}
    assert not [one for one in private if one in whole]
    assert '<form method="post"' not in whole
    assert f"{MARK} campaign of ours" not in whole
    found = {
        to for _name, _kind, to, _words in json.loads((copy / "search" / "index.json").read_text(encoding="utf-8"))
    }
    shown = (
        ("register/letters", world.public_letter),
        ("register/matters", world.public_matter),
        ("campaigns", world.campaign),
    )
    assert {f"../{at}/{one.pk}/index.html" for at, one in shown} <= found
    about = (copy / "about" / "this-copy" / "index.html").read_text(encoding="utf-8")
    assert "What members published" in about
    assert not list(copy.rglob("*.docx"))  # documents were not chosen
    without = Options(only=("/register", f"/campaigns/{world.campaign.pk}"), jobs=1, data=False)
    write_site(tmp_path / "without", without, Content())  # where there is no hub, nothing of it is asked for
    assert not (tmp_path / "without" / "register").exists()
    assert not (tmp_path / "without" / "campaigns").exists()


def _public(world: World) -> Any:
    return Campaign.objects.get(pk=world.campaign.pk).public


def test_documents_are_kept_as_what_they_are_where_they_are_wanted(tmp_path: Any) -> None:
    only = ("/campaigns/brief/", "/letters/kinds/ratification/file/txt/")
    write_site(tmp_path / "copy", Options(only=only, jobs=1, data=False, documents=True))
    begins = {one.suffix: one.read_bytes()[:4] for one in (tmp_path / "copy" / "campaigns").rglob("*") if one.is_file()}
    assert (begins[".docx"], begins[".pdf"]) == (b"PK\x03\x04", b"%PDF")
    page = (tmp_path / "copy" / "campaigns" / "brief" / "index.html").read_text(encoding="utf-8")
    assert 'href="file/brief/docx.docx"' in page
    assert (tmp_path / "copy/letters/kinds/ratification/file/txt.txt").read_text(encoding="utf-8")
