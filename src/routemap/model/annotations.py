"""At which moments an annotation stands on the map."""

from __future__ import annotations

from routemap.model.edtf_dates import EdtfDate
from routemap.model.journey import Annotation
from routemap.model.timeline import Span, Timeline


def annotation_span(annotation: Annotation, timeline: Timeline) -> Span:
    """Return the moments from the first to the last whose date lies within the annotation's.

    Without a date it stands at all of them, before the first and on the map of the whole journey;
    with a date that no moment lies within, at none.
    """
    moments = timeline.moments
    if annotation.date is None:
        return Span(-1, len(moments) + 1)
    meant = [
        number
        for number, moment in enumerate(moments)
        if moment.date and _is_within(moment.date, annotation.date)
    ]
    return Span(meant[0], meant[-1] + 1) if meant else Span(len(moments), len(moments))


def _is_within(inner: EdtfDate, outer: EdtfDate) -> bool:
    starts = outer.earliest is None or (
        inner.earliest is not None and outer.earliest <= inner.earliest
    )
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends
