// A copy of the store in a file, and the store of another machine opened from one.
import { list } from "./list.js";
import { local } from "./moments.js";
import { $, element, say, view } from "./screen.js";
import * as server from "./server.js";
import * as shelf from "./shelf.js";
import { broughtStore, here } from "./store.js";
import * as vault from "./vault.js";

const FORMAT = "motcua-kho-ngoai-tuyen/1";

/** The file of another machine that was chosen. */
let brought;

/** Saves the sealed store as a file. */
export async function copy() {
  const { counter, name, lock } = here.machine;
  const kept = { format: FORMAT, counter, name, lock, intakes: await shelf.intakes() };
  const leads = element("a");
  leads.href = URL.createObjectURL(new Blob([JSON.stringify(kept)], { type: "application/json" }));
  leads.download = `kho-ngoai-tuyen-${local(Date.now()).day}.json`;
  leads.click();
  URL.revokeObjectURL(leads.href);
  say("Tệp dự phòng đã mã hóa: chỉ mở được trên máy này, hoặc trên máy khác khi hệ thống cấp khóa khôi phục.", "ok", "Đã lưu tệp dự phòng");
}

/** Reads a file that was chosen: the machine's own copy, or another machine's store. */
export async function openFile({ target }) {
  const [file] = target.files;
  if (!file) return;
  const text = await file.text();
  target.value = "";
  brought = parsed(text);
  if (!brought) {
    say("Tệp này không phải tệp dự phòng của quầy ngoại tuyến, hoặc đã hỏng. Mời chọn lại tệp.", "late", "Không đọc được tệp");
    return;
  }
  if (brought.counter === here.machine?.counter) return restore();
  view("other");
  $("other-name").textContent = brought.name;
  $("other-ask").hidden = false;
  $("other-store").hidden = true;
  say(`Kho này của máy “${brought.name}”. Khóa của kho nằm trong máy đó nên cụm mật khẩu không mở được ở đây. Có mạng và đã đăng nhập, mời ghi lý do để xin khóa khôi phục.`, "warn", "Kho của máy khác");
}

function parsed(text) {
  try {
    const read = JSON.parse(text);
    return read?.format === FORMAT && Array.isArray(read.intakes) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Its own copy: what the machine has lost comes back, what it has stays as it is. */
async function restore() {
  if (!here.store) {
    say("Đây là tệp dự phòng của chính máy này. Mời mở kho bằng cụm mật khẩu trước, rồi chọn lại tệp.", "warn", "Kho chưa mở");
    return;
  }
  const there = new Set((await shelf.intakes()).map((it) => it.id));
  const lost = brought.intakes.filter((it) => !there.has(it.id));
  for (const intake of lost) await shelf.keep(intake);
  await list();
  say(`Tệp của chính máy này: ${lost.length} hồ sơ được đưa trở lại, ${there.size} hồ sơ đang có giữ nguyên.`);
}

/** Opens another machine's store with the key that the server keeps. */
export async function openOther(target) {
  const { secret } = await server.storeKey(brought.counter, target.elements.reason.value);
  here.store = broughtStore(brought, await vault.unlockSpare(brought.counter, secret, brought.lock));
  target.reset();
  $("other-ask").hidden = true;
  $("other-store").hidden = false;
  await list();
}

/** Locks the store that is open. */
export function leave() {
  here.store = undefined;
  brought = undefined;
  view(here.machine ? "locked" : "setup");
}
