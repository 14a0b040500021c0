"""JSON of any length is read value by value, and gives what reading it at once does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.formats.json_stream import entries

documents = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.floats(0, 1)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.one_of(st.lists(documents), st.dictionaries(st.text(max_size=5), documents)))
def test_reading_value_by_value_gives_what_reading_at_once_does(document: Any) -> None:  # noqa: ANN401
    expected: list[object] = []
    lists = document.items() if isinstance(document, dict) else [("", document)]
    for key, value in lists:
        expected += [(key, each) for each in value] if isinstance(value, list) else [(key, value)]
    for indent in (None, 3000):  # also where blanks fill more than one look ahead
        content = json.dumps(document, ensure_ascii=indent is None, indent=indent)
        assert list(entries(content.encode("utf-8", "surrogatepass"))) == expected


def test_values_are_whole_wherever_a_part_of_the_file_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routemap.formats.json_stream._PART_BYTES", 3)
    document = [123456, "ä°—x", {"a": [1, 2, {"b": "°"}]}, -0.5, True]
    content = json.dumps(document, ensure_ascii=False).encode()
    assert [value for _, value in entries(content)] == document


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "begins with neither"),
        (b"[1, 2", "comma is missing"),
        (b"[1 2]", "comma is missing"),
        (b"[1, ", "breaks off"),
        (b'["a', "Unterminated string"),
        (b'{"a" 1}', "no name"),
        (b"{1: 2}", "no name"),
        (b"[1] 2", "follows its end"),
        (b'["\xff"]', "not UTF-8"),
        (b"[" + b"[" * 9000, "too deep"),
        (b'["' + b"x" * 3_200_000 + b'"]', "more than 1,000,000 letters"),
    ],
)
def test_what_is_no_json_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(entries(content))


def test_what_is_wrong_is_said_however_much_follows() -> None:
    content = b'[{"a":1},{"a":nothing},"' + b"x" * 3_000_000 + b'"]'
    with pytest.raises(ValueError, match=r"not JSON \(Expecting value"):
        list(entries(content))
