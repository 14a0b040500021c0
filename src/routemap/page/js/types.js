// What Python sends (content.py, route_map.py) and what several modules hand each other. Types only.

/**
 * @typedef {[number, number]} LatLng  degrees
 * @typedef {[number, number]} Span  the first moment that something is current, and the first after
 * @typedef {{ text: string, lang: string }} Phrase
 * @typedef {Phrase & { id: string, day: number | null }} Moment
 * @typedef {{ id: string, at: LatLng, accuracy_km: number, span: Span, name: Phrase, date: Phrase }} Stop
 * @typedef {{ span: Span, look: string, lines: LatLng[][], stub: LatLng[][], text: string }} Leg
 * @typedef {"ahead" | "current" | "visited"} State
 *
 * @typedef {object} Content  the journey, in the reader's language
 * @property {string} language
 * @property {boolean} is_long
 * @property {[number, number, number, number]} extent  south, west, north, east
 * @property {Moment[]} moments
 * @property {Stop[]} stops
 * @property {Leg[]} legs
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
 * @property {Record<string, any>} look
 *
 * @typedef {object} Settings
 * @property {Content} content
 * @property {string} label
 * @property {string} furniture  HTML
 * @property {Record<string, any>} look
 * @property {number} moment
 * @property {{ url: string, attribution: string, max_zoom: number }} tiles
 * @property {BasemapSettings} ground
 * @property {Edition} [edition]
 *
 * @typedef {{ name: string, address: string }} Edition  of the tables, and where to ask for its name
 * @typedef {{ x: number, y: number }} XY  pixels
 * @typedef {[number, number]} Pair  x, y in pixels
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

export {};
