// Today works without this file: forms send, and copying leads to a text that can
// be selected. With it copying takes one touch, and the list moves by itself.
"use strict";

(() => {
  // A link that copies goes nowhere.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-copy]");
    if (link && document.querySelector(link.dataset.copy)) event.preventDefault();
  });

  const list = document.getElementById("td");
  if (!list || !window.EventSource) return;
  const news = document.getElementById("td-news");
  const busy = () => list.querySelector("details.td-more[open]") || (list.contains(document.activeElement) && document.activeElement.matches("input,textarea,select"));
  let waiting = null;

  const put = (html) => {
    waiting = null;
    news.hidden = true;
    const later = list.querySelector(".td-later[open]");
    list.innerHTML = html;
    if (later) { const again = list.querySelector(".td-later"); if (again) again.open = true; }
  };
  const keys = (root) => [...root.querySelectorAll("[data-key]")].map((x) => x.dataset.key).join();
  const look = async () => {
    try {
      const answer = await fetch(list.dataset.list, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const html = await answer.text();
      document.dispatchEvent(new CustomEvent("htmx:afterOnLoad"));
      if (!busy()) { put(html); return; }
      const fresh = document.createElement("div");
      fresh.innerHTML = html;
      if (keys(fresh) !== keys(list)) { waiting = html; news.hidden = false; }
    } catch { document.dispatchEvent(new CustomEvent("htmx:sendError")); }
  };
  news.querySelector("button").addEventListener("click", () => { if (waiting !== null) put(waiting); else look(); });

  // The stream says only that something may have changed, and is closed while nobody looks.
  let stream = null, silence = 0, later = 0, first = true;
  const lost = () => document.dispatchEvent(new CustomEvent("htmx:sendError"));
  const close = () => { clearTimeout(silence); clearTimeout(later); if (stream) stream.close(); stream = null; };
  const expect = (ms) => { clearTimeout(silence); silence = setTimeout(lost, ms); };
  const connect = () => {
    close();
    stream = new EventSource(list.dataset.live);
    stream.onmessage = () => { expect(25000); if (first) first = false; else look(); };
    stream.onerror = () => {
      if (stream && stream.readyState === EventSource.CLOSED) { close(); later = setTimeout(() => { look(); connect(); }, 10000); } else expect(6000);
    };
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else { first = false; connect(); } });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  if (!document.hidden) connect();
})();
