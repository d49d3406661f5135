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
// Keys of the desk: off while somebody types, and where the person has turned them off. Every one has a link or a button that does the same.
const keyed = document.querySelector("[data-keys]");
if (keyed) {
  const links = () => [...keyed.querySelectorAll("[data-rows] tbody td.code a")];
  const go = (step) => {
    const all = links();
    const row = document.activeElement?.closest("tr");
    const at = all.findIndex((link) => link.closest("tr") === row);
    (all[at < 0 ? 0 : at + step] ?? all[at])?.focus();
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    o: () => document.activeElement?.closest("tr")?.querySelector("td.code a")?.click(),
    n: () => keyed.querySelector("a[rel=next]")?.click(),
    "/": () => document.getElementById("loc")?.focus(),
    "?": () => window.location.assign("/can-bo/phim-tat"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    act();
    event.preventDefault();
  });
}

// The page as the server would show it now.
async function again() {
  const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Puts a text in place of another only where it differs and nobody is there: nothing flashes, no focus is lost.
function put(old, fresh) {
  if (!old || !fresh || old.innerHTML === fresh.innerHTML || old.contains(document.activeElement)) return;
  old.replaceChildren(...fresh.cloneNode(true).childNodes);
}

// A list that is open follows what happens: rows change in place, what left says so, what is new is offered. It listens while the page is
// seen and somebody was here lately.
const live = document.querySelector("[data-stream]");
if (live && window.EventSource) {
  const quiet = 10 * 60 * 1000;
  let source = null;
  let position = null;
  let touched = Date.now();
  let waits = null;

  const rows = (page) => new Map([...page.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row]));
  const news = (count) => {
    const place = live.querySelector("[data-news]");
    if (!place || count === 0) return;
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = "Xem";
    place.replaceChildren(`Có ${count} hồ sơ mới trong danh sách. `, link);
    place.hidden = false;
  };
  const show = (page) => {
    const [now, next] = [rows(document), rows(page)];
    for (const [id, row] of now) {
      const fresh = next.get(id);
      if (!fresh) {
        row.classList.add("gone");
        const last = row.lastElementChild;
        if (!last.contains(document.activeElement)) last.textContent = "Đã rời danh sách này";
        continue;
      }
      row.classList.remove("gone");
      [...row.cells].forEach((cell, at) => {
        if (!cell.classList.contains("pick")) put(cell, fresh.cells[at]);
      });
    }
    news([...next.keys()].filter((id) => !now.has(id)).length);
    const counts = [...page.querySelectorAll("[data-counts] b")];
    [...document.querySelectorAll("[data-counts] b")].forEach((count, at) => put(count, counts[at]));
  };
  const look = () => {
    clearTimeout(waits);
    waits = setTimeout(async () => {
      const page = await again().catch(() => null);
      if (page) show(page);
    }, 400);
  };
  const listen = () => {
    const on = document.visibilityState === "visible" && Date.now() - touched < quiet;
    if (!on && source) {
      source.close();
      source = null;
    } else if (on && (!source || source.readyState === EventSource.CLOSED)) {
      const address = new URL(live.dataset.stream, window.location.href);
      if (position) address.searchParams.set("tu", position);
      source = new EventSource(address);
      for (const name of ["doi", "lai"]) {
        source.addEventListener(name, (event) => {
          position = event.lastEventId;
          look();
        });
      }
    }
  };
  for (const name of ["keydown", "pointerdown", "focusin"]) {
    window.addEventListener(name, () => {
      touched = Date.now();
      if (!source) listen();
    });
  }
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => source?.close());
  setInterval(listen, 30000);
  listen();
}

// Progress that is shown is asked for until it is over.
const progress = document.querySelector("[data-follow]");
if (progress?.dataset.follow) {
  const follow = async () => {
    const fresh = (await again().catch(() => null))?.querySelector("[data-follow]");
    if (fresh && !fresh.dataset.follow) {
      window.location.replace(window.location.href);
      return;
    }
    put(progress, fresh);
    setTimeout(follow, 1000);
  };
  setTimeout(follow, 1000);
}
