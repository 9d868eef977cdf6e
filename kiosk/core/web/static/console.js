// Keeps a server-rendered page live: when the event log moves, fetch the fragment anew and swap it in; forms are sent
// without leaving the page and answer with the fragment. Without scripts every form still works.
"use strict";
const [live, away, lost] = ["live", "away", "lost"].map((id) => document.getElementById(id));
const ANSWER_MS = 10000, SEND_TIMES = 3, SEND_AGAIN_MS = 1000, HOLD_MS = 10000, HERE_MS = 60000, MINUTES_MS = 30000;
const pressed = new Set();
let sent = Promise.resolve(), refreshing = false, again = false;
let held = 0, composing = false, later = null, latest = 0, shown = 0, acted = Date.now();

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
  const mine = ++latest, signal = AbortSignal.timeout(ANSWER_MS), headers = { "X-Kiosk-Page": "live" };
  try {
    const answer = await fetch(address, { cache: "no-store", signal, headers, ...options });
    if (answer.status === 401 || answer.status === 403) { location.reload(); return true; }
    away.hidden = answer.ok;
    const html = answer.ok && answer.status !== 204 ? await answer.text() : null;
    if (html !== null && mine === latest) { if (held || composing) later = html; else swap(html); }
    return answer.ok;
  } catch { away.hidden = false; return false; }
}
async function send(address, body) {  // no press is lost unsaid; its own name keeps it from being done twice
  for (let times = 0; times < SEND_TIMES; times += 1) {
    if (await ask(address, { method: "POST", body })) { lost.hidden = true; return; }
    await new Promise((done) => setTimeout(done, SEND_AGAIN_MS));
  }
  lost.hidden = false;
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
  body.set("press", crypto.randomUUID());
  event.submitter?.setAttribute("aria-busy", "true");
  form.closest("details")?.removeAttribute("open");
  sent = sent.then(() => send(form.action, body)).then(() => {
    pressed.delete(press);
    event.submitter?.removeAttribute("aria-busy");
    if (!pressed.size && again) { again = false; refresh(); }
  });
});
// A button replaced between press and release hears no click, a field replaced under an unfinished Chinese word loses
// it: what came meanwhile is shown afterwards. Not every release is told (menus, other windows), so a hold ends by itself.
function release() {
  clearTimeout(held), held = 0;
  if (later !== null && !composing) swap(later);
}
for (const kind of ["pointerup", "pointercancel", "keyup"]) document.addEventListener(kind, () => setTimeout(release), true);
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; setTimeout(release); });
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => {
  clearTimeout(held), held = setTimeout(release, HOLD_MS);
  const csrf = live?.dataset.csrf;
  if (!csrf || Date.now() - acted < HERE_MS) return;
  acted = Date.now();
  fetch("/console/here", { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {});
}, true);

function tick() {  // times that run while somebody is served; by the hall's clock, not by this machine's
  for (const one of document.querySelectorAll("[data-seconds]")) {
    const seconds = Math.floor(Number(one.dataset.seconds) + (performance.now() - shown) / 1000);
    one.textContent = (seconds < 60 ? "" : `${Math.floor(seconds / 60)} 分 `) + `${seconds % 60} 秒`;
  }
}

if (live) {
  const source = new EventSource(live.dataset.live);
  for (const moved of ["changed", "called"]) source.addEventListener(moved, refresh);
  source.addEventListener("over", () => location.reload());
  source.onopen = () => { document.body.dataset.live = "on"; if (!away.hidden) refresh(); };
  source.onerror = () => { away.hidden = false; };
  setInterval(tick, 1000), setInterval(refresh, MINUTES_MS);  // minutes of waiting move on though nothing happens
  live.querySelector("[data-first]")?.focus();
  if (live.firstElementChild?.dataset.again) setTimeout(refresh, Number(live.firstElementChild.dataset.again));
}
