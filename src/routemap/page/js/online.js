// Tiles from an outside host: only after the reader has agreed, and only for this session.

import { memory } from "./browser.js";

const agreed = memory("sessionStorage", "routemap-online-map");

export class OnlineLayer {
  /**
   * @param {L.Map} map
   * @param {import("./types.js").Settings["tiles"]} tiles
   * @param {HTMLElement} furniture  holds the button, the dialog and the credit
   */
  constructor(map, { url, max_zoom: maxZoom }, furniture) {
    this.map = map;
    this.layer = L.tileLayer(url, { maxZoom, maxNativeZoom: maxZoom, pane: "online" });
    this.furniture = furniture;
    this.button = furniture.querySelector("[data-does=online]");
    map.createPane("online").style.zIndex = "160"; // above the basemap, below the legs
    /** @type {HTMLDialogElement} */
    const dialog = furniture.querySelector(".map-dialog");
    this.button.addEventListener("click", () => {
      dialog.returnValue = "";
      if (map.hasLayer(this.layer)) this.show(false);
      else dialog.showModal();
    });
    dialog.addEventListener("close", () => dialog.returnValue === "agree" && this.show(true));
    if (agreed.isSet()) this.show(true);
  }

  /** @param {boolean} isOn */
  show(isOn) {
    if (isOn) this.layer.addTo(this.map);
    else this.layer.remove();
    agreed.set(isOn);
    this.button.setAttribute("aria-pressed", String(isOn));
    // Legend and credits are those of what is drawn.
    this.furniture.classList.toggle("has-tiles", isOn);
    this.map.fire("furniture");
    // Our own names and lines would lie beside those of the tiles.
    this.map.getContainer().classList.toggle("has-online-map", isOn);
  }
}
