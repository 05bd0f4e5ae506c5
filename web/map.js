// The body map: both legs, drawn from four sides, with spots that can be pointed at by finger, mouse or keyboard.
// What is chosen becomes plain sentences (kb/body_map.yml) that are sent as if they had been typed.

import { byKeyboard, fill, make, texts } from "./dom.js";
import { place, readDrawing } from "./drawing.js";

const words = texts.map;
const SIDES = ["left", "right"];
const VIEWS = ["back", "front", "inner", "outer"];

/** False where the knowledge is about a part of the body that nobody has drawn. */
export const isDrawn = texts.places.length > 0;

/** A button that opens the map in its place. `use(sentences, byKeyboard)` gets what was chosen. */
export function offer(use) {
  const open = make("button", { type: "button", className: "map-open" }, make("span", { className: "spot", ariaHidden: "true" }), words.open);
  const holder = make("div", { className: "map-offer", aria: { live: "off" } }, open);
  open.onclick = async () => {
    open.disabled = true;
    try {
      const drawing = await readDrawing();
      const map = build(drawing, use, () => {
        holder.replaceChildren(open);
        open.focus();
      });
      holder.replaceChildren(map);
      map.scrollIntoView({ block: "start" });
      map.querySelector("h2").focus({ preventScroll: true });
    } catch {
      open.textContent = words.missing;
      return;
    }
    open.disabled = false;
  };
  return holder;
}

function build(drawing, use, close) {
  const chosen = new Set(); // "left loc_behind_knee"
  const title = (key) => fill(words.one, { leg: words.legs[side(key)], spot: spot(key).name });
  const figure = make("div", { className: "figure" });
  const here = make("p", { className: "here", ariaHidden: "true" }, words.hint);
  const list = make("ul", { className: "chosen", aria: { label: words.chosen } });
  const counted = make("p", { className: "heard", role: "status" });
  const send = make("button", { type: "button", className: "main" }, words.use);
  const point = (key) => (here.textContent = key ? title(key) : words.hint);

  function toggle(key) {
    if (!chosen.delete(key)) chosen.add(key);
    refresh();
    counted.textContent = [...chosen].map(title).join(", ") || words.none;
  }

  function refresh() {
    for (const node of map.querySelectorAll("[data-key]")) {
      const on = chosen.has(node.dataset.key);
      if (node.type === "checkbox") node.checked = on;
      else node.setAttribute("aria-checked", on);
    }
    list.replaceChildren(...inOrder(chosen).map((key) => make("li", {}, chip(key))));
    list.hidden = !chosen.size;
    send.textContent = chosen.size ? fill(words.use_count, { count: chosen.size }) : words.use;
    send.setAttribute("aria-disabled", !chosen.size);
  }

  function chip(key) {
    const remove = make("button", { type: "button", aria: { label: fill(words.remove, { spot: title(key) }) } }, title(key));
    remove.onclick = () => {
      toggle(key);
      (list.querySelector("button") ?? send).focus();
    };
    return remove;
  }

  const show = (view) => {
    figure.replaceChildren(...place(drawing, view, { title, toggle, point }));
    refresh();
  };
  send.onclick = (event) => {
    if (chosen.size) use(inOrder(chosen).map((key) => spot(key)[side(key)]).join(" "), byKeyboard(event));
    else here.textContent = counted.textContent = words.none;
  };
  const map = make(
    "section",
    { className: "map", aria: { label: words.title } },
    make("h2", { tabIndex: -1 }, words.title),
    views(show),
    here,
    figure,
    beside(drawing, title, toggle),
    make("div", { className: "basket" }, list, counted, make("div", { className: "choices" }, send, make("button", { type: "button", onclick: close }, words.close))),
  );
  show(VIEWS[0]);
  return map;
}

const side = (key) => key.split(" ")[0];
const spot = (key) => texts.places.find(({ id }) => id === key.split(" ")[1]);
const inOrder = (chosen) => SIDES.flatMap((leg) => texts.places.map(({ id }) => `${leg} ${id}`)).filter((key) => chosen.has(key));

/** From which side the legs are seen: radio buttons in the shape of a switch. */
function views(show) {
  const group = make("fieldset", { className: "views" }, make("legend", {}, words.seen_from));
  const name = `view-${Math.random()}`;
  for (const view of VIEWS) {
    const radio = make("input", { type: "radio", name, value: view, checked: view === VIEWS[0], onchange: () => show(view) });
    group.append(make("label", {}, radio, make("span", {}, words.views[view])));
  }
  return group;
}

/** Spots that are no one place in the drawing, as boxes to tick. */
function beside(drawing, title, toggle) {
  const rest = texts.places.filter(({ id }) => !drawing.querySelector(`[data-place="${id}"]`));
  const boxes = rest.flatMap(({ id }) => SIDES.map((leg) => `${leg} ${id}`)).map((key) => {
    const box = make("input", { type: "checkbox", onchange: () => toggle(key) });
    box.dataset.key = key;
    return make("label", {}, box, make("span", {}, title(key)));
  });
  return make("div", { className: "beside many" }, make("div", { className: "ticks" }, ...boxes));
}
