// Land, water and boundary lines, fetched from our own address when the view needs them.
(function (routemap) {
  "use strict";

  const ORDER = ["land", "lake", "coast", "border", "disputed-border"];

  // `grounds`: [{url, extent: [south, west, north, east]}] from coarse to fine. The finest that
  // covers the view is shown alone: two scales on top of each other have two coasts.
  routemap.Ground = class {
    constructor(map, grounds) {
      this.map = map;
      this.grounds = grounds;
      this.layers = new Map();
      map.createPane("ground").style.zIndex = 150;
      this.renderer = L.svg({ pane: "ground", padding: 0.6 });
      map.on("moveend resize", () => this.update());
      this.update();
    }

    update() {
      const wanted = this.wanted();
      if (wanted === this.shown) return;
      this.shown = wanted;
      this.load(wanted).then((layer) => {
        if (this.shown !== wanted) return;
        for (const other of this.layers.values()) if (other !== layer) other.remove();
        layer.addTo(this.map);
      });
    }

    wanted() {
      const view = this.map.getBounds();
      const covering = this.grounds.filter(({ extent: [south, west, north, east] }) =>
        L.latLngBounds([south, west], [north, east]).contains(view),
      );
      return covering.length ? covering[covering.length - 1] : this.grounds[0];
    }

    async load(ground) {
      if (!this.layers.has(ground.url)) {
        const answer = await fetch(ground.url);
        if (!answer.ok) throw new Error(`${ground.url}: ${answer.status}`);
        this.layers.set(ground.url, this.draw(await answer.json()));
      }
      return this.layers.get(ground.url);
    }

    draw(collection) {
      const features = ORDER.flatMap((name) =>
        collection.features.filter((feature) => feature.properties.layer === name),
      );
      return L.layerGroup(
        features.map((feature) =>
          L.geoJSON(feature, {
            pane: "ground",
            renderer: this.renderer,
            interactive: false,
            smoothFactor: 0.7,
            style: { className: `ground ground-${feature.properties.layer}` },
          }),
        ),
      );
    }
  };
})((window.routemap = window.routemap || {}));
