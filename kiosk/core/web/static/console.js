// Keeps a server-rendered page live: when the event log moves, fetch the fragment anew and make the page like it; forms
// are sent without leaving the page and answer with the fragment. Without scripts every form still works.
// Nothing here is newer than Chrome 80 (tests/core/web/test_old_browsers.py).
"use strict";
import { become } from "./fresh.js";
import { follow } from "./stream.js";

const [live, away, lost, busy, late] = ["live", "away", "lost", "busy", "late"].map((id) => document.getElementById(id));
const ANSWER_MS = 10000, AGAIN_MS = 1000, BUSY_MS = 300, LATE_MS = 3000;
const KEPT_MS = 60000;  // so long a press is kept for a hall that does not answer; afterwards nobody would expect it
const HOLD_MS = 10000, HERE_MS = 60000, MINUTES_MS = 30000;
const pressed = new Set();
let sent = Promise.resolve(), refreshing = false, again = false, anew = 0, clicked = null;
let held = 0, composing = false, lostFocus = false, later = null, latest = 0, shown = 0, acted = Date.now();
const heard = { stream: false, answers: true };
document.body.dataset.script = "on";

function light(part, is) {  // green only while the stream is heard and what was asked is answered
  heard[part] = is;
  document.body.dataset.live = heard.stream && heard.answers ? "on" : "off";
  away.hidden = heard.stream && heard.answers;
}
function swap(html) {
  const focused = live.contains(document.activeElement) ? document.activeElement : null;
  const astray = lostFocus && document.activeElement === document.body;
  become(live, html);
  later = null, shown = performance.now();
  if (astray || (focused && (!focused.isConnected || focused.disabled))) {  // what had it is gone: the next in its place
    const same = focused && focused.id && document.getElementById(focused.id);
    const next = same && !same.disabled ? same : live.querySelector("[data-first]");
    if (next) next.focus();
    lostFocus = !next || next.disabled;
  }
  comeBack();
  tick();
}
function comeBack() {  // what the page says for a few moments goes by itself
  clearTimeout(anew);
  const wait = live.firstElementChild && live.firstElementChild.dataset.again;
  if (wait) anew = setTimeout(refresh, Number(wait));
}
async function ask(address, options) {  // an answer that was overtaken by a later request is not shown
  const mine = ++latest, stop = new AbortController(), timer = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const headers = { "X-Kiosk-Page": "live" };
    const answer = await fetch(address, { cache: "no-store", signal: stop.signal, headers, ...options });
    if (answer.status === 401 || answer.status === 403) { location.reload(); return "done"; }
    const html = answer.ok && answer.status !== 204 ? await answer.text() : null;
    light("answers", answer.status < 500);
    if (html !== null && mine === latest) { if (held || composing) later = html; else swap(html); }
    return answer.ok ? "done" : answer.status < 500 ? "refused" : "not now";
  } catch { light("answers", false); return "not now"; } finally { clearTimeout(timer); }
}
async function send(address, body) {  // no press is lost unsaid; its own name keeps it from being done twice
  const until = performance.now() + KEPT_MS;
  for (;;) {
    const came = await ask(address, { method: "POST", body });
    if (came !== "not now") return came === "done";
    if (performance.now() > until) return false;
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}
async function refresh() {
  if (refreshing || pressed.size) { again = true; return; }
  refreshing = true;
  await ask(location.href);
  refreshing = false;
  if (again) { again = false; refresh(); }
}
function name() {  // of one press; not randomUUID, which came with Chrome 92 and only over TLS
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
function onItsWay(button) {  // says at 0.3 s that a press is on its way, at 3 s that it is kept
  const timers = [
    setTimeout(() => { busy.hidden = false; if (button) button.setAttribute("aria-busy", "true"); }, BUSY_MS),
    setTimeout(() => { busy.hidden = true; late.hidden = false; light("answers", false); }, LATE_MS),
  ];
  return () => {
    timers.forEach(clearTimeout);
    busy.hidden = late.hidden = true;
    if (button) button.removeAttribute("aria-busy");
  };
}
// Which button sent a form: SubmitEvent.submitter came with Chrome 81, FormData's second argument with 112. Enter in a
// field clicks the form's first button too.
document.addEventListener("click", (event) => { clicked = event.target.closest("button"); }, true);
document.addEventListener("submit", (event) => {  // one after the other; the same press twice is one press
  const form = event.target, button = clicked && clicked.form === form ? clicked : null;
  clicked = null;
  if (!live || !live.contains(form) || form.dataset.leaves !== undefined) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.append(button.name, button.value);
  const press = `${form.action}?${body}`, around = form.closest("details");
  if (pressed.has(press)) return;
  pressed.add(press);
  body.set("press", name());
  lost.hidden = true;
  if (around) around.open = false;
  const arrived = onItsWay(button);
  sent = sent.then(() => send(form.action, body)).then((done) => {
    pressed.delete(press);
    arrived();
    lost.hidden = done;
    if (done && !around) form.reset();  // what is in a details begins anew with the next fragment
    if (!pressed.size && again) { again = false; refresh(); }
  });
});
document.addEventListener("keydown", (event) => {  // a key that is held down is one press
  const types = event.target.closest("input, textarea, select") && event.key !== "Enter";
  if (event.repeat && (event.key === "Enter" || event.key === " ") && !types && !event.target.closest("textarea")) event.preventDefault();
}, true);
// A button replaced between press and release hears no click, a field replaced under an unfinished Chinese word loses
// it: what came meanwhile is shown afterwards. Not every release is told (menus, other windows), so a hold ends by itself.
function releaseHold() {
  clearTimeout(held), held = 0;
  if (later !== null && !composing) swap(later);
}
for (const kind of ["pointerup", "pointercancel", "keyup"]) document.addEventListener(kind, () => setTimeout(releaseHold), true);
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; setTimeout(releaseHold); });
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => {
  clearTimeout(held), held = setTimeout(releaseHold, HOLD_MS);
  const csrf = live && live.dataset.csrf;
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
  const [path, since] = live.dataset.live.split("?since=");
  follow(path, since, { changed: refresh, over: () => location.reload(), light: (is) => light("stream", is) });
  setInterval(tick, 1000), setInterval(refresh, MINUTES_MS);  // minutes of waiting move on though nothing happens
  const first = live.querySelector("[data-first]");
  if (first) first.focus();
  comeBack();
}
