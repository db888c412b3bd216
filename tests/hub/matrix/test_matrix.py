"""Every address x method x role against what is expected of it, with real objects and real requests."""

from __future__ import annotations

import itertools
import os

from django.db import transaction
from tests.hub.matrix import table
from tests.hub.matrix.targets import ROLES, TOKENS, Asker, outcome, targets

EVERYBODY = (*ROLES, *TOKENS)
ALWAYS = ("nobody", "owner")
"""Who asks in the usual run, with one of the others in its turn; everybody does before a release (`make contract`)."""
SAME = ("nobody",)
"""Who asks in the usual run, with one of the others in their turn, for what is the same for everybody."""
WHOLE = os.environ.get("FAIRLEAD_WHOLE_MATRIX") == "1"

SECRETS = "a wrong secret is sent, for nothing is to be told of the right one"
ABSENT = "the samples have none"
REFUSED = {
    **dict.fromkeys(("account_confirm_email", "first_link", "invitation", "unsubscribe"), SECRETS),
    **dict.fromkeys(("mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes"), ABSENT),
    **dict.fromkeys(("openid_connect_callback", "openid_connect_login", "socialaccount_login_error"), ABSENT),
    **dict.fromkeys(("shared", "shared-file", "shared-part"), "what is shared is read, and nothing else"),
    **dict.fromkeys(
        [
            f"{before}{do}"
            for before in ("campaign-", "api:campaign_")
            for do in ("accept", "leave", "agree", "withdraw")
        ],
        "of a private campaign nobody was asked; of the shared one, whose rows stand too, members answer",
    ),
    "network_leave": "the keeper cannot leave; tests/hub/people/test_networks.py lets others leave",
}
"""Addresses at which everybody is refused, and why that is right."""

HOW = (
    "{key}: there is no row for it in tests/hub/matrix/permissions.csv.\n"
    "1. Put objects for its address into SAMPLES, and what is sent to it into POSTS or BODIES (samples.py).\n"
    "2. Think what each role may get, of its own and of another organisation, and add a row with these columns:\n"
    "   {columns}\n"
    "   `FAIRLEAD_MATRIX_RECORD=<file> python -m pytest tests/hub/matrix/record.py` writes what is answered now.\n"
    "3. Say in `reason` why somebody is let through who is not everybody.\n"
    "4. Write the page anew: FAIRLEAD_WRITE=1 python -m pytest tests/hub/matrix/test_matrix.py -k page"
)


def test_every_address_and_method_has_its_row_and_no_row_is_left_over() -> None:
    known = {(one["url"], one["method"], one["object"]) for one in table.rows()}
    there = {one.key for one in targets()}
    missing = sorted(there - known)
    assert not missing, "\n".join(
        [HOW.format(key=missing[0], columns=",".join(table.COLUMNS)), *(f"missing: {one}" for one in missing)]
    )
    assert not known - there, f"rows of addresses that are no more: {sorted(known - there)}"
    assert len(table.rows()) == len(known), "an address has two rows"


def test_whoever_is_let_through_has_a_reason() -> None:
    for one in table.rows():
        somebody = {name for name in EVERYBODY if table.ALLOWED.fullmatch(one[name])}
        if somebody and not table.ALLOWED.fullmatch(one["nobody"]):
            assert one["reason"].strip(), f"{one['url']} {one['method']} lets {sorted(somebody)} through: say why"


def test_what_there_is_to_be_done_somebody_may_do() -> None:
    """A row in which everybody is refused proves nothing of who is let through."""
    for one in table.rows():
        answers = {one[name] for name in EVERYBODY} - {"login"}
        if answers and "405" not in answers and one["url"].partition(".")[0] not in REFUSED:
            let = {answer for answer in answers if answer == "again" or table.ALLOWED.fullmatch(answer)}
            assert let, f"{one['url']} {one['method']} {one['object']}: everybody is answered {sorted(answers)}"


def test_nobody_is_never_a_row_without_an_answer() -> None:
    for one in table.rows():
        for name in EVERYBODY:
            assert one[name] in {"login", "again"} or (one[name].isdigit() and one[name] != "500"), (one["url"], name)


def test_what_others_are_answered_tells_nothing_of_private_things() -> None:
    """Somebody of another organisation is answered as if a private thing of ours did not exist."""
    for one in table.rows():
        if one["object"] == "private":
            for name in ("stranger", "reader", "editor", "manager", "other_editor", "other_manager", "operator"):
                assert one[name] in {"404", "405"}, (one["url"], one["method"], name, one[name])
        if one["object"] == "shared":
            for name in ("stranger", "other_editor", "other_manager", "operator"):
                assert one[name] in {"404", "405"}, (one["url"], one["method"], name, one[name])


def test_everybody_is_answered_as_expected(asker: Asker) -> None:
    expected = {(one["url"], one["method"], one["object"]): one for one in table.rows()}
    wrong, asked = [], 0
    turn = itertools.cycle([name for name in EVERYBODY if name not in ALWAYS])
    for one in targets():
        row = expected.get(one.key)
        if row is None:
            continue  # the first test says so
        same = one.public or {row[name] for name in EVERYBODY} <= {"405", "login"}
        asking = EVERYBODY if WHOLE else (*(SAME if same else ALWAYS), next(turn))
        for role in asking:
            mark = transaction.savepoint()
            got = outcome(asker.ask(one, role))
            transaction.savepoint_rollback(mark)
            asker.world.restore()
            asked += 1
            if got != row[role]:
                wrong.append(f"{one.name} {one.method} {one.thing} as {role}: {got}, not {row[role]}")
    assert not wrong, "\n".join(wrong)
    assert asked > (8000 if WHOLE else 4000)


def test_methods_that_an_operation_does_not_have_are_refused(asker: Asker) -> None:
    every = {one.address: set() for one in targets() if one.api}
    for one in targets():
        if one.api:
            every[one.address].add(one.method)
    first = {one.address: one for one in targets() if one.api}
    for address, methods in every.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
            other = type(first[address])(first[address].name, method, "private", False, True, (), address)
            answer = asker.ask(other, "owner")
            if first[address].name not in {"api:assessment_list"}:
                assert answer.status_code == 405, (address, method, answer.status_code)
                assert set(answer.headers["Allow"].split(", ")) >= methods


def test_the_page_is_current() -> None:
    if os.environ.get("FAIRLEAD_WRITE") == "1":
        table.PAGE.write_text(table.page(), encoding="utf-8")
    assert table.PAGE.read_text(encoding="utf-8") == table.page(), HOW.splitlines()[-1]
