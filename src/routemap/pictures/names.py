"""All names of the ground on one picture, which give way to each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from routemap.model.itinerary import Scene
from routemap.model.map_settings import GroundPart
from routemap.pictures.basemap_paths import basemap_for
from routemap.pictures.country_labels import CountryLabeller
from routemap.pictures.drawing import Drawing, GroundNames, OwnNames
from routemap.pictures.ground_labels import GroundLabeller, NamedTexts
from routemap.pictures.label_placement import CollisionIndex


@dataclass(frozen=True)
class Naming:
    """Places all names of the ground on a picture.

    They are an author's own, then countries, seas and towns. The first towns on the route come
    before countries, which find another place; unless one that the route touches then finds none.
    """

    ground: GroundLabeller

    @cached_property
    def _countries(self) -> CountryLabeller:
        return CountryLabeller(self.ground)

    def names(self, collisions: CollisionIndex, left_out: Collection[GroundPart]) -> GroundNames:
        """Return the names in their places; `collisions` are what they must not touch."""
        is_outline = self.ground.options.is_outline
        own = OwnNames() if is_outline else self.ground.own_names(collisions)
        first = self.ground.first_towns
        placed = self._placed(collisions.copy(), own, left_out, first)
        missing = self._missing(placed, left_out)
        if not missing:
            return placed
        other = self._placed(collisions.copy(), own, left_out, 0)
        return other if self._missing(other, left_out) < missing else placed

    def _missing(self, placed: GroundNames, left_out: Collection[GroundPart]) -> int:
        return 0 if GroundPart.COUNTRIES in left_out else self._countries.missing(placed.names)

    def _placed(
        self,
        collisions: CollisionIndex,
        own: OwnNames,
        left_out: Collection[GroundPart],
        first: int,
    ) -> GroundNames:
        """Place so many towns first, then countries and seas, then other towns."""
        has_towns = GroundPart.TOWNS not in left_out
        finding = self.ground.towns(collisions) if has_towns else iter(())
        towns = list(islice(finding, first))
        areas: list[NamedTexts] = []
        if GroundPart.COUNTRIES not in left_out:
            areas += self._countries.labels(collisions)
        if not self.ground.options.is_outline:
            areas += self.ground.seas(collisions)
        towns += finding
        texts = [text for area in areas for text in area.texts]
        texts += (text for town in towns for text in town.texts)
        names = (*(area.name for area in areas), *(town.name for town in towns))
        return GroundNames(
            own=own,
            texts=(*own.texts, *texts),
            dots=(*(town.dot for town in towns if not town.is_on_line), *own.dots),
            dots_on_route=tuple(town.dot for town in towns if town.is_on_line),
            names=names,
            left_out=self.ground.missed(names),
        )


def other_names(scene: Scene, drawing: Drawing) -> tuple[str, ...]:
    """Return the names of towns that a picture might bear too, those that come next first."""
    view, options = drawing.view, drawing.options
    if GroundPart.TOWNS in options.ground_left_out:
        return ()
    shown = basemap_for(view, options.unit)
    ground = GroundLabeller(scene, view, options, shown, drawing.legs, drawing.stops)
    return tuple(ground.other_towns(drawing.names.names))
