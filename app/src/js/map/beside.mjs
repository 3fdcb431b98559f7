// Keeps the address and what stands beside the map in step with it: the server draws that part of the page anew.
// @ts-check

/** @typedef {import("../map.mjs").View} View */

const PAUSE = 250;

/** @param {any} shared */
export function beside({ box, told, map, go, now }) {
  const part = document.getElementById("map-beside");
  let chosen = told.chosen ?? undefined, told_of = (/** @type {string | undefined} */ _) => {}, asked = 0, timer = 0, stepped = false, moving = false;

  const address = (/** @type {string | undefined} */ id, view = now()) => {
    const query = new URLSearchParams(told.list);
    query.set("at", `${view.lon.toFixed(5)},${view.lat.toFixed(5)}`);
    query.set("z", view.zoom.toFixed(2));
    if (id) query.set("sel", id); else query.delete("sel");
    return `${location.pathname}?${query.toString().replaceAll("%2C", ",")}`;
  };
  // The whole page's map opens where this one is; its picture is 800 by 800.
  const onMap = (/** @type {View} */ view, closer = 0) => {
    const query = new URLSearchParams(told.list), zoom = map.getZoom() + closer + 1 - Math.log2(Math.max(innerWidth, innerHeight * 0.75) / 800);
    query.set("at", `${view.lon.toFixed(5)},${view.lat.toFixed(5)}`);
    query.set("z", zoom.toFixed(2));
    return `/map?${query.toString().replaceAll("%2C", ",")}`;
  };
  const carry = () => { const open = box.querySelector(".map-open"); if (open) open.href = onMap(now()); };
  const write = (push = false) => {
    const to = address(chosen);
    if (push) history.pushState(null, "", to); else history.replaceState(history.state, "", to);
  };
  const draw = async () => {
    if (!part) return;
    const mine = ++asked, b = map.getBounds(), query = new URLSearchParams(told.list);
    query.set("bbox", [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(n => n.toFixed(6)).join());
    if (chosen) query.set("sel", chosen);
    const answer = await fetch(`/map/beside?${query}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const html = await answer.text();
    if (mine !== asked) return;
    swap(part, html);
  };
  const set = (/** @type {string | undefined} */ id) => { chosen = id; told_of(id); };

  // What the server said is of its whole picture, and a window shows a part of that.
  if (new URLSearchParams(location.search).has("at")) map.once("idle", draw);
  map.on("movestart", () => { moving = true; });
  map.on("moveend", () => {
    moving = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (told.front) return carry();
      write(stepped);
      stepped = false;
      draw();
    }, PAUSE);
  });
  window.addEventListener("popstate", () => {
    if (told.front) return;
    const query = new URLSearchParams(location.search), [lon, lat] = (query.get("at") ?? "").split(",").map(parseFloat);
    const zoom = parseFloat(query.get("z") ?? "");
    clearTimeout(timer);
    set(query.get("sel") ?? undefined);
    go(Number.isFinite(lon + lat + zoom) ? { lon, lat, zoom } : told.whole);
    draw();
  });
  // A theme narrows what is shown where one is now.
  document.querySelector(".mappage .chips")?.addEventListener("click", event => {
    const chip = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a"));
    if (!chip) return;
    const to = new URL(chip.href), here = new URLSearchParams(location.search);
    for (const name of ["at", "z"]) if (here.has(name)) to.searchParams.set(name, here.get(name) ?? "");
    chip.href = to.href;
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && chosen) { set(undefined); write(true); draw(); map.getCanvas().focus(); }
  });
  part?.addEventListener("click", event => {
    if (!(/** @type {Element} */ (event.target).closest("[data-close]"))) return;
    event.preventDefault();
    set(undefined); write(true); draw();
  });
  return {
    chosen: () => chosen,
    onChosen(/** @type {(id: string | undefined) => void} */ tell) { told_of = tell; },
    choose(/** @type {string} */ id) { set(id); write(true); draw(); },
    /** The next move is one to come back from. */
    step() { stepped = true; },
    address,
    openAddress: (/** @type {[number, number]} */ [lon, lat]) => told.front
      ? onMap({ lon, lat, zoom: 0 }, 1.6)
      : address(undefined, { lon, lat, zoom: now().zoom + 1.6 }),
    busy: () => moving,
  };
}

/** Puts the new part in, but says its line only where it changed, and keeps the focus where it was.
 * @param {HTMLElement} part @param {string} html */
function swap(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  /** @param {string} name @returns {[Element, Element]} */
  const both = name => {
    const old = part.querySelector(name), now = fresh.content.querySelector(name);
    if (!old || !now) throw new Error(`${name} is missing beside the map`);
    return [old, now];
  };
  const [said, says] = both(".map-said"), [list, newList] = both(".map-ideas"), [card, newCard] = both("#map-card");
  if (said.textContent !== says.textContent) said.textContent = says.textContent;
  const idea = (/** @type {Element} */ of) => of.querySelector(".idea-title a")?.getAttribute("href");
  const parts = [[list, newList]];
  if (idea(card) !== idea(newCard)) parts.push([card, newCard]);
  card.className = newCard.className;
  for (const [old, now] of parts) {
    old.replaceChildren(...now.childNodes);
    old.dispatchEvent(new CustomEvent("fulcrum:islands", { bubbles: true }));
  }
}
