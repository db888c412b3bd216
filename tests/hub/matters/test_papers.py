"""A copy for others holds what a reader of the paper sees, without what was blacked out: nothing hidden or old."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from typing import Any

import pytest
from tests.hub.matters.test_operations import answer_all, begun, owner, seen  # noqa: F401

from fairlead.errors import FairleadError
from fairlead.hub.matters import operations, register
from fairlead.hub.matters.models import Matter, Paper
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db
NAME = "Jos\u00e9 P\u00e9rez"


def paper(owner: Any, name: str, content: bytes) -> tuple[Matter, Paper]:  # noqa: F811
    matter = begun(owner)
    operations.file_reply(owner, matter.pk, 2, "other", origin="They", name=name, content=content)
    return matter, matter.papers.get()


def copied(owner: Any, name: str, content: bytes) -> str:  # noqa: F811
    """The copy of a paper with the name blacked out."""
    matter, filed = paper(owner, name, content)
    operations.black_out(owner, matter.pk, filed.pk, "", [NAME])
    filed.refresh_from_db()
    return filed.redacted


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_name_is_found_in_each_way_of_writing_letters(owner: Any, coding: str) -> None:  # noqa: F811
    assert copied(owner, "a.txt", f"{NAME} signed.".encode(coding)) == "[blacked out] signed."


@pytest.mark.parametrize("content", [f"{NAME} signed.".encode(one) for one in ("cp1252", "utf-16-le")])
def test_where_it_is_not_known_how_letters_are_written_the_person_gives_the_words(owner: Any, content: bytes) -> None:  # noqa: F811
    matter, filed = paper(owner, "a.txt", content)
    with pytest.raises(FairleadError, match="not known how"):
        operations.black_out(owner, matter.pk, filed.pk, "", [NAME])
    operations.black_out(owner, matter.pk, filed.pk, f"{NAME} signed.", [NAME])
    filed.refresh_from_db()
    assert filed.redacted == "[blacked out] signed."


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_what_a_mail_codes_or_encloses_does_not_stay_in_the_copy(owner: Any, coding: str) -> None:  # noqa: F811
    mail = EmailMessage()
    mail["From"], mail["Subject"] = f"{NAME} <jose@example.org>", f"About {NAME}"
    mail["X-Originating"] = NAME
    mail.set_content(f"{NAME} and others wrote.\n", cte=coding)
    mail.add_alternative(f"<p>{NAME} and others wrote.</p>", subtype="html")
    mail.add_attachment(f"A list: {NAME}".encode(), maintype="application", subtype="pdf", filename=f"{NAME}.pdf")
    made = copied(owner, "a.eml", bytes(mail))
    coded = (base64.b64encode(NAME.encode())[:6], quopri.encodestring(NAME.encode())[:6])
    assert not any(one.decode() in made for one in coded)
    assert NAME not in made
    assert made == (
        "From: [blacked out] <jose@example.org>\nSubject: About [blacked out]\n\n"
        "[blacked out] and others wrote.\n[1 enclosed file is not shown]\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: text/html\n\n<p>Ms Example</p>",
        b"Content-Type: text/plain; charset=none-such\n\nMs Example",
        b'Content-Type: multipart/mixed; boundary="x"\n\nnothing',
        b"Content-Type: text/plain; charset=utf-8\n\nMs \xe9xample",
        b"Content-Type: application/pdf\n\nMs Example",
    ],
)
def test_a_mail_that_cannot_be_read_for_certain_is_not_copied(owner: Any, content: bytes) -> None:  # noqa: F811
    matter, filed = paper(owner, "a.eml", content)
    with pytest.raises(FairleadError, match="cannot be read here") as caught:
        operations.black_out(owner, matter.pk, filed.pk, "", ["Ms Example"])
    assert "Paste the text" in (caught.value.fix or "")


def test_a_copy_that_is_made_anew_takes_the_earlier_one_from_the_public(owner: Any, browse: Any) -> None:  # noqa: F811
    matter, filed = paper(owner, "a.txt", b"Ms Example and Mr Sample answered.")
    operations.black_out(owner, matter.pk, filed.pk, "", ["Ms Example"])
    operations.prepare(owner, matter.pk, "They answered.", ["papers"])
    answer_all(owner, Matter.objects.get(pk=matter.pk))
    operations.publish(owner, matter.pk)
    public = register.published_matter(matter.pk, today())
    assert public is not None
    assert "Mr Sample" in str(public.public)
    operations.black_out(owner, matter.pk, filed.pk, "", ["Ms Example"])  # the same copy: nothing changes
    assert register.published_matter(matter.pk, today()) is not None
    told = browse(owner.user).post(
        f"/matters/{matter.pk}/papers/{filed.pk}/redact/", {"lines": "Ms Example\nMr Sample"}, follow=True
    )
    assert "was taken out of the public register" in told.content.decode()
    assert register.published_matter(matter.pk, today()) is None
    assert "Sample" not in str(Matter.objects.values_list("public", flat=True).get(pk=matter.pk))


def test_very_much_to_look_for_is_refused(owner: Any) -> None:  # noqa: F811
    matter, filed = paper(owner, "a.txt", b"1 " * 250_000)
    with pytest.raises(FairleadError, match="very long"):
        operations.black_out(owner, matter.pk, filed.pk, "", ["1 " * 90 + str(number) for number in range(100)])


def test_what_was_answered_about_words_is_asked_again_of_others(owner: Any) -> None:  # noqa: F811
    matter = begun(owner)
    operations.prepare(owner, matter.pk, "They answered.", [])
    answer_all(owner, Matter.objects.get())
    operations.publish(owner, matter.pk)
    operations.prepare(owner, matter.pk, "They answered Ram Example.", [])
    with pytest.raises(FairleadError, match="name or describe a worker"):
        operations.publish(owner, matter.pk)
    answer_all(owner, Matter.objects.get())
    assert operations.publish(owner, matter.pk).published
