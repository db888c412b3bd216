"""The hub under load on this machine: requests a second, time to answer and memory, over realistic data.

Limits: at least 300 requests a second, mixed, 95 of 100 within 150 ms, no error. The load comes from a process of its
own on the same cores. Two runs: as many as 16 connections can take, and 300 a second at random moments, where waiting
counts as time to answer. In both, one request in ten is a page that was never asked for before.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from urllib.parse import quote

PEOPLE, ORGANISATIONS, ASSESSMENTS = 200, 40, 8
SEARCHES = (
    "cotton",
    "Bangaldesh",
    "P029",
    "recruitment fees",
    "fishing Thailand",
    "exit permit",
    "s307",
    "Katar",
    "brick kilns",
)

SET_UP = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from fairlead.hub.assessments import operations as assessments
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Membership, Organisation, User
people, organisations, lists = (int(word) for word in sys.argv[1:4])
kinds = ["workers", "employers", "government", "company", "civil_society"]
bodies = [
    Organisation.objects.create(slug=f"body-{n}", name=f"Body {n}", kind=kinds[n % 5], listed=n % 2 == 0)
    for n in range(organisations)
]
users = []
for n in range(people):
    user = User.objects.create_user(f"person-{n}@example.org", None, name=f"Person {n}")
    role = ["reader", "editor", "manager"][n % 3]
    Membership.objects.create(user=user, organisation=bodies[n % organisations], role=role)
    users.append(user)
told = []
for user in users[:lists]:
    actor = actor_for(user)
    thing = assessments.create_example(actor)
    run = assessments.start(actor, thing.pk)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    told.append([session.session_key, str(thing.pk), user.memberships.first().organisation.slug])
call_command("db_worker", batch=True, interval=0.1, startup_delay=False, verbosity=0)
print(json.dumps(told))
"""


class Load:
    """Makes requests as readers would make them, each kind in its share."""

    def __init__(self, people: list[list[str]], seed: int) -> None:
        from fairlead.facts import load
        from fairlead.reason.ratification import members

        self.random, self.people = random.Random(seed), people
        self.states = sorted(members())
        self.goods = sorted({row.good for row in load("goods")})
        self.fresh = 0
        self.kinds = (
            ("page", 40, self.page), ("page not seen before", 10, self.rare), ("data", 10, self.data),
            ("search", 10, self.search), ("first screen, map, help", 12, self.front),
            ("signed in: list or result", 12, self.private), ("signed in: write", 6, self.write),
        )  # fmt: skip
        self.weights = [share for _, share, _ in self.kinds]

    def next(self) -> tuple[str, str, str, dict[str, str], str]:
        """Kind, method, address, headers, body."""
        name, _, make = self.random.choices(self.kinds, self.weights)[0]
        return name, *make()

    def page(self) -> tuple[str, str, dict[str, str], str]:
        state = self.random.choice(self.states[:60])
        stem = self.random.choice(
            [f"/countries/{state}/", f"/dossiers/countries/{state}/", f"/labour-law/{state}/", "/laws/", "/initiatives/",
             "/cases/", "/goods/", "/ratifications/P029/", "/ratifications/C189/", f"/countries/{state}/ratifications/",
             "/corridors/", "/practices/", "/routes/", "/about/data/"]
        )  # fmt: skip
        return "GET", stem, {}, ""

    def rare(self) -> tuple[str, str, dict[str, str], str]:
        self.fresh += 1
        state = self.random.choice(self.states)
        day = f"{self.random.randint(1975, 2025)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        stem = self.random.choice(
            [f"/countries/{state}/ratifications/", "/ratifications/C029/", "/ratifications/P029/"]
        )
        return "GET", f"{stem}?on={day}", {}, ""

    def data(self) -> tuple[str, str, dict[str, str], str]:
        state = self.random.choice(self.states[:60])
        stem = self.random.choice([f"/countries/{state}.json", "/ratifications/P029.csv", "/goods.csv", "/laws.json"])
        return "GET", stem, {}, ""

    def search(self) -> tuple[str, str, dict[str, str], str]:
        words = self.random.choice([*SEARCHES, self.random.choice(self.goods)])
        return "GET", f"/search/?q={quote(words)}", {}, ""

    def front(self) -> tuple[str, str, dict[str, str], str]:
        return "GET", self.random.choice(["/", "/map/", "/help/", "/help/QAT/", "/help/NPL-QAT/"]), {}, ""

    def private(self) -> tuple[str, str, dict[str, str], str]:
        session, thing, body = self.random.choice(self.people)
        stem = self.random.choice(["/assessments/", f"/assessments/{thing}/", f"/organisations/{body}/", "/account/"])
        return "GET", stem, {"Cookie": f"sessionid={session}"}, ""

    def write(self) -> tuple[str, str, dict[str, str], str]:
        session, thing, _ = self.random.choice(self.people)
        token = "a" * 32
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = f"csrfmiddlewaretoken={token}&title=Purchases+{self.random.randint(1, 10**6)}"
        return "POST", f"/assessments/{thing}/rename/", headers, body


