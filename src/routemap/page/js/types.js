// What Python sends (content.py, route_map.py) and what several modules hand each other. Types only.

/**
 * @typedef {[number, number]} LatLng  degrees
 * @typedef {[number, number]} Span  the first moment that something is current, and the first after
 * @typedef {{ text: string, lang: string }} Phrase
 * @typedef {Phrase & { id: string, day: number | null }} Moment
 * @typedef {[number, number, number, number]} Lane  number of the line, first and last point, and the
 *   lane: 1 nearest to the middle, negative where the leg runs backwards
 * @typedef {Record<string, any>} Look  sizes of look.py, in pixels
 *
 * @typedef {object} Stop
 * @property {string} id
 * @property {LatLng} at
 * @property {Span} span
 * @property {Phrase} name
 * @property {Phrase} date
 * @property {Phrase} [beyond]  said of one nearer to a pole than the map goes
 * @property {number} [accuracy_km]
 * @property {number} [zoom]  the least at which it stands
 * @property {string} [mark]  "B3", where several travel
 * @property {number} [traveller]  from 0, which is left out
 * @property {number} [met]  the same of stops at which several are together
 *
 * @typedef {object} Leg
 * @property {Span} span
 * @property {string} look
 * @property {LatLng[][]} lines
 * @property {LatLng[][]} stub
 * @property {string} text
 * @property {Lane[]} [shared]
 * @property {number} [traveller]  from 0, which is left out
 *
 * @typedef {"ahead" | "current" | "visited"} State
 * @typedef {Phrase & { id: string, look: number, path: string, reach: number, half_width: number }} Traveller
 *   its mark in radii of a disc: the outline as SVG, how far its corners reach, and how far to the side
 *
 * @typedef {Phrase & { at: LatLng, span: Span, kind: "label" | "callout" | "area" }} Annotation
 *
 * @typedef {object} Content  the journey, in the reader's language
 * @property {string} language  that of our own words
 * @property {string} told_language  that of the words of the tables
 * @property {boolean} is_long
 * @property {[number, number, number, number]} extent  south, west, north, east
 * @property {Moment[]} moments
 * @property {Stop[]} stops
 * @property {Leg[]} legs
 * @property {Traveller[]} [travellers]  where there are several
 * @property {Annotation[]} [annotations]  where there are any
 * @property {number[]} [ends]  the first and the last stop of each of several travellers
 * @property {[number, number][]} joined  first leg, and the one after the last, of each group drawn as one
 * @property {Record<string, string>} words
 *
 * @typedef {object} GridSettings  one scale of the basemap's tiles
 * @property {string} scale
 * @property {number} width  of a tile, degrees
 * @property {number} height  of a tile, degrees
 * @property {number} units  to a degree
 * @property {string[]} tiles  for each row from the south, a letter for each tile
 * @property {number} least_zoom
 *
 * @typedef {object} BasemapSettings
 * @property {string} address  of the tiles, with a slash at the end
 * @property {Record<string, string>} [files]  of many tiles each, by the stretch in them
 * @property {number} [stretch_degrees]
 * @property {string} language
 * @property {number} language_number
 * @property {GridSettings[]} grids  from coarse to fine
 * @property {Record<string, number>} ranks  zooms from which places near the route, and those that the
 *   author wants or not, are named instead of their own
 * @property {string[]} left_out  parts that are not drawn: "borders", "countries", "towns", "rivers"
 * @property {Record<string, any>} look
 *
 * @typedef {object} GroundLook  of a kind of an author's own basemap, as in look.py
 * @property {string} [fill]
 * @property {string} [edge]
 * @property {string} line
 * @property {number} far
 * @property {number} near
 * @property {string} [casing]
 * @property {string} [dash]
 * @property {number} [least_zoom]
 *
 * @typedef {object} OwnGroundSettings  an author's own basemap
 * @property {number} units  to a degree
 * @property {boolean} draws_ground  close up, instead of land and water of ours
 * @property {{ kind: string, form: string, name: string, lines: number[][] }[]} shapes
 * @property {{ address: string, extent: [number, number, number, number], opacity: number } | null} image
 * @property {Record<string, GroundLook>} looks  from the lowest to the highest
 * @property {number} far_zoom
 * @property {number} near_zoom
 * @property {number} edge
 * @property {number} casing
 * @property {number} border_opacity
 *
 * @typedef {object} Settings
 * @property {Content} content
 * @property {string} label
 * @property {string} furniture  HTML
 * @property {Look} look
 * @property {number} moment
 * @property {{ url: string, attribution: string, max_zoom: number }} tiles
 * @property {BasemapSettings} ground
 * @property {OwnGroundSettings | null} own_ground
 * @property {Edition} [edition]
 *
 * @typedef {{ name: string, address: string }} Edition  of the tables, and where to ask for its name
 * @typedef {{ x: number, y: number }} XY  pixels
 * @typedef {[number, number]} Pair  x, y in pixels
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

export {};
