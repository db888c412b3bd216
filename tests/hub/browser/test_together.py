"""What several people do together: a list becomes a shared result, and a proposal a decision of three seats."""

from __future__ import annotations

import pytest
from tests.hub.matrix.world import LIST, organisation

from fairlead.hub.assessments import tasks, work
from fairlead.hub.corrections import operations
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def few_draws(monkeypatch):
    """Work in this process and with few draws: the same function, without starting Python for each run."""

    def done(run, claim):
        described = tasks._described(run)
        described["options"] = {**described["options"], "draws": 200}
        return work.do(described, lambda *_: None)

    monkeypatch.setattr(tasks, "_watched", done)


@WITH_AND_WITHOUT
def test_from_upload_to_shared_result(visitor, known, password, few_draws, script) -> None:
    known("buyer")
    buyer = visitor(script=script)
    buyer.opens("/account/login/").fills("Email", "buyer@example.org").fills("Password", password).presses("Sign in")
    buyer.opens("/assessments/new/").uploads("CSV, XLSX or ODS file", LIST.format(marker="Quiet"))
    buyer.page.locator("main form[enctype] button").first.click()
    buyer.sees("The first rows", "Quiet Heron Ltd").fits()
    buyer.page.locator("form#columns button").last.click()
    buyer.sees("What was found", "The product or industry is missing.")
    buyer.page.get_by_role("button", name="Assess without these rows").click()
    buyer.sees("People in forced labour", "90 % range")
    buyer.follows("Share").ticks("I have thought of those who could suffer for it").presses("Make the link")
    link = buyer.page.get_by_label("Link to read this result").input_value()
    path = "/shared/" + link.split("/shared/")[1]

    union = visitor(script=script, width=320)
    union.opens(path).sees("read-only", "names of suppliers are withheld", "People in forced labour").fits()
    union.opens(f"{path}list/").sees("Supplier 1").does_not_see("Quiet Heron")
    buyer.presses("Withdraw")
    union.opens(path, status=404)


@WITH_AND_WITHOUT
def test_from_proposal_to_decision(visitor, known, script) -> None:
    operator = known("operator", is_superuser=True)
    board = operations.create_board(actor_for(operator), "Board of ratifications", about=("ratifications",))
    seats = {}
    for kind in ("government", "employers", "workers"):
        body = organisation(f"sample-{kind}", kind, listed=True)
        body.country = "CHE" if kind == "government" else ""
        body.save()
        operations.give_seat(actor_for(operator), board, kind, body)
        seats[kind] = known(kind)
        Membership.objects.create(user=seats[kind], organisation=body, role="editor")

    proposer = visitor(known("proposer"), script=script)
    proposer.opens("/corrections/new/?table=ratifications&key=P029~BRA").sees("name the source")
    proposer.page.locator("[name=cell-ratified]").fill("2025-03-10")
    proposer.page.locator("[name=cell-day_status]").select_option("verified")
    for name, text in (
        ("source_url", "https://www.example.org/gazette/12"),
        ("source_title", "Official Gazette, number 12"),
        ("source_date", "2026-01-15"),
        ("source_says", "The instrument was registered on that day (page 3)."),
        ("why", "The day in the table is another one."),
    ):
        proposer.page.locator(f"main [name={name}]").fill(text)
    proposer.presses("Propose it").sees("Official Gazette, number 12")
    address = proposer.path

    for kind, user in seats.items():
        seat = visitor(user, script=script, width=320)
        seat.opens(address).sees("Speak for").fits()
        seat.page.locator("main [name$=verdict][value=accept]").check()
        seat.page.locator("main [name$=reason]").fill(f"The {kind} side looked at it.")
        seat.page.locator("main [name$=read]").check()
        seat.presses("Vote").sees(f"The {kind} side looked at it.")
    reader = visitor(script=script)
    reader.opens(address).sees("ccepted", "by a review board", "The workers side looked at it.")
    reader.follows("The row as it is now").sees("2025-03-10")
