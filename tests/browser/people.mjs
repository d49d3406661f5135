// What people do, in the words of the product: sign in, fill in a page, file a dossier, take the next step. A journey
// strings these together.
import assert from "node:assert/strict";

/** The accounts of the demo, by what they do. */
export const LOGINS = {
  citizen: "cong-dan",
  otherCitizen: "cong-dan-2",
  reception: "mot-cua",
  officer: "chuyen-vien",
  head: "truong-phong",
  civilOfficer: "chuyen-vien-vhxh",
  policeOfficer: "canh-sat",
  policeHead: "truong-cong-an",
  insuranceOfficer: "bao-hiem",
  insuranceHead: "giam-doc-bao-hiem",
  cardOfficer: "can-cuoc",
  cardHead: "giam-doc-cong-an",
  signatory: "ky-duyet",
  registrar: "van-thu",
  leader: "lanh-dao",
  controller: "kiem-soat",
  admin: "quan-tri",
  receptionElsewhere: "mot-cua-tam-nong",
  accountant: "ke-toan",
};

/** A small paper that is what it says it is. */
export const PAPER = {
  name: "ban-ve.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from(
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
  ),
};

/** Signs in through the page; answers a page of that person. */
export async function signIn(house, login, options = {}) {
  const visitor = await house.visitor(options);
  const page = await visitor.newPage();
  await page.goto("/dang-nhap");
  await page.fill('main [name="login"]', login);
  await page.fill('main [name="password"]', house.password);
  await press(page, 'main form button[type="submit"]');
  assert.doesNotMatch(page.url(), /dang-nhap/, `${login} could not sign in: ${await textOf(page)}`);
  return page;
}

/** Presses something that leads to another page, and waits for it. By keyboard: what works so works for everybody. */
export async function press(page, selector) {
  const target = typeof selector === "string" ? page.locator(selector).first() : selector;
  await Promise.all([page.waitForEvent("load"), target.press("Enter")]);
}

/** What a person reads on the page. */
export async function textOf(page) {
  return (await page.locator("main").innerText()).replace(/\s+/g, " ");
}

/** A civil date of Vietnam, so many days from today, as the three fields of a form take it. */
export function day(offset = 0) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" })
    .format(new Date(Date.now() + offset * 86_400_000))
    .split("/");
  return { ngay: parts[0], thang: parts[1], nam: parts[2] };
}

function textFor(name, kind, mode) {
  if (kind === "email") return "anh.nguyen@vidu.vn";
  if (kind === "tel" || /phone|dien_thoai/.test(name)) return "0912345678";
  if (/so_dinh_danh|\.number$/.test(name)) return "025190001234";
  if (mode === "numeric" || mode === "decimal" || kind === "number") return "5";
  if (/ho_ten|ten$|name$/.test(name)) return "Nguyễn Thị Hồng Ánh";
  return "Số 5 đường Hùng Vương";
}

/** What a form asks for, one entry a field or group of choices. */
function fieldsOf(form) {
  return form.locator("input, select, textarea").evaluateAll((elements) => {
    const fields = new Map();
    for (const element of elements) {
      const { name, type, value } = element;
      if (!name || ["hidden", "file", "submit"].includes(type) || fields.has(name)) continue;
      // What is folded away is for the few; most people never open it.
      if (element.closest("details:not([open])")) continue;
      const group = elements.filter((other) => other.name === name);
      const choices = ["radio", "checkbox"].includes(type);
      fields.set(name, {
        name,
        type,
        tag: element.tagName.toLowerCase(),
        mode: element.inputMode,
        filled: choices ? group.some((one) => one.checked) : value !== "",
        first: element.options ? [...element.options].map((option) => option.value).find((option) => option !== "") : value,
      });
    }
    return [...fields.values()];
  });
}

/** Fills whatever is still empty in the form: the first choice, a fitting text. `wish` overrules by name of field. */
export async function fillEmpty(page, form, wish = {}) {
  for (const { name, type, tag, mode, filled, first } of await fieldsOf(form)) {
    const wished = wish[name];
    if (filled && wished === undefined) continue;
    const field = form.locator(`[name="${name}"]`);
    if (type === "radio" || type === "checkbox") {
      // By keyboard too: a space ticks what is focused.
      const choice = form.locator(`[name="${name}"][value="${wished ?? first}"]`);
      if (!(await choice.isChecked())) await choice.press("Space");
    } else if (tag === "select") {
      await field.selectOption(wished ?? first);
    } else {
      const part = /-(ngay|thang|nam)$/.exec(name)?.[1];
      await field.fill(wished ?? (part ? { ngay: "10", thang: "5", nam: "2020" }[part] : textFor(name, type, mode)));
    }
  }
}

