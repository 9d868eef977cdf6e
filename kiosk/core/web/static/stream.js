// One event stream for all tabs of one browser. Of HTTP/1.1's six connections each tab held one for good: the seventh tab
// hung, and with it every press.
//
//   follow("/console/live", since, { changed, over, light })    light(true): the hall has just been heard
//
// One tab leads: it holds a lock of the browser's (Web Locks: Chrome 69) and the stream, and hands on what it hears
// (BroadcastChannel: 54). The lock goes when its tab goes, whatever ended that. A leader that is there and says nothing
// (frozen, suspended) is asked, and loses the lock when it does not answer. Where a browser has neither, or the page came
// over plain HTTP, each tab holds a stream of its own while it is looked at.
"use strict";
const SILENT_MS = 4500;  // the hall says something every two seconds (core/web/stream.py)
const ANSWER_MS = 1500;  // a leader answers within milliseconds; which tab takes over is spread over as much again
const DEAD_MS = 15000;  // a line that is silent for so long is opened anew: the hall may have come back elsewhere
const REOPEN_MS = 1000, LOOK_MS = 500;

export function follow(path, since, { changed, over, light }) {
  let last = Number(since), source = null, reopening = 0, release = null, waiting = null;
  let heard = performance.now(), leader = heard, asked = 0, opened = 0, on = null;
  const channel = window.BroadcastChannel ? new BroadcastChannel(path) : null;
  const shared = Boolean(channel && navigator.locks);

  function show(is) {
    if (on === is) return;
    const again = on === false && is;
    on = is;
    light(is);
    if (again) changed();
  }
  function take({ kind, id = 0, well = true }) {
    leader = performance.now();
    asked = 0;
    if (kind === "over") { close(); over(); return; }
    if (kind === "away") { show(false); return; }
    if (!well) return;
    heard = leader;
    show(true);
    if (kind === "changed" || kind === "called" || id > last) changed();
    last = Math.max(last, id);
  }
  function tell(message) {
    take(message);
    if (shared) channel.postMessage(message);
  }

  // -- the stream, held by one ----------------------------------------------------------------

  function open() {
    close();
    opened = performance.now();
    const mine = source = new EventSource(`${path}?since=${last}`);
    source.onopen = () => tell({ kind: "here" });
    source.onerror = () => {
      if (mine !== source) return;
      tell({ kind: "away" });
      if (source.readyState !== EventSource.CLOSED) return;  // it comes back by itself
      changed();  // not let in any more? the page finds out
      reopening = setTimeout(open, REOPEN_MS);
    };
    for (const kind of ["changed", "called", "here", "over"]) {
      source.addEventListener(kind, (event) => tell({ kind, id: Number(event.lastEventId) }));
    }
  }
  function close() {
    clearTimeout(reopening);
    if (source) source.close();
    source = null;
  }

  // -- who leads ------------------------------------------------------------------------------

  function lead() {
    open();
    return new Promise((done) => { release = done; });
  }
  function request(options) {
    navigator.locks.request(path, options, lead).catch(() => {
      if (options.signal && options.signal.aborted) return;  // it went past the line
      stepBack();  // taken from this tab, which had been frozen
      standInLine();
    });
  }
  function standInLine() {
    waiting = new AbortController();
    request({ signal: waiting.signal });
  }
  function takeOver() {
    waiting.abort();
    request({ steal: true });
  }
  function stepBack() {
    close();
    if (release) release();
    release = null;
    leader = performance.now();
  }

  function look() {
    const now = performance.now();
    if (now - heard > SILENT_MS) show(false);
    if (release || !shared) {
      if (source && now - Math.max(heard, opened) > DEAD_MS) open();
    } else if (now - leader > SILENT_MS) {
      if (!asked) { asked = now + Math.random() * ANSWER_MS; channel.postMessage({ kind: "ask" }); }
      else if (now - asked > ANSWER_MS) { asked = 0; leader = now; takeOver(); }
    }
  }

  if (shared) {
    channel.onmessage = ({ data }) => {
      if (data.kind !== "ask") { take(data); return; }
      if (!release) return;
      if (source && source.readyState === EventSource.CLOSED) open();  // its own clock may be slowed down: nobody looks at it
      channel.postMessage({ kind: "leads", id: last, well: Boolean(on) });
    };
    standInLine();
    channel.postMessage({ kind: "ask" });
    addEventListener("pagehide", () => { waiting.abort(); stepBack(); });
    addEventListener("pageshow", (event) => { if (event.persisted) { standInLine(); changed(); } });
  } else {
    const looked = () => { if (document.hidden) close(); else { open(); changed(); } };
    document.addEventListener("visibilitychange", looked);
    if (!document.hidden) open();
  }
  setInterval(look, LOOK_MS);
}
