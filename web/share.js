// The summary for a doctor: copied, printed, or saved as a file. It also works inside another site's page, where a plain link has no cookie.

import * as api from "./api.js";
import { make, texts } from "./dom.js";
import { note, say } from "./view.js";

/** Fetches the summary in a form; says why, and returns null, when there is none. */
async function fetched(form) {
  const got = await api.summary(form).catch(() => ({ error: texts.trouble }));
  if (!got.blob) note(got.error ?? texts.trouble);
  return got.blob ? got : null;
}

export async function save(form) {
  const got = await fetched(form);
  if (!got) return;
  const link = make("a", { href: URL.createObjectURL(got.blob), download: got.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say(texts.share.saved);
}

export async function copy() {
  const got = await fetched("text");
  if (!got) return;
  const text = await got.blob.text();
  try {
    await navigator.clipboard.writeText(text);
    say(texts.share.copied);
  } catch {
    // Browsers close the clipboard on plain http and in frames: then the words are there to be marked and copied.
    note(texts.share.copy_by_hand).append(make("pre", { tabIndex: 0 }, text));
  }
}

export const print = () => window.print();

/** The row of buttons under an assessment. */
export function row() {
  const actions = { copy, print, pdf: () => save("pdf"), text: () => save("text"), fhir: () => save("fhir") };
  const buttons = Object.entries(actions).map(([name, onclick]) => make("button", { type: "button", onclick }, texts.share[name]));
  return make("div", { className: "share", role: "group", aria: { label: texts.share.label } }, make("h3", {}, texts.share.label), ...buttons);
}

// On paper nothing can be unfolded.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".card details:not([open])")];
  unfolded.forEach((details) => (details.open = true));
});
addEventListener("afterprint", () => unfolded.forEach((details) => (details.open = false)));
