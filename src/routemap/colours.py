"""Colours as eyes see them: their contrast, and how far apart they are, for the colour-blind too.

A colour is written "#RRGGBB"; inside, it is linear RGB from 0 to 1.
"""

from __future__ import annotations

from math import dist

_RGB = tuple[float, float, float]
_Matrix = tuple[_RGB, _RGB, _RGB]

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation
# of color vision deficiency", IEEE TVCG 15 (2009) 1291-1298: severity 1, on linear RGB.
_EYES: dict[str, _Matrix] = {
    "": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
EYES = tuple(_EYES)
"""Usual eyes, "", and the three deficiencies of colour vision."""
# B. Ottosson, "A perceptual color space for image processing" (2020): Oklab.
_CONES: _Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_AXES: _Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LUMINANCE: _RGB = (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str, eyes: str = "") -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted(_dot(_LUMINANCE, _seen(colour, eyes)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def apart(one: str, other: str, eyes: str = "") -> float:
    """Return how far apart two colours look, in Oklab: 0.02 can just be told, 1 is black to white.

    For these eyes, one of `EYES`.
    """
    return dist(_perceived(_seen(one, eyes)), _perceived(_seen(other, eyes)))


def shifted(colour: str, start: str, end: str) -> str:
    """Return a colour that lies to `end` as it lay to `start`, as far as there are such colours."""
    moved = (c + e - s for c, s, e in zip(*map(_channels, (colour, start, end)), strict=True))
    return "#" + "".join(f"{min(max(channel, 0), 255):02X}" for channel in moved)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _seen(colour: str, eyes: str) -> _RGB:
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # noqa: PLR2004  sRGB
    first, second, third = (
        min(max(_dot(row, (red, green, blue)), 0.0), 1.0) for row in _EYES[eyes]
    )
    return first, second, third


def _perceived(rgb: _RGB) -> _RGB:
    long, middle, short = (_dot(row, rgb) ** (1 / 3) for row in _CONES)
    lightness, a, b = (_dot(row, (long, middle, short)) for row in _AXES)
    return lightness, a, b


def _dot(one: _RGB, other: _RGB) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
