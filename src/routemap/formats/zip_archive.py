"""ZIP archives: a journey's folder, or a KMZ."""

from __future__ import annotations

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.imported import Imported
from routemap.formats.kml import read_kml
from routemap.tables.archive import entry_bytes, names_within, open_archive, tables_in
from routemap.tables.schema import MEDIA
from routemap.tables.values import MEDIA_FOLDER


def read_archive(content: bytes, name: str) -> Imported:
    """Return the tables and media of the journey's folder in an archive.

    Raises
    ------
    ForeignFileError
        If it is not an archive, too large unpacked, or holds no journey or more than one.
    """
    with open_archive(content, name) as archive:
        tables = tables_in(archive, name)
        entries = [each.filename for each in archive.infolist() if not each.is_dir()]
    files = names_within(tables)
    media = sum(name.startswith(f"{MEDIA_FOLDER}/") for name in files)
    account = Account()
    account.take("file", "a table of the journey", len(files) - media)
    account.take("file", f"a file of {MEDIA_FOLDER}/", media)
    unnamed = sum(f"/{MEDIA_FOLDER}/" in f"/{each}" for each in entries) - media
    account.leave("file", f"{MEDIA.file} does not name it", unnamed)
    others = len(entries) - len(tables) - unnamed
    account.leave("file", "no table of a journey has this name and place", others)
    return Imported(files, account=account)


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
