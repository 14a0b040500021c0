// The route on a Leaflet map: stops, legs and the furniture round them, for any moment.
(function (routemap) {
  "use strict";

  const SIMPLIFY_PX = 1.6;
  const TARGET_PX = 32; // fingers and unsteady hands: more than the disc
  const WORLD_PX = 256; // width of the world at zoom 0
  const ZOOM_STEP = 0.25;
  const STATES = ["ahead", "current", "visited"];

  function element(tag, className, text, lang) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    if (lang) made.lang = lang;
    made.dir = "auto";
    return made;
  }

  function setState(target, state) {
    target.classList.remove(...STATES);
    target.classList.add(state);
  }

  routemap.reducedMotion = function () {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  };

  // Leaflet gives the map the focus at each mousedown. In a frame that may scroll the page round it,
  // away from beneath the mouse, and the click is lost.
  function focusWithoutScrolling(container) {
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
  }

  // Calls `act` once all style sheets of the document are there.
  routemap.whenStyled = function (act) {
    const waiting = [...document.querySelectorAll("link[rel=stylesheet]")].filter((link) => !link.sheet);
    const loads = waiting.map((link) => new Promise((done) => {
      link.addEventListener("load", done);
      link.addEventListener("error", done);
    }));
    Promise.all(loads).then(act);
  };

  // How much larger than usual the style sheet wants marks: on a phone, on a wall.
  function markScale(container) {
    return parseFloat(window.getComputedStyle(container).getPropertyValue("--mark")) || 1;
  }

  // Sizes of look.py that large; what is no number (dashes) only the style sheet uses.
  function scaled(look, scale) {
    const sizes = Object.entries(look).filter(([, size]) => typeof size === "number");
    return Object.fromEntries(sizes.map(([name, size]) => [name, size * scale]));
  }

  // `content` is what content.py says of the journey, `look` the sizes of look.py, `furniture`
  // the element that holds date, buttons and key.
  routemap.RouteView = class {
    constructor(map, { content, look, furniture, moment }) {
      Object.assign(this, { map, content, usualLook: look, furniture });
      this.adoptScale();
      this.current = null;
      this.counts = new Map();
      this.visits = new Map(); // by place: how many stops stand there
      this.follows = true;
      this.movedByHand = false;
      this.stopChanges = new routemap.Changes(content.stops.map((stop) => stop.span));
      this.legChanges = new routemap.Changes(content.legs.map((leg) => leg.span));
      map.createPane("legs").style.zIndex = 410;
      this.renderer = L.svg({ pane: "legs", padding: 0.6 });
      this.stretches = routemap.stretches(content.legs.map(({ lines, stub }) => [...lines, ...stub]));
      this.legs = content.legs.map((leg) => this.drawLeg(leg));
      this.stops = content.stops.map((stop, number) => this.drawStop(stop, number));
      focusWithoutScrolling(map.getContainer());
      this.names = new routemap.StopNames(this);
      this.furnish();
      this.showWholeRoute();
      this.moment = moment;
      this.stops.forEach((_, number) => this.updateStop(number));
      this.legs.forEach((_, number) => this.updateLeg(number));
      this.afterStep();
      map.on("zoomend viewreset", () => this.redrawForZoom());
      map.on("resize furniture", () => this.names.forgetFurniture());
      map.on("moveend resize furniture", () => this.names.place());
      map.on("resize", () => this.movedByHand || this.showWholeRoute());
      map.on("movestart zoomstart", () => {
        if (!this.moving) this.movedByHand = true;
      });
      this.redrawForZoom();
    }

    adoptScale() {
      this.scale = markScale(this.map.getContainer());
      this.map.markScale = this.scale; // for the ground's lines
      this.look = scaled(this.usualLook, this.scale);
    }

    // Sizes have changed from outside: style sheets or fonts have come, the window is another.
    restyle() {
      this.adoptScale();
      this.redrawForZoom();
      this.map.invalidateSize({ animate: false });
      if (!this.movedByHand) this.showWholeRoute();
      this.names.measure();
      document.fonts.ready.then(() => {
        this.names.measure();
        this.map.getContainer().removeAttribute("aria-busy");
      });
    }

    // Stepping ---------------------------------------------------------------------------------

    // Before the first moment (-1) all is ahead, after the last all is visited.
    show(moment) {
      if (moment === this.moment || !(moment >= -1 && moment <= this.content.moments.length)) return;
      const before = this.moment;
      this.moment = moment;
      for (const number of this.stopChanges.between(before, moment)) this.updateStop(number);
      for (const number of this.legChanges.between(before, moment)) this.updateLeg(number);
      this.afterStep();
      this.keepInSight();
    }

    updateStop(number) {
      const { span, name, date } = this.content.stops[number];
      const state = routemap.state(span, this.moment);
      const { icon, counted } = this.stops[number];
      this.count("stop", counted, state);
      this.stops[number].counted = state;
      if (state === "current") this.current = number;
      else if (this.current === number) this.current = null;
      setState(icon, state);
      icon.setAttribute(
        "aria-label",
        [`${number + 1} ${name.text}`, date.text, this.content.words[state]].filter(Boolean).join(", "),
      );
      if (state === "current") icon.setAttribute("aria-current", "step");
      else icon.removeAttribute("aria-current");
    }

    updateLeg(number) {
      const leg = this.legs[number];
      const state = routemap.state(this.content.legs[number].span, this.moment);
      const { look, lines, stub } = this.content.legs[number];
      // A stay has no line, so the key need not explain one.
      const kinds = [...(lines.length ? [look] : []), ...(stub.length ? ["unknown"] : [])];
      for (const kind of kinds) {
        this.count(`leg-${kind}`, leg.counted, state);
      }
      leg.counted = state;
      for (const line of leg.lines) setState(line.getElement(), state);
      if (state !== "ahead") leg.lines.forEach((line) => line.bringToFront());
    }

    // How many stops and legs are in which state, so that the key shows only what the map shows.
    count(kind, before, after) {
      const add = (state, by) => {
        const key = `${kind}-${state}`;
        this.counts.set(key, (this.counts.get(key) || 0) + by);
      };
      if (before) add(before, -1);
      add(after, 1);
    }

    afterStep() {
      const { text, lang } = this.content.moments[this.moment] ?? { text: "", lang: "" };
      const date = this.furniture.querySelector(".map-date");
      date.textContent = text;
      date.lang = lang;
      this.map.getContainer().classList.toggle("no-current-stop", this.current === null);
      this.updateKey();
      this.names.placeSoon();
    }

    // The key shows only what the map shows.
    updateKey() {
      for (const entry of this.furniture.querySelectorAll("[data-shown-for]")) {
        const isHidden = !(this.counts.get(entry.dataset.shownFor) > 0);
        if (entry.hidden === isHidden) continue;
        entry.hidden = isHidden;
        this.names.forgetFurniture();
      }
    }

    // The view ---------------------------------------------------------------------------------

    move(change) {
      this.moving = true;
      change();
      this.moving = false;
    }

    // Never so far off that the world stands there twice.
    boundZoom() {
      const whole = Math.log2(this.map.getSize().x / WORLD_PX);
      // Not by setMinZoom, which may start a zoom that goes on after this.
      this.map.options.minZoom = Math.max(Math.floor(whole / ZOOM_STEP) * ZOOM_STEP, 0);
      this.map.fire("zoomlevelschange");
    }

    showWholeRoute() {
      const [south, west, north, east] = this.content.extent;
      const size = this.map.getSize();
      const room = this.roomForNames(size);
      this.move(() => {
        this.map.invalidateSize({ animate: false });
        this.boundZoom();
        this.map.fitBounds([[south, west], [north, east]], {
          paddingTopLeft: room.topLeft,
          paddingBottomRight: room.bottomRight,
          maxZoom: 7,
          animate: false,
        });
      });
      this.movedByHand = false;
    }

    // Left free round the route: for names, and for the key in the right bottom corner where it lies
    // on the map. On a phone the buttons lie in a row or two along the bottom.
    roomForNames({ x, y }) {
      const at = (px) => px * this.scale;
      const corner = this.furniture.querySelector(".map-corner").getBoundingClientRect();
      const isBelow = corner.top >= this.map.getContainer().getBoundingClientRect().bottom - 1;
      if (isBelow && x > 640) return { topLeft: [at(100), at(60)], bottomRight: [at(120), at(40)] };
      if (x > 640) return { topLeft: [120, 70], bottomRight: [260, 56] };
      const buttons = this.furniture.querySelector(".map-buttons");
      return { topLeft: [70, 56], bottomRight: [80, Math.min(buttons.offsetHeight + 24, y / 3)] };
    }

    // A map moved by hand is respected: the view moves only if the current stop is out of sight.
    keepInSight() {
      if (!this.follows || this.current === null) return;
      const position = this.stops[this.current].marker.getLatLng();
      if (this.map.getBounds().pad(-0.04).contains(position)) return;
      this.move(() => this.map.panTo(position, { animate: !routemap.reducedMotion(), duration: 0.2 }));
    }

    // A stop that the keyboard has come to is shown, clear of the edges.
    bringInside(position) {
      this.move(() => this.map.panInside(position, { padding: [TARGET_PX, TARGET_PX], animate: false }));
    }

    // Drawing ----------------------------------------------------------------------------------

    drawLeg({ lines, stub, look, text }) {
      const options = (kind, extra) => ({
        pane: "legs",
        renderer: this.renderer,
        smoothFactor: 0, // redrawForZoom simplifies
        className: `leg leg-${kind} leg-${look}`,
        interactive: false,
        ...extra,
      });
      const casing = L.polyline(lines, options("casing", { interactive: true })).addTo(this.map);
      const line = L.polyline(lines, options("line")).addTo(this.map);
      // The casing takes the clicks: it is wider, and has no gaps between dashes.
      casing.bindTooltip(element("span", "", text).outerHTML, { sticky: true });
      const arrows = L.polygon([], options("arrow")).addTo(this.map);
      const unknown = options("line", { className: "leg leg-line leg-unknown leg-stub" });
      const stubs = stub.length ? [L.polyline(stub, unknown).addTo(this.map)] : [];
      return { lines: [casing, line, ...stubs, arrows], ways: [casing, line], stubs, line, arrows };
    }

    // Stops at one place stand in a row: a stay, or a place visited again.
    rowPlace({ at }) {
      const before = this.visits.get(at.join()) || 0;
      this.visits.set(at.join(), before + 1);
      return before * 2 * (this.look.disc + this.look.disc_edge);
    }

    drawStop(stop, number) {
      const html = element("div", "stop-mark");
      const aside = this.rowPlace(stop);
      html.style.marginInlineStart = `${aside}px`;
      html.append(element("span", "stop-disc", String(number + 1)));
      const leader = element("span", "stop-leader");
      const label = element("span", "stop-label");
      label.append(element("span", "stop-name", stop.name.text, stop.name.lang));
      if (stop.date.text) label.append(element("span", "stop-date", stop.date.text, stop.date.lang));
      html.dataset.figures = String(number + 1).length; // for they must fit into the disc
      html.append(leader, label);
      const marker = L.marker(stop.at, {
        icon: L.divIcon({ html, className: "stop", iconSize: [TARGET_PX, TARGET_PX] }),
        riseOnHover: true,
        autoPanOnFocus: false, // it would move the map away from beneath a mouse button
        zIndexOffset: -number, // where discs meet, the earlier stop lies on top
      }).addTo(this.map);
      // The number comes first: it tells which stop was clicked, whatever its name. As a string,
      // for streamlit-folium reads no other; outerHTML has escaped it.
      marker.bindTooltip(element("span", "", `${number + 1} ${stop.name.text}`).outerHTML, {
        offset: [14, 0],
      });
      // It would lie on the name that it repeats.
      marker.on("tooltipopen", () => {
        const isShown = !label.hidden && !label.classList.contains("no-room");
        const isWhole = [...label.children].every((part) => part.scrollHeight <= part.clientHeight + 1);
        if (isShown && isWhole) marker.closeTooltip();
      });
      const icon = marker.getElement();
      icon.setAttribute("role", "button");
      icon.dataset.stop = stop.id;
      // Leaflet answers Enter only on picture icons.
      icon.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        marker.fire("click", { latlng: marker.getLatLng() });
      });
      icon.addEventListener("focus", () => {
        if (icon.matches(":focus-visible")) this.bringInside(marker.getLatLng());
      });
      const accuracy = L.circle(stop.at, {
        pane: "legs",
        renderer: this.renderer,
        radius: 1000 * stop.accuracy_km,
        className: "accuracy",
        interactive: false,
      }).addTo(this.map);
      return { marker, icon, leader, label, accuracy, aside };
    }

    // Where the points of the legs lie on the screen follows from the zoom alone.
    redrawForZoom() {
      const project = (at) => this.map.latLngToLayerPoint(at);
      const unproject = (point) => this.map.layerPointToLatLng(point);
      this.pixelLines = this.stretches.map((lines) =>
        lines.map((line) => routemap.layBeside(line, project, SIMPLIFY_PX, this.scale)),
      );
      this.legs.forEach(({ ways, stubs, arrows }, number) => {
        const shown = this.pixelLines[number].map((line) => line.map(unproject));
        const count = this.content.legs[number].lines.length; // after them comes the stub
        for (const way of ways) way.setLatLngs(shown.slice(0, count));
        for (const stub of stubs) stub.setLatLngs(shown.slice(count));
        const triangles = this.pixelLines[number]
          .slice(0, count)
          .flatMap((line) => routemap.arrowsAlong(line, this.look));
        arrows.setLatLngs(
          triangles.map((corners) => [corners.map(unproject)]),
        );
      });
      let circles = 0;
      for (const { accuracy } of this.stops) {
        // A circle that the mark covers says nothing.
        const box = accuracy.getBounds();
        const height = project(box.getSouthWest()).y - project(box.getNorthWest()).y;
        const covered = height <= 2 * this.look.disc_halo;
        accuracy.getElement().classList.toggle("covered", covered);
        if (!covered) circles += 1;
      }
      this.counts.set("accuracy", circles);
      this.updateKey();
      this.thin(project);
      this.names.place();
    }

    // Every stop keeps its mark; where discs would crowd it is a dot without a number.
    thin(project) {
      if (!this.content.is_long) return;
      const points = this.stops.map(({ marker }) => project(marker.getLatLng()));
      routemap.crowded(points, this.look.disc_apart).forEach((isThin, number) => {
        this.stops[number].isThin = isThin;
        this.stops[number].icon.classList.toggle("thin", isThin);
      });
    }

    // Furniture --------------------------------------------------------------------------------

    furnish() {
      const scale = L.control.scale({ imperial: false, maxWidth: 90 * this.scale }).addTo(this.map);
      this.furniture.querySelector(".map-scale").append(scale.getContainer());
      const on = (name, act) => {
        const button = this.furniture.querySelector(`[data-does=${name}]`);
        button.addEventListener("click", () => act(button));
      };
      on("whole-route", () => this.showWholeRoute());
      on("follow", (button) => {
        this.follows = !this.follows;
        button.setAttribute("aria-pressed", String(this.follows));
        if (this.follows) this.keepInSight();
      });
      this.furniture.querySelector("[data-does=full-screen]").hidden = !document.fullscreenEnabled;
      on("full-screen", () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
      });
      document.addEventListener("fullscreenchange", () => {
        const { full_screen: enter, full_screen_leave: leave } = this.content.words;
        this.furniture.querySelector("[data-does=full-screen]").textContent =
          document.fullscreenElement ? leave : enter;
      });
    }
  };
})((window.routemap = window.routemap || {}));
