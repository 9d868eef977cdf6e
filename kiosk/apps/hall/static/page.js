// Keeps a server-rendered page live: whenever the event log moves, fetch the fragment anew and swap it in.
// Buttons with data-post send that request; the fragment then follows by itself.
"use strict";
const live = document.getElementById("live");
const away = document.getElementById("away");
let fetching = false, again = false;

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch("/fragment", { cache: "no-store" });
    if (answer.ok) live.innerHTML = await answer.text();
    away.hidden = answer.ok;
  } catch { away.hidden = false; }
  fetching = false;
  if (again) { again = false; refresh(); }
}

const source = new EventSource("/live?since=" + live.dataset.since);
source.onopen = refresh;
source.onerror = () => { away.hidden = false; };
for (const moved of ["changed", "called"]) source.addEventListener(moved, refresh);

live.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-post]");
  if (!button) return;
  button.disabled = true;
  try { await fetch(button.dataset.post, { method: "POST", headers: { "X-Kiosk-Page": "status" } }); }
  finally { button.disabled = false; }
});
