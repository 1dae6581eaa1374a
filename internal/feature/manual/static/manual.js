// Groups kept by hand work without this file: a link that copies leads to a text that
// can be selected. With it the page stays where it is while the frame copies.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-copy]");
  if (link && document.querySelector(link.dataset.copy)) event.preventDefault();
});
