// Wakes the islands of a page, as Leptos' own inline script does, from a file: pages then need no inline script, their
// bytes stay the same for the same content, and a page without islands loads nothing more than this.
// MODULE and WASM are addresses that the bundle fills in.

const names = "leptos-island";

/** Pages are drawn whole: there is never a resource, an error or a chunk still to come. */
Object.assign(window, { __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], __INCOMPLETE_CHUNKS: [] });

/** Callbacks of the `leptos-children` around the place we are at, innermost last. */
const around = [];

async function wake(element, module) {
  const island = module[element.dataset.component];
  if (!island) return console.error(`No island is named ${element.dataset.component}.`);
  around.at(-1)?.();
  await island(element);
}

async function walk(node, module) {
  const children = node.localName === "leptos-children";
  if (node.localName === names) await wake(node, module);
  if (children) around.push(node.$$on_hydrate);
  for (const child of node.children) await walk(child, module);
  if (children) around.pop();
}

async function start() {
  const module = await import(MODULE);
  await module.default({ module_or_path: WASM });
  module.hydrate();
  await walk(document.body, module);
  document.documentElement.dataset.awake = "";
}

/** Once a part is touched, pointed at, reached by a key or unfolded. */
function touched(part, wake) {
  let begun = false;
  const once = () => {
    if (!begun) wake();
    begun = true;
  };
  for (const name of ["pointerenter", "touchstart", "focusin"]) part.addEventListener(name, once, { once: true, passive: true });
  part.closest("details")?.addEventListener("toggle", once, { once: true });
}

// Parts of a page that a script makes livelier name its module. Without it they are plain forms and links. For one that
// is wanted only when it is touched nothing is loaded before.
for (const part of document.querySelectorAll("[data-wake]")) {
  const wake = () => import(part.dataset.wake).then(module => module.default(part), error => console.error(error));
  if ("touched" in part.dataset) touched(part, wake); else wake();
}

if (document.querySelector(names)) (window.requestIdleCallback ?? setTimeout)(start);

// A part of the page was drawn anew: its islands wake too.
document.addEventListener("fulcrum:islands", async event => {
  const module = await import(MODULE);
  if ("awake" in document.documentElement.dataset) await walk(event.target, module);
});
