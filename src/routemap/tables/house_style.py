"""The section [style] of journey.toml: its logo and typeface, and whether its colours are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from routemap.errors import Level
from routemap.house_look import faults
from routemap.model.house_style import PLAIN_STYLE, HouseStyle
from routemap.model.journey import Journey
from routemap.tables.cells import Context
from routemap.tables.cross_references import Citations
from routemap.tables.folder import Files, read_file
from routemap.tables.font_file import FONT_ENDINGS, font_content
from routemap.tables.metadata import STYLE, read_metadata, section_of
from routemap.tables.named_file import is_name_of_file
from routemap.tables.picture_file import picture_content
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import DEFAULT_LANGUAGE, JOURNEY

STYLE_SECTION = STYLE.rstrip(".")
LOGO_ENDINGS = (".png",)
_MOST_LOGO_BYTES = 500_000


def read_house_style(about: str, style: HouseStyle, files: Files) -> HouseStyle:
    """Return the style that journey.toml tells of, with its files; what is wrong is reported."""
    found, lines = section_of(about, STYLE_SECTION)
    tell = partial(_tell, files.log(JOURNEY.file), lines)
    style = _with_font(style, files, lines)
    if not style.logo:
        if isinstance(found, Mapping) and found.get("logo_corner"):
            tell("logo_corner", "no logo is named that could stand there", 'add logo = "logo.png"')
        return style
    content = picture_content(style.logo, files, partial(tell, "logo"), LOGO_ENDINGS)
    if content and len(content) > _MOST_LOGO_BYTES:
        what = f"the logo has {len(content) / 1000:,.0f} kB, the limit is"
        tell("logo", f"{what} {_MOST_LOGO_BYTES / 1000:,.0f}", "make it smaller")
        content = None
    return replace(style, logo_content=content) if content else style


def _with_font(style: HouseStyle, files: Files, lines: Mapping[str, int]) -> HouseStyle:
    """Return a style with its typeface; that of a stranger's files is left, for it is a program."""
    log = files.log(JOURNEY.file)
    if not style.font:
        return style
    if not files.is_folder:
        what = (
            "a typeface is read from a folder alone, never from an upload, an archive or an import"
        )
        hint = "the map has ours; use `routemap serve` or `publish` with the folder for your own"
        log.warning(lines.get("font", 0), f"{STYLE}font", what, hint)
        return replace(style, font="")
    content = font_content(style.font, files, partial(_tell, log, lines, "font"))
    return replace(style, font_content=content) if content else style


def named_logo(about: bytes) -> str:
    """Return the name of the logo that a journey.toml speaks of, "" if it speaks of none."""
    name = _named(about, "logo")
    return name if is_name_of_file(name, LOGO_ENDINGS) else ""


def named_font(about: bytes) -> str:
    """Return the name of the typeface that a journey.toml speaks of, "" if it speaks of none."""
    name = _named(about, "font")
    return name if is_name_of_file(name, FONT_ENDINGS) else ""


def _named(about: bytes, key: str) -> str:
    found, _ = section_of(about.decode("utf-8-sig", errors="replace"), STYLE_SECTION)
    name = found.get(key) if isinstance(found, Mapping) else None
    return name if isinstance(name, str) else ""


def style_of(journey: Path) -> HouseStyle:
    """Return the colours of a journey's folder; ours where it says none, or none to be read."""
    log = ProblemLog("")
    about = read_file(journey / JOURNEY.file, log) if journey.is_dir() else None
    text = (about or b"").decode("utf-8-sig", errors="replace")
    style = read_metadata(text, Context(DEFAULT_LANGUAGE, Citations(None)), log)["style"]
    is_wrong = any(problem.level is Level.ERROR for problem in log.in_row_order)
    return PLAIN_STYLE if is_wrong or any(faults(style, is_shared=False)) else style.without_files()


def check_house_style(about: str, journey: Journey, problems: ProblemLog) -> None:
    """Refuse colours that cannot be read, or told apart."""
    _, lines = section_of(about, STYLE_SECTION)
    for name, what, hint in faults(journey.style, is_shared=len(journey.travellers) > 1):
        _tell(problems, lines, name, what, hint)


def _tell(problems: ProblemLog, lines: Mapping[str, int], name: str, what: str, hint: str) -> None:
    problems.error(lines.get(name, 0), f"{STYLE}{name}", what, hint)