/** Fills the page and goes on; what the answers call for (a field that appears) is filled in the same way. */
export async function answerPage(page, wish = {}) {
  const before = page.url();
  for (let tries = 0; tries < 5; tries += 1) {
    const form = page.locator("main form[method=post]").first();
    await fillEmpty(page, form, wish);
    await press(page, form.locator("button[type=submit]").first());
    if (page.url() !== before) return;
  }
  assert.fail(`${before} does not let go: ${await textOf(page)}`);
}

/** Attaches a paper wherever the page of papers asks for one. */
async function attachPapers(page) {
  for (let sent = 0; sent < 20; sent += 1) {
    const open = page.locator("main section").filter({ has: page.locator("input[type=file]") });
    const empty = open.filter({ hasNot: page.locator('form[action$="/bo"]') }).first();
    if ((await empty.count()) === 0) return;
    await empty.locator("input[type=file]").setInputFiles(PAPER);
    await press(page, empty.locator("form[enctype] button[type=submit]").first());
    assert.doesNotMatch(await textOf(page), /Có nội dung chưa đúng/, await textOf(page));
  }
  assert.fail(`the page of papers never has enough: ${await textOf(page)}`);
}

/** Files a procedure online, from its page to the confirmation; answers the dossier's own address. */
export async function file(page, code, { wish = {}, look = async () => {} } = {}) {
  await page.goto(`/thu-tuc/${code}`);
  await look(page);
  await press(page, page.locator(`main a[href="/nop-ho-so/${code}"]`));
  for (let pages = 0; pages < 40; pages += 1) {
    await look(page);
    const { pathname } = new URL(page.url());
    if (pathname.endsWith("/da-nop")) {
      await press(page, page.locator('main a[href^="/ho-so/"]'));
      await look(page);
      return new URL(page.url()).pathname;
    }
    if (pathname.endsWith("/giay-to")) {
      await attachPapers(page);
      await press(page, page.getByRole("link", { name: "Tiếp tục" }));
    } else {
      await answerPage(page, wish);
    }
  }
  return assert.fail(`${code} has no end`);
}

/** Takes one step of the process on the officer's page of a dossier. */
export async function takeStep(page, dossier, action, wish = {}) {
  await page.goto(`/can-bo${dossier}`);
  const form = page.locator("main form", { has: page.locator(`input[name="action"][value="${action}"]`) });
  assert.equal(await form.count(), 1, `the step ${action} is not offered: ${await textOf(page)}`);
  const summary = form.locator("details:not([open]) > summary");
  if (await summary.count()) await summary.first().press("Enter");
  const today = day();
  const dates = Object.fromEntries(Object.entries(today).map(([part, value]) => [`result_date-${part}`, value]));
  const self = { recipient: "Nguyễn Thị Hồng Ánh", authorised_number: "", authorised_paper: "" };
  await fillEmpty(page, form, { ...dates, ...self, ...wish });
  await press(page, form.locator("button[type=submit]").first());
  assert.doesNotMatch(await textOf(page), /Có nội dung chưa đúng|Hồ sơ vừa thay đổi/, `${action}: ${await textOf(page)}`);
}

/** What a scanner reads from the card of the demo's citizen. */
const CARD = "025190001234||Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10072024||Trần Thị Tư";

/** Reads the card as a scanner does: types the text and presses Enter. */
export async function scan(page) {
  await page.fill('main [name="card"]', CARD);
  await press(page, 'main [name="card"]');
}

/** Fills the page of the counter, hands over every paper that must be there, and receives; shows what stopped it otherwise. */
export async function takeDown(page, wish) {
  for (let tries = 0; tries < 5; tries += 1) {
    const form = page.locator("main form[method=post]").first();
    await fillEmpty(page, form, { card: "", ...wish });
    for (const paper of await form.locator('input[name="paper"]').all()) {
      if (wish.papers.includes(await paper.getAttribute("value"))) await paper.check();
      else await paper.uncheck();
    }
    await press(page, form.locator("button[type=submit]").last());
    if (page.url().endsWith("/giay-tiep-nhan")) return page.url().replace(/.*\/can-bo(\/ho-so\/[^/]+)\/.*/, "$1");
    if (/nơi đây tiếp nhận và chuyển/.test(await textOf(page))) wish.seen?.push(await textOf(page));
  }
  return assert.fail(`the counter does not let go: ${await textOf(page)}`);
}
