// The box works without this file; where the browser lets a page read what was
// copied, one tap puts it in.
"use strict";

const button = document.getElementById("mp-paste");
const box = button && document.getElementById(button.dataset.into);
if (box && isSecureContext && navigator.clipboard && navigator.clipboard.readText) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const copied = await navigator.clipboard.readText();
      if (copied) box.value = copied;
    } catch {
      button.hidden = true; // it was not allowed; the hint below says how else
    }
    box.focus();
  });
}