async def ask(reader, writer, method, path, headers, body) -> tuple[int, int]:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip", "Connection: keep-alive"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    fields = {name.lower(): value for name, value in fields.items()}
    size = 0
    if b"content-length" in fields:
        size = int(fields[b"content-length"])
        await reader.readexactly(size)
    elif fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        while chunk := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(chunk + 2)
            size += chunk
        await reader.readline()
    if fields.get(b"connection", b"").lower() == b"close":
        raise ConnectionError
    return status, size


class Times:
    """What was measured."""

    def __init__(self) -> None:
        self.all: dict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[str] = Counter()

    def add(self, kind: str, seconds: float, status: int, path: str) -> None:
        self.all[kind].append(seconds)
        if status >= 400:
            self.statuses[f"{status} {path.split('?')[0]}"] += 1

    def say(self, title: str, seconds: float) -> None:
        every = sorted(value for values in self.all.values() for value in values)
        print(
            f"{title}: {len(every) / seconds:.0f} requests/s, {percentiles(every)}, {sum(self.statuses.values())} errors"
        )
        for kind, values in sorted(self.all.items()):
            print(f"    {kind:28} {len(values):6} {percentiles(sorted(values))}")
        for error, count in self.statuses.most_common(5):
            print(f"    error {error}: {count}")


def percentiles(values: list[float]) -> str:
    pick = [values[min(len(values) - 1, int(len(values) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
    return "p50 {:.0f} ms, p95 {:.0f} ms, p99 {:.0f} ms".format(*pick)


async def hammer(port: int, load: Load, connections: int, seconds: float, rate: float | None) -> Times:
    """Closed loop, or an open one where requests arrive by themselves at this rate and wait for a free connection."""
    times, until, due = Times(), time.perf_counter() + seconds, asyncio.Queue[float]()

    async def arrive() -> None:
        at = time.perf_counter()
        while at < until:
            at += load.random.expovariate(rate or 1)
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            due.put_nowait(at)

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            if rate:
                try:
                    begun = await asyncio.wait_for(due.get(), until - time.perf_counter())
                except TimeoutError:
                    break
            else:
                begun = time.perf_counter()
            kind, method, path, headers, body = load.next()
            try:
                status, _ = await ask(reader, writer, method, path, headers, body)
            except (ConnectionError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                status, _ = await ask(reader, writer, method, path, headers, body)
            times.add(kind, time.perf_counter() - begun, status, path)
        writer.close()

    jobs = [one() for _ in range(connections)] + ([arrive()] if rate else [])
    await asyncio.gather(*jobs)
    return times


def memory(pid: int) -> float:
    """MB of a process and those it started."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )[1:]
    rows = [[int(word) for word in line.split()] for line in listed if line.strip()]
    family = {pid}
    for _ in range(4):
        family |= {row[0] for row in rows if row[1] in family}
    return sum(row[2] for row in rows if row[0] in family) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rate", type=float, default=300)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ, "FAIRLEAD_HUB_DATA": folder, "DJANGO_SETTINGS_MODULE": "fairlead.hub.settings",
            "OPENBLAS_NUM_THREADS": "1", "FAIRLEAD_ADDRESS": f"http://localhost:{port}",
            "FAIRLEAD_PAGE_LIMIT": "1000000000",  # all readers have one address here
        }  # fmt: skip
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environment, check=True)
        words = [sys.executable, "-c", SET_UP, str(PEOPLE), str(ORGANISATIONS), str(ASSESSMENTS)]
        made = subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        people = json.loads(made.strip().splitlines()[-1])
        start = time.perf_counter()
        hub = subprocess.Popen(
            [sys.executable, "-m", "fairlead", "hub", "serve", "--port", str(port)],
            env=environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert hub.stdout is not None
            if not any("Control-C" in line for line in hub.stdout):
                raise SystemExit("The hub did not start.")
            print(f"{os.cpu_count()} cores; the hub answers {time.perf_counter() - start:.1f} s after its start")
            asyncio.run(hammer(port, Load(people, 1), chosen.connections, 5, None))
            times = asyncio.run(hammer(port, Load(people, 2), chosen.connections, chosen.seconds, None))
            times.say(f"As fast as {chosen.connections} connections can (limit 300/s)", chosen.seconds)
            times = asyncio.run(hammer(port, Load(people, 3), 64, chosen.seconds, chosen.rate))
            times.say(f"{chosen.rate:.0f} a second at random moments (limit p95 150 ms)", chosen.seconds)
            print(f"Memory of all its processes: {memory(hub.pid):.0f} MB")
        finally:
            hub.send_signal(signal.SIGINT)
            hub.wait(40)


if __name__ == "__main__":
    main()
