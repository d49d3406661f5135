// What a person sees and presses: one view at a time, news read aloud, errors at their fields, one act at a time.
import { NotSignedIn, Later, Refused } from "./server.js";
import { NoNumber } from "./shelf.js";
import { WrongKey } from "./vault.js";

const HERE = "/quay/ngoai-tuyen/may-nay";
const TITLES = { setup: "Chuẩn bị máy này", locked: "Mở kho của máy", open: "Quầy ngoại tuyến", form: "Nhập hồ sơ", sheet: "Giấy tiếp nhận", other: "Kho của máy khác" };

/** A part of the page. */
export const $ = (name) => document.querySelector(`[data-part="${name}"]`);

/** Shows one view and leads the reader to its heading. */
export function view(name) {
  for (const one of document.querySelectorAll("[data-view]")) one.hidden = one.dataset.view !== name;
  say("");
  document.querySelector(`[data-view="${name}"] h1`)?.focus();
  document.title = document.title.replace(/^.*?( · |$)/, `${TITLES[name]}$1`);
}

/** A line of news for everybody, read aloud. `kind`: ok, warn, late. */
export function say(text, kind = "ok", title = "") {
  const place = $("news");
  place.replaceChildren();
  place.className = text ? `notice ${kind}` : "";
  if (!text) return;
  if (title) place.append(element("p", title, "notice-title"));
  place.append(typeof text === "string" ? element("p", text) : text);
  place.scrollIntoView({ block: "nearest" });
}

/** An element with a text. */
export function element(tag, text = "", name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

/** A link. */
export function link(text, href) {
  const made = element("a", text);
  made.href = href;
  return made;
}

/** A button with what it does. */
export function button(text, act, name = "btn second") {
  const made = element("button", text, name);
  made.type = "button";
  made.dataset.act = "line";
  made.addEventListener("click", () => busy(made, act));
  return made;
}

/** One thing at a time; whatever goes wrong is said. */
export async function busy(pressed, act) {
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

/** Says what went wrong and what to do. */
export function tell(error) {
  if (error instanceof NotSignedIn) {
    say(link("Đăng nhập rồi trở lại trang này", `/dang-nhap?tiep=${encodeURIComponent(HERE)}`), "warn", "Cần đăng nhập bằng tài khoản Một cửa của cơ quan nơi máy được đăng ký");
  } else if (error instanceof Later) {
    say(`${error.message} Hồ sơ vẫn nằm trong kho của máy này; khi có mạng, mời làm lại.`, "warn", "Chưa có mạng");
  } else if (error instanceof Refused) {
    say([error.problem.detail, ...(error.problem.errors ?? []).map((it) => it.message)].join(" "), "late", "Chưa thực hiện được");
  } else if (error instanceof NoNumber) {
    say("Máy đã hết số của hôm nay. Khi có mạng, mời bấm “Lấy thêm số”. Trong lúc chờ, mời ghi phiếu tạm bằng tay và hẹn người nộp.", "late", "Hết số");
  } else if (error instanceof WrongKey) {
    say("Khóa này không mở được kho: tệp đã bị sửa hoặc hỏng. Không có gì bị xóa.", "late", "Không mở được");
  } else {
    console.error(error);
    say("Có lỗi ngoài dự kiến; chưa có gì bị mất. Mời tải lại trang rồi thử lại.", "late", "Chưa thực hiện được");
  }
}

/** What happens when a form of this page is sent. What the server says of a field stands at the field. */
export function onSubmit(name, act) {
  const target = $(name);
  const send = async () => {
    try {
      await act(target);
    } catch (error) {
      if (!(error instanceof Refused) || !error.problem.errors) throw error;
      wrong(target, error.problem.errors);
    }
  };
  target.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    busy(event.submitter ?? target.querySelector("button"), send);
  });
}

/** Says what is wrong with a form, at its head and at each field; whether anything is. */
export function wrong(target, errors) {
  for (const old of target.querySelectorAll("p.error")) old.remove();
  for (const old of target.querySelectorAll(".wrong")) old.classList.remove("wrong");
  for (const old of target.querySelectorAll("[aria-invalid]")) {
    old.removeAttribute("aria-invalid");
    describe(old, (id) => !id.endsWith("-loi"));
  }
  const summary = target.querySelector("[data-part=summary]");
  summary.hidden = errors.length === 0;
  summary.querySelector("ul").replaceChildren(...errors.map((error) => fault(target, error)));
  if (errors.length > 0) summary.focus();
  return errors.length > 0;
}

/** What describes a box: what it had, as far as it stays, and what comes. */
function describe(box, stays, ...more) {
  const ids = (box.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && stays(id));
  if (ids.length + more.length > 0) box.setAttribute("aria-describedby", [...more, ...ids].join(" "));
  else box.removeAttribute("aria-describedby");
}

/** A line of the summary that leads to its field, which says the same. */
function fault(target, { field, message }) {
  const line = element("li");
  const box = target.querySelector(`#${CSS.escape(field)}, #${CSS.escape(`${field}-ngay`)}, [name="${CSS.escape(field)}"]`);
  if (!box) {
    line.textContent = message;
    return line;
  }
  const leads = link(message, `#${box.id}`);
  leads.addEventListener("click", (event) => {
    event.preventDefault();
    box.focus();
  });
  line.append(leads);
  box.setAttribute("aria-invalid", "true");
  const place = box.closest(".field") ?? box.closest(".choice");
  place?.classList.add("wrong");
  const note = element("p", "", "error");
  note.append(element("span", "Lỗi:", "unseen"), ` ${message}`);
  note.id = `${field}-loi`;
  describe(box, () => true, note.id);
  place?.querySelector("label, legend")?.after(note);
  return line;
}
