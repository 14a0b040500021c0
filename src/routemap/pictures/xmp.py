"""What a picture tells of itself in its file: title, alt text, credit, licence, program (XMP)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import escape

from routemap import __version__
from routemap.i18n.credits import map_credits
from routemap.pictures.alt_text import alt_text, caption, description, sources_shown

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene

_PACKET_ID = "W5M0MpCehiHzreSzNTczkc9d"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is told of a picture, in one language."""

    language: str
    title: str
    alt: str
    description: str
    caption: str
    credit: str
    rights: str
    source: str

    @property
    def program(self) -> str:
        """Return the program that made it, with its version."""
        return f"routemap {__version__}"


def picture_facts(scene: Scene, language: str) -> PictureFacts:
    """Return what is told of a scene's picture."""
    journey = scene.journey
    return PictureFacts(
        language=language,
        title=journey.title.in_language(language).text,
        alt=alt_text(scene, language),
        description=description(scene, language),
        caption=caption(scene, language),
        credit=" · ".join(
            filter(None, (journey.credit.in_language(language).text, *map_credits(scene, language)))
        ),
        rights=journey.licence,
        source=sources_shown(scene, language),
    )


_MOST_IN_JPEG = 65_000
"""Bytes of a packet: one segment of a JPEG holds 65,533, its own names among them (XMP, part 3)."""
_MARK = "…"


def xmp_packet_for_jpeg(facts: PictureFacts) -> str:
    """Return the same, with texts cut as far as a JPEG has no room for them."""
    packet, letters = xmp_packet(facts), _MOST_IN_JPEG
    while len(packet.encode()) > _MOST_IN_JPEG:
        letters //= 2
        packet = xmp_packet(_cut(facts, letters))
    return packet


def _cut(facts: PictureFacts, letters: int) -> PictureFacts:
    def cut(text: str) -> str:
        return text if len(text) <= letters else text[: letters - 1] + _MARK

    return replace(
        facts,
        title=cut(facts.title),
        alt=cut(facts.alt),
        description=cut(facts.description),
        caption=cut(facts.caption),
        credit=cut(facts.credit),
        rights=cut(facts.rights),
        source=cut(facts.source),
    )


def xmp_packet(facts: PictureFacts) -> str:
    """Return the facts as an XMP packet, in the fields that IPTC and Dublin Core name for them.

    IPTC Photo Metadata Standard 2023.2: `AltTextAccessibility`, `ExtDescrAccessibility`, credit in
    `photoshop:Credit`.
    """
    lang = escape(facts.language)

    def localised(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'

    return f"""\
<?xpacket begin="\ufeff" id="{_PACKET_ID}"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<dc:title>{localised(facts.title)}</dc:title>
<dc:description>{localised(facts.caption)}</dc:description>
<dc:rights>{localised(facts.rights)}</dc:rights>
<dc:source>{escape(facts.source)}</dc:source>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<photoshop:Credit>{escape(facts.credit)}</photoshop:Credit>
<xmp:CreatorTool>{escape(facts.program)}</xmp:CreatorTool>
<xmpRights:UsageTerms>{localised(facts.rights)}</xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility>{localised(facts.alt)}</Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpCore:ExtDescrAccessibility>{localised(facts.description)}</Iptc4xmpCore:ExtDescrAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
