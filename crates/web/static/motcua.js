// What a script makes nicer; nothing needs it. Everything on a page works without.
"use strict";

// What is wrong comes first: the reader, and the eye, is led to the list of errors.
document.querySelector("[data-summary]")?.focus();

// What is folded away for a phone stands open where there is room.
if (window.matchMedia("(min-width: 761px)").matches) {
  for (const fold of document.querySelectorAll("details[data-open-wide]")) fold.open = true;
}

// Buttons that only a script can serve show themselves now.
for (const button of document.querySelectorAll("[data-act=print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A second press of the same button sends nothing twice. (The server knows a repeat by its request number anyway.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const pressed = event.submitter;
  pressed?.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    delete form.dataset.sent;
    pressed?.removeAttribute("aria-disabled");
  }, 4000);
});

// Back to a page the browser kept: forms can be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) delete form.dataset.sent;
});

// In a list of rows the arrows lead from one to the next and X ticks the row. Only while the focus is in the list.
for (const rows of document.querySelectorAll("[data-rows]")) {
  rows.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    const box = row.querySelector("input[type=checkbox]");
    if (next) next.querySelector("a")?.focus();
    else if (event.key.toLowerCase() === "x" && box) box.checked = !box.checked;
    else return;
    event.preventDefault();
  });
}

// What follows from a choice is shown as soon as something is chosen or typed: the page is asked for again as by the button that does
// the same without a script, and parts of it take the place of what stood there.
for (const button of document.querySelectorAll('[data-again=""]')) button.hidden = true;
let asking;
let pause;
async function askAgain(form, button, parts) {
  const sent = new URLSearchParams(new FormData(form));
  sent.append(button.name, button.value);
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = document.activeElement;
    for (const part of parts) document.getElementById(part)?.replaceWith(page.getElementById(part));
    const same = at?.id && !at.isConnected ? document.getElementById(at.id) : null;
    // What was typed while the answer was on its way stays.
    if (same?.matches("textarea, input:not([type=radio], [type=checkbox])")) same.value = at.value;
    same?.focus();
  } catch (error) {
    if (error.name !== "AbortError") button.hidden = false;
  }
}
for (const kind of ["change", "input"]) {
  document.addEventListener(kind, (event) => {
    const parts = [];
    for (let at = event.target.closest("[data-live]"); at; at = at.parentElement.closest("[data-live]")) parts.push(at.dataset.live);
    const form = event.target.form;
    const button = parts.length > 0 && form?.querySelector("[data-again]");
    // While somebody types in the part itself it is not taken from under their hands.
    if (!button || (kind === "input" && parts.some((part) => document.getElementById(part)?.contains(event.target)))) return;
    clearTimeout(pause);
    pause = setTimeout(() => askAgain(form, button, parts), kind === "change" ? 0 : 400);
  });
}
