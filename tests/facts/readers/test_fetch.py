"""Downloads ask one address, over https only, and say clearly when the host refuses. Nothing here asks any host."""

import io
import urllib.error
import urllib.request

import pytest

from fairlead.errors import FairleadError
from fairlead.facts.readers import fetch, reader


def test_one_address_for_each_indicator():
    asked = []

    def get(address, accept):
        asked.append((address, accept))
        return b"x"

    name, content = fetch.download(reader("ilostat"), "EMP_TEMP_SEX_AGE_NB", get)
    assert asked == [
        (
            "https://sdmx.ilo.org/rest/data/ILO,DF_EMP_TEMP_SEX_AGE_NB,1.0/all",
            "application/vnd.sdmx.data+csv;version=1.0.0",
        )
    ]
    assert (name, content) == ("ilostat-EMP_TEMP_SEX_AGE_NB", b"x")


def test_a_file_linked_on_a_page():
    pages = {
        "https://www.cbp.gov/document/stats/withhold-release-orders-findings": (
            b"<a href='/about'>About</a> <a href='http://plain.example.org/x.csv'>old</a>"
            b'<a class="f" href="/sites/default/files/wro-fy26.CSV?v=1&amp;w=2">Dataset</a>'
        ),
        "https://www.cbp.gov/sites/default/files/wro-fy26.CSV?v=1&w=2": b"Entity",
    }
    assert fetch.download(reader("cbp-wro"), "", lambda address, _: pages[address]) == ("wro-fy26.CSV", b"Entity")


def test_a_page_without_the_link():
    with pytest.raises(FairleadError, match=r"no link to a \.xlsx file"):
        fetch.download(reader("dol-goods"), "", lambda *_: b"<a href='/list.pdf'>PDF</a>")


@pytest.mark.parametrize("source", ["gsi2023", "ituc-rights", "unodc-trafficking"])
def test_restricted_sources_are_never_downloaded(source):
    with pytest.raises(FairleadError, match="does not download"):
        fetch.download(reader(source))


@pytest.mark.parametrize("part", ["", "../../etc", "A B", "x" * 100])
def test_an_indicator_must_be_named(part):
    with pytest.raises(FairleadError, match="names none"):
        fetch.download(reader("worldbank"), part)


class Opener:
    def __init__(self, answer):
        self.answer = answer

    def open(self, request, timeout):
        assert request.full_url.startswith("https://")
        assert request.get_header("User-agent").startswith("Fairlead/")
        assert timeout
        if isinstance(self.answer, Exception):
            raise self.answer
        return io.BytesIO(self.answer)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (urllib.error.HTTPError("https://x", 403, "Forbidden", {}, None), "refused: 403 Forbidden"),
        (urllib.error.URLError("Name or service not known"), "could not be reached: Name or service not known"),
        (TimeoutError("timed out"), "could not be reached: timed out"),
    ],
)
def test_a_host_that_refuses(answer, said, monkeypatch):
    monkeypatch.setattr(urllib.request, "build_opener", lambda *_: Opener(answer))
    with pytest.raises(FairleadError, match=said) as caught:
        fetch.download(reader("uflpa"))
    assert "--file" in caught.value.fix
    assert "https://www.dhs.gov/uflpa-entity-list" in caught.value.fix


def test_a_host_that_answers(monkeypatch):
    monkeypatch.setattr(urllib.request, "build_opener", lambda *_: Opener(b"<html>"))
    assert fetch.download(reader("uflpa")) == ("uflpa-entity-list", b"<html>")


def test_a_host_that_sends_too_much(monkeypatch):
    monkeypatch.setattr(urllib.request, "build_opener", lambda *_: Opener(b"abcdef"))
    monkeypatch.setattr(fetch, "MAX_BYTES", 5)
    with pytest.raises(FairleadError, match="sent more than"):
        fetch.download(reader("uflpa"))


def test_redirects_stay_on_https():
    handler = fetch._OnlyHttps()
    request = urllib.request.Request("https://www.example.org/")
    with pytest.raises(urllib.error.URLError, match="without https"):
        handler.redirect_request(request, None, 302, "Found", {}, "http://www.example.org/")
    assert handler.redirect_request(request, None, 302, "Found", {}, "https://www.example.org/x") is not None
