"""Media of other programs' files: each counted once, and called what it is."""

from __future__ import annotations

import pytest

from bring_files import rows
from routemap.formats.column_names import column_account, named_tables, recognised
from routemap.formats.registry import import_file
from routemap.model.account import AccountEntry, Fate

PICTURE = "https://mymaps.usercontent.google.com/hostedimage/m/abc?fife"
KML = f"""<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Hyde Park</name>
<description><![CDATA[Fifty thousand people.<br><img src="{PICTURE}"/>
<img src="https://example.org/b.jpg"/><img src="https://example.org/show?id=3"/>]]></description>
<Point><coordinates>-0.16,51.5</coordinates></Point></Placemark></Document></kml>"""


def test_a_picture_of_my_maps_is_an_image_and_is_counted_once() -> None:
    brought = import_file("x.kml", KML.encode())
    assert brought.table
    chosen = recognised(brought.table.header)
    media = rows(named_tables(brought.table, chosen), "media.csv")
    assert [(each["url"], each["kind"]) for each in media] == [
        (PICTURE, "image"),
        ("https://example.org/b.jpg", "image"),
        ("https://example.org/show?id=3", "image"),
    ]
    account = [*brought.account, *column_account(brought.table, chosen)]
    counted = [each for each in account if each.item in {"picture", "medium"}]
    assert [(each.counted, each.fate) for each in counted] == [("3 media", Fate.TAKEN)]


@pytest.mark.parametrize(
    ("item", "two"),
    [
        ("medium", "2 media"),
        ("title of a medium", "2 titles of a medium"),
        ("link around a medium", "2 links around a medium"),
        ("date in words", "2 dates in words"),
        ("entry", "2 entries"),
        ("stay", "2 stays"),
        ("media item", "2 media items"),
    ],
)
def test_of_several_items_the_noun_is_in_the_plural(item: str, two: str) -> None:
    assert AccountEntry(item, 2, Fate.LEFT, "").counted == two
    assert AccountEntry(item, 1, Fate.LEFT, "").counted == f"1 {item}"
