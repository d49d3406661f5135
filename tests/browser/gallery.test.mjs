// Every component in every state, on the site of the demo: valid, accessible, narrow enough, on a phone and on a desktop; and
// the error summary takes the focus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, deadEnds, markup, overflow } from "./audit.mjs";
import { DESKTOP, PHONE, open } from "./harness.mjs";

const PAGES = ["/mau", "/mau/bieu-mau", "/mau/hoi", "/mau/ngay", "/mau/ban-lam-viec", "/mau/xong", "/khong-co-trang-nay"];

let house;
before(async () => (house = await open()));
after(() => house?.close());

for (const screen of [PHONE, DESKTOP]) {
  test(`the components at ${screen.width} px`, async () => {
    const visitor = await house.visitor({ screen });
    const page = await visitor.newPage();
    for (const path of PAGES) {
      const answer = await page.goto(path);
      const found = [
        ...(await markup(await answer.text())),
        ...(await accessibility(page)),
        ...(await overflow(page)),
        ...(await deadEnds(page)),
      ];
      assert.deepEqual(found, [], path);
    }
    await visitor.close();
  });
}

test("the error summary takes the focus and leads to the field", async () => {
  const visitor = await house.visitor({ screen: PHONE });
  const page = await visitor.newPage();
  await page.goto("/mau/ngay");
  await page.click("button[type=submit] >> text=Tiếp tục");
  await page.waitForSelector("[data-summary]");
  assert.match(await page.title(), /^Lỗi: /);
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-summary]")));
  await page.click("[data-summary] a");
  assert.equal(await page.evaluate(() => document.activeElement.id), "khoi_cong-ngay");
  await visitor.close();
});
