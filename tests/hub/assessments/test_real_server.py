"""Large lists through the web server itself: taken whole or refused with a clear answer, and nothing half is left."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LIMIT = 50_000_000
"""What a hub takes unless its operator says otherwise."""
HEAD = b"Supplier,Country,Product,Amount,Currency,Year\n"
PIECE = b"".join(b"Invented mill %05d,Bangladesh,T-shirts,%d,USD,2023\n" % (n, 1000 + n) for n in range(20_000))
SIGN_IN = """
import django
django.setup()
from django.test import Client
from fairlead.hub.people.models import User
client = Client()
client.force_login(User.objects.create_user("ada@example.org", name="Ada"))
print(client.cookies["sessionid"].value)
"""
ASK = """
import django
django.setup()
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people.audit import AuditEntry
print([[one.stored, one.size, one.sha256] for one in Assessment.objects.all()])
print(AuditEntry.objects.filter(operation="assessment.change").count())
"""


class Hub:
    """The web server as `fairlead hub serve` runs it, with one process and a person who is signed in."""

    def __init__(self, folder: Path) -> None:
        self.lists = folder / "files" / "assessments"
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))}
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {
            **kept, "FAIRLEAD_HUB_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "fairlead.hub.settings",
            "FAIRLEAD_OWN_FACTS": "none",
            "OPENBLAS_NUM_THREADS": "1", "FAIRLEAD_WORKERS": "1",
        }  # fmt: skip

    def python(self, program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-m", "fairlead", "hub", "serve", "--port", str(self.port)]
        running = subprocess.Popen(program, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                self.session = self.python(SIGN_IN).strip()
                return running
        raise AssertionError("the hub did not start")

    def asked(self, address: str) -> str:
        there = http.client.HTTPConnection("localhost", self.port, timeout=30)
        there.request("GET", address, headers={"Cookie": f"sessionid={self.session}"})
        answer = there.getresponse()
        self.cookies = "; ".join(
            [
                f"sessionid={self.session}",
                *(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ()),
            ]
        )
        text = answer.read().decode()
        there.close()
        return text

    def uploads(self, size: int, *, sends: int | None = None) -> tuple[int, str, str]:
        """Send a list of this many bytes, or the first part of it and hang up; gives status, place and text."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.asked("/assessments/new/"))
        assert found is not None
        line = b"--ends\r\nContent-Disposition: form-data; name="
        before = line + b'"csrfmiddlewaretoken"\r\n\r\n' + found.group(1).encode() + b"\r\n"
        before += line + b'"list"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n'
        after = b"\r\n--ends--\r\n"
        there = http.client.HTTPConnection("localhost", self.port, timeout=60)
        there.putrequest("POST", "/assessments/new/")
        for name, value in {
            "Cookie": self.cookies, "Content-Type": "multipart/form-data; boundary=ends",
            "Content-Length": str(len(before) + size + len(after)), "Origin": f"http://localhost:{self.port}",
        }.items():  # fmt: skip
            there.putheader(name, value)
        there.endheaders(before)
        left = size if sends is None else sends
        for piece in pieces(left):
            there.send(piece)
        if sends is not None:
            there.close()
            return 0, "", ""
        there.send(after)
        answer = there.getresponse()
        told = answer.status, answer.headers.get("Location", ""), answer.read().decode()
        there.close()
        return told

    def names(self) -> set[str]:
        return {one.name for one in self.lists.iterdir()} if self.lists.exists() else set()


def pieces(size: int) -> Iterator[bytes]:
    """A list of this many bytes: about a million rows."""
    yield HEAD[:size]
    size -= len(HEAD)
    while size > 0:
        yield PIECE[:size]
        size -= len(PIECE)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(tmp_path)
    running = made.start()
    yield made
    running.terminate()
    assert running.wait(30) == 0


def test_a_list_is_taken_whole_or_refused_and_nothing_half_is_left(hub: Hub) -> None:
    # somebody goes away in the middle: nothing of it stays
    hub.uploads(LIMIT, sends=20_000_000)
    until = time.monotonic() + 20
    while hub.names() and time.monotonic() < until:
        time.sleep(0.05)
    assert hub.names() == set()
    # one byte more than is taken
    status, _place, text = hub.uploads(LIMIT + 1)
    assert status == 413
    assert "larger than 50 MB" in text
    assert 'role="alert"' in text
    assert hub.names() == set()
    # just what is taken
    status, place, _text = hub.uploads(LIMIT)
    assert status == 302
    assert re.fullmatch(r"/assessments/[0-9a-f-]{36}/columns/", place)
    digest = hashlib.sha256()
    for piece in pieces(LIMIT):
        digest.update(piece)
    (stored,) = hub.names()
    assert (hub.lists / stored).stat().st_size == LIMIT
    kept, entries = hub.python(ASK).strip().splitlines()
    assert kept == str([[stored, LIMIT, digest.hexdigest()]])
    assert entries == "1"
    assert "list.csv" in hub.asked(place)
