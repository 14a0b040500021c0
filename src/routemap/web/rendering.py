"""Jinja templates, each a file beside this one. Text from tables is escaped wherever it lands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from routemap.words import say

if TYPE_CHECKING:
    from jinja2 import Template

_ENVIRONMENT = Environment(
    loader=PackageLoader("routemap.web", "templates"),
    # Not scripts (.jinja): those get their values through `tojson`, which escapes them.
    autoescape=select_autoescape(enabled_extensions=("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def template(name: str) -> Template:
    """Return a template by its file's name."""
    return _ENVIRONMENT.get_template(name)


def render(name: str, language: str, **values: object) -> str:
    """Return a template filled in; `say(key)` in it gives the furniture's words in `language`."""
    return template(name).render(say=partial(say, language), language=language, **values)
