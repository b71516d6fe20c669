"""Letters as programs write them: newsletters' frames, letters forwarded, flowed lines, encodings."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tests.sources.test_kinds import FIRST, letter_of
from tui.sources.formats.mime import message_of

FOOT = "<p>Our mailing address is:</p><p>1 Quay<br>Hemsby</p><p>Update your preferences or unsubscribe</p>"
PAGES_OF_LETTERS = {
    "hidden": "<div style='max-height:0; overflow:hidden'>Boats</div><p style='mso-hide:all'>Boats</p>",
    "buttons": "<p>Like | Comment | Restack</p><p>Trouble viewing this email? View it online</p>",
    "invitation": "<p>Gull is a reader-supported publication. To receive new posts, subscribe.</p>",
}


@pytest.mark.parametrize("more", PAGES_OF_LETTERS.values(), ids=PAGES_OF_LETTERS)
def test_what_newsletters_put_around_their_words(tmp_path: Path, more: str) -> None:
    letter = letter_of(From="Mara Lind from Gull Notes <a@gull.example>")
    page = f"{more}<p>{FIRST}</p><p>Can’t see it? Copyright is no matter.</p>{more}<p>Yours, M.</p>{FOOT}"
    letter.add_alternative(page, subtype="html")
    article = loaded(tmp_path, letter.as_bytes(), "letter.eml")
    assert article.byline == "Mara Lind"
    assert shown(article)[1:] == [f"p {FIRST}", "p Can’t see it? Copyright is no matter.", "p Yours, M."]


HEADS = {
    "Gmail": (
        "<div>See below.</div><div>---------- Forwarded message ---------<br>From: <b>Mara Lind</b> "
        "&lt;m@gull.example&gt;<br>Date: Sun, Nov 1, 2026 at 9:00 AM<br>Subject: The boats<br>To: me<br>"
        f"<p>{FIRST}</p></div>",
        ["p See below."],
    ),
    "Gmail, joined": (
        "<div>See below.</div><div>---------- Forwarded message ---------<br>From: <b>Mara Lind</b> "
        "&lt;mara.lind@gull.example&gt;<br>Date: Sun, Nov 1, 2026 at 9:00 AM<br>Subject: The boats<br>"
        f"To: &lt;me@gull.example&gt;<br></div><p>{FIRST}</p>",
        ["p See below."],
    ),
    "Gmail in French": (
        "<div>---------- Forwarded message ---------<br>De : <b>Mara Lind</b> &lt;m@gull.example&gt;<br>"
        "Date: dim. 1 nov. 2026 à 09:00<br>Subject: The boats<br>To: &lt;me@gull.example&gt;<br></div>"
        f"<p>{FIRST}</p>",
        [],
    ),
    "Thunderbird in German": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: The boats\n"
        "Datum: Sun, 1 Nov 2026 09:00:00 +0000\n"
        f"Von: Mara Lind <m@gull.example>\nAn: me@gull.example\n\n{FIRST}",
        [],
    ),
    "Apple": (
        "<div>Begin forwarded message:</div><blockquote type=cite><div><b>From: </b>Mara Lind &lt;"
        "m@gull.example&gt;</div><div><b>Subject: </b>The boats</div><div><b>Date: </b>"
        "1 November 2026 at 09:00:00 GMT</div>"
        f"<br><p>{FIRST}</p></blockquote>",
        [],
    ),
    "Outlook": (
        "<p><b>From:</b> Lind, Mara &lt;m@gull.example&gt;<br><b>Sent:</b> 01 November 2026 09:00<br>"
        f"<b>To:</b> me<br><b>Subject:</b> The boats</p><p>{FIRST}</p>",
        [],
    ),
    "in plain text": (
        "-------- Original Message --------\nSubject: Re: The boats\nDate: Sun, 1 Nov 2026 09:00:00 +0000\n"
        "From: Mara Lind <m@gull.example>\n\n"
        "The ferry to Gull Island stopped at noon on Friday after its crew\nof nine had gone"
        " home for want of pay.\n-- \nMara\nGull",
        [],
    ),
}


@pytest.mark.parametrize(("text", "before"), HEADS.values(), ids=HEADS)
def test_a_letter_forwarded_in_another_s_text(tmp_path: Path, text: str, before: list[str]) -> None:
    letter = letter_of(Subject="Fwd: The boats", From="Omar Petit <o@gull.example>")
    letter.set_content(text, subtype="html" if text.startswith("<") else "plain")
    article = loaded(tmp_path, letter.as_bytes(), "letter.eml")
    assert (article.title, article.byline) == ("The boats", "Mara Lind")
    assert (article.published or "").startswith("2026-11-01")
    assert shown(article)[1:] == [*before, f"p {FIRST}"]


def test_a_newsletter_s_page_without_its_letter(tmp_path: Path) -> None:
    rows = (
        "<a href='https://gull.example/w'>Read online</a>",
        f"<h1>The boats</h1><p>{FIRST}</p>",
        "You received this email because you are a subscriber of Gull Notes.",
        "<a href='https://gull.example/u'><span>Unsubscribe</span></a> from this letter",
    )
    tables = "".join(f"<table role=presentation><tr><td>{row}</td></tr></table>" for row in rows)
    hidden = "<div style='max-height:0;overflow:hidden'>Boats, bread, bells</div>"
    page = f"<html><body>{hidden}{tables}</body></html>"
    assert shown(loaded(tmp_path, page, "page.html")) == ["h1 The boats", f"p {FIRST}"]


def test_flowed_lines(tmp_path: Path) -> None:
    head = b"From: a@gull.example\nSubject: Boats\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed"
    text = b"\n\nThe ferry \nstopped.\n>> We will \n>> not.\n> No.\nOne.\n From here on.\n-- \nMara\n"
    article = loaded(tmp_path, head + text, "letter.eml")
    assert shown(article)[1:] == [
        "p The ferry stopped.",
        "q We will not.",
        "q No.",
        "p One.",
        "p From here on.",
    ]
    article = loaded(tmp_path, head + b"; delsp=yes" + text.replace(b"ferry ", b"fer "), "letter.eml")
    assert shown(article)[1] == "p The ferstopped."


def test_a_letter_that_is_packed_like_a_file(tmp_path: Path) -> None:
    inner = base64.encodebytes(letter_of(Subject="Inner").as_bytes()).decode()
    outer = (
        "From: a@gull.example\nSubject: Outer\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}\n--b--\n"
    )
    article = loaded(tmp_path, outer.encode(), "outer.eml")
    assert (article.title, shown(article)[1]) == ("Inner", f"p {FIRST}")


def test_letters_in_seven_bits(tmp_path: Path) -> None:
    words = "連絡船は出ない。「出ません」と船長は言った。"
    subject = base64.b64encode("連絡船".encode("iso-2022-jp")).decode()
    head = f"From: a@gull.example\nSubject: =?ISO-2022-JP?B?{subject}?=\nMIME-Version: 1.0\n"
    for declared in ("Content-Type: text/plain; charset=ISO-2022-JP\n\n", "\n"):
        article = loaded(tmp_path, (head + declared).encode() + words.encode("iso-2022-jp"), "letter.eml")
        assert shown(article) == ["h1 連絡船", f"p {words}"]


def test_fields_that_say_nonsense_about_the_content(tmp_path: Path) -> None:
    head = b"From: a@gull.example\nSubject: Boats\nMIME-Version: 1.0\n"
    odd = head + b"Content-Type: text/plain; charset=idna\n\nThe caf\xe9 is shut, Ana Lima said.\n"
    assert shown(loaded(tmp_path, odd, "a.eml"))[1] == "p The café is shut, Ana Lima said."
    long = head + b"Content-Type: text/plain;\n x=" + b"a" * 30_000 + b"\nX-Mailer: b\n\nThe ferry stopped.\n"
    for ends in (b"\n", b"\r\n", b"\r"):
        message = message_of(long.replace(b"\n", ends), "b.eml")
        assert (message["X-Mailer"], len(message["Content-Type"]) < 15_000) == ("b", True)
    assert shown(loaded(tmp_path, long, "b.eml"))[1] == "p The ferry stopped."


def test_a_newsletter_in_plain_text(tmp_path: Path) -> None:
    rule = "-" * 60
    mailchimp = f"""View this email in your browser (https://gull.example/v)

** The boats
{rule}

{FIRST.replace("Gull Island", "Gull Island (https://gull.example/i)")}

** Bread
{rule}
“We bake,” said Ada Holt. ** Read more (https://gull.example/b)

{"=" * 60}
** Twitter (https://twitter.example/gull)
Copyright © 2026 Gull Notes
You can ** unsubscribe from this list (https://gull.example/u)
"""
    substack = f"""View this post on the web at https://gull.example/p

{FIRST.replace("Gull Island", "Gull Island [ https://gull.example/i ]")}
Subscribe now [ https://gull.example/s ]

Unsubscribe https://gull.example/u
"""
    starred = f"The boats\n\n{FIRST}\n\nA ** note, and [ a list ].\n\nThe end came soon."
    lines = [shown(loaded(tmp_path, text, "a.txt")) for text in (mailchimp, substack, starred)]
    words = [[line.partition(" ")[2] for line in found] for found in lines]
    assert words[0] == ["The boats", FIRST, "Bread", "“We bake,” said Ada Holt. Read more"]
    assert words[1] == [FIRST]
    assert "A ** note, and [ a list ]." in words[2]
    letter = letter_of(Subject="The boats", From="Gull Notes <g@gull.example>")
    letter.set_content(mailchimp)
    assert shown(loaded(tmp_path, letter.as_bytes(), "a.eml"))[1] == f"p {FIRST}"
