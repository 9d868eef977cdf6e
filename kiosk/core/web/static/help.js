// 请人帮忙 in another tab: the title says it, and two tones, again every half minute until somebody goes. A browser plays
// nothing before the first press on the page; until then the strip says so.
// Nothing here is newer than Chrome 80.
"use strict";
(() => {
  const page = document.getElementById("live"), plain = document.title, AGAIN_MS = 30000;
  const known = new Set();
  let sound = null, waits = false;

  function calls() { return [...document.querySelectorAll("[data-help]")]; }
  function tone(hertz, at) {
    const voice = sound.createOscillator(), loud = sound.createGain();
    voice.frequency.value = hertz;
    loud.gain.setValueAtTime(0.0001, at);
    loud.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
    voice.connect(loud);
    loud.connect(sound.destination);
    voice.start(at);
    voice.stop(at + 0.42);
  }
  function ring() {
    const heard = sound !== null && sound.state === "running";
    waits = !heard;
    for (const one of document.querySelectorAll("[data-mute]")) one.hidden = heard;
    if (!heard) return;
    tone(660, sound.currentTime);
    tone(880, sound.currentTime + 0.25);
    page.dataset.rang = Number(page.dataset.rang || 0) + 1;
  }
  function look() {
    const now = calls(), fresh = now.filter((one) => !known.has(one.dataset.help));
    const title = now.length ? `${now[0].querySelector("b").textContent} · ${plain}` : plain;
    if (document.title !== title) document.title = title;
    known.clear();
    for (const one of now) known.add(one.dataset.help);
    if (fresh.length) ring();
    else if (waits) for (const one of document.querySelectorAll("[data-mute]")) one.hidden = false;
  }
  function gesture() {
    if (sound === null) sound = new AudioContext();
    if (sound.state === "running") { if (waits && calls().length) ring(); return; }
    sound.resume().then(() => { if (waits && calls().length) ring(); }, () => {});
  }
  if (!page) return;
  for (const kind of ["pointerup", "keyup"]) document.addEventListener(kind, gesture, true);
  new MutationObserver(look).observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-help", "hidden"] });
  setInterval(() => { if (calls().length) ring(); }, AGAIN_MS);
  look();
})();
