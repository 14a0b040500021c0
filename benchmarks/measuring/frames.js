// Notes how long each frame of a map lasts, and can put flat tiles in the place of its ground.
(() => {
  let last = 0;
  let noted = null;
  const note = (now) => {
    if (noted) noted.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);

  window.framesBegin = () => {
    noted = [];
  };
  window.framesEnd = () => {
    const found = noted;
    noted = null;
    return found.slice(1);
  };

  // Ready raster tiles: one picture, the same for each, that no server is asked for.
  window.flatTiles = (isOn) => {
    if (!window.flat) {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 256;
      const context = canvas.getContext("2d");
      context.fillStyle = "#D3E3EC";
      context.fillRect(0, 0, 256, 256);
      context.fillStyle = "#F4F1E9";
      context.fillRect(20, 20, 200, 180);
      window.flat = L.tileLayer(canvas.toDataURL("image/png"), { pane: "ground" });
    }
    const { map } = window;
    const own = [map.ground, map.groundNames];
    for (const layer of isOn ? own : [window.flat]) map.removeLayer(layer);
    for (const layer of isOn ? [window.flat] : own) map.addLayer(layer);
  };
})();
