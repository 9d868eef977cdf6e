// Keeps a server-rendered page live: when the event log moves, fetch the fragment anew and swap it in; forms are sent
// without leaving the page and answer with the fragment. Without scripts every form still works.
"use strict";
const live = document.getElementById("live"), away = document.getElementById("away");
const pressed = new Set();
let sent = Promise.resolve(), refreshing = false, again = false;
let held = false, later = null, latest = 0, shown = 0, acted = Date.now();

function swap(html) {  // what somebody has opened, typed or focused stays as it is
  const open = new Set([...live.querySelectorAll("details[open]")].map((one) => one.id));
  const kept = new Map([...live.querySelectorAll("input[id], select[id], textarea[id]")].map((one) => [one.id, one]));
  const focus = live.contains(document.activeElement) ? document.activeElement.id : null;
  live.innerHTML = html;
  later = null, shown = performance.now();
  for (const one of live.querySelectorAll("details")) one.open = open.has(one.id);
  for (const [id, old] of kept) {
    const field = document.getElementById(id);
    if (field && field.closest("details[open], [data-keep]")) { field.value = old.value; field.checked = old.checked; }
  }
  if (focus !== null) (document.getElementById(focus) || live.querySelector("[data-first]"))?.focus();
  if (live.firstElementChild?.dataset.again) setTimeout(refresh, Number(live.firstElementChild.dataset.again));
  tick();
}
async function ask(address, options) {  // an answer that was overtaken by a later request is not shown
  const mine = ++latest;
  try {
    const answer = await fetch(address, { cache: "no-store", ...options, headers: { "X-Kiosk-Page": "live" } });
    if (answer.status === 401 || answer.status === 403) { location.reload(); return; }
    away.hidden = answer.ok;
    const html = answer.ok && answer.status !== 204 ? await answer.text() : null;
    if (html !== null && mine === latest) { if (held) later = html; else swap(html); }
  } catch { away.hidden = false; }
}
async function refresh() {
  if (refreshing || pressed.size) { again = true; return; }
  refreshing = true;
  await ask(location.href);
  refreshing = false;
  if (again) { again = false; refresh(); }
}
document.addEventListener("submit", (event) => {  // one after the other; the same press twice is one press
  const form = event.target;
  if (!live || !live.contains(form) || form.dataset.leaves !== undefined) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter)), press = `${form.action}?${body}`;
  if (pressed.has(press)) return;
  pressed.add(press);
  event.submitter?.setAttribute("aria-busy", "true");
  form.closest("details")?.removeAttribute("open");
  sent = sent.then(() => ask(form.action, { method: "POST", body })).then(() => {
    pressed.delete(press);
    event.submitter?.removeAttribute("aria-busy");
    if (!pressed.size && again) { again = false; refresh(); }
  });
});
// A button that is replaced between press and release hears no click: what came meanwhile is shown afterwards.
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => setTimeout(() => {
  held = false;
  if (later !== null) swap(later);
}));
document.addEventListener("keydown", (event) => {
  if (!live || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key === "Escape") { for (const one of live.querySelectorAll("details[open]")) one.open = false; return; }
  if (event.target.closest("input, select, textarea, details[open]")) return;
  if (event.key === " " && event.target.closest("button, summary, a") && !event.target.matches("[data-first]")) return;
  const wanted = live.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`);
  if (wanted) { event.preventDefault(); wanted.click(); }
});
document.addEventListener("toggle", (event) => {  // what opens takes the keyboard; only one is open
  if (!event.target.open) return;
  for (const one of live.querySelectorAll("details[open]")) if (one !== event.target) one.open = false;
  event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}, true);
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => {
  held ||= kind === "pointerdown";
  const csrf = live?.dataset.csrf;
  if (!csrf || Date.now() - acted < 60000) return;
  acted = Date.now();
  fetch("/console/here", { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {});
});

function tick() {  // times that run while somebody is served; by the hall's clock, not by this machine's
  for (const one of document.querySelectorAll("[data-seconds]")) {
    const seconds = Math.floor(Number(one.dataset.seconds) + (performance.now() - shown) / 1000);
    one.textContent = (seconds < 60 ? "" : `${Math.floor(seconds / 60)} 分 `) + `${seconds % 60} 秒`;
  }
}

if (live) {
  const source = new EventSource(live.dataset.live);
  source.addEventListener("changed", refresh);
  source.addEventListener("over", () => location.reload());
  source.onopen = () => { document.body.dataset.live = "on"; if (!away.hidden) refresh(); };
  source.onerror = () => { away.hidden = false; };
  setInterval(tick, 1000);
  setInterval(refresh, 30000);  // minutes of waiting move on though nothing happens
  live.querySelector("[data-first]")?.focus();
  if (live.firstElementChild?.dataset.again) setTimeout(refresh, Number(live.firstElementChild.dataset.again));
}
