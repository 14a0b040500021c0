"""Bytes to text: UTF-8 and UTF-16 are read, every other encoding is refused by name."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.tables.problems import Ledger

_SAVE_AS_UTF_8 = "save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_OTHER_KINDS = (
    (b"PK\x03\x04", "a workbook or an archive (xlsx, ods, zip)"),
    (b"\xd0\xcf\x11\xe0", "an old workbook (xls)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
)
_HANGUL = re.compile("[가-힣㄰-㆏]+")
_KANA = re.compile("[ぁ-ヿ]")
_EAST_ASIAN = re.compile("[　-〿ぁ-ヿ一-鿿＀-￯]+")
_CYRILLIC_WORD = re.compile("[А-Яа-яЁё]{2,}")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_SAMPLE_BYTES = 20_000
_NULS_OF_UTF_16 = 0.3


def decode(content: bytes, ledger: Ledger, row_at_end: Callable[[str], int]) -> str | None:
    """Return the text of a file, or None after taking down why it cannot be read.

    Parameters
    ----------
    content
        The bytes of the file.
    ledger
        Takes the problem.
    row_at_end
        Tells in which row a beginning of the text ends, to say where the first bad byte is.
    """
    if not content.strip():
        ledger.error(0, "", "the file is empty", "fill it in, or take it away")
        return None
    for beginning, kind in _OTHER_KINDS:
        if content.startswith(beginning):
            ledger.error(0, "", f"the file is {kind}, not a text file", "save the table as CSV")
            return None
    encoding = _declared_encoding(content)
    if encoding == "utf-32":
        ledger.error(0, "", "the file looks like UTF-32", _SAVE_AS_UTF_8)
        return None
    if encoding == "utf-8" and _looks_like_utf_16(content):
        what = "the file looks like UTF-16 without its byte-order mark"
        ledger.error(0, "", what, _SAVE_AS_UTF_8)
        return None
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode(encoding, errors="ignore")
        what = f"the bytes are not {encoding.upper()}"
        if encoding == "utf-8":
            byte = f"{content[problem.start]:02X}"
            what += f" from byte {byte} on, they look like {guess_encoding(content)}"
        ledger.error(row_at_end(before), "", what, _SAVE_AS_UTF_8)
        return None


def guess_encoding(content: bytes) -> str:
    """Return the name of the legacy encoding that the bytes look most like.

    The guess is for a message only: text is never decoded by it.
    """
    sample = content[:_SAMPLE_BYTES]
    korean, japanese, chinese = (
        "".join(_NOT_ASCII.findall(sample.decode(name, errors="replace")))
        for name in ("euc_kr", "cp932", "gb2312")
    )
    if _HANGUL.fullmatch(korean):
        return "CP949 (EUC-KR, Korean)"
    if _EAST_ASIAN.fullmatch(japanese) and _KANA.search(japanese):
        return "Shift_JIS (Japanese)"
    cyrillic = sample.decode("cp1251", errors="replace")
    in_words = sum(len(word) for word in _CYRILLIC_WORD.findall(cyrillic))
    if in_words > 0.8 * len(_NOT_ASCII.findall(cyrillic)):
        return "Windows-1251 (Cyrillic)"
    if _EAST_ASIAN.fullmatch(chinese):
        return "GB 18030 (Chinese)"
    return "Windows-1252 or another 8-bit encoding"


def _declared_encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8"


def _looks_like_utf_16(content: bytes) -> bool:
    sample = content[:_SAMPLE_BYTES]
    halves = sample[::2], sample[1::2]
    return any(half.count(0) > _NULS_OF_UTF_16 * len(half) for half in halves)
