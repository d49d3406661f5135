// The desk: queues of one's own, columns that stay, one act for many dossiers, notes, papers beside data, a list that follows what happens
// while it is open. With JavaScript by keyboard, and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { LOGINS, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

const focused = (locator) => locator.evaluate((it) => it === document.activeElement);

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  const look = async (page) => (javaScript ? audited(page) : undefined);

  test(`a queue is narrowed, saved, renamed and deleted, ${how} JavaScript`, async () => {
    const page = await signIn(house, LOGINS.officer, { javaScript, screen: javaScript ? DESKTOP : PHONE });
    await page.goto("/can-bo?hang=qua-han");
    await look(page);
    await press(page, page.getByRole("link", { name: "Lọc theo thủ tục, bước" }));
    await look(page);
    await page.locator('select[name="tt"]').selectOption({ index: 1 });
    await press(page, page.getByRole("button", { name: "Xem hàng đợi" }));
    assert.match(await textOf(page), /Đang lọc: thủ tục/);
    await look(page);
    await page.locator("summary", { hasText: "Lưu thành hàng đợi riêng" }).press("Enter");
    const name = `Quá hạn của tôi ${how}`;
    await page.fill('main [name="name"]', name);
    await press(page, page.getByRole("button", { name: "Lưu hàng đợi" }));
    assert.match(await page.locator("nav.own a[aria-current]").innerText(), new RegExp(name));
    await look(page);
    await press(page, page.getByRole("link", { name: "Sửa hàng đợi đã lưu" }));
    await look(page);
    await page.locator('main [name="name"]').fill(`${name}, gấp`);
    await press(page, page.getByRole("button", { name: "Đổi tên" }));
    assert.match(await textOf(page), /gấp/);
    await press(page, page.getByRole("button", { name: "Xóa hàng đợi này" }));
    assert.match(await textOf(page), /Chưa lưu hàng đợi nào/);
  });

  test(`columns are chosen and stay, ${how} JavaScript`, async () => {
    const page = await signIn(house, LOGINS.civilOfficer, { javaScript, screen: DESKTOP });
    await page.goto("/can-bo/cot");
    await look(page);
    await page.locator('input[value="nguoi-thu-ly"]').setChecked(javaScript);
    await page.locator('input[value="buoc"]').setChecked(!javaScript);
    await press(page, page.getByRole("button", { name: "Ghi lựa chọn" }));
    await page.goto("/can-bo?hang=cua-don-vi");
    const heads = await page.locator("table.desk thead").innerText();
    assert.equal(/Người thụ lý/.test(heads), javaScript);
    assert.equal(/Bước/.test(heads), !javaScript);
  });

  test(`one act is foreseen and done for a whole queue, ${how} JavaScript`, async () => {
    const page = await signIn(house, LOGINS.head, { javaScript, screen: javaScript ? DESKTOP : PHONE });
    await page.goto("/can-bo?hang=cua-don-vi");
    await press(page, page.getByRole("link", { name: "Xử lý cả hàng đợi" }));
    await look(page);
    await page.locator('input[name="viec"][value="giao"]').check();
    await page.locator('select[name="nguoi"]').selectOption({ index: javaScript ? 1 : 2 });
    await press(page, page.getByRole("button", { name: "Xem trước" }));
    assert.match(await textOf(page), /hồ sơ sẽ được thực hiện[\s\S]*Giữ nguyên \d+ hồ sơ/);
    await look(page);
    await press(page, page.getByRole("button", { name: /Thực hiện với \d+ hồ sơ/ }));
    let said = await textOf(page);
    for (let tries = 0; tries < 100 && !/Đã xong/.test(said); tries += 1) {
      await page.waitForTimeout(200);
      if (!javaScript) await page.reload();
      said = await textOf(page);
    }
    assert.match(said, /Đã xong[\s\S]*Đã thực hiện [1-9]\d*[\s\S]*Giữ nguyên [1-9]\d*/);
    await look(page);
    await page.goto("/can-bo/hang-loat");
    assert.match(await textOf(page), /Giao cho/);
    await look(page);
  });

  test(`a note is left and papers are laid beside data, ${how} JavaScript`, async () => {
    const page = await signIn(house, LOGINS.head, { javaScript, screen: javaScript ? DESKTOP : PHONE });
    await page.goto("/can-bo?hang=cua-don-vi");
    await press(page, page.locator("tbody td.code a").first());
    await page.fill('main [name="note_text"]', `Đã gọi điện cho người nộp, ${how}.`);
    const save = page.getByRole("button", { name: "Lưu ghi chú" });
    await press(page, save);
    assert.match(await textOf(page), new RegExp(`Đã gọi điện cho người nộp, ${how}`));
    await look(page);
    const row = page.locator("tbody tr");
    await page.goto("/can-bo?hang=cua-don-vi");
    const ids = await row.evaluateAll((rows) => rows.map((it) => it.dataset.row));
    // Of most of them the papers came on paper.
    for (const id of ids) {
      await page.goto(`/can-bo/ho-so/${id}/doi-chieu`);
      if (await page.locator("ul.files a").count()) break;
    }
    await look(page);
    await press(page, page.locator("ul.files a").first());
    assert.equal(await page.locator(".leaf").count(), 1);
  });
}

