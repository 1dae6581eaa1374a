// Comfort for the import page: dropped files are listed, a file that is too
// large is told before it is sent, and sending shows how far it is. Without
// this file the form works as any form does.
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const input = document.getElementById("file");
  const drop = form.querySelector(".ic-drop");
  const picked = document.getElementById("picked");
  const sending = document.getElementById("sending");
  const bar = sending.querySelector("progress");
  const said = sending.querySelector(".hs-sub");
  const button = form.querySelector("button.btn-primary");
  const limit = Number(form.dataset.limit);
  let request = null;
  form.classList.add("ic-script");

  const size = (n) => {
    const units = ["B", "KB", "MB", "GB"];
    let i = 0;
    while (n >= 1024 && i < units.length - 1) { n /= 1024; i++; }
    return n.toFixed(i && n < 100 ? 1 : 0) + " " + units[i];
  };
  const tell = (text) => {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.textContent = text;
    const notice = document.getElementById("notice");
    notice.replaceChildren(box);
    notice.scrollIntoView({ block: "nearest" });
  };
  const total = () => [...input.files].reduce((sum, f) => sum + f.size, 0);

  input.addEventListener("change", () => {
    document.getElementById("notice").replaceChildren();
    picked.replaceChildren(...[...input.files].map((f) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      const bytes = document.createElement("span");
      name.textContent = f.name;
      bytes.textContent = size(f.size);
      bytes.className = "text-secondary";
      line.append(name, bytes);
      return line;
    }));
    if (total() > limit) tell(form.dataset.tooLarge);
  });
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("ic-over"));
  for (const kind of ["dragleave", "drop", "dragend"]) drop.addEventListener(kind, () => drop.classList.remove("ic-over"));
  // A file dropped beside the box must not make the browser leave the page.
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => { if (event.target !== input) event.preventDefault(); });
  }

  const busy = (yes) => {
    sending.hidden = !yes;
    button.disabled = yes;
    if (!yes) { request = null; delete form.dataset.sent; }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (request) return;
    if (total() > limit) { tell(form.dataset.tooLarge); return; }
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (e) => {
      if (!e.lengthComputable) return;
      bar.value = Math.floor(e.loaded * 100 / e.total);
      said.textContent = e.loaded < e.total ? form.dataset.sending + " " + size(e.loaded) + " / " + size(e.total) : form.dataset.arrived;
    });
    request.addEventListener("load", () => {
      const to = request.getResponseHeader("HX-Redirect");
      if (to) { removeEventListener("beforeunload", stay); location.assign(to); return; }
      const text = new DOMParser().parseFromString(request.responseText, "text/html").body.textContent.trim();
      busy(false);
      tell(text || form.dataset.broken);
    });
    request.addEventListener("error", () => { busy(false); tell(form.dataset.broken); });
    addEventListener("beforeunload", stay);
    busy(true);
    request.send(new FormData(form));
  });
  // Leaving while files are on their way would lose them; after that it does not.
  const stay = (event) => { if (request) event.preventDefault(); };
})();
