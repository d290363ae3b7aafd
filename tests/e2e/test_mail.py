"""Issues of editions that go out by mail, to a server on this machine."""
import datetime
import os
import signal
import time

import pytest

from postbox import Postbox
from test_editions import FEED, Paper, item
from test_http import certificate  # noqa: F401

START = "2022-05-30T12:00+02:00"
DUE = "2022-05-31T07:30+02:00"


@pytest.fixture
def boxes():
    made = []

    def make(*args, **options):
        made.append(Postbox(*args, **options))
        return made[-1]

    yield make
    for box in made:
        box.close()


@pytest.fixture
def box(boxes):
    return boxes()


@pytest.fixture
def paper(site, origin):
    return Paper(site, origin)


def subscribe(paper, box, to="ann@a.example", mail=None, **keys):
    """A daily edition that goes to those addresses, and its first issue's entry."""
    daily = {"period": "day", "cutoff": "07:00", "publish": "07:30", "mail": to, **keys}
    server = {"server": box.url, "from": "Le journal <news@test.example>",
              "starttls": None if box.url.startswith("smtps") else "no", **(mail or {})}
    paper.editions({"edition daily": daily, "mail": server})
    paper.run(START)
    paper.add(item("coral", "2022-05-30T18:00+02:00"))


def later(paper, **duration):
    return paper.run((paper.site.now + datetime.timedelta(**duration)).isoformat())


def deliveries(site):
    return dict(site.sql("SELECT recipient, state FROM delivery"))


def test_each_recipient_gets_a_message_of_its_own(paper, site, box):
    subscribe(paper, box, "ann@a.example; bob@b.example", name="La quotidienne",
              title="{name} du {date}", unsubscribe="https://test.example/out")
    assert paper.run(DUE).stderr == ""
    assert [(m.sender, m.to) for m in box.messages] == [
        ("news@test.example", ["ann@a.example"]), ("news@test.example", ["bob@b.example"])]
    message = box.messages[0].parsed
    assert message["From"] == "Le journal <news@test.example>"
    assert message["To"] == "ann@a.example"
    assert b"bob@" not in box.messages[0].bytes
    assert message["Subject"] == "La quotidienne du 31 mai 2022"
    assert message["Date"] == "Tue, 31 May 2022 07:30:00 +0200"
    assert message["List-Id"] == "La quotidienne <daily.test.example>"
    assert message["List-Unsubscribe"] == "<https://test.example/out>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated" and message["Precedence"] == "bulk"
    assert message["Message-ID"].startswith("<daily.2022-05-31.")
    assert message["Message-ID"].endswith("@test.example>")
    assert message["Message-ID"] != box.messages[1].parsed["Message-ID"]
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html"]
    text, html = (p.get_content() for p in message.iter_parts())
    assert "* Coral" in text and FEED + "coral" in text and "1 article de 1 acteur" in text
    assert "https://test.example/editions/daily/2022-05-31.html" in text
    assert f'<a href="{FEED}coral" rel="noopener ugc">Coral</a>' in html and "<h1>La quotidienne" in html
    assert "https://test.example/out" in text and "https://test.example/out" in html
    assert deliveries(site) == {"ann@a.example": "sent", "bob@b.example": "sent"}
    for _ in range(2):
        later(paper, hours=2)
    site.run("publish")
    assert len(box.messages) == 2


def test_lines_are_as_mail_wants_them(paper, box):
    long = "Un titre très long, " * 40
    subscribe(paper, box, title="Été " * 60)
    paper.add(item("long", "2022-05-30T18:00+02:00", title=long),
              item("evil", "2022-05-30T18:00+02:00", title="A&#13;&#10;Bcc: eve@e.example"),
              item("dots", "2022-05-30T18:00+02:00", text="&#10;.&#10;.. end"))
    paper.run(DUE)
    [taken] = box.messages
    assert taken.to == ["ann@a.example"] and taken.bytes.isascii()
    assert all(len(line) <= 78 for line in taken.bytes.split(b"\r\n"))
    assert b"\n" not in taken.bytes.replace(b"\r\n", b"") and b"\r" not in \
        taken.bytes.replace(b"\r\n", b"")
    assert taken.parsed["Subject"].strip() == ("Été " * 60).strip()
    assert taken.parsed["Bcc"] is None and not taken.parsed.defects
    text, html = (p.get_content() for p in taken.parsed.iter_parts())
    assert long.strip() in text and long.strip() in html
    assert "A Bcc: eve@e.example" in text and ". .. end" in text


