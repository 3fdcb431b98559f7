// A cross over a moving map: where the map comes to rest is where the idea is. In step with the form's other fields
// (locate.mjs), which say in words what the cross is on.
// @ts-check

const CLOSE = 14.5;

/** @param {any} shared */
export function picker({ box, map, go, now }) {
  const form = box.closest("form"), where = box.closest("[data-wake]:not(.mapbox)") ?? box.parentElement;
  const view = /** @type {HTMLInputElement} */ (form.querySelector("[name=view]"));
  const cross = form.querySelector("[data-cross]");
  let own = false;
  const chosen = /** @type {HTMLInputElement} */ (form.querySelector("[name=at]")).value.split(",").map(parseFloat);
  if (Number.isFinite(chosen[0] + chosen[1]) && !view.value) map.jumpTo({ center: chosen, zoom: CLOSE });
  map.on("movestart", () => { if (!own) box.dataset.moved = ""; });
  map.on("moveend", () => {
    const { lon, lat, zoom } = now();
    view.value = `${lon.toFixed(6)},${lat.toFixed(6)},${zoom.toFixed(2)}`;
    if (!own && "moved" in box.dataset) where.dispatchEvent(new CustomEvent("fulcrum:put", { detail: { lon, lat } }));
    own = false;
    delete box.dataset.moved;
  });
  // A name or one's own position moves the map; that is no new choice.
  where.addEventListener("fulcrum:spot", (/** @type {any} */ event) => {
    own = true;
    go({ lon: event.detail.lon, lat: event.detail.lat, zoom: Math.max(now().zoom, CLOSE) });
  });
  cross?.setAttribute("hidden", "");
  full({ box, map }, where);
  form.querySelector("[name=do][value=put]")?.addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    const { lon, lat } = now();
    where.dispatchEvent(new CustomEvent("fulcrum:put", { detail: { lon, lat } }));
  });
}

/** The whole screen for the cross: one finger moves the map there, since nothing is left to scroll. The map goes into a
 * dialog with the words for where the cross is, and comes back when that is closed, by its button or as any dialog.
 * @param {any} shared @param {HTMLElement} where */
function full({ box, map }, where) {
  const dialog = /** @type {HTMLDialogElement} */ (where.querySelector("dialog")), foot = /** @type {HTMLElement} */ (dialog.firstElementChild);
  const open = /** @type {HTMLElement} */ (box.querySelector("[data-full]")), said = /** @type {HTMLElement} */ (where.querySelector(".chosen"));
  // Something of the same height holds their places, so that the form stays as it is behind.
  const home = [box, said].map(part => [part, document.createElement("div")]);
  open.addEventListener("click", () => {
    for (const [part, place] of home) {
      place.style.blockSize = `${part.offsetHeight}px`;
      part.before(place);
    }
    dialog.prepend(box);
    foot.prepend(said);
    map.cooperativeGestures.disable();
    dialog.showModal();
    map.resize();
  });
  dialog.querySelector("[data-done]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    for (const [part, place] of home) place.replaceWith(part);
    map.cooperativeGestures.enable();
    map.resize();
    open.focus();
  });
}
