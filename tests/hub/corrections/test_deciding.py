"""Who may decide: seats with a right to, once for each person; operators only where no board can."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, connections
from django.http import Http404

from fairlead.errors import FairleadError
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.boards import by_board
from fairlead.hub.corrections.models import Board, FactVersion, InForce, Seat, State, Vote
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Membership

pytestmark = pytest.mark.django_db


def test_a_government_has_no_say_on_its_own_state(table, propose) -> None:
    board = table(government="BRA")
    made = propose()
    with pytest.raises(PermissionDenied, match="own State"):
        board.vote(made, "government")
    board.vote(made, "workers")
    assert board.vote(made, "employers").state == State.ACCEPTED  # the two others can decide


def test_where_two_are_left_out_an_operator_decides(table, propose, operator) -> None:
    board = table(government="BRA")
    operations.take_seat(operator, board.seats["workers"])
    made = propose()
    assert not by_board(made)
    held = operations.decide(operator, made, accepted=True, why="Read in the gazette.", read=True)
    assert (held.state, held.reviewed) == (State.ACCEPTED, False)


def test_an_operator_does_not_decide_where_a_board_can_nor_on_their_own(table, propose, operator, organisation) -> None:
    made = propose()
    own = organisation("ministry-of-brazil", "government", "BRA")
    Membership.objects.create(user=operator.user, organisation=own, role="reader")
    with pytest.raises(PermissionDenied, match="own State"):
        operations.decide(actor_for(operator.user), made, accepted=True, why="We know.")
    table()
    with pytest.raises(FairleadError, match="A board decides"):
        operations.decide(operator, made, accepted=True, why="We know.")
    assert not FactVersion.objects.exists()


def test_one_person_speaks_for_one_organisation(table, propose, organisation) -> None:
    board, made = table(), propose()
    both = board.users["workers"]
    Membership.objects.create(user=both, organisation=board.seats["employers"].organisation, role="editor")
    board.actors["workers"] = board.actors["employers"] = actor_for(both)
    board.vote(made, "workers")
    with pytest.raises(PermissionDenied, match="one person speaks for one"):
        board.vote(made, "employers")


def test_readers_strangers_and_nobody_have_no_vote(table, propose, person, browse) -> None:
    board, made = table(), propose()
    reader = person("reader", board.seats["workers"].organisation, "reader")
    for actor in (NOBODY, actor_for(person("stranger")), actor_for(reader)):
        with pytest.raises(PermissionDenied):
            operations.vote(actor, made, board.seats["workers"].pk, "accept", "So it is.")
    assert not Vote.objects.exists()
    assert browse(None).post(f"/corrections/{made.pk}/vote/", {"seat": 1}).status_code == 302
    stranger = browse(person("other"))
    assert stranger.post(f"/corrections/{made.pk}/vote/", {"seat": board.seats["workers"].pk}).status_code == 403
    assert stranger.post(f"/corrections/{made.pk}/decide/", {"accepted": "yes", "why": "x"}).status_code == 403


def test_a_seat_that_changed_hands_or_was_not_confirmed_does_not_count(table, propose, operator, organisation) -> None:
    board, made = table(), propose()
    board.vote(made, "workers")
    held = board.seats["workers"].organisation
    held.confirmed = None
    held.save()
    assert board.vote(made, "employers").state == State.OPEN
    other = organisation("other-union", "workers", confirmed=board.board.created)
    operations.give_seat(operator, board.board, "workers", other)
    made.refresh_from_db()
    assert board.vote(made, "government").state == State.ACCEPTED


def test_seats_go_to_confirmed_organisations_of_their_kind_by_operators(table, operator, organisation) -> None:
    board = table().board
    company = organisation("a-company", "company", confirmed=board.created)
    fresh = organisation("a-union", "workers")
    with pytest.raises(FairleadError, match="another kind"):
        operations.give_seat(operator, board, "workers", company)
    with pytest.raises(FairleadError, match="not confirmed"):
        operations.give_seat(operator, board, "workers", fresh)
    with pytest.raises(PermissionDenied):
        operations.give_seat(NOBODY, board, "workers", fresh)
    with pytest.raises(PermissionDenied):
        operations.create_board(NOBODY, "Ours", countries=["NPL"])
    with pytest.raises(FairleadError):
        operations.create_board(operator, "Nothing")
    assert Seat.objects.filter(board=board).count() == 3


def test_a_board_of_another_theme_is_not_asked(table, propose) -> None:
    board = table(countries=("NPL",), about=())
    made = propose()
    assert not by_board(made)
    with pytest.raises(PermissionDenied):
        board.vote(made, "workers")
    nepal = propose(key="C029~NPL", cells={"note": "Mended."})
    assert by_board(nepal)


def test_a_rejected_proposal_changes_nothing(table, propose) -> None:
    board, made = table(), propose()
    board.vote(made, "workers", "reject")
    assert board.vote(made, "government", "reject").state == State.REJECTED
    assert not FactVersion.objects.exists()


def test_a_board_decision_is_not_undone_by_an_operator(table, propose, operator) -> None:
    board, made = table(), propose()
    board.vote(made, "workers")
    board.vote(made, "employers")
    with pytest.raises(PermissionDenied):
        operations.undo(operator, FactVersion.objects.get(), "We think otherwise.")


def test_two_proposals_on_one_row_follow_one_another(table, propose) -> None:
    board, first = table(), propose()
    second = propose(cells={"note": "Mended."})
    for made in (first, second):
        board.vote(made, "workers")
        board.vote(made, "employers")
    newest = FactVersion.objects.first()
    assert newest is not None
    assert (newest.after["ratified"], newest.after["note"]) == ("2025-03-10", "Mended.")
    with pytest.raises(FairleadError, match="later decision"):
        board.vote(first, "government", "reject")
    first.refresh_from_db()
    assert first.state == State.ACCEPTED
    assert first.votes.count() == 2  # the refused vote left nothing behind


def test_every_vote_and_publication_is_in_the_audit_log(table, propose) -> None:
    board, made = table(), propose()
    board.vote(made, "workers")
    board.vote(made, "employers")
    done = list(AuditEntry.objects.order_by("pk").values_list("operation", flat=True))
    assert done[-4:] == ["proposal.create", "proposal.vote", "proposal.vote", "proposal.publish"]


def test_names_of_persons_are_shown_only_if_they_chose_it(table, propose, browse, person) -> None:
    board = table()
    who = actor_for(person("quiet", board.seats["workers"].organisation))
    made = propose(who, organisation=board.seats["workers"].organisation)
    board.vote(made, "employers")
    page = browse(None).get(f"/corrections/{made.pk}/").content.decode()
    assert "Quiet" not in page
    assert "Sample-Workers" in page
    shown = propose(who, named=True, cells={"note": "Mended."})
    for address in (f"/corrections/{shown.pk}/", "/corrections/", "/corrections.csv", "/corrections.json"):
        said = browse(None).get(address).content.decode()
        assert "Quiet" in said
        assert "Employers," not in said  # who voted is never named
        assert "employers@example.org" not in said


def test_held_proposals_are_hidden_everywhere(propose, browse, person, operator, cited) -> None:
    made = propose(NOBODY, sender="192.0.2.7", source={**cited, "why": "Unmistakable words."})
    assert made.state == State.HELD
    for user in (None, person("member")):
        for address in ("/corrections/", "/corrections.json", "/corrections.csv", "/boards/", "/changes/",
                        "/history/ratifications/P029~BRA/"):  # fmt: skip
            assert b"Unmistakable" not in browse(user).get(address).content
        assert browse(user).get(f"/corrections/{made.pk}/").status_code == 404
        assert browse(user).get(f"/corrections/{made.pk}.json").status_code == 404
    assert browse(operator.user).get("/corrections/?state=held").content.count(b"Ratifications") >= 1
    with pytest.raises((PermissionDenied, Http404)):
        operations.admit(actor_for(person("admirer")), made, admitted=True)
    operations.admit(operator, made, admitted=False, why="It could harm somebody.")
    assert browse(None).get(f"/corrections/{made.pk}/").status_code == 404
    operations.admit(operator, made, admitted=True)
    assert browse(None).get(f"/corrections/{made.pk}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_are_all_kept_and_decide_once(table, propose) -> None:
    board, made = table(), propose()
    start, failed = threading.Barrier(3), []

    def speak(constituency: str) -> object:
        start.wait()
        try:
            for _ in range(200):
                try:
                    return board.vote(made, constituency)
                except OperationalError:  # the database of the tests is in memory, and there SQLite does not wait
                    time.sleep(0.01)
            raise AssertionError("never let in")
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=speak, args=(one,)) for one in board.seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    made.refresh_from_db()
    assert made.state == State.ACCEPTED
    assert made.votes.count() == 3
    numbers = list(FactVersion.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert InForce.objects.get().number == max(numbers)
    assert connection.is_usable()
    assert Board.objects.count() == 1
