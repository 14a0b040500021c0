// A page within another one: tells how high it would like to be (embed_height.js listens there).

export function tellHeight() {
  if (window.parent === window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "routemap-height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
