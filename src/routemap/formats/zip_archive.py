"""ZIP archives: a journey's folder, or a KMZ."""

from __future__ import annotations

from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.imported import Imported
from routemap.formats.kml import read_kml
from routemap.tables.archive import entry_bytes, open_archive, tables_in
from routemap.tables.values import MEDIA_FOLDER


def read_archive(content: bytes, name: str) -> Imported:
    """Return the tables of the journey's folder in an archive; its media are left behind.

    Raises
    ------
    ForeignFileError
        If it is not an archive, too large unpacked, or holds no journey or more than one.
    """
    with open_archive(content, name) as archive:
        tables = tables_in(archive, name)
        entries = [PurePosixPath(each.filename) for each in archive.infolist() if not each.is_dir()]
    home = next(iter(tables)).parent
    media = sum(home / MEDIA_FOLDER in each.parents for each in entries)
    account = Account()
    account.take("file", "a table of the journey", len(tables))
    account.leave("file", f"unpack {MEDIA_FOLDER}/ beside the tables", media)
    others = len(entries) - len(tables) - media
    account.leave("file", "no table of a journey has this name and place", others)
    return Imported({path.name: table for path, table in tables.items()}, account=account)


def read_kmz(content: bytes, name: str) -> Imported:
    """Return the map of a KMZ: the first KML in it, as its specification says; raises as above."""
    with open_archive(content, name) as archive:
        entries = [each.filename for each in archive.infolist() if not each.is_dir()]
        maps = [each for each in entries if each.lower().endswith(".kml")]
        if not maps:
            raise ForeignFileError(f"{name} holds no KML")
        brought = read_kml(entry_bytes(archive, maps[0], name), name)
        account = brought.account
        account.take("file", "the map", 1)
        account.leave("file", "a further map: import it by itself", len(maps) - 1)
        others = len(entries) - len(maps)
        account.leave("file", "a picture or model beside the map", others)
    return brought
