"""Jinja templates, each a file beside this one. Text from tables is escaped wherever it lands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from routemap.i18n.catalog import translate
from routemap.model.journey import Phrase


class _Loader(PackageLoader):
    """Loads templates without the indentation of their lines, which readers need not fetch."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """Return a template's text, and where it is from."""
        source, path, is_current = super().get_source(environment, template)
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE), path, is_current


_ENVIRONMENT = Environment(
    loader=_Loader("routemap.page", "templates"),
    # Not scripts (.jinja): those get their values through `tojson`, which escapes them.
    autoescape=select_autoescape(enabled_extensions=("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


# These would end an element or begin another; JSON has escapes for them.
_MARKUP = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script_json(content: object) -> str:
    """Return content as JSON for a script, or for the text of an element: no markup is in it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_MARKUP)


def template(name: str) -> Template:
    """Return a template by its file's name."""
    return _ENVIRONMENT.get_template(name)


def marked(phrase: Phrase, language: str) -> Markup:
    """Return words for a sentence of `language`, isolated and tagged with their own language."""
    if phrase.language == language:
        return Markup("<bdi>{}</bdi>").format(phrase.text)
    return Markup('<bdi lang="{}">{}</bdi>').format(phrase.language, phrase.text)


def translate_marked(language: str, key: str, **phrases: Phrase) -> Markup:
    """Return our own words as HTML, with words from the tables in their places."""
    sentence = escape(translate(language, key, **{name: f"{{{name}}}" for name in phrases}))
    return sentence.format(**{name: marked(phrase, language) for name, phrase in phrases.items()})


def render(name: str, language: str, **values: object) -> Markup:
    """Return a template filled in, with `translate(key)` giving our own words in `language`.

    It is marked as HTML, so that another template does not escape it again.
    """
    filled = template(name).render(
        translate=partial(translate, language), language=language, **values
    )
    return Markup(filled)  # noqa: S704  the template has escaped what came from tables
