"""Nominatim, the search of OpenStreetMap: asked for one place at a time, after consent.

Its usage policy (https://operations.osmfoundation.org/policies/nominatim/) allows one request a
second, wants a user agent of the application's own and answers kept, and forbids bulk: so nobody
here asks for a place before somebody has pressed a key for that very place.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderRateLimited, GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim as GeopyNominatim

from routemap import __version__
from routemap.errors import SearchError
from routemap.geocoding.proposal import Match, Proposal
from routemap.model.journey import Reference
from routemap.web_address import address_parts

if TYPE_CHECKING:
    from collections.abc import Callable

SERVER_VARIABLE = "ROUTEMAP_NOMINATIM"
"""Names a server of one's own, such as `https://nominatim.example.org`."""
_PUBLIC_SERVER = "https://nominatim.openstreetmap.org"
_USER_AGENT = f"routemap/{__version__} (journeys on maps; asks for one place at a time)"
_MOST = 5
_TIMEOUT_S = 10.0
_PAUSE_S = 1.0
_CREDIT = "© OpenStreetMap contributors, ODbL, found by Nominatim"

Answer = list[dict[str, Any]]
"""Places as Nominatim tells them, less what nobody reads."""


class Kept(Protocol):
    """Answers that need not be asked for again, by server and name."""

    def get(self, key: str) -> Answer | None:
        """Return an answer, None if there is none."""

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer."""


@dataclass
class KeptInMemory:
    """Answers that are gone with whoever holds this."""

    _answers: dict[str, Answer] = field(default_factory=dict)

    def get(self, key: str) -> Answer | None:
        """Return an answer, None if there is none."""
        return self._answers.get(key)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        self._answers[key] = answer


def server() -> str:
    """Return the address of the server that is asked."""
    return os.environ.get(SERVER_VARIABLE) or _PUBLIC_SERVER


def search(name: str, kept: Kept, timeout_s: float = _TIMEOUT_S) -> list[Proposal]:
    """Ask for a place by its name; wait, so that no two requests are less than a second apart.

    Raises
    ------
    SearchError
        If the server cannot be reached, is slow, refuses, or does not answer as Nominatim does.
    """
    key = f"{server()} {name}"
    answer = kept.get(key)
    if answer is None:
        answer = _asked(name, timeout_s)
        kept.keep(key, answer)
    return [_proposal(place) for place in answer]


def _asked(name: str, timeout_s: float) -> Answer:
    where = address_parts(server()).netloc
    if not where:
        raise SearchError(
            f"{server()} is no web address; give {SERVER_VARIABLE} one from https:// on"
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
        raise SearchError(f"{where} answered what is no list of places; try later") from problem
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
    """Return what is kept of a place; raises if anything of it is missing or no number."""
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
