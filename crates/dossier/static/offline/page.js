// The offline counter begins here: what the machine has kept, and which button does what.
import { copy, leave, openFile, openOther } from "./copy.js";
import { acts, find, list } from "./list.js";
import { forgotten, numbers, prepare, unlock } from "./prepare.js";
import { begin, changed, entered, paper, receive, rows } from "./receive.js";
import { $, busy, onSubmit, say, tell, view } from "./screen.js";
import * as shelf from "./shelf.js";
import { here } from "./store.js";
import { bring, sync } from "./sync.js";

Object.assign(acts, { begin, bring, paper });

onSubmit("setup", prepare);
onSubmit("unlock", unlock);
onSubmit("forgotten", forgotten);
onSubmit("more", ({ elements }) => numbers(Number(elements.days.value), Number(elements.count.value)));
onSubmit("intake", receive);
onSubmit("other-ask", openOther);
$("find").addEventListener("input", find);
$("intake").addEventListener("change", changed);
$("intake").addEventListener("keydown", entered);
$("intake").addEventListener("click", rows, true);
for (const input of document.querySelectorAll("input[type=file]")) input.addEventListener("change", (event) => openFile(event).catch(tell));
for (const one of document.querySelectorAll("[data-part=sync]")) one.addEventListener("click", () => busy(one, sync));
for (const [name, act] of Object.entries({ copy, lock: leave, leave, back: list, "sheet-back": list, print: () => window.print() })) {
  $(name).addEventListener("click", () => busy($(name), async () => act()));
}

async function start() {
  if (!navigator.serviceWorker || !globalThis.indexedDB) {
    say("Trình duyệt này không giữ được trang khi mất mạng. Mời dùng Chrome, Edge hoặc Firefox bản mới, vào bằng địa chỉ https.", "late", "Không dùng được trên trình duyệt này");
    return;
  }
  here.machine = await shelf.thing("machine");
  here.kit = await shelf.thing("kit");
  view(here.machine ? "locked" : "setup");
  if (here.machine) $("locked-name").textContent = here.machine.name;
  // Not needed for what follows; without a network the kept one goes on.
  navigator.serviceWorker.register("/quay/ngoai-tuyen/tho-phuc-vu.js").catch(() => {});
}

start().catch(tell);
