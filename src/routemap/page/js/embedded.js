// A page within another one: says how high it would like to be (embed_height.js listens there).

export function tellHeight() {
  if (window.parent === window) return;
  let sent = 0;
  const send = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== sent) window.parent.postMessage({ type: "routemap-height", height }, "*");
    sent = height;
  };
  new ResizeObserver(send).observe(document.body);
  send();
}
