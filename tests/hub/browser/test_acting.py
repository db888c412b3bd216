"""From evidence to action: a campaigner writes, agrees, sends and follows; a policy manager signs along.

Pages answer without script; each story has people with and people without it.
"""

from __future__ import annotations

import pytest
from tests.hub.matrix.world import organisation

from fairlead.hub.people.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)


def member(known, name: str, slug: str, kind: str):
    user = known(name)
    Membership.objects.create(user=user, organisation=organisation(slug, kind, listed=True), role="editor")
    return user


def answers_all(person) -> None:
    """The first answer that lets it go, with a reason, to each question of safety."""
    page = person.page
    for box in page.locator("main fieldset:has(input[type=radio])").all():
        go = box.locator(
            "input[type=radio][value=none], input[type=radio][value=asked], input[type=radio][value=nobody]"
        )
        go.first.check()
        box.locator("input:not([type=radio])").fill("They were asked and agree.")


def test_a_letter_from_the_first_screen_to_the_public_register(visitor, known) -> None:
    reader = visitor(script=False, width=320)
    reader.opens("/").follows("A letter to Nepal's government")
    reader.sees("Nepal had not ratified", "Sources", "NORMLEX").fits()
    assert reader.actions <= 4

    user = member(known, "campaigner", "sample-union", "workers")
    campaigner = visitor(user, script=False)
    campaigner.opens("/letters/kinds/joint_letter/?state=NPL").presses("Keep it as a draft")
    campaigner.sees("Can it be sent?", "Still to be completed").fits()
    letter = campaigner.path

    campaigner.follows("Who and what", exact=True)
    campaigner.fills(
        "Who writes; the first leads",
        "Sample union; workers; Nepal; A. Person; Secretary\nSample brand; company; Sweden; B. Person; Director",
    ).presses("Keep")
    campaigner.opens(f"{letter}fields/")
    for box in campaigner.page.locator("main form.narrow input[type=text], main form.narrow textarea").all():
        box.fill("As agreed by both sides")
    campaigner.presses("Keep").sees("has not approved its signature")
    for note in campaigner.page.locator("a", has_text="Deal with it").all():
        del note
        campaigner.follows("Deal with it").fills("Your words", "").presses("Keep")

    policy = visitor(member(known, "policy", "sample-brand", "company"), width=320)
    policy.opens(letter, status=404)
    for slug, name in (("sample-union", "Sample union"), ("sample-brand", "Sample brand")):
        campaigner.opens(f"{letter}signatures/").fills("Short name of an organisation here", slug)
        campaigner.fills("Or the name of one outside", name).presses("Ask them")
    campaigner.presses("Approve our signature").sees("approved these words")
    policy.opens(letter).sees("Sample union").fits()
    policy.opens(f"{letter}signatures/").presses("Approve our signature").sees("approved these words").fits()
    policy.opens(f"{letter}versions/", status=403)

    campaigner.opens(f"{letter}safety/")
    answers_all(campaigner)
    campaigner.presses("Keep the answers").sees("nothing stands in the way")

    campaigner.follows("Send it").fills("To whom", "Ministry of Labour, reception").presses("Send it")
    campaigner.sees("Written down as sent")
    campaigner.opens(letter).presses("Follow it").sees("nothing heard yet").fits()
    matter = campaigner.path
    policy.opens(matter, status=404)

    campaigner.opens(f"{letter}safety/")
    answers_all(campaigner)
    campaigner.presses("Keep the answers")
    public = visitor(width=320)
    public.opens("/register/").does_not_see("Sample union")
    campaigner.opens(f"{letter}send/").presses("Publish it").sees("Everyone can read")
    public.opens("/register/").sees("Joint letter").fits()
    public.follows("Joint letter").sees("Sample union", "Sample brand").does_not_see("They were asked").fits()


