// The offline counter as a person uses it: prepare the machine, open the store, receive, print, bring in. One view at a time.
import * as form from "./form.js";
import { date, due, local, minuteOf, rfc3339, words } from "./moments.js";
import * as server from "./server.js";
import { sheet } from "./sheet.js";
import * as shelf from "./shelf.js";
import * as vault from "./vault.js";

const HERE = "/quay/ngoai-tuyen/may-nay";
const FORMAT = "motcua-kho-ngoai-tuyen/1";
/** So many milliseconds the clock may be off before that is said. */
const CLOCK = 120_000;
const $ = (name) => document.querySelector(`[data-part="${name}"]`);

let machine;
let kit;
/** The store that is open: its own on this machine, or one brought from another machine in a file. */
let store;
/** What is being taken down: the procedure and, where it is put right, the intake. */
let now;

// ---------- views

const TITLES = { setup: "Chuẩn bị máy này", locked: "Mở kho của máy", open: "Quầy ngoại tuyến", form: "Nhập hồ sơ", sheet: "Giấy tiếp nhận", other: "Kho của máy khác" };

/** Shows one view and leads the reader to its heading. */
function view(name) {
  for (const one of document.querySelectorAll("[data-view]")) one.hidden = one.dataset.view !== name;
  say("");
  const heading = document.querySelector(`[data-view="${name}"] h1`);
  heading?.focus();
  if (TITLES[name]) document.title = document.title.replace(/^.*?( · |$)/, `${TITLES[name]}$1`);
}

/** A line of news for everybody, read aloud. `kind`: ok, warn, late. */
function say(text, kind = "ok", title = "") {
  const place = $("news");
  place.replaceChildren();
  place.className = text ? `notice ${kind}` : "";
  if (!text) return;
  if (title) place.append(element("p", title, "notice-title"));
  place.append(element("p", text));
  place.scrollIntoView({ block: "nearest" });
}

function element(tag, text = "", name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

function button(text, act, name = "btn second") {
  const made = element("button", text, name);
  made.type = "button";
  made.addEventListener("click", () => busy(made, act));
  return made;
}

/** One thing at a time; whatever goes wrong is said. */
async function busy(pressed, act) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  try {
    await act();
  } catch (error) {
    tell(error);
  } finally {
    pressed.removeAttribute("aria-disabled");
  }
}

function tell(error) {
  if (error instanceof server.NotSignedIn) {
    say("", "warn");
    const place = $("news");
    place.className = "notice warn";
    const link = element("a", "Đăng nhập rồi trở lại trang này");
    link.href = `/dang-nhap?tiep=${encodeURIComponent(HERE)}`;
    place.append(element("p", "Cần đăng nhập bằng tài khoản của Bộ phận Một cửa", "notice-title"), link);
  } else if (error instanceof server.Later) {
    say(`${error.message} Hồ sơ vẫn nằm trong kho của máy này; khi có mạng, mời làm lại.`, "warn", "Chưa có mạng");
  } else if (error instanceof server.Refused) {
    say([error.problem.detail, ...(error.problem.errors ?? []).map((it) => it.message)].join(" "), "late", "Chưa thực hiện được");
  } else if (error instanceof shelf.NoNumber) {
    say("Máy đã hết số của hôm nay. Khi có mạng, mời bấm “Lấy thêm số”. Trong lúc chờ, mời ghi phiếu tạm bằng tay và hẹn người nộp.", "late", "Hết số");
  } else if (error instanceof vault.WrongKey) {
    say("Bản ghi trong kho không mở được: tệp đã bị sửa hoặc hỏng. Không có gì bị xóa.", "late", "Không đọc được");
  } else {
    console.error(error);
    say("Có lỗi ngoài dự kiến; chưa có gì bị mất. Mời tải lại trang rồi thử lại.", "late", "Chưa thực hiện được");
  }
}

/** What happens when a form of this page is sent. */
function onSubmit(name, act) {
  $(name).addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const pressed = event.submitter ?? $(name).querySelector("button");
    busy(pressed, () => act(event.target, event.submitter));
  });
}

