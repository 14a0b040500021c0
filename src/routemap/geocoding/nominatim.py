"""Nominatim, the search of OpenStreetMap: asked for one place at a time, after consent.

Its usage policy (https://operations.osmfoundation.org/policies/nominatim/) allows one request a
second, requires a user agent of the application's own and cached answers, and forbids bulk: so no
place is asked for before the user has pressed a key for that very place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderRateLimited, GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim as GeopyNominatim
from platformdirs import user_cache_path

from routemap import __version__
from routemap.atomic_file import write_whole
from routemap.errors import SearchError
from routemap.geocoding.proposal import Match, Proposal
from routemap.model.journey import Reference
from routemap.web_address import address_parts

SERVER_VARIABLE = "ROUTEMAP_NOMINATIM"
"""Names a private server, such as `https://nominatim.example.org`."""
_PUBLIC_SERVER = "https://nominatim.openstreetmap.org"
_USER_AGENT = f"routemap/{__version__} (journeys on maps; asks for one place at a time)"
_MOST = 5
_TIMEOUT_S = 10.0
_PAUSE_S = 1.0
_CREDIT = "© OpenStreetMap contributors, ODbL, found by Nominatim"

FoundPlaces = list[dict[str, Any]]
"""Places as Nominatim returns them, without what is not used."""


class AnswersOnDisk(dict[str, FoundPlaces]):
    """Answers by server and name, in a file: a place is asked for once and not at every run.

    Parameters
    ----------
    path
        The file, if not in the user's cache folder; a broken one holds no answers.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_cache_path("routemap", appauthor=False) / "nominatim.json"
        super().__init__(_read_answers(self.path))

    def __setitem__(self, key: str, answer: FoundPlaces) -> None:
        """Keep an answer; if it cannot be written, the place is asked for again next time."""
        super().__setitem__(key, answer)
        text = json.dumps(self, ensure_ascii=False, indent=1)
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode())


def _read_answers(path: Path) -> dict[str, FoundPlaces]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: answer for key, answer in found.items() if isinstance(answer, list)}


def server() -> str:
    """Return the address of the server that is asked."""
    return os.environ.get(SERVER_VARIABLE) or _PUBLIC_SERVER


def search(
    name: str, answers: MutableMapping[str, FoundPlaces], timeout_s: float = _TIMEOUT_S
) -> list[Proposal]:
    """Ask for a place by its name, at most once a second, unless `answers` has it already.

    Raises
    ------
    SearchError
        If the server cannot be reached, is slow, refuses, or does not answer as Nominatim does.
    """
    key = f"{server()} {name}"
    if key not in answers:
        answers[key] = _asked(name, timeout_s)
    return [_proposal(place) for place in answers[key]]


def _asked(name: str, timeout_s: float) -> FoundPlaces:
    where = address_parts(server()).netloc
    if not where:
        raise SearchError(
            f"{server()} is not a web address; set {SERVER_VARIABLE} to one that starts with https://"
        )
    try:
        found = _one_a_second(name, timeout_s)
        answer = [_read(location.raw) for location in found or ()]
    except GeocoderRateLimited as problem:
        after = f"in {problem.retry_after:g} s" if problem.retry_after else "later"
        raise SearchError(f"{where} has been asked too often; try again {after}") from problem
    except GeocoderTimedOut as problem:
        raise SearchError(f"{where} did not answer in time; try again later") from problem
    except GeopyError as problem:
        raise SearchError(f"{where} did not answer ({_brief(problem)}); try later") from problem
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise SearchError(f"{where} did not answer with a list of places; try later") from problem
    return answer


def _ask(name: str, timeout_s: float) -> Any:  # noqa: ANN401  geopy's locations have no types
    address = address_parts(server())
    geocoder = GeopyNominatim(
        user_agent=_USER_AGENT,
        domain=f"{address.netloc}{address.path}".rstrip("/"),
        scheme=address.scheme,
        timeout=timeout_s,
        # The adapter that geopy would choose tries again at once, which the policy forbids.
        adapter_factory=URLLibAdapter,
    )
    return geocoder.geocode(
        name, exactly_one=False, limit=_MOST, addressdetails=True, language="en"
    )


# One for the whole process: a server asks no faster for many visitors than for one.
_one_a_second: Callable[[str, float], Any] = RateLimiter(
    _ask, min_delay_seconds=_PAUSE_S, max_retries=0, swallow_exceptions=False
)


def _read(raw: dict[str, Any]) -> dict[str, Any]:
    """Return what is used of a place; raises if any of it is missing or not a number."""
    address = raw.get("address") or {}
    latitude, longitude = float(raw["lat"]), float(raw["lon"])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004  degrees of the Earth
        raise ValueError("no place on Earth")
    return {
        "lat": latitude,
        "lon": longitude,
        "name": str(raw.get("name") or raw["display_name"]),
        "kind": str(raw.get("addresstype") or raw.get("type") or ""),
        "country": str(address.get("country_code") or "").upper(),
        "osm": f"{raw.get('osm_type') or 'place'}/{int(raw.get('osm_id') or 0)}",
    }


def _proposal(place: dict[str, Any]) -> Proposal:
    name, osm = place["name"], place["osm"]
    return Proposal(
        name,
        (place["lat"], place["lon"]),
        Match.FOUND,
        Reference(
            f"osm-{osm.replace('/', '-')}",
            f"Position of {name}: {_CREDIT}",
            f"https://www.openstreetmap.org/{osm}",
        ),
        place["country"],
        place["kind"],
    )


def _brief(problem: Exception) -> str:
    return " ".join(str(problem).split())[:120] or type(problem).__name__
