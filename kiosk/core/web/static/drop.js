// Files dropped on a form, or chosen there, and sent one after the other, each with its own bar; a table with its
// pictures goes as one. Without this script the same form sends them all at once. Nothing here is newer than Chrome 80.
"use strict";
(() => {
  const HERE_MS = 60000;  // a long file is somebody at work: the log-in must not end under it
  let going = null;  // what is on its way, for whoever wants to leave

  function megabytes(size) { return size < 1e5 ? `${Math.ceil(size / 1e3)} KB` : `${(size / 1e6).toFixed(1)} MB`; }
  function ending(name) { return name.slice(name.lastIndexOf(".")).toLowerCase(); }
  function most(input, name) {
    const films = input.dataset.films.split(",");
    return Number(films.includes(ending(name)) ? input.dataset.most : input.dataset.mostRead);
  }
  function together(form, files) {  // what is sent at once: one item each
    const kind = form.querySelector("[name=kind]"), filled = form.dataset.filled.split(",");
    const tables = files.filter((file) => form.dataset.tables.split(",").includes(ending(file.name))).length;
    const pictures = files.filter((file) => form.dataset.pictures.split(",").includes(ending(file.name))).length;
    const whole = tables === 1 && (tables + pictures === files.length || filled.includes(kind.value));
    return "together" in form.dataset || whole ? [files] : files.map((file) => [file]);
  }
  function row(list, file) {
    const line = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("progress");
    const says = document.createElement("span");
    name.textContent = `${file.name}　${megabytes(file.size)}`;
    bar.max = 1, bar.value = 0, bar.hidden = true;
    says.className = "soft";
    line.append(name, bar, says);
    list.append(line);
    return { line, bar, says };
  }
  function shown(form, input) {  // what was chosen, before it is sent
    const list = form.querySelector("[data-files]"), files = [...input.files];
    list.textContent = "";
    list.hidden = !files.length;
    const rows = files.map((file) => row(list, file));
    files.forEach((file, at) => { if (file.size > most(input, file.name)) fail(rows[at], input.dataset.saysLarge); });
    const title = form.querySelector("[name=title]");
    if (form.dataset.saysSeveral) {
      const several = together(form, files).length > 1;
      title.disabled = several;
      if (several) { const note = document.createElement("li"); note.className = "soft"; note.textContent = form.dataset.saysSeveral; list.append(note); }
    }
    return rows;
  }
  function fail(one, why) { one.line.className = "bad"; one.says.textContent = why; }

  function send(form, files, press, rows) {  // resolves with what the hall said; never rejects
    return new Promise((done) => {
      const request = going = new XMLHttpRequest(), body = new FormData(form);
      if (files.length) body.delete("file");
      for (const file of files) body.append("file", file);
      request.open("POST", form.action.replace(/press=\w+/, `press=${press}`));
      request.setRequestHeader("X-Kiosk-Page", "live");
      request.upload.onprogress = (event) => { if (event.lengthComputable) for (const one of rows) one.bar.value = event.loaded / event.total; };
      request.upload.onload = () => { if (rows.length) rows[0].says.textContent = form.dataset.saysReading; };
      request.onerror = request.onabort = () => done({ items: [], said: [], refused: [form.dataset.saysCut] });
      request.onload = () => {
        if (request.status === 401 || request.status === 403) { location.reload(); return; }
        try { done(JSON.parse(request.responseText)); } catch { done({ items: [], said: [], refused: [form.dataset.saysCut] }); }
      };
      request.send(body);
    });
  }
  async function sendAll(form) {
    const input = form.querySelector("input[name=file]"), files = [...input.files], rows = shown(form, input);
    const button = form.querySelector("button.primary"), csrf = form.querySelector("[name=csrf]").value;
    const press = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const here = setInterval(() => fetch("/console/here", { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {}), HERE_MS);
    const saved = [], bad = [];
    let next = "";
    button.disabled = true;
    rows.forEach((one) => { one.says.textContent = form.dataset.saysWaits; });
    let at = 0;
    const groups = files.length ? together(form, files) : [[]];
    for (const group of groups) {
      const shownIn = rows.slice(at, at + group.length), large = group.find((file) => file.size > most(input, file.name));
      at += Math.max(group.length, 1);
      if (large) { fail(shownIn[group.indexOf(large)], input.dataset.saysLarge); bad.push(large.name); continue; }
      for (const one of shownIn) { one.bar.hidden = false; one.says.textContent = form.dataset.saysBusy; }
      const came = await send(form, group, `${press}${at}`, shownIn), [first, ...others] = shownIn;
      saved.push(...came.items);
      next = came.next || next;
      for (const one of others) { one.says.textContent = ""; one.line.className = came.said.length ? "good" : ""; }
      if (came.said.length) { if (first) { first.bar.value = 1; first.line.className = "good"; first.says.textContent = came.said.join("；") || form.dataset.saysSaved; } }
      if (came.refused.length) { bad.push(...came.refused); if (first) fail(first, [...came.said, ...came.refused].join("；")); else say(form, came.refused.join("；")); }
    }
    clearInterval(here);
    going = null;
    button.disabled = false;
    if (!bad.length) { leave(form, saved, groups.length, next); return; }
    input.value = "";
    if (saved.length && form.dataset.titles) {
      const line = document.createElement("li"), link = document.createElement("a");
      link.className = "button small", link.href = form.dataset.titles + saved.join(","), link.textContent = form.dataset.saysTitles;
      line.append(link);
      form.querySelector("[data-files]").append(line);
    }
  }
  function leave(form, saved, count, next) {
    location.href = form.dataset.titles && saved.length > 1 ? form.dataset.titles + saved.join(",") : (count < 2 && next) || form.dataset.next;
  }
  function entered(entry) {  // the files of a folder, and of those in it
    if (entry.isFile) return new Promise((done) => entry.file((file) => done([file]), () => done([])));
    const reader = entry.createReader(), found = [];
    return new Promise((done) => {
      const more = () => reader.readEntries((some) => {  // a hundred at a time, until none come
        if (some.length) { found.push(...some); more(); return; }
        Promise.all(found.filter((one) => !one.name.startsWith(".")).map(entered)).then((all) => done([].concat(...all)));
      }, () => done([]));
      more();
    });
  }
  async function dropped(brought) {  // resolves with a list as an input takes it
    const entries = [...brought.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) return brought.files;
    const all = new DataTransfer();
    for (const file of [].concat(...await Promise.all(entries.map(entered)))) all.items.add(file);
    return all.files;
  }
  function say(form, why) {
    let line = form.querySelector(".says");
    if (!line) { line = document.createElement("p"); line.className = "says"; line.setAttribute("role", "alert"); form.prepend(line); }
    line.textContent = why;
  }

  for (const form of document.querySelectorAll("form[data-send]")) {
    const zone = form.querySelector("[data-drop]"), input = zone.querySelector("input[type=file]");
    form.classList.add("scripted");
    input.addEventListener("change", () => shown(form, input));
    form.addEventListener("submit", (event) => { event.preventDefault(); if (!going) sendAll(form); });
  }
  const first = document.querySelector("form[data-send] [data-drop]");
  if (first) {  // wherever on the page they fall
    const around = first.closest("details"), input = first.querySelector("input[type=file]");
    const carries = (event) => [...event.dataTransfer.types].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      if (around) around.open = true;
      first.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) first.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      first.classList.remove("over");
      if (going || !event.dataTransfer.files.length) return;
      const was = event.dataTransfer.files;
      dropped(event.dataTransfer).catch(() => was).then((files) => { input.files = files; input.dispatchEvent(new Event("change")); });
    });
  }
  window.addEventListener("beforeunload", (event) => { if (going) { event.preventDefault(); event.returnValue = ""; } });
})();
