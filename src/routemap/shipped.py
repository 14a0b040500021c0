"""The journey that comes with routemap."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_journey() -> Path:
    """Return the folder of the shipped journey.

    A wheel carries it inside the package; a checkout keeps it in ``data/``.
    """
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "data"
    return _PACKAGE / "shipped_journey"
