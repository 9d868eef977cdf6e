// Rows that are moved up and down before they are saved. Without this script each press sends the form, and the page
// comes back with the row moved. Nothing here is newer than Chrome 80.
"use strict";
(() => {
  for (const form of document.querySelectorAll("form[data-order]")) {
    const list = form.querySelector("ol"), told = document.querySelector("[data-arranged]");

    function tell() {  // what stands now, for whoever looks at it before it is saved
      const rows = [...list.children];
      rows.forEach((row, at) => {
        const [up, down] = row.querySelectorAll("button[name=move]");
        up.disabled = !at;
        down.disabled = at === rows.length - 1;
      });
      if (told) told.value = rows.map((row) => `${row.dataset.key}:${row.querySelector("select").value}`).join(",");
    }
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=move]");
      if (!button) return;
      event.preventDefault();
      const row = button.closest("li"), up = button.value.endsWith(":-1");
      if (up && row.previousElementSibling) list.insertBefore(row, row.previousElementSibling);
      if (!up && row.nextElementSibling) list.insertBefore(row.nextElementSibling, row);
      tell();
      (button.disabled ? row.querySelector("button[name=move]:not(:disabled)") : button).focus();
    });
    form.addEventListener("change", tell);
    tell();
  }
})();
