// Keeps the page with the emulated devices live, and sends its buttons without a reload.
// The server sends whole parts (HTML by element id); without this script each button reloads the page.
"use strict";
const away = document.getElementById("away");
const form = document.getElementById("bench");
const turns = {};

async function swap(id, html) {
  const box = document.getElementById(id);
  const turn = turns[id] = (turns[id] || 0) + 1;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const details of box.querySelectorAll("details[open]")) {
    const same = details.id && fresh.content.getElementById(details.id);
    if (same) same.open = true;
  }
  const picture = fresh.content.querySelector("img:not([loading])");
  if (picture) await drawn(picture);  // no blank paper while the new picture is on its way
  if (turn !== turns[id]) return;  // a later swap has overtaken this one
  const held = box.contains(document.activeElement) ? document.activeElement.id : "";
  box.textContent = "";
  box.appendChild(fresh.content);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

function drawn(picture) {
  const ahead = new Image();
  ahead.srcset = picture.srcset;
  ahead.src = picture.getAttribute("src");
  return ahead.decode().catch(() => undefined);  // a picture that is gone shows its words instead
}

const source = new EventSource("/live");
source.onopen = () => { away.hidden = true; };
source.onerror = () => { away.hidden = false; };
source.addEventListener("parts", (event) => {
  for (const [id, html] of Object.entries(JSON.parse(event.data))) swap(id, html);
});

let clicked = null;  // which button sends the form: SubmitEvent.submitter came with Chrome 81
form.addEventListener("click", (event) => { clicked = event.target.closest("button"); }, true);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (clicked) body.append(clicked.name, clicked.value);
  try {
    const answer = await fetch("/do", { method: "POST", body, headers: { "X-Kiosk-Page": "devices" } });
    if (answer.status === 403) location.reload();  // the demo was started anew: this page is of the last one
  } catch { away.hidden = false; }
});
