// Tiles from an outside host: only after the reader has agreed, and only for this session.

const REMEMBERED = "routemap-online-map";

// `tiles`: {url, attribution, max_zoom}. `furniture` holds the button, the dialog and the credit.
// Who has forbidden cookies has no memory either; the map works without.
function remember(isOn) {
  try {
    if (isOn) window.sessionStorage.setItem(REMEMBERED, "yes");
    else window.sessionStorage.removeItem(REMEMBERED);
  } catch {
    // Asked again next time.
  }
}

function isRemembered() {
  try {
    return Boolean(window.sessionStorage.getItem(REMEMBERED));
  } catch {
    return false;
  }
}

export class OnlineLayer {
  constructor(map, tiles, furniture) {
    Object.assign(this, { map, tiles });
    this.button = furniture.querySelector("[data-does=online]");
    this.dialog = furniture.querySelector(".map-dialog");
    this.ofTiles = furniture.querySelectorAll(".of-tiles");
    this.ofGround = furniture.querySelectorAll(".of-ground");
    map.createPane("online").style.zIndex = 160; // above the ground, below the legs
    this.button.addEventListener("click", () => (this.layer ? this.remove() : this.ask()));
    this.dialog.addEventListener("close", () => this.dialog.returnValue === "agree" && this.add());
    if (isRemembered()) this.add();
  }

  ask() {
    this.dialog.returnValue = "";
    this.dialog.showModal();
  }

  add() {
    const { url, max_zoom: maxZoom } = this.tiles;
    this.layer = L.tileLayer(url, { maxZoom, maxNativeZoom: maxZoom, pane: "online" }).addTo(this.map);
    this.tell(true);
  }

  remove() {
    this.layer.remove();
    this.layer = null;
    this.tell(false);
  }

  tell(isOn) {
    remember(isOn);
    this.button.setAttribute("aria-pressed", String(isOn));
    // Key and credits tell of what is drawn.
    for (const part of this.ofTiles) part.hidden = !isOn;
    for (const part of this.ofGround) part.hidden = isOn;
    this.map.fire("furniture");
    // Our own names and lines would lie beside those of the tiles.
    this.map.getContainer().classList.toggle("has-online-map", isOn);
  }
}
