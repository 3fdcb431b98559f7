// Makes fields that say where something is livelier: names are suggested while one types, and one's own position can
// be asked for. `part` holds the field `near`, a `role=status` line, and perhaps hidden fields `at` and `near_was`
// (a form that posts), a button `data-locate`, and sentences as data. Without this the server asks which one is meant.
// @ts-check

/** @typedef {{ lon: number, lat: number, name: string, text: string }} Spot */

const PAUSE = 200;

/** What the API answers. @param {string} path @returns {Promise<any>} */
const ask = path => fetch(`/api/v1/places${path}`).then(answer => (answer.ok ? answer.json() : Promise.reject(answer.status)));

/** @param {HTMLElement} part */
export default function locate(part) {
  const near = /** @type {HTMLInputElement} */ (part.querySelector("[name=near]"));
  const status = /** @type {HTMLElement} */ (part.querySelector("[role=status]"));
  const button = /** @type {HTMLButtonElement | null} */ (part.querySelector("[data-locate]"));
  const say = (/** @type {string | undefined} */ text) => { status.textContent = text ?? ""; };
  const point = keep(part, near);
  suggest(near, part.dataset.found ?? "", spot => {
    point.set(spot, spot.name);
    say(part.dataset.chosen?.replace("#", spot.text));
  });
  near.addEventListener("input", () => { point.clear(); say(""); });

  part.addEventListener("fulcrum:put", async event => {
    const { lon, lat } = /** @type {CustomEvent} */ (event).detail;
    const found = await ask(`/at?lon=${lon}&lat=${lat}`);
    if (found.inside) point.set({ lon, lat }, "", false); else point.clear();
    say(found.inside ? part.dataset.chosen?.replace("#", found.text) : found.text);
  });

  button?.addEventListener("click", () => {
    say(part.dataset.asking);
    const refused = () => say(part.dataset.refused);
    if (!navigator.geolocation) return refused();
    navigator.geolocation.getCurrentPosition(async ({ coords: { longitude: lon, latitude: lat } }) => {
      const found = await ask(`/at?lon=${lon}&lat=${lat}`).catch(() => null);
      if (!found) return refused();
      if (!found.inside) return say(part.dataset.outside);
      point.set({ lon, lat }, "");
      say(part.dataset.chosen?.replace("#", found.text));
      if (button.dataset.locate === "submit") near.form?.requestSubmit();
    }, refused, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 0 });
  });
}

/** The chosen point: in the hidden fields of a form that posts, else put into what the form sends.
 * @param {HTMLElement} part @param {HTMLInputElement} near */
function keep(part, near) {
  const hidden = (/** @type {string} */ name) => /** @type {HTMLInputElement | null} */ (part.querySelector(`input[type=hidden][name=${name}]`));
  const at = hidden("at"), was = hidden("near_was"), form = near.form;
  let sent = "";
  form?.addEventListener("formdata", event => { if (!at && sent) event.formData.set("near", sent); });
  const put = (/** @type {string} */ text) => { if (at) at.value = text; else sent = text; };
  return {
    set(/** @type {{ lon: number, lat: number }} */ spot, /** @type {string} */ name, moves = true) {
      put(`${spot.lon.toFixed(6)},${spot.lat.toFixed(6)}`);
      near.value = name;
      if (was) was.value = name;
      for (const radio of part.querySelectorAll("[name=which]")) /** @type {HTMLInputElement} */ (radio).checked = false;
      const neighbourhood = /** @type {HTMLSelectElement | null} */ (at && part.querySelector("[name=neighbourhood]"));
      if (neighbourhood) neighbourhood.value = "";
      if (moves) part.dispatchEvent(new CustomEvent("fulcrum:spot", { detail: spot }));
    },
    clear() { put(""); },
  };
}

/** Names like what is typed, under the field and over what follows it, so that nothing moves.
 * @param {HTMLInputElement} field @param {string} found @param {(spot: Spot) => void} choose */
function suggest(field, found, choose) {
  const list = document.createElement("ul"), heard = document.createElement("span");
  list.className = "suggest over";
  list.hidden = true;
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  field.after(list, heard);
  field.autocomplete = "off";
  let timer = 0, asked = 0;
  const close = () => { list.hidden = true; asked++; heard.textContent = ""; };
  const row = (/** @type {Spot} */ spot) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "suggest-item";
    button.textContent = spot.text;
    button.addEventListener("click", () => { close(); choose(spot); field.focus(); });
    item.append(button);
    return item;
  };
  const look = async () => {
    const mine = ++asked, typed = field.value.trim();
    if (typed.length < 2) return close();
    const { items } = await ask(`?q=${encodeURIComponent(typed)}`).catch(() => ({ items: [] }));
    if (mine !== asked) return;
    list.replaceChildren(...items.map(row));
    list.hidden = !items.length;
    heard.textContent = found.replace("#", String(items.length));
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, PAUSE); });
  const around = /** @type {HTMLElement} */ (field.parentElement);
  around.addEventListener("focusout", event => { if (!around.contains(/** @type {Node | null} */ (event.relatedTarget))) close(); });
  around.addEventListener("keydown", event => {
    const buttons = [...list.querySelectorAll("button")], here = buttons.indexOf(/** @type {any} */ (document.activeElement));
    if (event.key === "Escape") { close(); field.focus(); }
    if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = here + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? field : buttons[Math.min(next, buttons.length - 1)]).focus();
  });
}
