// The form of a procedure on the machine: shows what is asked, reads it as the server would, says what is missing. The server reads
// the same pairs again and has the last word.

/** Whether a condition of the catalogue holds; the same nine forms as on the server. */
export function holds(condition, answers, situation) {
  const { field } = condition;
  const answer = field === undefined ? undefined : answers[field];
  if ("is" in condition) {
    return Array.isArray(answer) ? answer.some((one) => condition.is.includes(one)) : condition.is.includes(answer);
  }
  if ("filled" in condition) {
    const filled = Array.isArray(answer) ? answer.length > 0 : typeof answer === "string" ? answer.trim() !== "" : answer !== undefined;
    return filled === condition.filled;
  }
  if ("at_least" in condition) return typeof answer === "number" && answer >= condition.at_least;
  if ("at_most" in condition) return typeof answer === "number" && answer <= condition.at_most;
  if ("case" in condition) return condition.case.includes(situation.case);
  if ("channel" in condition) return condition.channel.includes("counter");
  if ("all" in condition) return condition.all.every((part) => holds(part, answers, situation));
  if ("any" in condition) return condition.any.some((part) => holds(part, answers, situation));
  return !holds(condition.not, answers, situation);
}

/** A number as people type it: `1.250` is 1250, `85,5` is 85.5; undefined if it is none. */
export function number(text) {
  const plain = text.replace(/\s/g, "");
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(plain) || plain.length > 30) return undefined;
  const grouped = /^-?(?!0\.)\d{1,3}(\.\d{3})+(,.*)?$/.test(plain);
  const bare = grouped ? plain.replaceAll(".", "") : plain;
  if (bare.includes(",") && bare.includes(".")) return undefined;
  const value = Number(bare.replace(",", "."));
  return Number.isNaN(value) ? undefined : value;
}

const boxes = (part) => [...part.querySelectorAll("input, select, textarea")];
const value = (form, name) => form.elements[name]?.value?.trim() ?? "";

