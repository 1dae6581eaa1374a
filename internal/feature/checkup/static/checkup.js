// The six questions work without this file: a button sends them. With it the sixth
// answer does, and what is chosen stands in the address, so that loading the page
// anew keeps it.
"use strict";

(() => {
  const form = document.getElementById("ck");
  if (!form) return;
  const questions = [...form.querySelectorAll(".ck-q")];
  const open = () => questions.filter((q) => !q.querySelector("input:checked"));
  const left = document.getElementById("ck-left");

  // Only who points has chosen by one touch: arrow keys pass over answers, and a
  // reader of screens may still be listening to them.
  let points = false, sent = 0;
  document.addEventListener("pointerdown", () => { points = true; }, true);
  document.addEventListener("keydown", () => { points = false; clearTimeout(sent); }, true);

  const keep = () => {
    const address = new URL(form.dataset.here, location.href);
    for (const name of ["form", "group"]) if (form.elements[name]) address.searchParams.set(name, form.elements[name].value);
    for (const q of questions) {
      const chosen = q.querySelector("input:checked");
      if (chosen) address.searchParams.set(chosen.name, chosen.value);
    }
    history.replaceState(null, "", address);
  };

  form.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    keep();
    const rest = open();
    left.textContent = rest.length ? form.dataset.left.replace("N", rest.length) : "";
    clearTimeout(sent);
    if (!rest.length && points) sent = setTimeout(() => form.requestSubmit(), 200);
  });
})();
