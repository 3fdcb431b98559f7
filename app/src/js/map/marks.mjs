// Ideas as links over the map: pins and clusters, looking and reading as those of the server's picture do.
// @ts-check

/** @typedef {{ key: string, at: [number, number], count: number, id?: string, title?: string, stage?: string }} Mark */

/** Pixels between marks, so that each has a thumb's room. */
const APART = 40;
/** How far a mark reaches. */
const REACH = 12;

/** @param {any} shared @param {any} follow */
export function marks({ box, told, map, go, now }, follow) {
  const layer = document.createElement("div");
  layer.className = "map-marks";
  map.getCanvasContainer().append(layer);
  /** @type {Map<string, { mark: Mark, link: HTMLAnchorElement }>} */
  const shown = new Map();

  /** What lies over the map: left, top, right, bottom. @type {number[][]} */
  let over = [];
  const measure = () => {
    const edge = box.getBoundingClientRect(), tools = box.querySelectorAll(":scope > .map-open, :scope > .map-tools, :scope > .map-pan");
    // The sheet lies over the map's lower edge.
    over = [...tools, box.nextElementSibling ?? box].filter(tool => tool !== box).map(tool => tool.getBoundingClientRect())
      .map(r => [r.left - edge.left - REACH, r.top - edge.top - REACH, r.right - edge.left + REACH, r.bottom - edge.top + REACH]);
  };
  const put = () => {
    for (const { mark, link } of shown.values()) {
      const { x, y } = map.project(mark.at);
      // Nobody reaches a mark under it, which shows when the map has moved.
      const under = over.some(([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom);
      link.style.visibility = under ? "hidden" : "";
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
    measure();
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

/** What the tiles in view hold. What stands nearer than two thumbs could tell apart stands as one, as in the picture:
 * the largest gathers those around it. @param {any} map @returns {Map<string, Mark>} */
function read(map) {
  /** @type {Map<string, Mark & { x: number, y: number }>} */
  const each = new Map();
  for (const feature of map.queryRenderedFeatures({ layers: ["proposals"] })) {
    const { id, count = 1, title, stage } = feature.properties, [lon, lat] = feature.geometry.coordinates;
    const key = id ?? `${count}@${lon.toFixed(5)},${lat.toFixed(5)}`;
    each.set(key, { key, at: [lon, lat], count, id, title, stage, ...map.project([lon, lat]) });
  }
  const waiting = [...each.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)), found = new Map();
  while (waiting.length) {
    const first = waiting[0], near = waiting.filter(mark => Math.hypot(mark.x - first.x, mark.y - first.y) < APART);
    for (const mark of near) waiting.splice(waiting.indexOf(mark), 1);
    const count = near.reduce((sum, mark) => sum + mark.count, 0);
    const mark = near.length === 1 ? first : { key: near.map(({ key }) => key).join(), at: first.at, count };
    found.set(mark.key, mark);
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
