// The sandbox works without this file: forms send and the page reloads. With it
// the page moves by itself and nothing reloads.
"use strict";

(() => {
  const root = document.getElementById("sb");
  if (!root) return;
  const lost = document.getElementById("sb-lost");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The clock runs on between two looks.
  const two = (n) => String(n).padStart(2, "0");
  const dial = () => root.querySelector("[data-millis]");
  let set = performance.now();
  const tick = () => {
    const d = dial();
    if (d) {
      const at = new Date(Number(d.dataset.millis) + (performance.now() - set) * Number(d.dataset.speed));
      const part = {};
      for (const p of new Intl.DateTimeFormat("en-GB", { timeZone: d.dataset.zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).formatToParts(at)) part[p.type] = p.value;
      for (const e of root.querySelectorAll("[data-clock=time]")) e.textContent = `${part.hour}:${part.minute}`;
      for (const e of root.querySelectorAll("[data-clock=date]")) e.textContent = `${part.year}-${part.month}-${part.day}`;
      for (const e of root.querySelectorAll("[data-clock=day]")) e.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: d.dataset.zone, weekday: "long" }).format(at);
      const hand = d.querySelector("[data-hand]");
      if (hand) hand.setAttribute("transform", `rotate(${((Number(part.hour) * 60 + Number(part.minute)) * 360) / 1440} 60 60)`);
    }
    setTimeout(tick, 100);
  };

  // What is new since the last look shows itself for a moment.
  const keys = (el) => new Set([...el.querySelectorAll("[data-key]")].map((x) => x.dataset.key));
  const put = (old, fresh) => {
    if (old.innerHTML === fresh.innerHTML) return;
    const before = keys(old);
    const scroll = old.scrollTop;
    old.replaceChildren(...fresh.childNodes);
    old.scrollTop = scroll;
    if (calm || before.size === 0) return;
    for (const x of old.querySelectorAll("[data-key]")) if (!before.has(x.dataset.key)) x.classList.add("sb-new");
  };
  const busy = (part) => part.querySelector("details[open]") || (part.contains(document.activeElement) && document.activeElement.matches("input,textarea"));

  const read = (html) => new DOMParser().parseFromString(html, "text/html");
  const swap = (page, whole) => {
    const fresh = page.getElementById("sb");
    if (!fresh) return false;
    if (whole) {
      const typing = document.activeElement && document.activeElement.id === "sb-text";
      const left = root.querySelector("#sb-left");
      put(left, fresh.querySelector("#sb-left"));
      const text = left.querySelector("#sb-text");
      if (text && (typing || text.value || left.querySelector(".sb-answers"))) { text.focus(); text.setSelectionRange(text.value.length, text.value.length); }
    }
    for (const part of root.querySelectorAll("[data-part]")) {
      const other = fresh.querySelector(`#${part.id}`);
      if (other && !(busy(part) && !whole)) put(part, other);
    }
    set = performance.now();
    return true;
  };
  let asked = 0;
  const go = async (url, options, push) => {
    const mine = ++asked;
    try {
      const answer = await fetch(url, { credentials: "same-origin", ...options });
      const page = read(await answer.text());
      if (mine !== asked) return;
      if (!swap(page, true)) { location.href = answer.url; return; }
      if (push && answer.ok) history.pushState(null, "", answer.url);
      if (lost) lost.hidden = true;
    } catch { if (lost) lost.hidden = false; }
  };

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(link.href, {}, true);
      return;
    }
    const see = event.target.closest("a[data-see]");
    const bubble = see && document.getElementById(see.dataset.see);
    if (!bubble) return;
    event.preventDefault();
    document.getElementById("sb-tab-phone").checked = true;
    bubble.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    bubble.classList.remove("sb-found");
    requestAnimationFrame(() => bubble.classList.add("sb-found"));
  });
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-go]")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const plain = form.enctype !== "multipart/form-data";
    go(form.action, { method: "POST", body: plain ? new URLSearchParams(data) : data }, true);
  });
  root.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=file]")) return;
    const label = event.target.closest("label");
    label.classList.toggle("chosen", event.target.files.length > 0);
    label.title = event.target.files.length > 0 ? event.target.dataset.chosen : "";
  });
  addEventListener("popstate", () => go(location.href, {}, false));

  // The stream says only that something has changed; the page then looks.
  let looking = false, again = false;
  const look = async () => {
    if (looking) { again = true; return; }
    looking = true;
    const mine = asked;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = answer.ok ? read(await answer.text()) : null;
      if (page && mine === asked) swap(page, false);
    } catch { if (lost) lost.hidden = false; }
    looking = false;
    if (again) { again = false; look(); }
  };
  const stream = new EventSource(root.dataset.live);
  stream.onmessage = () => { if (lost) lost.hidden = true; if (!document.hidden) look(); };
  stream.onerror = () => { if (lost) lost.hidden = false; };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  tick();
})();
