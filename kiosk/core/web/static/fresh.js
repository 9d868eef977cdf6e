// Makes a part of the page like the new HTML and leaves all else as it was: what is open, half-typed, selected, scrolled
// or in focus stays, since nothing is thrown away that is wanted again.
"use strict";

export function become(part, html) {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  childrenLike(part, wanted.content);
  if (focused && focused.isConnected && !focused.disabled && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// What a node is known by: its id and, with data-of, what it is about (the form about one number is not that of the
// next); rows by what they hold, so that a focus never slides to another number.
function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const id = node.id || (node.matches("tr, li, .row") && node.querySelector("[id]") || {}).id || "";
  return id && `${node.nodeName} ${id} ${node.dataset.of || ""}`;
}
function kind(node) { return key(node) || (node.nodeName === "SECTION" ? `SECTION ${node.className}` : node.nodeName); }

function childrenLike(old, wanted) {
  const later = new Map();  // how often each kind is still wanted
  for (const one of wanted.childNodes) later.set(kind(one), (later.get(kind(one)) || 0) + 1);
  const known = new Map();
  for (const one of old.childNodes) if (key(one)) known.set(key(one), one);
  let here = old.firstChild;
  for (const next of [...wanted.childNodes]) {
    const mine = kind(next);
    while (here && kind(here) !== mine && (here.nodeType !== Node.ELEMENT_NODE || !later.get(kind(here)))) here = drop(here);
    later.set(mine, later.get(mine) - 1);
    if (here && kind(here) === mine) {
      alike(here, next);
      here = here.nextSibling;
    } else {
      const moved = key(next) && known.get(mine);
      old.insertBefore(moved || next, here);
      if (moved) alike(moved, next);
    }
  }
  while (here) here = drop(here);
}
function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alike(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  const typed = field(old);
  for (const { name, value } of next.attributes) if (!own(old, name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!own(old, name) && !next.hasAttribute(name)) old.removeAttribute(name);
  if (old.nodeName !== "TEXTAREA" || old.defaultValue !== next.defaultValue) childrenLike(old, next);
  if (typed) typed();
}
// The person opens and closes; the script says what is on its way.
function own(node, name) { return name === "aria-busy" || (name === "open" && node.nodeName === "DETAILS"); }

// What gives a field back what somebody entered; in what is closed it begins anew.
function field(one) {
  if (!one.matches("input:not([type=hidden]), select, textarea")) return null;
  const around = one.closest("details"), keeps = one === document.activeElement || !around || around.open;
  const { value, checked } = one;
  if (one.nodeName === "SELECT") {
    const wanted = keeps && [...one.options].some((option) => option.selected !== option.defaultSelected) ? value : null;
    return () => {
      for (const option of one.options) option.selected = wanted === null ? option.defaultSelected : option.value === wanted;
      if (one.selectedIndex < 0 && one.options.length) one.selectedIndex = 0;
    };
  }
  if (one.type === "checkbox" || one.type === "radio") {
    const edited = keeps && checked !== one.defaultChecked;
    return () => { one.checked = edited ? checked : one.defaultChecked; };
  }
  const edited = keeps && value !== one.defaultValue;
  return () => { if (!edited && one.value !== one.defaultValue) one.value = one.defaultValue; };
}
