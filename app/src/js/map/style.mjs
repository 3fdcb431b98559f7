// The map in Fulcrum's colours, light or dark: those of the page's own tokens. Names are drawn with the page's font.
// @ts-check

/** @param {import("../map.mjs").Told} told
 * @param {((colour: (token: string) => string) => { source: any, layers: any[] }) | undefined} under another basemap, where there is one */
export function style(told, under) {
  const tokens = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => tokens.getPropertyValue(`--${name}`).trim();
  const tiles = (/** @type {string} */ what, query = "") => [`${location.origin}/tiles/${what}/{z}/{x}/{y}.mvt${query}`];
  const query = new URLSearchParams(told.filters).toString();
  const area = (/** @type {string} */ id, /** @type {string} */ fill) => ({
    id, type: "fill", source: "base", "source-layer": id, paint: { "fill-color": colour(fill) }, filter: ["==", ["geometry-type"], "Polygon"] });
  const line = (/** @type {string} */ id, /** @type {string} */ ink, /** @type {any} */ width, /** @type {any} */ paint = {}, layer = id) => ({
    id: `${layer}-line`, type: "line", source: "base", "source-layer": layer, layout: { "line-join": "round" },
    paint: { "line-color": colour(ink), "line-width": width, ...paint } });
  const name = (/** @type {string} */ id, /** @type {any} */ filter, /** @type {number} */ size, /** @type {any} */ more = {}) => ({
    id, type: "symbol", source: "base", "source-layer": "place_names", filter,
    layout: { "text-field": ["get", "name"], "text-font": ["Atkinson Semibold", "Atkinson"], "text-size": size, "text-max-width": 8, "text-padding": 4,
      "symbol-sort-key": ["get", "rank"], ...more },
    paint: { "text-color": colour("ink-2"), "text-halo-color": colour("land"), "text-halo-width": 1.5 } });
  const rank = (/** @type {number} */ n) => ["==", ["get", "rank"], n];
  const base = under?.(colour);
  // Names give way to marks: these take the room of one each, unseen.
  const room = { id: "room", type: "symbol", source: "proposals", "source-layer": "proposals",
    layout: { "text-field": "OO", "text-font": ["Atkinson Semibold", "Atkinson"], "text-size": 18, "text-padding": 3, "text-allow-overlap": true },
    paint: { "text-opacity": 0 } };
  const own = [
    { id: "background", type: "background", paint: { "background-color": colour("sunk") } },
    area("boundary", "land"),
    area("parks", "park"),
    area("water", "water"),
    line("water", "water", 2, {}, "water"),
    line("streets", "card", ["interpolate", ["linear"], ["zoom"], 11, 0.5, 16, 5]),
    line("rail", "rail", 1.25, { "line-dasharray": [4, 2.4] }),
  ];
  const names = [
    name("names-streets", rank(4), 10),
    name("names-more", rank(3), 10),
    name("names-stations", rank(2), 11),
    name("names-neighbourhoods", rank(1), 11),
    name("names-place", rank(0), 15),
  ];
  return {
    version: 8,
    sources: {
      base: { type: "vector", tiles: tiles("base"), maxzoom: 14 },
      proposals: { type: "vector", tiles: tiles("proposals", query && `?${query}`), maxzoom: 16 },
      ...(base && { basemap: base.source }),
    },
    layers: [
      ...(base?.layers ?? own),
      line("neighbourhoods", "ward", 1),
      line("boundary", "ward", 1.5),
      // Marks are links over the map (marks.mjs); this makes the map fetch what they are made from.
      { id: "proposals", type: "circle", source: "proposals", "source-layer": "proposals", paint: { "circle-radius": 1, "circle-opacity": 0 } },
      ...(base ? [] : names),
      room,
    ],
  };
}
