// In the page “What follows”: times steps of its first slider, and beside them a plain Bellman–Ford
// of the same network, in ms.

(steps) => {
  const stated = JSON.parse(document.querySelector("[data-follows-network]").textContent);
  const slider = document.querySelector("[data-speed-of]");
  const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));

  // From the press to the page laid out anew, without the wait for the frame.
  const step = async (value) => {
    const pressed = performance.now();
    const begun = frame(); // before the page's own, in the same frame
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const handled = performance.now() - pressed;
    const ended = frame();
    const [before] = await Promise.all([begun, ended]);
    document.body.getBoundingClientRect();
    return handled + performance.now() - before;
  };

  const bellmanFord = (speed) => {
    const origin = stated.size;
    const edges = [
      ...stated.links.map(([earlier, later]) => [earlier, later, 0]),
      ...stated.legs.map(({ earlier, later, km }) => [earlier, later, Math.floor((60 * km) / speed)]),
      ...stated.not_before.map(([time, minutes]) => [origin, time, minutes]),
      ...stated.not_after.map(([time, minutes]) => [time, origin, -minutes]),
    ];
    const solve = (from, to) => {
      const reached = new Array(stated.size + 1).fill(-Infinity);
      reached[origin] = 0;
      for (let changed = true; changed; ) {
        changed = false;
        for (const edge of edges) {
          const there = reached[edge[from]] + edge[2];
          if (there > reached[edge[to]] && edge[to] !== origin) {
            reached[edge[to]] = there;
            changed = true;
          }
        }
      }
    };
    const begun = performance.now();
    solve(0, 1);
    solve(1, 0);
    return performance.now() - begun;
  };

  return (async () => {
    const ours = [];
    const peers = [];
    for (let number = 0; number < steps; number++) {
      const speed = 60 + (number % 2 ? number : -number % 30);
      ours.push(await step(`${speed}`));
      peers.push(bellmanFord(speed));
    }
    return { ours, peers, stops: document.querySelectorAll(".follows-stop").length };
  })();
}