/** Says what is wrong with a form, at its head and at each field. */
function wrong(target, errors) {
  for (const old of target.querySelectorAll("p.error")) old.remove();
  for (const old of target.querySelectorAll(".wrong")) old.classList.remove("wrong");
  for (const old of target.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  const summary = target.querySelector("[data-part=summary]");
  summary.hidden = errors.length === 0;
  const list = summary.querySelector("ul");
  list.replaceChildren();
  for (const { field, message } of errors) {
    const box = target.querySelector(`#${CSS.escape(field)}, #${CSS.escape(`${field}-ngay`)}, [name="${CSS.escape(field)}"]`);
    const line = element("li");
    const link = element(box ? "a" : "span", message);
    if (box) {
      link.href = `#${box.id}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        box.focus();
      });
      box.setAttribute("aria-invalid", "true");
      const place = box.closest(".field") ?? box.closest(".choice");
      place?.classList.add("wrong");
      const note = element("p", message, "error");
      note.id = `${field}-loi`;
      place?.querySelector("label, legend")?.after(note);
    }
    line.append(link);
    list.append(line);
  }
  if (errors.length > 0) summary.focus();
  return errors.length > 0;
}

// ---------- preparing

function passphrases(fields) {
  const errors = [];
  if (fields.passphrase.value.length < vault.SHORTEST) {
    errors.push({ field: fields.passphrase.id, message: `Cụm mật khẩu có ít nhất ${vault.SHORTEST} ký tự; nên là bốn, năm từ dễ nhớ.` });
  } else if (fields.passphrase.value !== fields.again.value) {
    errors.push({ field: fields.again.id, message: "Hai lần nhập cụm mật khẩu chưa giống nhau." });
  }
  return errors;
}

async function prepare(target) {
  const fields = target.elements;
  const errors = passphrases(fields);
  if (fields.name.value.trim() === "") errors.unshift({ field: "name", message: "Mời đặt tên cho máy, ví dụ: Máy quầy số 1." });
  if (wrong(target, errors)) return;
  const own = await vault.machineKey();
  let made;
  try {
    made = await server.register(fields.name.value, crypto.randomUUID());
  } catch (error) {
    if (error instanceof server.Refused && error.problem.errors) return void wrong(target, error.problem.errors);
    throw error;
  }
  const { key, lock } = await vault.create(made.id, own, fields.passphrase.value, made.secret);
  machine = { counter: made.id, name: made.name, own, lock };
  await shelf.keepThing("machine", machine);
  await shelf.stay();
  store = ownStore(key);
  await numbers(Number(fields.days.value), Number(fields.count.value));
}

/** Takes numbers and the newest forms along. */
async function numbers(days, count) {
  await server.reserve(machine.counter, days, count, crypto.randomUUID());
  await renew();
  await list();
  say("Máy đã có số và biểu mẫu mới nhất. Giờ có thể nhận hồ sơ cả khi mất mạng.", "ok", "Đã chuẩn bị xong");
  clock();
}

async function renew() {
  kit = await server.kit(machine.counter);
  kit.ahead = Date.now() - Date.parse(kit.made_at);
  await shelf.keepThing("kit", kit);
}

function clock() {
  if (Math.abs(kit?.ahead ?? 0) <= CLOCK) return;
  const minutes = Math.round(Math.abs(kit.ahead) / 60_000);
  say(`Đồng hồ của máy ${kit.ahead > 0 ? "nhanh" : "chậm"} ${minutes} phút so với hệ thống. Mời chỉnh lại giờ của máy trước khi nhận hồ sơ: giờ in trên giấy theo đồng hồ này.`, "warn", "Đồng hồ chạy sai");
}

// ---------- the store

const about = (counter, intake) => `${counter}/${intake.id}/${intake.number}`;

function ownStore(key) {
  return { counter: machine.counter, own: true, key, all: shelf.intakes, keep: shelf.keep };
}

const read = (intake) => vault.open(store.key, intake.sealed, about(store.counter, intake));

async function keep(intake, plain, state, more = {}) {
  const sealed = await vault.seal(store.key, plain, about(store.counter, intake));
  await store.keep({ id: intake.id, number: intake.number, at: intake.at, state, ...more, sealed });
}

async function unlock(target) {
  try {
    store = ownStore(await vault.unlock(machine.counter, machine.own, target.elements.passphrase.value, machine.lock));
  } catch (error) {
    if (!(error instanceof vault.WrongKey)) throw error;
    wrong(target, [{ field: "open-passphrase", message: "Cụm mật khẩu chưa đúng. Kho vẫn nguyên; mời thử lại." }]);
    return;
  }
  target.reset();
  wrong(target, []);
  await tidy();
  await list();
  clock();
  if (navigator.onLine) await renew().then(list, () => {});
}

/** What came in on an earlier day is with the server; the machine need not know it any more. */
async function tidy() {
  const { day } = local(Date.now());
  for (const intake of await shelf.intakes()) {
    if (intake.state === "in" && intake.sealed && local(intake.at).day < day) await shelf.forget(intake);
  }
}

async function forgotten(target) {
  const errors = passphrases(target.elements);
  if (wrong(target, errors)) return;
  const { secret } = await server.storeKey(machine.counter, target.elements.reason.value);
  machine.lock = await vault.relock(machine.counter, machine.own, target.elements.passphrase.value, secret, machine.lock);
  await shelf.keepThing("machine", machine);
  store = ownStore(await vault.unlockSpare(machine.counter, secret, machine.lock));
  target.reset();
  await list();
  say("Cụm mật khẩu mới đã có hiệu lực.", "ok");
}

// ---------- the list

const STATES = { waiting: ["warn", "Chờ đồng bộ"], refused: ["late", "Cần xử lý"], in: ["ok", "Đã vào hệ thống"] };

async function list() {
  view(store.own ? "open" : "other");
  const all = await store.all();
  const place = $(store.own ? "intakes" : "other-intakes");
  place.replaceChildren();
  for (const intake of all.toReversed()) place.append(await line(intake));
  const count = all.filter((it) => it.state === "waiting").length;
  for (const one of document.querySelectorAll("[data-part=sync]")) {
    one.textContent = count > 0 ? `Đồng bộ ${count} hồ sơ` : "Không có hồ sơ chờ đồng bộ";
    one.disabled = count === 0;
  }
  if (!store.own) return;
  $("empty").hidden = all.length > 0;
  await today();
}

async function today() {
  const { day } = local(Date.now());
  const agencies = [...new Set((kit?.procedures ?? []).flatMap((it) => it.bodies.map((body) => body.agency)))];
  const counts = await Promise.all(agencies.map((agency) => shelf.left(kit.ranges, agency, day)));
  const least = counts.length > 0 ? Math.min(...counts) : 0;
  const text = least > 0 ? `Hôm nay, ${date(day)}, máy còn ${least} số.` : `Hôm nay, ${date(day)}, máy không còn số nào. Khi có mạng, mời lấy thêm số.`;
  $("today").textContent = text;
  $("where").textContent = `${machine.name}, ${kit?.body ?? "chưa có biểu mẫu"}`;
  const choices = $("procedures");
  choices.replaceChildren();
  for (const procedure of kit?.procedures ?? []) {
    const item = element("li");
    const inner = element("div");
    inner.append(button(procedure.name, () => begin(procedure), "link"), element("p", procedure.code, "hint"));
    item.append(inner);
    choices.append(item);
  }
  $("receiving").hidden = least <= 0;
}

async function line(intake) {
  const item = element("li");
  const inner = element("div");
  item.append(inner);
  const plain = intake.sealed ? await read(intake) : undefined;
  const [kind, label] = STATES[intake.state];
  const head = element("p");
  head.append(element("b", intake.final ?? intake.number), ` ${plain?.name ?? ""} `, element("span", label, `tag ${kind}`));
  inner.append(head);
  inner.append(element("p", `${plain ? `${plain.title}; ` : ""}nhận ${words(intake.at)}`, "hint"));
  for (const note of plain?.notes ?? []) inner.append(element("p", note));
  if (plain?.notes?.length) inner.append(element("p", "Mời in lại giấy tiếp nhận và báo người nộp đổi giấy."));
  for (const sentence of plain?.refusal ?? []) inner.append(element("p", sentence, "error"));
  const acts = element("p", "", "acts");
  if (intake.state === "in") {
    const link = element("a", "Mở hồ sơ");
    link.href = `/can-bo/ho-so/${intake.dossier}`;
    acts.append(link);
  }
  if (intake.state === "refused") {
    const correct = kit?.procedures.find((it) => it.code === plain.procedure);
    if (correct && store.own) acts.append(button("Sửa nội dung", () => begin(correct, intake, plain)));
    acts.append(button("Đồng bộ lại", () => bring([intake])));
    if (plain.code?.startsWith("dossier.offline-")) acts.append(button("Tiếp nhận với số mới", () => bring([intake], true)));
  }
  if (plain && store.own) acts.append(button("In giấy tiếp nhận", () => paper(plain)));
  inner.append(acts);
  return item;
}

// ---------- receiving

async function begin(procedure, intake, plain) {
  now = { procedure, intake, plain };
  view("form");
  $("title").textContent = procedure.name;
  const place = $("intake");
  place.querySelector("[data-part=questions]").innerHTML = procedure.html;
  const bodies = $("bodies");
  bodies.hidden = procedure.bodies.length < 2;
  const select = bodies.querySelector("select");
  select.replaceChildren(...procedure.bodies.map((body) => new Option(body.name, body.id)));
  if (plain) {
    form.fill(place, plain.pairs, procedure.people);
    select.value = plain.competent;
  } else {
    form.owner(place, procedure.people);
  }
  form.refresh(place);
  wrong(place, plain?.errors ?? []);
}

function changed(event) {
  const place = $("intake");
  if (event.target.name === "card") return;
  if (event.target.name === "applicant.acting") form.owner(place, now.procedure.people, "");
  if (event.target.name === "applicant.people.0.kind") form.owner(place, now.procedure.people, event.target.value);
  form.refresh(place);
}

function scanned(event) {
  if (event.key !== "Enter" || event.target.tagName === "TEXTAREA" || event.target.tagName === "BUTTON") return;
  // Enter in a box files nothing: a scanner ends with it.
  event.preventDefault();
  if (event.target.name !== "card" || event.target.value.trim() === "") return;
  const read = form.card(event.target.value);
  const place = $("intake");
  if (!read) return void wrong(place, [{ field: "card", message: "Mã quét được không phải của thẻ căn cước. Xóa ô này rồi quét lại; nếu vẫn sai, nhập tay theo thẻ." }]);
  form.fillCard(place, read, event.target.value);
  event.target.value = "";
  wrong(place, []);
}

function rows(event) {
  const pressed = event.target.closest('button[name="hang"]');
  if (!pressed) return;
  event.preventDefault();
  event.stopPropagation();
  const part = pressed.closest("[data-field]");
  if (pressed.value.startsWith("them/")) form.addRow(part);
  else form.dropRow(part, pressed.closest("fieldset.card"));
  form.refresh($("intake"));
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const lookup = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % 32]).join("");

async function receive() {
  const place = $("intake");
  const answers = form.refresh(place);
  if (wrong(place, form.check(place))) return;
  const { procedure, intake, plain } = now;
  const body = procedure.bodies.find((it) => it.id === place.elements.competent.value) ?? procedure.bodies[0];
  const situation = { case: form.caseOf(place) };
  const term = procedure.terms.find((it) => it.case === situation.case && (!it.when || form.holds(it.when, answers, situation)));
  const field = (name) => place.elements[name]?.value?.trim() ?? "";
  const said = {
    procedure: procedure.code,
    title: procedure.name,
    competent: body.id,
    body: body.name,
    name: field("applicant.name"),
    address: field("applicant.address"),
    phone: field("applicant.phone"),
    owner: field("applicant.people.0.name"),
    papers: form.papers(place),
    term: term?.text ?? "",
    pairs: form.pairs(place),
  };
  if (intake) {
    // The paper that the person holds stays as it was printed.
    await keep(intake, { ...plain, ...said, term: plain.term, errors: undefined, refusal: undefined, code: undefined }, "waiting");
    await list();
    say(`Đã lưu nội dung sửa của hồ sơ ${intake.number}. Mời bấm “Đồng bộ” khi có mạng.`);
    return;
  }
  const at = await moment();
  if (at === undefined) return;
  const promised = due(kit.dues[term?.dues[body.id]], at);
  if (promised === undefined) {
    say("Máy không có bảng ngày hẹn của hôm nay. Khi có mạng, mời lấy thêm số cho hôm nay.", "late", "Chưa tính được ngày hẹn");
    return;
  }
  const id = crypto.randomUUID();
  const whole = { ...said, at, due: promised, lookup: lookup() };
  const made = await shelf.receive(kit.ranges, body.agency, local(at).day, async (number) => {
    const sealed = await vault.seal(store.key, { ...whole, number }, `${store.counter}/${id}/${number}`);
    return { id, number, at, state: "waiting", sealed };
  });
  paper({ ...whole, number: made.number });
}

/** The minute by the machine's clock; it must not run backwards. */
async function moment() {
  const at = minuteOf(Date.now());
  const last = Math.max(Date.parse(kit.made_at) - CLOCK, ...(await shelf.intakes()).map((it) => it.at));
  if (at >= minuteOf(last)) return at;
  say(`Đồng hồ của máy đang chỉ ${words(at)}, sớm hơn hồ sơ nhận trước (${words(last)}). Mời chỉnh lại giờ của máy; nội dung đã nhập vẫn còn trên trang.`, "late", "Đồng hồ chạy sai");
  return undefined;
}

function paper(intake) {
  view("sheet");
  $("paper").replaceChildren(sheet($("paper-template"), kit, intake));
}

// ---------- bringing in

async function sync() {
  await bring((await store.all()).filter((it) => it.state === "waiting"));
}

/** Brings intakes in one after another. Whatever stops, each is where it was: sent again it is the same dossier. */
async function bring(waiting, anew = false) {
  let came = 0;
  let stopped;
  for (const intake of waiting) {
    const plain = await read(intake);
    const sent = {
      procedure: plain.procedure,
      competent: plain.competent,
      number: intake.number,
      received: rfc3339(intake.at),
      sent: rfc3339(Date.now()),
      promised: rfc3339(plain.due),
      lookup: plain.lookup,
      pairs: plain.pairs,
      anew,
    };
    try {
      const answer = await server.bringIn(store.counter, intake.id, sent);
      await keep(intake, { ...plain, notes: answer.notes, refusal: undefined, errors: undefined }, "in", { dossier: answer.id, final: answer.number });
      came += 1;
    } catch (error) {
      if (!(error instanceof server.Refused)) {
        stopped = error;
        break;
      }
      const { detail, code, errors = [] } = error.problem;
      await keep(intake, { ...plain, code, errors, refusal: [detail, ...errors.map((it) => it.message)] }, "refused");
    }
  }
  await list();
  if (stopped) return void tell(stopped);
  const left = waiting.length - came;
  if (left === 0) say(`${came} hồ sơ đã vào hệ thống.`, "ok", "Đồng bộ xong");
  else say(`${came} hồ sơ đã vào hệ thống, ${left} hồ sơ cần xử lý: xem lý do ở từng hồ sơ bên dưới.`, "warn", "Đồng bộ xong");
}

// ---------- a copy of the store, and the store of another machine

async function copy() {
  const kept = { format: FORMAT, counter: machine.counter, name: machine.name, lock: machine.lock, intakes: await shelf.intakes() };
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(kept)], { type: "application/json" }));
  link.download = `kho-ngoai-tuyen-${local(Date.now()).day}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  say("Tệp dự phòng đã mã hóa: chỉ mở được trên máy này, hoặc trên máy khác khi hệ thống cấp khóa khôi phục.", "ok", "Đã lưu tệp dự phòng");
}

let brought;

async function openFile(event) {
  const [file] = event.target.files;
  if (!file) return;
  const text = await file.text();
  event.target.value = "";
  try {
    brought = JSON.parse(text);
  } catch {
    brought = undefined;
  }
  if (brought?.format !== FORMAT || !Array.isArray(brought.intakes)) {
    say("Tệp này không phải tệp dự phòng của quầy ngoại tuyến, hoặc đã hỏng. Mời chọn lại tệp.", "late", "Không đọc được tệp");
    return;
  }
  if (machine && brought.counter === machine.counter) return restore();
  view("other");
  $("other-name").textContent = brought.name;
  $("other-ask").hidden = false;
  $("other-store").hidden = true;
  say(`Kho này của máy “${brought.name}”. Khóa của kho nằm trong máy đó nên cụm mật khẩu không mở được ở đây. Có mạng và đã đăng nhập, mời ghi lý do để xin khóa khôi phục.`, "warn", "Kho của máy khác");
}

/** Its own copy: what the machine has lost comes back, what it has stays as it is. */
async function restore() {
  const there = new Set((await shelf.intakes()).map((it) => it.id));
  const lost = brought.intakes.filter((it) => !there.has(it.id));
  for (const intake of lost) await shelf.keep(intake);
  await list();
  say(`Tệp của chính máy này: ${lost.length} hồ sơ được đưa trở lại, ${there.size} hồ sơ đang có giữ nguyên.`);
}

async function openOther(target) {
  const { secret } = await server.storeKey(brought.counter, target.elements.reason.value);
  const kept = new Map(brought.intakes.map((it) => [it.id, it]));
  store = {
    counter: brought.counter,
    own: false,
    key: await vault.unlockSpare(brought.counter, secret, brought.lock),
    all: async () => [...kept.values()].filter((it) => it.sealed),
    keep: async (intake) => kept.set(intake.id, intake),
  };
  $("other-ask").hidden = true;
  $("other-store").hidden = false;
  await list();
}

function leave() {
  store = undefined;
  brought = undefined;
  view(machine ? "locked" : "setup");
}

// ---------- beginning

onSubmit("setup", prepare);
onSubmit("unlock", unlock);
onSubmit("forgotten", forgotten);
onSubmit("more", (target) => numbers(Number(target.elements.days.value), Number(target.elements.count.value)));
onSubmit("intake", receive);
onSubmit("other-ask", openOther);
$("intake").addEventListener("change", changed);
$("intake").addEventListener("keydown", scanned);
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
  machine = await shelf.thing("machine");
  kit = await shelf.thing("kit");
  view(machine ? "locked" : "setup");
  if (machine) $("locked-name").textContent = machine.name;
  // Not needed for what follows; without a network the kept one goes on.
  navigator.serviceWorker.register("/quay/ngoai-tuyen/tho-phuc-vu.js").catch(() => {});
}

start().catch(tell);
