// Charts and small comforts of the insight screens. Without it the pages show
// plain drawings and tables.
"use strict";

(() => {
  document.documentElement.classList.add("in-scripted");

  const look = () => {
    const style = getComputedStyle(document.body);
    const colour = (name) => style.getPropertyValue(name).trim();
    return {
      text: colour("--hs-text"), quiet: colour("--hs-quiet"), line: colour("--hs-line"), surface: colour("--hs-surface"),
      accent: colour("--hs-accent"), strong: colour("--hs-link"), warn: colour("--hs-warn"), font: style.fontFamily,
    };
  };
  const percent = (x) => `${Math.round(x * 1000) / 10}%`;
  const basis = (c) => ({
    animation: false, textStyle: { fontFamily: c.font, color: c.text },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.text, fontSize: 13 } },
  });
  const axis = (c, more) => ({
    axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { color: c.quiet, fontSize: 12 },
    splitLine: { lineStyle: { color: c.line } }, nameTextStyle: { color: c.quiet }, ...more,
  });

  // Each maker turns the data of one kind of chart into options.
  const makers = {
    survival: (d, c) => ({
      ...basis(c), grid: { left: 48, right: 16, top: 8, bottom: 32 },
      tooltip: { ...basis(c).tooltip, trigger: "axis", formatter: (ps) => {
        const s = d.steps[ps[0].dataIndex];
        return `${Math.round(s[0] * 10) / 10} ${d.words.months}\n${d.words.share} ${percent(s[1])}\n${d.words.range} ${percent(s[2])} – ${percent(s[3])}`;
      } },
      xAxis: axis(c, { type: "value", max: "dataMax", splitLine: { show: false }, axisLabel: { color: c.quiet, showMaxLabel: false, formatter: (v) => `${Math.round(v)}` } }),
      yAxis: axis(c, { type: "value", min: 0, max: 1, interval: 0.25, axisLabel: { color: c.quiet, formatter: percent } }),
      series: [
        { type: "line", step: "end", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, data: d.steps.map((s) => [s[0], s[2]]) },
        { type: "line", step: "end", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: c.accent, opacity: 0.18 }, data: d.steps.map((s) => [s[0], s[3] - s[2]]) },
        { type: "line", step: "end", symbol: "none", lineStyle: { color: c.strong, width: 2 }, itemStyle: { color: c.strong }, data: d.steps.map((s) => [s[0], s[1]]) },
      ],
    }),
    days: (d, c) => ({
      ...basis(c), grid: { left: 40, right: 40, top: 28, bottom: 28 },
      tooltip: { ...basis(c).tooltip, trigger: "axis", formatter: (ps) => {
        const i = ps[0].dataIndex;
        return `${d.days[i]}\n${d.words.people} ${d.people[i]}\n${d.words.messages} ${d.messages[i]}`;
      } },
      xAxis: axis(c, { type: "category", data: d.days.map((x) => x.slice(5)) }),
      yAxis: [
        axis(c, { type: "value", name: d.words.people, minInterval: 1, nameGap: 10 }),
        axis(c, { type: "value", name: d.words.messages, minInterval: 1, nameGap: 10, splitLine: { show: false } }),
      ],
      series: [
        { type: "bar", yAxisIndex: 1, data: d.messages, itemStyle: { color: c.accent, opacity: 0.45 }, barMaxWidth: 18 },
        { type: "line", data: d.people, symbol: "circle", symbolSize: 4, lineStyle: { color: c.strong, width: 2 }, itemStyle: { color: c.strong } },
      ],
    }),
    network: (d, c) => ({
      ...basis(c),
      tooltip: { ...basis(c).tooltip, formatter: (p) => (p.dataType === "edge" ? p.data.says : p.data.says || p.name) },
      series: [{
        type: "graph", layout: "force", roam: false, draggable: true, left: 16, right: 112, top: 16, bottom: 16, // room for names
        force: { repulsion: 140, edgeLength: [40, 120], gravity: 0.12, layoutAnimation: false },
        label: { show: true, position: "right", color: c.text, fontSize: 12, overflow: "truncate", width: 96 }, labelLayout: { hideOverlap: true },
        data: d.nodes.map((n) => ({ id: n.id, name: n.name, says: n.says, symbolSize: 8 + 20 * n.size,
          symbol: n.staff ? "rect" : "circle", itemStyle: { color: n.staff ? c.warn : c.accent } })),
        links: d.links.map((l) => ({ source: l.from, target: l.to, says: l.says,
          lineStyle: { width: 1 + 4 * l.weight, color: c.quiet, opacity: 0.55, curveness: 0.12, type: l.inferred ? "dashed" : "solid" } })),
        edgeSymbol: ["none", "arrow"], edgeSymbolSize: 6, emphasis: { focus: "adjacency" },
      }],
    }),
  };

  const save = (name, href) => {
    const a = document.createElement("a");
    a.href = href;
    a.download = name;
    a.click();
  };
  // A cell that a spreadsheet would run as a formula gets an apostrophe.
  const harmless = (s) => (/^[=+\-@\t\r\n＝＋－＠]/.test(s) ? `'${s}` : s);
  const cell = (s) => `"${harmless(s).replaceAll('"', '""')}"`;
  const buttons = (figure, chart) => {
    const bar = document.createElement("div");
    bar.className = "in-save";
    const add = (label, act) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = label;
      b.addEventListener("click", act);
      bar.append(b);
    };
    const name = figure.dataset.chart;
    const sample = document.querySelector(".hs-sample strong");
    add(figure.dataset.png, () => {
      const mark = (more) => sample && chart.setOption({ graphic: { elements: [{ id: "sample", ...more }] } });
      mark({ type: "text", right: 8, top: 4, z: 100, style: { text: sample?.textContent, fill: look().warn, font: `600 14px ${look().font}` } });
      save(`${name}.png`, chart.getDataURL({ pixelRatio: 2, backgroundColor: look().surface }));
      mark({ $action: "remove" });
    });
    const table = figure.querySelector("table");
    if (table) {
      add(figure.dataset.csv, () => {
        const rows = [...table.rows].map((r) => [...r.cells].map((x) => cell(x.textContent.trim())).join(","));
        if (sample) rows.unshift(cell(sample.textContent));
        const blob = new Blob(["\ufeff" + rows.join("\r\n")], { type: "text/csv" });
        const url = URL.createObjectURL(blob);
        save(`${name}.csv`, url);
        setTimeout(() => URL.revokeObjectURL(url), 1000);
      });
    }
    const fold = figure.querySelector("details");
    figure.insertBefore(bar, fold);
  };

  const charts = [];
  const draw = () => {
    if (!window.echarts) return;
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      const make = makers[figure.dataset.chart];
      const source = figure.querySelector("script[type='application/json']");
      if (!make || !source || figure.dataset.live) continue;
      const data = JSON.parse(source.textContent);
      const plot = figure.querySelector(".in-plot");
      const label = plot.querySelector("svg")?.getAttribute("aria-label") || figure.querySelector("figcaption")?.textContent || "";
      plot.replaceChildren();
      plot.classList.add("in-live");
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", label);
      const chart = window.echarts.init(plot, null, { renderer: "canvas" });
      chart.setOption(make(data, look()));
      figure.dataset.live = "1";
      charts.push({ chart, make, data });
      buttons(figure, chart);
    }
  };
  // A group that is talking this minute: its parts as they came, before charts
  // were drawn into them, so that only what has changed is put in their place.
  const pulse = document.querySelector("[data-live]");
  const came = new Map();
  if (pulse) for (const part of document.querySelectorAll("[id^='g-']")) came.set(part.id, part.innerHTML);

  draw();
  document.addEventListener("htmx:historyRestore", () => { charts.length = 0; draw(); });
  addEventListener("resize", () => charts.forEach((x) => x.chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    charts.forEach((x) => x.chart.setOption(x.make(x.data, look()), true));
  });

  // "/" goes to the search, unless somebody is typing.
  document.addEventListener("keydown", (event) => {
    const field = document.getElementById("q");
    if (event.key !== "/" || !field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
  });

  // A link to a part of the page opens the details it is in.
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest("details");
    if (fold) fold.open = true;
  };
  addEventListener("hashchange", open);
  open();

  // What somebody has unfolded stays so, and the focus stays where it was.
  const reach = "a, button, summary, input, select, textarea";
  const selecting = (part) => { const s = getSelection(); return s && !s.isCollapsed && part.contains(s.anchorNode); };
  let kept = null;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const fresh = fragment.firstElementChild;
    if (!pulse || !target || !fresh || !came.has(target.id)) return;
    if (came.get(target.id) === fresh.innerHTML || selecting(target)) { event.detail.shouldSwap = false; return; }
    came.set(target.id, fresh.innerHTML);
    const open = [...target.querySelectorAll("details")].map((d) => d.open);
    const focus = target.contains(document.activeElement) ? [...target.querySelectorAll(reach)].filter((x) => !x.closest(".in-save")).indexOf(document.activeElement) : -1;
    kept = { id: target.id, open, focus, scroll: [scrollX, scrollY] };
    for (let i = charts.length - 1; i >= 0; i--) {
      if (target.contains(charts[i].chart.getDom())) charts.splice(i, 1)[0].chart.dispose();
    }
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    const part = kept && document.getElementById(kept.id);
    if (!part) return;
    part.querySelectorAll("details").forEach((d, i) => { if (kept.open[i]) d.open = true; });
    draw();
    const at = [...part.querySelectorAll(reach)].filter((x) => !x.closest(".in-save"))[kept.focus];
    if (at) at.focus({ preventScroll: true });
    scrollTo(...kept.scroll);
    kept = null;
  });

  // The stream says only that something has changed. It is closed while nobody
  // looks; where it cannot be had, the page looks now and then.
  if (pulse && window.EventSource) {
    const heartbeats = 25000, slow = 10000;
    let stream = null, silence = 0, later = 0;
    const look = () => window.htmx && window.htmx.trigger(pulse, "live");
    const lost = () => document.dispatchEvent(new CustomEvent("htmx:sendError"));
    const expect = (ms) => { clearTimeout(silence); silence = setTimeout(lost, ms); };
    const close = () => { clearTimeout(silence); clearTimeout(later); if (stream) stream.close(); stream = null; };
    const connect = () => {
      close();
      stream = new EventSource(pulse.dataset.live);
      stream.onmessage = () => { expect(heartbeats); look(); };
      stream.onerror = () => {
        if (stream && stream.readyState === EventSource.CLOSED) { // refused: too many pages are open, or signed out
          close();
          later = setTimeout(() => { look(); connect(); }, slow);
        } else expect(6000);
      };
    };
    document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else connect(); });
    addEventListener("pagehide", close);
    addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
    if (!document.hidden) connect();
  }
})();
