// What was received on the machine and where it stands; what can be received today.
import { date, local, words } from "./moments.js";
import { $, button, element, link, view } from "./screen.js";
import * as shelf from "./shelf.js";
import { here, read } from "./store.js";
import { folded } from "./words.js";

const STATES = { waiting: ["warn", "Chờ đồng bộ"], refused: ["late", "Cần xử lý"], in: ["ok", "Đã vào hệ thống"] };

/** What can be done from here; filled in where the page begins. */
export const acts = { begin: undefined, bring: undefined, paper: undefined };

/** Shows the open store. */
export async function list() {
  const { store } = here;
  const all = await store.all();
  const lines = [];
  for (const intake of all.toReversed()) lines.push(await line(intake));
  $(store.own ? "intakes" : "other-intakes").replaceChildren(...lines);
  const count = all.filter((it) => it.state === "waiting").length;
  for (const one of document.querySelectorAll("[data-part=sync]")) {
    one.textContent = count > 0 ? `Đồng bộ ${count} hồ sơ` : "Không có hồ sơ chờ đồng bộ";
    one.disabled = count === 0;
  }
  $("empty").hidden = all.length > 0;
  if (store.own) await today();
  view(store.own ? "open" : "other");
}

/** The numbers left today and the procedures they can be given to. */
async function today() {
  const { kit, machine } = here;
  const { day } = local(Date.now());
  const left = new Map();
  for (const range of kit?.ranges ?? []) {
    if (range.day === day) left.set(range.agency, await shelf.left(kit.ranges, range.agency, day));
  }
  $("where").textContent = `${machine.name}, ${kit?.body ?? "chưa có biểu mẫu"}`;
  $("today").textContent = `Hôm nay, ${date(day)}, máy ${leftInWords(left)}.`;
  const offered = (kit?.procedures ?? []).filter((it) => it.bodies.some((body) => left.get(body.agency) > 0));
  $("procedures").replaceChildren(...offered.map(choice));
  $("receiving").hidden = offered.length === 0;
  find();
}

/** Shows the procedures that have every word looked for. */
export function find() {
  const words = folded($("find").value).split(/\s+/);
  let found = 0;
  for (const item of $("procedures").children) {
    item.hidden = !words.every((word) => folded(item.textContent).includes(word));
    if (!item.hidden) found += 1;
  }
  $("none").hidden = found > 0;
}

/** How many numbers are left, of each body where they differ. */
function leftInWords(left) {
  const counts = new Set(left.values());
  if (Math.max(0, ...counts) === 0) return "không còn số nào; khi có mạng, mời lấy thêm số";
  if (counts.size === 1) return `còn ${[...counts][0]} số`;
  const bodies = here.kit.procedures.flatMap((it) => it.bodies);
  const name = (agency) => bodies.find((body) => body.agency === agency)?.name ?? agency;
  const more = counts.has(0) ? "; khi có mạng, mời lấy thêm số" : "";
  return `còn ${[...left].map(([agency, count]) => `${count} số của ${name(agency)}`).join(", ")}${more}`;
}

function choice(procedure) {
  const item = element("li");
  const inner = element("div");
  inner.append(button(procedure.name, () => acts.begin(procedure.code), "link"), " ", element("span", procedure.code, "hint"));
  item.append(inner);
  return item;
}

async function line(intake) {
  const plain = intake.sealed ? await read(intake) : undefined;
  const [kind, label] = STATES[intake.state];
  const head = element("p");
  head.append(element("b", intake.final ?? intake.number), ` ${plain?.name ?? ""} `, element("span", label, `tag ${kind}`));
  const inner = element("div");
  inner.append(head, element("p", `${plain ? `${plain.title}; ` : ""}nhận ${words(intake.received ?? intake.at)}`, "hint"));
  for (const note of plain?.notes ?? []) inner.append(element("p", note));
  if (plain?.notes?.length) inner.append(element("p", "Mời in lại giấy tiếp nhận và báo người nộp đổi giấy."));
  for (const sentence of plain?.refusal ?? []) inner.append(element("p", sentence, "error"));
  if (intake.sealed && !plain) {
    inner.append(element("p", "Bản ghi này không mở được: tệp đã bị sửa hoặc hỏng. Không có gì bị xóa.", "error"));
  } else {
    const can = element("p");
    for (const act of intake.state === "in" ? afterwards(intake) : before(intake, plain)) can.append(can.hasChildNodes() ? " · " : "", act);
    inner.append(can);
  }
  const item = element("li");
  item.append(inner);
  return item;
}

/** The server prints the paper anew, with what was recorded. */
const afterwards = ({ dossier }) => [link("Mở hồ sơ", `/can-bo/ho-so/${dossier}`), link("In giấy tiếp nhận", `/can-bo/ho-so/${dossier}/giay-tiep-nhan`)];

function before(intake, plain) {
  const made = [];
  if (intake.state === "refused") {
    const known = here.kit?.procedures.some((it) => it.code === plain.procedure);
    if (known && here.store.own) made.push(button("Sửa nội dung", () => acts.begin(plain.procedure, intake, plain), "link"));
    made.push(button("Đồng bộ lại", () => acts.bring([intake]), "link"));
    if (plain.code?.startsWith("dossier.offline-")) made.push(button("Tiếp nhận với số mới", () => acts.bring([intake], true), "link"));
  }
  if (here.store.own) made.push(button("In giấy tiếp nhận", () => acts.paper(plain), "link"));
  return made;
}
