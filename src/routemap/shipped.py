"""The journeys that come with routemap: the one shown by default, and examples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_journey() -> Path:
    """Return the folder of the shipped journey.

    A wheel carries it inside the package; a checkout keeps it in ``data/``.
    """
    return _shipped("data", "shipped_journey")


def example_journeys() -> tuple[Path, ...]:
    """Return the folders of the examples, sorted by name."""
    return tuple(sorted(_shipped("examples", "examples").iterdir()))


def _shipped(in_checkout: str, in_wheel: str) -> Path:
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / in_checkout
    return _PACKAGE / in_wheel
