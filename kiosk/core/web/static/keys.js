// The clerk's keyboard: one key a button, and what opens by a key closes by Escape. A clerk may switch the single keys off
// (WCAG 2.1.4: for speech input and for hands that brush other keys); Tab, Enter and Escape work all the same.
"use strict";
const page = document.getElementById("live");
document.addEventListener("keydown", (event) => {
  if (!page || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key === "Escape") { for (const one of page.querySelectorAll("details[open]")) shut(one); return; }
  if (page.querySelector(".nokeys")) return;
  if (event.target.closest("input, select, textarea, details[open]")) return;
  if (event.key === " " && event.target.closest("button, summary, a") && !event.target.matches("[data-first]")) return;
  const wanted = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`);
  if (wanted) { event.preventDefault(); wanted.click(); }
});
function shut(one) {
  const inside = one.contains(document.activeElement);
  one.open = false;
  if (inside) one.querySelector("summary").focus();
}
document.addEventListener("toggle", (event) => {  // what opens takes the keyboard; only one is open
  if (!event.target.open) return;
  for (const one of page.querySelectorAll("details[open]")) if (one !== event.target) one.open = false;
  event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}, true);
