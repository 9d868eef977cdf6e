// A hand that presses twice within a moment means it once: the button says something else by then, and nobody has read
// it yet. Of a burst only the first press counts; the body says which button still listens to nobody.
"use strict";
{
  const MOMENT_MS = 700;  // a double click of an old mouse or an old hand; nobody reads and decides faster
  let over = 0;
  document.addEventListener("submit", (event) => {
    const button = event.target.closest(".acts, .undo") && event.target.querySelector("button[id]");
    const twice = button && document.body.dataset.pressed === button.id;
    document.body.dataset.pressed = button ? button.id : "";  // any other press in between ends the moment
    clearTimeout(over), over = setTimeout(() => { delete document.body.dataset.pressed; }, MOMENT_MS);
    if (twice) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}
