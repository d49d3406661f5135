// The desk by keyboard: the arrows lead from dossier to dossier, X ticks one, and those that are ticked are passed on together.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

const QUEUE = "/can-bo?hang=cho-nhan-viec";

test("arrows walk the queue and X chooses", async () => {
  const page = await signIn(house, LOGINS.head, { screen: DESKTOP });
  await page.goto(QUEUE);
  const links = page.locator("tbody td.code a");
  assert.ok((await links.count()) >= 2, "the demo has work for the head");
  await links.first().focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await links.nth(1).evaluate((link) => link === document.activeElement));
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("x");
  await page.keyboard.press("x");
  const ticked = page.locator('input[name="chon"]:checked');
  assert.equal(await ticked.count(), 1, "X ticks and unticks the row in focus");
  await press(page, page.getByRole("button", { name: "Xử lý các hồ sơ đã chọn" }));
  assert.match(await textOf(page), /Xử lý 1 hồ sơ/);
});

test("what was chosen is passed on without JavaScript, on a phone", async () => {
  const page = await signIn(house, LOGINS.head, { javaScript: false, screen: PHONE });
  await page.goto(QUEUE);
  const rows = page.locator("tbody tr", { hasText: "Phân công thụ lý" });
  assert.ok((await rows.count()) >= 1, "the demo has something to assign");
  await rows.first().locator('input[name="chon"]').check();
  await press(page, page.getByRole("button", { name: "Xử lý các hồ sơ đã chọn" }));
  await page.locator('input[name="way"]').first().check();
  await page.locator('select[name^="person-"]').first().selectOption({ index: 1 });
  await press(page, page.getByRole("button", { name: "Thực hiện với các hồ sơ đã chọn" }));
  assert.match(await textOf(page), /Đã thực hiện với 1 hồ sơ/);
});
