// Makes the map's picture live. `box` holds the server's picture; MapLibre GL takes its place in the same view, fed by
// our own tiles. Ideas are links over the map, as they are in the picture: what a thumb, a key and a screen reader
// find there stays the same. View, filters and choice are in the address. Without WebGL the picture stays.
// @ts-check
import { style } from "./map/style.mjs";
import { marks } from "./map/marks.mjs";
import { beside } from "./map/beside.mjs";
import { picker } from "./map/picker.mjs";

/**
 * @typedef {{ lon: number, lat: number, zoom: number }} View `zoom` as in the picture's address
 * @typedef {{ library: string, words: Record<string, string>, size: [number, number], whole: View, filters: Record<string, string>,
 *   chosen?: string, list?: string, front?: boolean, picker?: boolean, view?: View,
 *   basemap?: { script: string, archive?: string, tiles?: string } }} Told
 */

/** @param {HTMLElement} box */
export default function wake(box) {
  if (!document.createElement("canvas").getContext("webgl2")) return;
  const told = /** @type {Told} */ (JSON.parse(box.dataset.map ?? "{}"));
  const start = () => live(box, told).catch(error => console.warn("the map stays a picture", error));
  // Where it was touched it is wanted at once; a whole page of map can wait until the page has come to rest.
  if ("touched" in box.dataset) start(); else (window.requestIdleCallback ?? setTimeout)(start);
}

/** @param {HTMLElement} box @param {Told} told */
async function live(box, told) {
  const gl = await import(`${told.library}/maplibre-gl.mjs`);
  const under = told.basemap && (await import(told.basemap.script)).default(gl, told.basemap);
  const picture = /** @type {SVGElement} */ (box.querySelector("svg.map"));
  const scale = zooms(picture, told.size);
  const place = document.createElement("div");
  place.className = "map-live";
  picture.after(place);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const view = told.view ?? asked(location.search, told.whole);
  const map = new gl.Map({
    container: place, style: style(told, under), center: [view.lon, view.lat], zoom: scale.live(view.zoom),
    minZoom: 1, maxZoom: 18, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    cooperativeGestures: !!(told.front || told.picker), locale: told.words, fadeDuration: still ? 0 : 150, trackResize: true,
    reduceMotion: still, renderWorldCopies: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const go = (/** @type {View} */ to) => {
    const target = { center: [to.lon, to.lat], zoom: scale.live(to.zoom) };
    still ? map.jumpTo(target) : map.easeTo({ ...target, duration: 300 });
  };
  const now = () => ({ lon: map.getCenter().lng, lat: map.getCenter().lat, zoom: scale.address(map.getZoom()) });
  const shared = { box, told, map, go, now, still };
  if (told.picker) picker(shared);
  else {
    const follow = beside(shared);
    marks(shared, follow);
  }
  buttons(shared);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", () => map.setStyle(style(told, under)));
  // The picture goes only when what takes its place is drawn.
  map.once("idle", () => { box.classList.add("live"); box.dataset.live = ""; });
}

/** The tools at the map's side, which are links or buttons of the page. @param {any} shared */
function buttons({ box, told, map, go, still }) {
  const options = still ? { animate: false } : { duration: 300 };
  const ways = { n: [0, -1], s: [0, 1], w: [-1, 0], e: [1, 0] };
  box.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const tool = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-pan], [data-zoom]"));
    if (!tool || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { pan, zoom } = tool.dataset;
    if (pan) {
      const [x, y] = ways[/** @type {keyof typeof ways} */ (pan)], step = Math.min(box.clientWidth, box.clientHeight) / 3;
      map.panBy([x * step, y * step], options);
    } else if (zoom === "0") go(told.whole);
    else map.easeTo({ zoom: map.getZoom() + Number(zoom), ...options });
  });
}

/** The view an address asks for. @param {string} search @param {View} whole @returns {View} */
export function asked(search, whole) {
  const query = new URLSearchParams(search), [lon, lat] = (query.get("at") ?? "").split(",").map(parseFloat);
  const zoom = parseFloat(query.get("z") ?? "");
  const here = Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
  return { lon: here ? lon : whole.lon, lat: here ? lat : whole.lat, zoom: Number.isFinite(zoom) ? Math.min(Math.max(zoom, 0), 19) : whole.zoom };
}

/** The picture's zoom counts tiles of 256 pixels at the picture's own size, and it fills what the page gives it;
 * MapLibre's counts tiles of 512 pixels. @param {Element} picture @param {[number, number]} size */
function zooms(picture, [width, height]) {
  const fill = () => {
    const shown = picture.getBoundingClientRect();
    return Math.log2(Math.max(shown.width / width, shown.height / height)) - 1;
  };
  return { live: (/** @type {number} */ zoom) => zoom + fill(), address: (/** @type {number} */ zoom) => zoom - fill() };
}
