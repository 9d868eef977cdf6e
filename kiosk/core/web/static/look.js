// A picture that the hall draws, shown inside the page instead of in another window; what is not drawn says why. One is
// drawn at a time: while somebody else's is, this one waits its turn. Nothing here is newer than Chrome 80.
"use strict";
(() => {
  const AGAIN_MS = 1500, MOST_TRIES = 20;
  for (const form of document.querySelectorAll("form[data-look]")) {
    const seen = form.parentNode.querySelector("[data-seen]"), says = seen.querySelector("p");
    const link = seen.querySelector("a"), picture = seen.querySelector("img"), button = form.querySelector("button");
    let wanted = 0;
    picture.addEventListener("load", () => { says.hidden = true; link.hidden = false; });

    async function look(address, mine) {
      for (let tries = 0; tries < MOST_TRIES && mine === wanted; tries += 1) {
        const came = await fetch(address, { cache: "no-store" });
        if (came.status === 401 || came.redirected) { location.reload(); return; }
        if (mine !== wanted) return;
        if (came.ok) { link.href = address; picture.src = address; return; }
        const why = await came.text();
        if (came.headers.get("X-Kiosk-Why") !== "busy") { tell(why); return; }
        tell(form.dataset.saysWaiting);
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    }
    function tell(text) { says.textContent = text; says.hidden = false; link.hidden = true; }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const mine = wanted += 1, address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      seen.hidden = false;
      tell(form.dataset.saysDrawing);
      button.setAttribute("aria-busy", "true");
      look(address, mine).catch(() => tell(form.dataset.saysCut)).then(() => { if (mine === wanted) button.removeAttribute("aria-busy"); });
    });
  }
})();