test("keys walk the desk, are off while somebody types, and can be turned off", async () => {
  const page = await signIn(house, LOGINS.head, { screen: DESKTOP });
  await page.goto("/can-bo?hang=cua-don-vi");
  const links = page.locator("tbody td.code a");
  assert.ok((await links.count()) >= 2, "the demo has work for the division");
  await page.keyboard.press("j");
  assert.ok(await focused(links.first()));
  await page.keyboard.press("j");
  assert.ok(await focused(links.nth(1)));
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  assert.equal(await page.locator('input[name="chon"]:checked').count(), 1);
  await page.keyboard.press("/");
  assert.ok(await focused(page.locator("#loc")));
  await page.keyboard.type("jkox?");
  assert.equal(await page.locator("#loc").inputValue(), "jkox?", "letters are letters in a box");
  await links.first().focus();
  const address = new URL(await links.first().evaluate((link) => link.href)).pathname;
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("o")]);
  assert.equal(new URL(page.url()).pathname, address);
  await page.goto("/can-bo?hang=cua-don-vi");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("?")]);
  assert.match(await textOf(page), /Phím tắt/);
  await audited(page);
  await page.goto("/can-bo/cot");
  await page.locator('input[name="phim"]').uncheck();
  await press(page, page.getByRole("button", { name: "Ghi lựa chọn" }));
  await page.goto("/can-bo?hang=cua-don-vi");
  await page.keyboard.press("j");
  assert.ok(!(await focused(page.locator("tbody td.code a").first())), "turned off");
});

test("an open list follows what happens and keeps the focus where it is", async () => {
  const head = await signIn(house, LOGINS.head, { screen: DESKTOP });
  await head.goto("/can-bo?hang=cua-don-vi");
  const row = head.locator("tbody tr", { hasText: "Phân công thụ lý" }).first();
  const id = await row.getAttribute("data-row");
  const other = head.locator("tbody tr td.code a").last();
  await other.focus();
  await head.evaluate(() => (window.stays = true));
  const second = await signIn(house, LOGINS.head, { screen: DESKTOP });
  await second.goto(`/can-bo/ho-so/${id}`);
  const form = second.locator('main form[action$="/buoc"]').first();
  await form.locator('select[name="person"]').selectOption({ index: 1 });
  await press(second, form.locator("button[type=submit]"));
  await head.waitForFunction((id) => !/Phân công thụ lý/.test(document.querySelector(`tr[data-row="${id}"]`).innerText), id, {
    timeout: 20000,
  });
  assert.ok(await focused(other), "nobody was moved");
  assert.ok(await head.evaluate(() => window.stays), "the page was not loaded anew");
});

test("the ledger holds", () => verified(house.program));
