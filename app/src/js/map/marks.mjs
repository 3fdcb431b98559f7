// Ideas as links over the map: pins and clusters, looking and reading as those of the server's picture do.
// @ts-check

/** @typedef {{ key: string, at: [number, number], count: number, id?: string, title?: string, stage?: string }} Mark */

/** @param {any} shared @param {any} follow */
export function marks({ told, map, go, now }, follow) {
  const layer = document.createElement("div");
  layer.className = "map-marks";
  map.getCanvasContainer().append(layer);
  /** @type {Map<string, { mark: Mark, link: HTMLAnchorElement }>} */
  const shown = new Map();

  const put = () => {
    for (const { mark, link } of shown.values()) {
      const { x, y } = map.project(mark.at);
      link.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  };
  const draw = () => {
    const found = read(map), had = document.activeElement;
    let fresh = false;
    for (const [key, { link }] of shown) {
      if (found.has(key)) continue;
      // What had the focus is out of view: the map has it then, and keys go on moving it.
      if (link === had) map.getCanvas().focus({ preventScroll: true });
      link.remove();
      shown.delete(key);
    }
    for (const [key, mark] of found) {
      if (shown.has(key)) continue;
      const link = make(mark, told, follow);
      shown.set(key, { mark, link });
      fresh = true;
    }
    if (fresh) {
      // From top to bottom, as one reads: the order the keyboard goes in.
      const order = [...shown.values()].sort((a, b) => b.mark.at[1] - a.mark.at[1]);
      layer.append(...order.map(({ link }) => link));
      if (had instanceof HTMLElement && layer.contains(had)) had.focus({ preventScroll: true });
    }
    choose(follow.chosen());
    put();
  };
  const choose = (/** @type {string | undefined} */ id) => {
    for (const { mark, link } of shown.values()) {
      const is = !!id && mark.id === id;
      link.classList.toggle("selected", is);
      if (is) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
  };
  follow.onChosen(choose);
  map.on("move", put);
  map.on("resize", put);
  map.on("idle", draw);

  layer.addEventListener("click", event => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = shown.get(link.dataset.key ?? "")?.mark;
    if (!mark || (mark.id && told.front)) return;
    event.preventDefault();
    if (mark.id) return follow.choose(mark.id);
    follow.step();
    const zoom = Math.min(now().zoom + 1.6, 19);
    // The cluster opens: what was pressed is gone, the map has the focus.
    map.getCanvas().focus({ preventScroll: true });
    go({ lon: mark.at[0], lat: mark.at[1], zoom });
  });
}

/** What the tiles in view hold. @param {any} map @returns {Map<string, Mark>} */
function read(map) {
  const found = new Map();
  for (const feature of map.queryRenderedFeatures({ layers: ["proposals"] })) {
    const { id, count = 1, title, stage } = feature.properties, [lon, lat] = feature.geometry.coordinates;
    const key = id ?? `${count}@${lon.toFixed(5)},${lat.toFixed(5)}`;
    found.set(key, { key, at: [lon, lat], count, id, title, stage });
  }
  return found;
}

/** @param {Mark} mark @param {any} told @param {any} follow */
function make(mark, told, follow) {
  const link = document.createElement("a"), dot = document.createElement("span");
  link.className = "mark";
  link.draggable = false;
  link.dataset.key = mark.key;
  if (mark.id) {
    link.href = told.front ? `/proposals/${mark.id}` : follow.address(mark.id);
    link.setAttribute("aria-label", mark.title ?? "");
    dot.className = ["funded", "delivering", "done"].includes(mark.stage ?? "") ? "dot going" : "dot";
  } else {
    link.href = follow.openAddress(mark.at);
    link.setAttribute("aria-label", told.words.cluster.replace("#", String(mark.count)));
    dot.className = mark.count >= 10 ? "dot many" : "dot some";
    dot.textContent = mark.count > 999 ? `${Math.floor(mark.count / 1000)}k` : String(mark.count);
  }
  link.append(dot);
  return link;
}
