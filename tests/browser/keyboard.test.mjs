// The main job by the keyboard alone, as a person does it who cannot use a mouse: Tab, text, Enter. What has the focus is seen each time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { textOf } from "./people.mjs";

/** More than any page has. */
const MOST = 250;

let house;

before(async () => (house = await open()));
after(async () => house?.close());

/** Goes on with Tab until `wanted` has the focus. Whatever has it on the way shows that it has. */
async function tabTo(page, wanted) {
  for (let step = 0; step < MOST; step += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate((selector) => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const style = getComputedStyle(at);
      const label = at.closest("label, .choice") ?? at;
      const shown = [style, getComputedStyle(label)].some((it) => it.outlineStyle !== "none" || it.boxShadow !== "none");
      const box = at.getBoundingClientRect();
      const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return { html: at.outerHTML.slice(0, 120), shown, inside, there: at.matches(selector) };
    }, wanted);
    if (!seen) continue;
    assert.ok(seen.shown, `nothing shows that this has the focus: ${seen.html}`);
    assert.ok(seen.inside, `this has the focus out of sight: ${seen.html}`);
    if (seen.there) return;
  }
  assert.fail(`${wanted} is not reached on ${page.url()}`);
}

async function enter(page, wanted) {
  await tabTo(page, wanted);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

async function signIn(page, login) {
  await page.goto("/dang-nhap");
  await tabTo(page, 'main [name="login"]');
  await page.keyboard.insertText(login);
  await tabTo(page, 'main [name="password"]');
  await page.keyboard.insertText(house.password);
  await enter(page, 'main form button[type="submit"]');
}

for (const [name, options] of [
  ["on a desktop", { screen: DESKTOP }],
  ["on a phone, without JavaScript", { screen: PHONE, javaScript: false }],
]) {
  test(`a clerk receives what was sent and passes it on, ${name}`, async () => {
    const page = await (await house.visitor(options)).newPage();
    await signIn(page, "mot-cua");
    await page.goto("/can-bo");
    await enter(page, 'main a[href*="hang=cho-tiep-nhan"]');
    await enter(page, 'main a[href^="/can-bo/ho-so/"]');
    const dossier = page.url();
    await enter(page, 'form[action$="/tiep-nhan"] button[type="submit"]');
    assert.match(page.url(), /\/giay-tiep-nhan$/);
    // Of whichever body comes first today: the police of the ward count in numbers of their own (G01).
    assert.match(await textOf(page), /(H44|[A-Z]\d\d\.44)\.101-\d{6}-\d{4}/);
    await page.goto(dossier);
    await enter(page, 'form[action*="/buoc"] button[type="submit"], form[action*="/chuyen"] button[type="submit"]');
    assert.match(await textOf(page), /Hồ sơ đang ở đơn vị hoặc người khác/);
    await page.context().close();
  });
}

test("a citizen finds a procedure and begins to file, with nothing but the keyboard", async () => {
  const page = await (await house.visitor({ screen: DESKTOP })).newPage();
  await signIn(page, "cong-dan");
  await page.goto("/");
  // The first thing that Tab reaches leads past the navigation.
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /nội dung chính/);
  await page.keyboard.press("Enter");
  await tabTo(page, 'main [name="tim"]');
  await page.keyboard.insertText("xay nha");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await enter(page, 'main a[href="/thu-tuc/1.013225"]');
  await enter(page, 'main a[href="/nop-ho-so/1.013225"]');
  assert.match(page.url(), /\/nop-ho-so\/1\.013225$/);
  await enter(page, 'main form button[type="submit"]');
  assert.match(await textOf(page), /lỗi|Chọn|Người nộp/);
  await page.context().close();
});

test("the ledger holds", () => verified(house.program));
