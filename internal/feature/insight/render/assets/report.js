(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  document.documentElement.classList.add("on");
  function reveal() {
    var at = location.hash.length > 1 && $(location.hash.slice(1));
    for (var d = at; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true;
    if (at) at.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();
  $("print").addEventListener("click", function () { print(); });
  var list = $("list");
  if (!list) return;
  var body = list.tBodies[0], limit = 100;
  var rows = Array.prototype.map.call(body.rows, function (tr) {
    return { tr: tr, name: tr.cells[0].textContent.toLowerCase(), values: tr.dataset.v.split(" ").map(Number) };
  });
  function show() {
    var word = $("find").value.trim().toLowerCase(), state = $("state").value, n = 0, seen = 0;
    rows.forEach(function (r) {
      var fits = (!word || r.name.indexOf(word) >= 0) && (!state || r.tr.className === state);
      if (fits) n++;
      r.tr.hidden = !fits || n > limit;
      if (!r.tr.hidden) seen++;
    });
    $("shown").textContent = $("shown").dataset.text.replace("{n}", seen).replace("{all}", n);
    $("none").hidden = n > 0;
    $("more").hidden = n <= limit;
  }
  $("find").addEventListener("input", function () { limit = 100; show(); });
  $("state").addEventListener("change", function () { limit = 100; show(); });
  $("more").addEventListener("click", function () { limit += 100; show(); });
  var heads = list.tHead.rows[0].cells;
  Array.prototype.forEach.call(heads, function (th) {
    if (!th.dataset.k) return;
    var k = Number(th.dataset.k), button = document.createElement("button");
    button.type = "button";
    button.textContent = th.textContent;
    th.textContent = "";
    th.appendChild(button);
    button.addEventListener("click", function () {
      var was = th.getAttribute("aria-sort"), order = k > 1 ? ["descending", "ascending"] : ["ascending", "descending"];
      var now = order[order.indexOf(was) + 1]; // the third press goes back to those that need someone first
      Array.prototype.forEach.call(heads, function (o) { o.removeAttribute("aria-sort"); });
      if (now) th.setAttribute("aria-sort", now);
      var sign = now === "descending" ? -1 : 1;
      rows.sort(function (a, b) {
        var by = !now ? 0 : k ? a.values[k] - b.values[k] : a.name.localeCompare(b.name, document.documentElement.lang);
        return sign * by || a.values[0] - b.values[0];
      });
      rows.forEach(function (r) { body.appendChild(r.tr); });
      show();
    });
  });
  show();
})();
