"""Whatever is asked of whatever address is answered or refused, and is no error of ours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from routemap.pictures.params import NAMES
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = sorted(itinerary.path for itinerary in routes() if isinstance(itinerary, Route))
PARAMETERS = [*NAMES, "url", "format", "maxwidth", "maxheight", "paper", "size", "shape", "safe"]
HEADERS = ["If-None-Match", "Accept-Encoding", "Range", "Accept-Language", "Origin", "Cookie"]
# What is drawn takes its time: these get a word that each of them refuses.
DRAWN = re.compile(r"/(map|handout|slides|film)\.")
ODD = ["", "0", "-1", "1e999", "nan", "9" * 400, "../..", "%00", "\0", "{{7*7}}", "2023-09-13",
       "ko", "1,2,3,4", "nan,nan,nan,nan", "\u202e", "http://[", "http://exa\u2100mple/",
       "https://example.org/?date=\0"]  # fmt: skip
words = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture(scope="module", autouse=True)
def _shipped_journey() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(JOURNEY_VARIABLE, raising=False)
        yield


@cache
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("path", PATHS)
def test_each_parameter_with_each_odd_word_is_answered_or_refused(path: str, name: str) -> None:
    address = re.sub(r"{\w+(:\w+)?}", "x", path)
    refused = {"lang": "xx"} if DRAWN.match(path) else {}
    for word in ODD:
        answer = client().get(address, params={name: word} | refused)
        assert answer.status_code < 500, (word, answer.text)


@pytest.mark.parametrize("path", PATHS)
@given(
    parts=st.lists(words, min_size=4, max_size=4),
    query=st.dictionaries(st.sampled_from(PARAMETERS) | words, words, max_size=4),
    headers=st.dictionaries(st.sampled_from(HEADERS), words.map(ascii), max_size=2),
    method=st.sampled_from(["GET", "HEAD", "POST"]),
)
def test_any_request_is_answered_or_refused(
    path: str, parts: list[str], query: dict[str, str], headers: dict[str, str], method: str
) -> None:
    rest = iter(parts)
    address = re.sub(r"{\w+(:\w+)?}", lambda _: quote(next(rest)), path)
    if DRAWN.match(path):
        query = {**query, "lang": "xx"}
    answer = client().request(method, address, params=query, headers=headers)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and method == "GET":
        assert answer.text.strip()
        assert "Traceback" not in answer.text
