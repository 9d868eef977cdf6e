// Keeps a server-rendered page live: whenever the event log moves, fetch the fragment anew and make the page like it.
// Buttons with data-post send that request; the fragment then follows by itself.
"use strict";
import { become } from "/console/static/fresh.js";
import { follow } from "/console/static/stream.js";

const live = document.getElementById("live");
const away = document.getElementById("away");
let fetching = false, again = false;

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch("/fragment", { cache: "no-store" });
    if (answer.ok) become(live, await answer.text());
    away.hidden = answer.ok;
  } catch { away.hidden = false; }
  fetching = false;
  if (again) { again = false; refresh(); }
}

follow("/live", live.dataset.since, { changed: refresh, over: refresh, light: (is) => { away.hidden = is; } });

live.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-post]");
  if (!button) return;
  button.disabled = true;
  try { await fetch(button.dataset.post, { method: "POST", headers: { "X-Kiosk-Page": "status" } }); }
  finally { button.disabled = false; }
});
