"""The metadata in a picture's file: title, alt text, credit, licence and program (XMP)."""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass
from zlib import crc32

from markupsafe import escape

from routemap import __version__
from routemap.i18n.catalog import truncated
from routemap.i18n.credits import licence_words, map_credits, way_credits
from routemap.model.itinerary import Scene
from routemap.model.map_settings import GroundPart
from routemap.pictures.alt_text import alt_text, caption, description
from routemap.pictures.options import Bare, PictureOptions
from routemap.pictures.picture_words import author, sources_shown, title

_PACKET_ID = "W5M0MpCehiHzreSzNTczkc9d"
# One segment of a JPEG holds 65,533 bytes, the name of the XMP standard among them (XMP, part 3).
_JPEG_PACKET_BYTES = 65_000
_PNG_HEADER_BYTES = 8 + 25  # the signature, and the chunk IHDR
_PNG_KEYWORD = b"XML:com.adobe.xmp"
_INCHES_PER_METRE = 1 / 0.0254
_PER_METRE = 1


@dataclass(frozen=True, slots=True)
class PictureMetadata:
    """The metadata of a picture in one language."""

    language: str
    title: str
    alt: str
    description: str
    caption: str
    credit: str
    rights: str
    source: str


def picture_metadata(scene: Scene, options: PictureOptions) -> PictureMetadata:
    """Return the metadata of the picture of a scene."""
    return PictureMetadata(
        language=options.language,
        title=title(scene, options),
        alt=alt_text(scene, options),
        description=description(scene, options),
        caption=caption(scene, options),
        credit=" · ".join(filter(None, (author(scene, options), *_credits(scene, options)))),
        rights=licence_words(scene.journey, options.language),
        source=_source(scene, options),
    )


def _source(scene: Scene, options: PictureOptions) -> str:
    """Return what is drawn is told from: the ground alone is told from no report."""
    return options.words.source if options.bare is Bare.GROUND else sources_shown(scene, options)


def _credits(scene: Scene, options: PictureOptions) -> list[str]:
    """Return the credits of what is drawn: of a bare picture those of ground or ways alone."""
    left_out = options.within(scene.journey).ground_left_out
    ways = way_credits(scene.journey)
    if options.bare is Bare.ROUTE:
        return ways
    if options.bare is Bare.GROUND:
        ground = map_credits(scene, options.language, left_out | {GroundPart.TOWNS})
        return [each for each in ground if each not in ways]
    return map_credits(scene, options.language, left_out)


def xmp_packet(metadata: PictureMetadata) -> str:
    """Write metadata as an XMP packet, in the fields that IPTC and Dublin Core name for it.

    IPTC Photo Metadata Standard 2023.2: `AltTextAccessibility`, `ExtDescrAccessibility`, credit in
    `photoshop:Credit`.
    """
    lang = escape(metadata.language)

    def localised(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'

    return f"""\
<?xpacket begin="\ufeff" id="{_PACKET_ID}"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<dc:title>{localised(metadata.title)}</dc:title>
<dc:description>{localised(metadata.caption)}</dc:description>
<dc:rights>{localised(metadata.rights)}</dc:rights>
<dc:source>{escape(metadata.source)}</dc:source>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<photoshop:Credit>{escape(metadata.credit)}</photoshop:Credit>
<xmp:CreatorTool>routemap {__version__}</xmp:CreatorTool>
<xmpRights:UsageTerms>{localised(metadata.rights)}</xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility>{localised(metadata.alt)}</Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpCore:ExtDescrAccessibility>{localised(metadata.description)}</Iptc4xmpCore:ExtDescrAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def jpeg_xmp_packet(metadata: PictureMetadata) -> str:
    """Write the same packet, its texts cut short if they do not fit into a JPEG."""
    packet, letters = xmp_packet(metadata), _JPEG_PACKET_BYTES
    while len(packet.encode()) > _JPEG_PACKET_BYTES:
        letters //= 2
        texts = {name: truncated(text, letters) for name, text in asdict(metadata).items()}
        packet = xmp_packet(PictureMetadata(**texts))
    return packet


def png_with_metadata(png: bytes, *, dpi: float, packet: str) -> bytes:
    """Add its resolution and, unless it is "", an XMP packet to a PNG.

    The chunks go between header and pixels, which stay compressed as they are. Portable Network
    Graphics (PNG) Specification, third edition, W3C (2025), sections 5.3 and 11.3.
    """
    dots = round(dpi * _INCHES_PER_METRE)
    chunks = _png_chunk(b"pHYs", struct.pack(">IIB", dots, dots, _PER_METRE))
    if packet:
        # Uncompressed, language and translated keyword empty: as the XMP specification wants it.
        chunks += _png_chunk(b"iTXt", _PNG_KEYWORD + b"\0\0\0\0\0" + packet.encode())
    return png[:_PNG_HEADER_BYTES] + chunks + png[_PNG_HEADER_BYTES:]


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", crc32(body))
