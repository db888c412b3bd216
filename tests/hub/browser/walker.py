"""A reader who follows links, fills in forms and presses buttons as a page has them, without a browser."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from lxml import html as pages


class Walker:
    """What the person has before them, and the words they have seen since they were last asked."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = ""
        self.page: Any = None
        self.seen = ""
        self.opened: set[str] = set()

    def opens(self, address: str, status: int = 200) -> Walker:
        return self._shows(self.client.get(address, follow=True), address, status)

    def follows(self, words: str) -> Walker:
        found = [one for one in self.page.iter("a") if words in _said(one)]
        assert found, f"no link {words!r} on {self.address}"
        return self.opens(found[0].get("href"))

    def presses(self, words: str, status: int = 200, **values: Any) -> Walker:
        """Send the form of a button, with what stands in it and these values by the names of their fields."""
        buttons = [one for one in self.page.iter("button") if _said(one).startswith(words)]
        buttons.sort(key=lambda one: _said(one) != words)
        assert buttons, f"no button {words!r} on {self.address}"
        form = next(one for one in buttons[0].iterancestors("form"))
        given: dict[str, list[str]] = {}
        for name, value in form.form_values():
            given.setdefault(name, []).append(value)
        strange = set(values) - set(form.fields.keys())
        assert not strange, f"{self.address} asks for no {strange}; it asks for {sorted(form.fields.keys())}"
        address = buttons[0].get("formaction") or form.get("action") or self.address
        if form.method == "GET":
            return self.opens(
                address + "?" + "&".join(f"{name}={value}" for name, value in {**given, **values}.items())
            )
        if buttons[0].get("name"):
            given[buttons[0].get("name")] = [buttons[0].get("value")]
        return self._shows(self.client.post(address, {**given, **values}, follow=True), address, status)

    def answers_safety(self, button: str = "Keep the answers", **more: str) -> Walker:
        """The first answer that lets it go, with a reason, to each question; sent by a button, with more."""
        values = {}
        for box in self.page.iter("fieldset"):
            options = [one for one in box.iter("input") if one.get("type") == "radio"]
            if not options:
                continue
            go = [one for one in options if one.get("value") in ("asked", "none", "nobody", "no")]
            values[go[0].get("name")] = go[0].get("value")
            values[go[0].get("name").replace("answer-", "why-")] = "They were asked and agree."
        return self.presses(button, **values, **more)

    def sees(self, *words: str) -> Walker:
        shown = _said(self.page)
        for one in words:
            assert one in shown, f"{one!r} is not on {self.address}: {shown[:1500]}"
        return self

    def _shows(self, answer: Any, address: str, status: int) -> Walker:
        assert answer.status_code == status, (address, answer.status_code, _plain(answer.content.decode())[:1500])
        if answer.redirect_chain:
            address = answer.redirect_chain[-1][0]
        self.address = address.partition("#")[0]
        self.opened.add(self.address)
        text = answer.content.decode()
        self.page = pages.fromstring(text)
        self.seen += " " + _plain(text)
        return self


def _said(element: Any) -> str:
    return " ".join(element.text_content().split())


def _plain(text: str) -> str:
    bare = re.sub(r"<(?:style|script).*?</(?:style|script)>|<[^>]+>", " ", text, flags=re.S)
    return " ".join(html.unescape(bare).split())