def test_a_refused_recipient_harms_no_other(paper, site, box):
    subscribe(paper, box, "ann@a.example; bob@b.example; eve@e.example")
    box.answers["ann@a.example"] = "550 5.1.1 nobody of that name"
    box.answers["bob@b.example"] = "451 4.3.0 not now"
    said = paper.run(DUE).stderr
    assert "is not sent to ann@a.example: it answers 550 5.1.1 nobody of that name" in said
    assert "was not sent to bob@b.example: it answers 451 4.3.0 not now" in said
    assert [m.to for m in box.messages] == [["eve@e.example"]]
    assert deliveries(site) == {"ann@a.example": "refused", "bob@b.example": "pending",
                                "eve@e.example": "sent"}
    box.answers.clear()
    assert later(paper, minutes=9).stderr == ""
    assert len(box.messages) == 1
    later(paper, minutes=2)
    assert [m.to for m in box.messages] == [["eve@e.example"], ["bob@b.example"]]
    later(paper, hours=9)
    assert len(box.messages) == 2


def test_a_server_that_is_down_gets_it_later(paper, site, boxes):
    first = boxes()
    subscribe(paper, first, "ann@a.example; bob@b.example")
    first.close()
    said = paper.run(DUE).stderr
    assert said.count("it is tried again later") == 2
    assert later(paper, minutes=11).stderr == ""  # and fails again
    second = boxes(port=first.port)
    later(paper, minutes=11)
    assert second.messages == []  # it is not time yet
    later(paper, minutes=11)
    assert [m.to for m in second.messages] == [["ann@a.example"], ["bob@b.example"]]


def test_what_is_never_taken_is_given_up(paper, site, box):
    subscribe(paper, box)
    box.after_data = "451 4.3.0 disk full"
    paper.run(DUE)
    last = ""
    for _ in range(20):
        last += later(paper, hours=6).stderr
    assert last.count("any more") == 1
    assert deliveries(site) == {"ann@a.example": "given up"}
    assert len(box.messages) == 16
    assert len({m.bytes for m in box.messages}) == 1


def test_killed_before_it_knows_it_sends_the_same_once_more(paper, site, box, background):
    subscribe(paper, box, "ann@a.example; bob@b.example")
    running = []

    def kill():
        running[0].send_signal(signal.SIGKILL)
        running[0].wait()

    site.now = datetime.datetime.fromisoformat(DUE).astimezone(datetime.timezone.utc)
    box.on_taken = kill
    running.append(background(site.command("run"), cwd=site.folder))
    running[0].wait()
    while not box.messages:
        time.sleep(0.01)
    box.on_taken = None
    assert deliveries(site) == {"ann@a.example": "pending", "bob@b.example": "pending"}
    for _ in range(2):
        site.run("run")
    assert [m.to for m in box.messages] == [["ann@a.example"], ["ann@a.example"],
                                            ["bob@b.example"]]
    assert box.messages[0].bytes == box.messages[1].bytes


def test_an_empty_issue_is_not_sent(paper, box):
    subscribe(paper, box)
    paper.run(DUE)
    later(paper, days=1)
    assert len(box.messages) == 1


def test_who_is_no_longer_named_gets_nothing(paper, site, boxes):
    box = boxes()
    subscribe(paper, box, "ann@a.example; bob@b.example")
    box.close()
    paper.run(DUE)
    box = boxes(port=box.port)
    paper.editions({"edition daily": {"period": "day", "mail": "bob@b.example"},
                    "mail": {"server": box.url, "from": "news@test.example", "starttls": "no"}})
    later(paper, hours=1)
    assert [m.to for m in box.messages] == [["bob@b.example"]]
    assert deliveries(site)["ann@a.example"] == "given up"


def test_nothing_is_said_in_the_clear_unless_that_is_meant(paper, site, box):
    subscribe(paper, box, mail={"starttls": "yes"})
    assert "is tried again later" in paper.run(DUE).stderr
    assert box.messages == [] and not [c for c in box.commands if c.startswith("MAIL")]


def test_credentials(paper, site, boxes, certificate):  # noqa: F811
    file = certificate("127.0.0.1")
    box = boxes(file)
    box.offers = ["AUTH PLAIN"]
    box.login = "PLAIN AG5ld3MAYSBi"  # news, "a b"
    secret = site.write("secret", "news:a b\n")
    os.chmod(secret, 0o600)
    subscribe(paper, box, mail={"credentials": "secret"})
    trust = {"SSL_CERT_FILE": str(file)}
    site.write("secret", "news:wrong\n")
    said = paper.run(DUE, env=trust).stderr
    assert "is tried again later" in said and "wrong" not in said
    site.write("secret", "news:a b\n")
    later(paper, hours=1)  # without trust in its certificate nothing is said
    assert len(box.logins) == 1
    paper.run((site.now + datetime.timedelta(hours=2)).isoformat(), env=trust)
    assert [m.to for m in box.messages] == [["ann@a.example"]]
    assert not [p for p in site.folder.rglob("*") if p.is_file() and p != secret
                and b"a b" in p.read_bytes() and b"YSBi" in p.read_bytes()]
    os.chmod(secret, 0o644)
    assert "can be read by others" in site.run("check", code=2).stderr