def test_a_campaign_from_its_public_brief_to_what_everyone_reads(visitor, known) -> None:
    reader = visitor(script=False, width=320)
    reader.opens("/").follows("A campaign of your own").fits()
    reader.chooses("What you want", "Convene social dialogue").chooses("State", "Nepal").presses("Show the brief")
    reader.sees("Who can grant it", "Documents that fit", "Sources").fits()
    assert reader.actions <= 4
    brief = reader.path

    campaigner = visitor(member(known, "campaigner", "sample-union", "workers"))
    partner = visitor(member(known, "policy", "sample-brand", "company"), script=False, width=320)
    campaigner.opens(brief).presses("Begin this campaign").sees("Only you see it").fits()
    campaign = campaigner.path
    reader.opens(campaign, status=404)
    for slug in ("sample-union", "sample-brand"):
        campaigner.opens(f"{campaign}coalition/").fills("Short name of an organisation", slug).presses("Ask them")
    campaigner.presses("Take part").sees("takes part since")
    words = "We ask you to call employers and workers together on the plan of action."
    campaigner.fills("Title", "The request").page.locator("main form[action$='/text/'] textarea").fill(words)
    campaigner.presses("Bring it").sees("Nobody has agreed to it yet").fits()

    partner.opens("/campaigns/").follows("Nepal").follows("Coalition and texts")
    partner.ticks("may be named in public").presses("Take part").presses("Agree for").sees(
        "agreed to these words"
    ).fits()
    campaigner.opens(f"{campaign}coalition/").sees("Agreed: Body sample-brand").fits()

    campaigner.opens(campaign).follows("convene the talks on a plan of action")
    campaigner.presses("Keep it as a draft").sees("Can it be sent?").at("/letters/")
    campaigner.opens(campaign).sees("Letters of the campaign").fits().follows("Log a letter or meeting").fills(
        "Whom, by post", "Ministry of Labour"
    )
    campaigner.fills("What was asked", "Call both sides together.").presses("Keep").sees("Ministry of Labour")
    campaigner.follows("Write down what came of it").fills("What changed", "A first meeting was held.")
    campaigner.fills("When", "2026-11").presses("Keep").sees("A first meeting was held.")
    campaigner.follows("Choose what everyone reads").ticks("what came of it").presses("Keep the choice")
    campaigner.sees("This is what everyone would read", "Who could suffer for it?").fits()
    answers_all(campaigner)
    campaigner.ticks("We have asked who could suffer").presses("Publish").sees("Everyone can read it").fits()
    reader.opens("/campaigns/").follows("Nepal").at(campaign).fits()
    reader.sees("A first meeting was held.", "Body sample-brand").does_not_see(
        "Body sample-union", "Ministry of Labour"
    )


def test_pages_of_acting_have_no_serious_faults_for_those_who_do_not_see(visitor, known) -> None:
    user = member(known, "campaigner", "sample-union", "workers")
    campaigner = visitor(user, width=320, scheme="dark")
    campaigner.opens("/letters/kinds/representation/?state=QAT").presses("Keep it as a draft")
    letter = campaigner.path
    found = []
    for part in ("", "case/", "fields/", "procedure/", "signatures/", "safety/", "send/", "versions/", "delete/"):
        found += campaigner.opens(f"{letter}{part}").fits().accessible()
    for address in ("/letters/", "/letters/mine/", "/letters/kinds/representation/", "/matters/", "/register/"):
        found += campaigner.opens(address).fits().accessible()
    assert found == []


def test_pages_of_campaigns_have_no_serious_faults_on_telephones_and_wide_screens(visitor, known) -> None:
    campaigner = visitor(member(known, "campaigner", "sample-union", "workers"))
    campaigner.opens("/campaigns/brief/?objective=recruitment&country=QAT&partner=NPL").presses("Begin this campaign")
    campaign = campaigner.path
    campaigner.opens(f"{campaign}coalition/").fills("Short name of an organisation", "sample-union").presses("Ask them")
    found = []
    for part in ("", "coalition/", "log/engagement/"):  # the others are seen among every page
        campaigner.opens(f"{campaign}{part}")
        for width in (320, 1280):
            campaigner.page.set_viewport_size({"width": width, "height": 900})
            found += campaigner.fits().accessible()
    assert found == []
