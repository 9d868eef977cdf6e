// A bad level that was touched and then left alone is kept, without reasons or with those that are ticked: who walks
// away has answered, and the next visitor must not find it chosen.
"use strict";
let left = 0;
function wait() {
  clearTimeout(left);
  const form = document.querySelector("form[data-left-ms]");
  if (form) left = setTimeout(() => document.querySelector("form[data-left-ms]")?.requestSubmit(), Number(form.dataset.leftMs));
}
for (const kind of ["pointerdown", "keydown", "change"]) document.addEventListener(kind, wait);
wait();
