// How the page looks inside another site's page: name and colour from the address, taken only when they are what they should be.

import { byId } from "./dom.js";
import { embedded } from "./api.js";

const LEAST_CONTRAST = 4.5;
const asked = new URLSearchParams(location.search);

const name = (asked.get("name") ?? "").trim().slice(0, 40);
// Only there: a link must not dress the chat itself up as somebody else's.
if (name && embedded) document.querySelector("h1").textContent = document.title = name;

const colour = /^#?([0-9a-f]{6})$/i.exec(asked.get("colour") ?? "")?.[1];
const dark = matchMedia("(prefers-color-scheme: dark)");
if (colour) {
  paint();
  dark.addEventListener("change", paint);
}

if (embedded) {
  document.documentElement.classList.add("embedded");
  // The page around us cannot hear our keys. It is told one word and nothing of the conversation.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !byId("sure").open && !event.defaultPrevented) parent.postMessage("poplit:close", "*");
  });
}

/** Sets the colour, moved towards black or white until it can be read on the page's paper. */
function paint() {
  const root = document.documentElement.style;
  const paper = dark.matches ? [28, 38, 36] : [255, 255, 255];
  const towards = dark.matches ? 255 : 0;
  let lead = [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16));
  while (contrast(lead, paper) < LEAST_CONTRAST + 0.7) lead = lead.map((part) => Math.round(part + (towards - part) * 0.08 + Math.sign(towards - part) * 0.5));
  root.setProperty("--lead", `rgb(${lead})`);
  root.setProperty("--on-lead", contrast(lead, [255, 255, 255]) >= LEAST_CONTRAST ? "#fff" : "#111");
  root.setProperty("--mine", `color-mix(in srgb, rgb(${lead}) ${dark.matches ? 28 : 15}%, var(--paper))`);
}

function contrast(one, other) {
  const [light, darker] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (darker + 0.05);
}

function luminance(parts) {
  const [r, g, b] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
