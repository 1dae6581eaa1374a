// The console works without this file; it only adds comfort.
"use strict";

// copyText copies. Browsers give navigator.clipboard only to this computer and to
// https; a phone on the local network has the old way, from a field that is shown
// for a moment.
const copyText = (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true; // no keyboard comes up
  field.style.cssText = "position:fixed;top:0;left:0;opacity:0";
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  field.setSelectionRange(0, text.length);
  const done = document.execCommand("copy");
  field.remove();
  if (before) before.focus({ preventScroll: true });
  return done ? Promise.resolve() : Promise.reject(new Error("cannot copy"));
};

// A button with data-copy="#id" copies the text of that element; where that fails
// it is selected, or the link leads to it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  copyText(source.value || source.textContent.trim()).then(() => {
    const before = button.textContent;
    button.textContent = document.body.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  }, () => { if (button.href) location.assign(button.href); else if (source.select) source.select(); });
});

// A field with data-select selects itself, for browsers that cannot copy.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});

// An open menu closes on Escape and on a click elsewhere.
const close = (except) => {
  for (const menu of document.querySelectorAll("details.hs-menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => close(event.target.closest("details.hs-menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.hs-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// An ordinary form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post],[hx-put],[hx-patch],[hx-delete]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Parts that renew themselves say when they have lost contact.
document.addEventListener("htmx:sendError", () => {
  const notice = document.getElementById("notice");
  if (!notice || notice.querySelector("[data-lost]")) return;
  const box = document.createElement("div");
  box.className = "alert alert-warning";
  box.dataset.lost = "1";
  box.textContent = document.body.dataset.lost;
  notice.replaceChildren(box);
});
document.addEventListener("htmx:afterOnLoad", () => {
  const box = document.querySelector("#notice [data-lost]");
  if (box) box.remove();
});
