// Opens the map that folium has written: basemap, route, furniture. What comes round it differs by
// where it is shown: dashboard_map.js, journey_page.js.

import { Basemap } from "./basemap.js";
import { BasemapLabels } from "./basemap_labels.js";
import { BasemapSource } from "./basemap_source.js";
import { OnlineLayer } from "./online.js";
import { OwnGround } from "./own_ground.js";
import { RouteView } from "./route_view.js";

/**
 * @param {L.Map & Record<string, any>} map
 * @param {import("./types.js").Settings} settings
 * @param {Element} frame  holds the map and gets the furniture
 */
export function openMap(map, settings, frame) {
  const container = map.getContainer();
  container.classList.add("route-map");
  container.setAttribute("role", "region");
  container.setAttribute("aria-busy", "true"); // until style sheets and fonts are there
  container.setAttribute("aria-label", settings.label);
  const parts = { className: "map-furniture", innerHTML: settings.furniture };
  const furniture = Object.assign(document.createElement("div"), parts);
  frame.append(furniture);
  const { zoom_in: zoomInTitle, zoom_out: zoomOutTitle } = settings.content.words;
  L.control.zoom({ zoomInTitle, zoomOutTitle }).addTo(map);
  // What hovering has brought up goes without the pointer being moved (WCAG 1.4.13).
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") map.eachLayer((layer) => layer instanceof L.Tooltip && layer.remove());
  });
  const view = new RouteView(map, settings, furniture);
  map.createPane("ground").style.zIndex = "150";
  const source = new BasemapSource(settings.ground);
  map.ground = new Basemap(settings.ground, source).addTo(map);
  const own = settings.own_ground ? new OwnGround(settings.own_ground, map.ground) : null;
  map.groundNames = new BasemapLabels(settings.ground, source, view, map.ground, own).addTo(map);
  new OnlineLayer(map, settings.tiles, furniture);
  return view;
}
