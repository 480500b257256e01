"""Pages as PDF files: tagged, signed by who prints, made of what the page shows, and never of markup."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.doors.test_web_mailbox import sent, states, step
from tests.harness.audit import acts_of
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in
from tests.harness.printing import reader_of, words_of

from onward.access.facts import at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Joiner, Leaver
from onward.web.components import Fact, Happening, Tag
from onward.web.printing.sheet import Part, Printed, Sheet
from onward.web.printing.typesetting import STAND_IN, as_pdf

PRINTED = Printed(by="Morag", organisation="Selkirk", at="1 May 2026, 10:00", reference="abc")
HOSTILE = '#panic("x") *bold* _it_ <a> @b $x^2$ \\ // /* #include "/etc/passwd" ] } `raw` = Heading - [link]'


def sheet(text: str, **changes: Any) -> Sheet:
    part = Part(
        title=text,
        sentences=[text],
        facts=[Fact(key=text, values=[text, text], tags=[Tag(text=text)])],
        happenings=[Happening(title=text, when=text, by=text, text=text)],
    )
    return Sheet(**{"kind": "A record", "title": text, "lead": text, "parts": [part]} | changes)


def test_a_sheet_is_tagged_and_says_its_language_and_a_title_without_a_name() -> None:
    read = reader_of(as_pdf(sheet("Isla Ahern"), PRINTED))

    root: Any = read.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert "/StructTreeRoot" in root
    assert read.metadata is not None
    assert read.metadata.title == "A record"
    assert b"Isla" not in b"".join(str(each).encode() for each in read.metadata.values())
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert "Isla" not in root["/Metadata"].get_data().decode()


def test_what_people_wrote_is_shown_and_never_obeyed() -> None:
    words = words_of(as_pdf(sheet(HOSTILE), PRINTED))

    assert words.count('#panic("x") *bold* _it_ <a> @b $x^2$') == 12
    assert '#include "/etc/passwd"' in words


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\ufeff", "\U0001f600", "\u674e", "\u202e", "\ue000"])
def test_a_character_without_a_letter_form_is_stood_in_for(text: str) -> None:
    words = words_of(as_pdf(sheet(text), PRINTED))

    assert STAND_IN in words


@pytest.mark.parametrize("text", ["Sìne Nic Dhòmhnaill", "Łódź ŵŷ Æ Ð", "Ольга", "Αθηνά"])
def test_names_of_many_languages_are_printed_as_they_are(text: str) -> None:
    assert text in words_of(as_pdf(sheet(text), PRINTED))


def test_every_page_says_who_printed_it_and_which_page_it_is() -> None:
    long = sheet("x", parts=[Part(title="Much", facts=[Fact(key=f"{n}", values=["y"]) for n in range(150)])])

    pages = [each.extract_text() for each in reader_of(as_pdf(long, PRINTED)).pages]

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Printed by Morag, Selkirk, 1 May 2026, 10:00. Reference abc." in " ".join(page.split())
        assert "Confidential: personal data of a child" in " ".join(page.split())


def test_a_sheet_about_a_protected_child_says_so_first() -> None:
    plain, protected = (words_of(as_pdf(sheet("x", is_protected=each), PRINTED)) for each in (False, True))

    assert "Protected: nobody who does not need it" in protected
    assert "Confidential: protected" in protected
    assert "rotected" not in plain


def test_a_collected_record_is_printed_and_the_printing_is_written_down(
    cast: Cast, morag: Client, morag_id: UUID
) -> None:
    [delivery] = sent(cast)

    before = morag.get(f"/mailbox/{delivery}/pdf")
    step(morag, delivery, "collect")
    answer = morag.get(f"/mailbox/{delivery}/pdf")

    words = words_of(answer.content)
    assert (before.status_code, states(delivery)) == (302, ["collected"])
    assert answer["Content-Disposition"] == f'attachment; filename="departure-{delivery}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert all(each in words for each in ("Relationship", "Aunt", "Printed by Morag Selkirk", "Isla"))
    assert acts_of(morag_id)[-1] == "print_delivery"


def test_a_joiner_is_printed(cast: Cast, morag: Client, morag_id: UUID) -> None:
    sent(cast)
    with seen_as(HUB):
        joiner = Joiner.objects.get().id

    answer = morag.get(f"/joiners/{joiner}/pdf")

    assert "Departure came into your mailbox" in words_of(answer.content)
    assert acts_of(morag_id)[-1] == "print_joiner"


def test_a_leaver_is_printed_for_the_school_and_for_its_authority(cast: Cast) -> None:
    told = cast.say("arbroath", cast.departure(to="selkirk"))
    arbroath = at_school(cast.schools["arbroath"].id)
    school = employ("school-office", arbroath, now=cast.now, email="arbroath@cast.example")
    with seen_as(HUB):
        authority_id = Leaver.objects.get().authority_id
    own = employ("s2s-coordinator", at_authority(authority_id), now=cast.now, email="own@cast.example")

    by_school = signed_in(school).get(f"/leavers/{told.leaver}/pdf")
    by_authority = signed_in(own).get(f"/authority/transfers/out/{told.leaver}/pdf")

    assert "Said that the pupil leaves" in words_of(by_school.content)
    assert "The departure was sent" in words_of(by_authority.content)
    assert acts_of(school)[-1] == acts_of(own)[-1] == "print_leaver"


@pytest.mark.parametrize("page", ["mailbox/{delivery}", "joiners/{joiner}"])
def test_nobody_prints_what_another_school_has(cast: Cast, leith_office: Client, page: str) -> None:
    [delivery] = sent(cast)
    with seen_as(HUB):
        joiner = Joiner.objects.get().id

    assert leith_office.get(f"/{page.format(delivery=delivery, joiner=joiner)}/pdf").status_code == 404
