// A basemap the operator gave, in the layers of Protomaps, drawn in Fulcrum's colours and with the page's font. Only
// places that have one load this.
// @ts-check
import { layers, namedFlavor } from "@protomaps/basemaps";
import { Protocol } from "pmtiles";

const FONT = ["Atkinson Semibold", "Atkinson"];
/** The last zoom of Protomaps' tiles, where nobody says it. */
const LAST = 15;
/** Which token draws which of a flavour's colours; what is not named keeps the flavour's own. */
const COLOURS = {
  sunk: ["background"],
  land: ["earth", "pedestrian", "hospital", "industrial", "school", "zoo", "military", "aerodrome", "sand", "beach"],
  park: ["park_a", "park_b", "wood_a", "wood_b", "scrub_a", "scrub_b"],
  water: ["water"],
  card: ["other", "minor_service", "minor_a", "minor_b", "link", "major", "highway", "bridges_other", "bridges_minor", "bridges_link",
    "bridges_major", "bridges_highway", "pier", "runway"],
  ward: ["buildings", "boundaries", "minor_casing", "minor_service_casing", "link_casing", "major_casing_early", "major_casing_late",
    "highway_casing_early", "highway_casing_late", "bridges_other_casing", "bridges_minor_casing", "bridges_link_casing",
    "bridges_major_casing", "bridges_highway_casing"],
  rail: ["railway"],
  "ink-2": ["roads_label_minor", "roads_label_major", "subplace_label", "city_label", "state_label", "country_label", "ocean_label"],
};

/** @param {any} gl the map library @param {{ archive?: string, tiles?: string }} given */
export default function basemap(gl, given) {
  if (given.archive) gl.addProtocol("pmtiles", new Protocol().tile);
  const source = given.archive
    ? { type: "vector", url: `pmtiles://${location.origin}${given.archive}` }
    : { type: "vector", tiles: [given.tiles], maxzoom: LAST };
  const lang = document.documentElement.lang || "en";
  /** @param {(token: string) => string} colour */
  return colour => {
    const flavour = /** @type {any} */ ({ ...namedFlavor(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") });
    for (const [token, parts] of Object.entries(COLOURS)) for (const part of parts) flavour[part] = colour(token);
    for (const part of Object.keys(flavour)) if (part.endsWith("_halo")) flavour[part] = colour("land");
    return { source, layers: layers("basemap", flavour, { lang }).flatMap(layer => named(layer, lang)) };
  };
}

/** Names without icons or glyph files; house numbers, road numbers and shops are left to those who sell maps.
 * @param {any} layer @param {string} lang @returns {any[]} */
function named(layer, lang) {
  if (layer.type !== "symbol") return [layer];
  if (/shield|address|pois|oneway/.test(layer.id) || !layer.layout?.["text-field"]) return [];
  const { "icon-image": _, "text-field": __, ...layout } = layer.layout;
  layout["text-field"] = ["coalesce", ["get", `name:${lang}`], ["get", "name"]];
  layout["text-font"] = FONT;
  return [{ ...layer, layout }];
}
