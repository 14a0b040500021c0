// The script of a published page that is presented; the journey's script (site.py) calls it.

import { keepGround } from "./basemap_source.js";
import { keepSettings, openPage } from "./journey_page.js";
import { Presentation } from "./presentation.js";

/** @type {any} */ (window).routemap = {
  keepGround,
  keepSettings,
  openOnPage: (/** @type {L.Map} */ map) => openPage(map, Presentation),
};
