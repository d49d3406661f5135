// Taking a dossier down: the form of the procedure, a number, the moment, the due date, the paper for the person.
import * as form from "./form.js";
import { list } from "./list.js";
import { due, local, minuteOf, words } from "./moments.js";
import { CLOCK } from "./prepare.js";
import { $, say, view, wrong } from "./screen.js";
import { sheet } from "./sheet.js";
import * as shelf from "./shelf.js";
import { here, keep, sealed } from "./store.js";

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** What is being taken down: the procedure of which kit and, where it is put right, the intake. */
let now;

/** Opens the form of a procedure; with what was taken down, to put it right. */
export function begin(code, intake, plain) {
  const procedure = here.kit.procedures.find((it) => it.code === code);
  // The fields of an owner are the same in many procedures and lie in the kit once.
  const people = Object.fromEntries(Object.entries(procedure.people).map(([key, at]) => [key, here.kit.owners[at]]));
  now = { kit: here.kit, procedure, people, intake, plain };
  view("form");
  $("title").textContent = procedure.name;
  const place = $("intake");
  place.querySelector("[data-part=questions]").innerHTML = procedure.html;
  $("take").textContent = intake ? "Lưu nội dung sửa" : "Tiếp nhận và in giấy hẹn";
  const bodies = $("bodies");
  bodies.hidden = procedure.bodies.length < 2;
  const select = bodies.querySelector("select");
  select.replaceChildren(...procedure.bodies.map((body) => new Option(body.name, body.id)));
  if (plain) {
    form.fill(place, plain.pairs, people);
    select.value = plain.competent;
  } else {
    form.owner(place, people);
  }
  form.refresh(place);
  wrong(place, plain?.errors ?? []);
}

/** What is asked follows what is answered. */
export function changed({ target }) {
  const place = $("intake");
  if (target.name === "card") return;
  if (target.name === "applicant.acting") form.owner(place, now.people, "");
  if (target.name === "applicant.people.0.kind") form.owner(place, now.people, target.value);
  form.refresh(place);
}

/** Enter in a box files nothing: a scanner ends with it. In the box of the card it fills in what the card says. */
export function entered(event) {
  const { key, target } = event;
  if (key !== "Enter" || target.tagName === "TEXTAREA" || target.tagName === "BUTTON") return;
  event.preventDefault();
  if (target.name !== "card" || target.value.trim() === "") return;
  const read = form.card(target.value);
  const place = $("intake");
  if (!read) return void wrong(place, [{ field: "card", message: "Mã quét được không phải của thẻ căn cước. Xóa ô này rồi quét lại; nếu vẫn sai, nhập tay theo thẻ." }]);
  form.fillCard(place, read, target.value);
  target.value = "";
  wrong(place, []);
}

/** A row more, a row less. */
export function rows(event) {
  const pressed = event.target.closest('button[name="hang"]');
  if (!pressed) return;
  event.preventDefault();
  event.stopPropagation();
  const part = pressed.closest("[data-field]");
  if (pressed.value.startsWith("them/")) form.addRow(part);
  else form.dropRow(part, pressed.closest("fieldset.card"));
  form.refresh($("intake"));
}

/** Takes down what the form says: a new intake with its paper, or the content of one put right. */
export async function receive(place) {
  const answers = form.refresh(place);
  if (wrong(place, form.check(place))) return;
  if (now.intake) await correct(place);
  else await take(place, answers);
}

/** What the form says. */
function said(place, body) {
  const field = (name) => place.elements[name]?.value?.trim() ?? "";
  return {
    procedure: now.procedure.code,
    title: now.procedure.name,
    competent: body.id,
    body: body.name,
    name: field("applicant.name"),
    address: field("applicant.address"),
    phone: field("applicant.phone"),
    owner: field("applicant.people.0.name"),
    papers: form.papers(place),
    pairs: form.pairs(place),
  };
}

const bodyOf = (place) => now.procedure.bodies.find((it) => it.id === place.elements.competent.value) ?? now.procedure.bodies[0];

/** The paper that the person holds stays as it was printed. */
async function correct(place) {
  const { intake, plain } = now;
  await keep(intake, { ...plain, ...said(place, bodyOf(place)), errors: undefined, refusal: undefined, code: undefined }, "waiting");
  await list();
  say(`Đã lưu nội dung sửa của hồ sơ ${intake.number}. Mời bấm “Đồng bộ” khi có mạng.`);
}

async function take(place, answers) {
  const { kit } = now;
  const body = bodyOf(place);
  const situation = { case: form.caseOf(place) };
  const term = now.procedure.terms.find((it) => it.case === situation.case && (!it.when || form.holds(it.when, answers, situation)));
  const at = await moment();
  if (at === undefined) return;
  const promised = due(kit.dues[term?.dues[body.id]], at);
  if (promised === undefined) {
    say("Máy không có bảng ngày hẹn của hôm nay. Khi có mạng, mời lấy thêm số cho hôm nay.", "late", "Chưa tính được ngày hẹn");
    return;
  }
  const whole = { ...said(place, body), term: term.text, at, due: promised, lookup: lookup() };
  const id = crypto.randomUUID();
  const made = await shelf.receive(kit.ranges, body.agency, local(at).day, async (number) => {
    const intake = { id, number, at, state: "waiting" };
    return { ...intake, sealed: await sealed(intake, { ...whole, number }) };
  });
  paper({ ...whole, number: made.number });
}

/** The code with which the person looks it up: no letter that looks like another. */
const lookup = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % LETTERS.length]).join("");

/** The minute by the machine's clock. Before the kit was made it cannot be; before the last intake it may be, if the clock was put right
 * since: whoever sees that presses once more. */
async function moment() {
  const at = minuteOf(Date.now());
  const stays = "Nội dung đã nhập vẫn còn trên trang.";
  if (at < minuteOf(Date.parse(now.kit.made_at) - CLOCK)) {
    say(`Đồng hồ của máy đang chỉ ${words(at)}, trước cả lúc máy lấy biểu mẫu. Mời chỉnh lại giờ của máy. ${stays}`, "late", "Đồng hồ chạy sai");
    return undefined;
  }
  const last = Math.max(0, ...(await shelf.intakes()).map((it) => it.at));
  if (at < last && !now.asked) {
    now.asked = true;
    say(`Đồng hồ của máy đang chỉ ${words(at)}, sớm hơn hồ sơ nhận trước (${words(last)}). Nếu giờ bây giờ đã đúng, mời bấm tiếp nhận lần nữa; nếu sai, mời chỉnh lại giờ của máy trước. ${stays}`, "warn", "Mời xem lại giờ của máy");
    return undefined;
  }
  return at;
}

/** Shows the paper to print. */
export function paper(plain) {
  view("sheet");
  $("paper").replaceChildren(sheet($("paper-template"), here.kit, plain));
}
