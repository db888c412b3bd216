"""One person at a browser, in the words of a story; whatever the page does that it must not do is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from fairlead.hub.people.models import User

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """A page of a browser; `actions` counts what the person did: following a link, filling in, pressing, choosing."""

    page: Any
    base: str
    actions: int = 0
    faults: list[str] = field(default_factory=list)
    expected: int | None = None

    def __post_init__(self) -> None:
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != urlsplit(self.base).netloc:
            self.faults.append(f"{self.page.url} asked {request.url}")

    def _said(self, message: Any) -> None:
        refused = self.expected is not None and f"status of {self.expected}" in message.text
        if message.type == "error" and not refused:
            self.faults.append(f"{self.page.url}: {message.text}")

    def opens(self, address: str, status: int = 200) -> Visitor:
        self.expected = status if status >= 400 else None
        answer = self.page.goto(self.base + address)
        assert answer.status == status, (address, answer.status)
        return self

    def follows(self, name: str, exact: bool = False) -> Visitor:
        self.actions += 1
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        return self

    def fills(self, label: str, text: str) -> Visitor:
        self.actions += 1
        self.page.get_by_label(label).first.fill(text)
        return self

    def chooses(self, label: str, option: str) -> Visitor:
        self.actions += 1
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def ticks(self, label: str) -> Visitor:
        self.actions += 1
        self.page.get_by_label(label).first.check()
        return self

    def presses(self, name: str) -> Visitor:
        self.actions += 1
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()
        return self

    def uploads(self, label: str, content: str) -> Visitor:
        self.actions += 1
        file = {"name": "list.csv", "mimeType": "text/csv", "buffer": content.encode()}
        self.page.get_by_label(label).first.set_input_files(files=[file])
        return self

    def keys(self, *keys: str) -> Visitor:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def types(self, text: str) -> Visitor:
        self.page.keyboard.type(text)
        return self

    def sees(self, *words: str) -> Visitor:
        shown = " ".join(self.page.locator("body").inner_text().split())
        for one in words:
            assert one in shown, f"{one!r} is not on {self.page.url}: {shown[:1500]}"
        return self

    def does_not_see(self, *words: str) -> Visitor:
        shown = self.page.locator("body").inner_text()
        assert not [one for one in words if one in shown], self.page.url
        return self

    def at(self, start: str) -> Visitor:
        path = self.page.url.removeprefix(self.base)
        assert path.startswith(start), path
        return self

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.base)

    def fits(self) -> Visitor:
        self.page.wait_for_load_state("load")
        wide = self.page.evaluate(TOO_WIDE)
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"
        return self

    def accessible(self) -> list[str]:
        """What axe finds serious or critical here, as lines."""
        from axe_playwright_python.sync_playwright import Axe

        # those of the page itself: a menu that lies over it would hide what is beneath
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        # every rule looks at every element; only what breaks one is told, not the thousands that keep it
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        return [
            f"{self.path}: {one['id']} ({one['impact']}) {one['nodes'][0]['html'][:160]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]

    def is_(self, user: User | None) -> Visitor:
        """Signed in as this person from now on."""
        self.page.context.clear_cookies()
        if user is not None:
            client = Client()
            client.force_login(user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.base}])
        return self
