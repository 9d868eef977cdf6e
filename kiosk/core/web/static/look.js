// Pictures that the hall draws, shown inside the page instead of in another window; what is not drawn says why. One is
// drawn at a time: while somebody else's is, this one waits its turn. Nothing here is newer than Chrome 80.
"use strict";
(() => {
  const AGAIN_MS = 1500, MOST_TRIES = 20;
  for (const form of document.querySelectorAll("form[data-look]")) {
    const seats = [...form.parentNode.querySelectorAll("[data-seen]")].map(seat), button = form.querySelector("button");
    let wanted = 0;

    function seat(seen) {  // the place of one picture
      const says = seen.querySelector("p"), link = seen.querySelector("a"), picture = seen.querySelector("img");
      picture.addEventListener("load", () => { says.hidden = true; link.hidden = false; });
      function tell(text) { seen.hidden = false; says.textContent = text; says.hidden = false; link.hidden = true; }
      return { seen, link, picture, tell };
    }
    function address(one) {  // of several places each has a question of its own
      const asked = new URLSearchParams(new FormData(form));
      if (one.seen.dataset.question) asked.set("question", one.seen.dataset.question);
      return `${form.action}?${asked}`;
    }
    async function look(one, from, mine) {
      for (let tries = 0; tries < MOST_TRIES && mine === wanted; tries += 1) {
        const came = await fetch(from, { cache: "no-store" });
        if (came.status === 401 || came.redirected) { location.reload(); return; }
        if (mine !== wanted) return;
        if (came.ok) { one.link.href = from; one.picture.src = from; return; }
        const why = await came.text();
        if (came.headers.get("X-Kiosk-Why") !== "busy") { one.tell(why); return; }
        one.tell(form.dataset.saysWaiting);
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    }
    async function lookAll(mine) {
      for (const one of seats) await look(one, address(one), mine).catch(() => one.tell(form.dataset.saysCut));
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const mine = wanted += 1;
      for (const one of seats) one.tell(form.dataset.saysDrawing);
      button.setAttribute("aria-busy", "true");
      lookAll(mine).then(() => { if (mine === wanted) button.removeAttribute("aria-busy"); });
    });
  }
})();
