"""The top navigation: what is acted with stands first, the rest under More, which opens without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def places(page: str) -> str:
    return page.partition('<nav class="places"')[2].partition("</nav>")[0]


def test_campaigns_are_one_step_from_the_first_screen_and_from_where_one_begins_signed_in(
    person: Any, browse: Any
) -> None:
    address = f'href="{reverse("campaigns")}"'
    first = browse(None).get("/").content.decode()
    assert address in places(first)
    assert address in first.partition('class="doors"')[2]
    assert "Your work" not in first
    member = browse(person("member"))
    for start in ("/", reverse("account")):
        work = member.get(start).content.decode().partition('<nav class="work"')[2].partition("</nav>")[0]
        for name in ("letters-mine", "matters", "campaigns", "assessments", "watches"):
            assert f'href="{reverse(name)}"' in work
            assert member.get(reverse(name)).status_code == 200


def test_more_is_a_part_that_opens_without_script_and_says_where_one_is(browse: Any) -> None:
    shown, _sep, more = places(browse(None).get("/goods/").content.decode()).partition("<details>")
    assert len(re.findall("<li>", shown)) <= 10
    assert '<summary class="here">' in more
    assert re.findall(r'aria-current="true">([^<]+)<', shown + more) == ["Goods"]
    assert "here" not in places(browse(None).get("/laws/").content.decode())
