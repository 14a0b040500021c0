// The script of a published page that is read or embedded; the journey's script (site.py) calls it.

import { keepBands } from "./bands.js";
import { keepGround } from "./basemap_source.js";
import { keepSettings, openPage } from "./journey_page.js";

/** @type {any} */ (window).routemap = {
  keepGround,
  keepSettings,
  openOnPage: (/** @type {L.Map} */ map) => openPage(map),
};

keepBands();