/** The answer to one question; undefined if it was left empty or cannot be read. */
function answerOf(part) {
  const name = part.dataset.field;
  const mine = boxes(part).filter((box) => box.name === name || box.name.startsWith(`${name}-`));
  const chosen = mine.filter((box) => box.checked).map((box) => box.value);
  const typed = mine.find((box) => box.name === name)?.value?.trim() ?? "";
  switch (part.dataset.kind) {
    case "boolean":
      return chosen.length === 0 ? undefined : ["true", "co"].includes(chosen[0]);
    case "choices":
      return chosen.length === 0 ? undefined : chosen;
    case "number":
      return typed === "" ? undefined : number(typed);
    case "date": {
      const [day, month, year] = ["ngay", "thang", "nam"].map((end) => mine.find((box) => box.name === `${name}-${end}`)?.value?.trim());
      return day && month && year ? `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
    }
    case "rows":
      return boxes(part).some((box) => box.type !== "hidden" && (box.checked || (box.value && !["radio", "checkbox"].includes(box.type)))) ? [{}] : undefined;
    default: {
      const text = mine.some((box) => box.type === "radio") ? chosen[0] : typed;
      return text === "" ? undefined : text;
    }
  }
}

function show(part, shown) {
  part.hidden = !shown;
  for (const box of boxes(part)) box.disabled = !shown;
}

/** Shows what is asked with what is answered by now; answers what was answered. */
export function refresh(form) {
  const situation = { case: caseOf(form) };
  const answers = {};
  const asks = (part) => !part.dataset.when || holds(JSON.parse(part.dataset.when), answers, situation);
  for (const section of form.querySelectorAll("section")) {
    const questions = [...section.querySelectorAll("[data-field]")];
    if (questions.length === 0) continue;
    const whole = asks(section);
    for (const part of questions) {
      show(part, whole && asks(part));
      const answer = part.hidden ? undefined : answerOf(part);
      if (answer !== undefined) answers[part.dataset.field] = answer;
    }
    section.hidden = questions.every((part) => part.hidden);
  }
  const acting = value(form, "applicant.acting");
  for (const paper of form.querySelectorAll("[data-paper]")) {
    show(paper, asks(paper) && (!paper.dataset.acting || paper.dataset.acting === acting));
  }
  return answers;
}

/** The case that was chosen. */
export const caseOf = (form) => value(form, "case");

/** What is wrong with a question, in a sentence; undefined if nothing is. */
function wrong(part) {
  const answer = answerOf(part);
  const { kind, missing } = part.dataset;
  if (answer === undefined) {
    const typed = boxes(part).some((box) => !["radio", "checkbox", "hidden"].includes(box.type) && box.value.trim() !== "");
    if (typed && kind === "number") return "Xin nhập một số, ví dụ 3 hoặc 85,5.";
    if (typed && kind === "date") return "Xin nhập đủ cả ngày, tháng và năm.";
    return missing;
  }
  if (kind === "date" && !isDay(answer)) return "Xin nhập ngày có thật theo ngày, tháng, năm; ví dụ 5 3 1990.";
  const limits = part.dataset.limits ? JSON.parse(part.dataset.limits) : {};
  if (typeof answer === "string" && kind === "text") {
    if (limits.maxLength && [...answer].length > limits.maxLength) return `Nội dung dài quá ${limits.maxLength} ký tự.`;
    if (limits.minLength && [...answer].length < limits.minLength) return limits.say ?? `Nội dung phải có ít nhất ${limits.minLength} ký tự.`;
    if (limits.pattern && !new RegExp(limits.pattern, "u").test(answer)) return limits.say ?? "Nội dung chưa đúng dạng; mời xem gợi ý.";
  }
  if (typeof answer === "number") {
    if (answer < (limits.minimum ?? -Infinity)) return `Số phải từ ${limits.minimum} trở lên.`;
    if (answer > (limits.maximum ?? Infinity)) return `Số phải từ ${limits.maximum} trở xuống.`;
  }
  return undefined;
}

function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Everything that is wrong, as the server would name it: field and sentence. */
export function check(form) {
  const errors = [];
  if (value(form, "applicant.name") === "") errors.push({ field: "applicant.name", message: "Mời nhập họ và tên người nộp." });
  const citizen = value(form, "applicant.number");
  if (citizen && !/^\d{12}$/.test(citizen)) errors.push({ field: "applicant.number", message: "Số định danh gồm đúng 12 chữ số." });
  if (value(form, "applicant.acting") !== "self") {
    const kind = value(form, "applicant.people.0.kind");
    if (kind === "") errors.push({ field: "applicant.people.0.kind", message: "Mời chọn chủ hồ sơ là ai." });
    else if (value(form, "applicant.people.0.name") === "") errors.push({ field: "applicant.people.0.name", message: "Mời nhập tên chủ hồ sơ." });
  }
  for (const part of form.querySelectorAll("[data-field]:not([hidden])")) {
    if (part.closest("section").hidden) continue;
    const message = wrong(part);
    if (message) errors.push({ field: part.dataset.field, message });
  }
  for (const paper of form.querySelectorAll("[data-paper][data-required]:not([hidden])")) {
    const box = paper.querySelector("input");
    if (!box.checked) errors.push({ field: box.id, message: `Còn thiếu giấy tờ: ${paper.dataset.paper}.` });
  }
  return errors;
}

/** Every field as a browser would post it. */
export const pairs = (form) => [...new FormData(form)].filter(([name]) => name !== "card").map(([name, text]) => [name, String(text)]);

/** The papers that were handed in, by name. */
export const papers = (form) =>
  [...form.querySelectorAll("[data-paper]:not([hidden])")].filter((it) => it.querySelector("input").checked).map((it) => it.dataset.paper);

/** Puts kept pairs back into the form. */
export function fill(form, kept, people) {
  const of = (name) => kept.filter(([key]) => key === name).map(([, text]) => text);
  for (const [name] of kept) for (const box of boxes(form).filter((it) => it.name === name && it.type === "radio")) box.checked = of(name).includes(box.value);
  owner(form, people, of("applicant.people.0.kind")[0] ?? "");
  for (const part of form.querySelectorAll('[data-kind="rows"]')) {
    const rows = kept.filter(([name]) => name.startsWith(`${part.dataset.field}-`) && name.endsWith("-hang")).length;
    for (let row = rowsOf(part).length; row < rows; row += 1) addRow(part);
  }
  for (const box of boxes(form)) {
    const texts = of(box.name);
    if (["radio", "checkbox"].includes(box.type)) box.checked = texts.includes(box.value);
    else if (texts.length > 0 && box.type !== "hidden") box.value = texts[0];
    else if (texts.length > 0 && box.name.startsWith("applicant.")) box.value = texts[0];
  }
  for (const fold of form.querySelectorAll("details")) fold.open ||= boxes(fold).some((box) => box.value !== "");
}

/** Asks for the owner as the right and the kind of the owner want it; what was typed stays. */
export function owner(form, people, wanted) {
  const place = form.querySelector("[data-people]");
  const acting = value(form, "applicant.acting");
  const kind = wanted ?? value(form, "applicant.people.0.kind");
  const before = new Map(boxes(place).filter((box) => !["radio", "checkbox"].includes(box.type)).map((box) => [box.name, box.value]));
  place.innerHTML = acting === "self" ? "" : (people[`${acting}/${kind}`] ?? people[`${acting}/`] ?? "");
  for (const button of place.querySelectorAll("button")) button.remove();
  for (const box of boxes(place)) {
    if (box.type === "radio" && box.name.endsWith(".kind")) box.checked = box.value === kind;
    else if (before.has(box.name) && box.type !== "hidden") box.value = before.get(box.name);
  }
}

const rowsOf = (part) => [...part.querySelectorAll("fieldset.card")];

/** One row more of a question with rows. */
export function addRow(part) {
  const rows = rowsOf(part);
  const next = rows[0].cloneNode(true);
  renumber(part, next, 1, rows.length + 1);
  for (const box of boxes(next)) {
    if (["radio", "checkbox"].includes(box.type)) box.checked = false;
    else if (box.type !== "hidden") box.value = "";
  }
  rows.at(-1).after(next);
}

/** Takes a row out; the last one stays. */
export function dropRow(part, row) {
  const rows = rowsOf(part);
  if (rows.length === 1) return;
  const at = rows.indexOf(row);
  row.remove();
  rows.slice(at + 1).forEach((one, later) => renumber(part, one, at + later + 2, at + later + 1));
}

function renumber(part, row, from, to) {
  const old = `${part.dataset.field}-${from}-`;
  const now = `${part.dataset.field}-${to}-`;
  for (const element of row.querySelectorAll("*")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const text = element.getAttribute(name);
      if (text?.includes(old)) element.setAttribute(name, text.replaceAll(old, now));
    }
  }
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+$/, String(to));
  for (const button of row.querySelectorAll("button")) {
    button.value = `bo/${part.dataset.field}/${to}`;
    button.textContent = button.textContent.replace(/\d+$/, String(to));
  }
}

/** What a scanner typed from a card: `number|old|name|ddmmyyyy|sex|address|…`; undefined if it is no card. */
export function card(text) {
  const [number, , name, born, sex, address] = text.trim().split("|").map((part) => part.trim());
  if (!/^\d{12}$/.test(number ?? "") || !name || !/^\d{8}$/.test(born ?? "") || address === undefined) return undefined;
  return { number, name, born: [born.slice(0, 2), born.slice(2, 4), born.slice(4)], sex: { Nam: "nam", Nữ: "nu" }[sex], address };
}

/** Fills the fields of whoever's card it is. */
export function fillCard(form, read, text) {
  const set = (name, to) => (form.elements[name].value = to);
  set("applicant.name", read.name);
  set("applicant.number", read.number);
  set("applicant.address", read.address);
  set("applicant.card", text.trim());
  ["ngay", "thang", "nam"].forEach((end, at) => set(`applicant.born-${end}`, String(Number(read.born[at]))));
  const choose = (name, wanted) => boxes(form).filter((box) => box.name === name).forEach((box) => (box.checked = box.value === wanted));
  choose("applicant.sex", read.sex);
  choose("applicant.identified", "card-qr");
}
