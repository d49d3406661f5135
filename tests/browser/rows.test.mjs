// A list of people in a form, as people fill it in: a row more, a row less, Enter in a box. With JavaScript and without, on a
// phone and on a desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, press, signIn, textOf } from "./people.mjs";

const TYPED = {
  khai_ho_ten: "Nguyễn Thị Hồng Ánh",
  khai_so_dinh_danh: "025190001234",
  ho_ten: "Nguyễn Thị Hồng Ánh",
  "ngay_sinh-ngay": "12",
  "ngay_sinh-thang": "4",
  "ngay_sinh-nam": "1990",
  so_dinh_danh: "025190001234",
  thuong_tru: "Xã Tam Nông, tỉnh Phú Thọ",
};
const CHOSEN = { "applicant.acting": "self", gioi_tinh: "nu", chua_thanh_nien: "false" };

let house;
before(async () => (house = await open()));
after(() => house?.close());

const submit = (page) => press(page, page.locator("main form[method=post] button[type=submit]").last());

/** Begins a registration of residence and answers up to the page of those who come along. */
async function upToThePeople(page) {
  await page.goto("/nop-ho-so/1.004194");
  await page.locator('input[name="case"][value="ca-nhan"]').check();
  const bodies = page.locator('select[name="competent"]');
  if (await bodies.count()) await bodies.selectOption({ index: 1 });
  await submit(page);
  for (let turn = 0; turn < 12 && !page.url().includes("nguoi-cung-di"); turn += 1) {
    for (const [name, text] of Object.entries(TYPED)) {
      const box = page.locator(`main [name="${name}"]`);
      if (await box.count()) await box.fill(text);
    }
    for (const [name, value] of Object.entries(CHOSEN)) {
      const choice = page.locator(`main input[name="${name}"][value="${value}"]`);
      if (await choice.count()) await choice.check();
    }
    await press(page, page.locator("main form[method=post]:not(.leave)").first().locator("button[type=submit]").first());
  }
  await page.locator('input[name="cung_di_co"][value="true"]').check();
  await submit(page);
}

for (const javaScript of [true, false]) {
  for (const screen of [PHONE, DESKTOP]) {
    test(`people come and go in a list, ${screen.width} px, JavaScript ${javaScript}`, async () => {
      const page = await signIn(house, LOGINS.citizen, { screen, javaScript });
      await upToThePeople(page);
      await page.fill('[name="cung_di-1-ho_ten"]', "Trần Gia Bảo");
      await press(page, page.getByRole("button", { name: "Thêm người", exact: true }));
      assert.equal(await page.inputValue('[name="cung_di-1-ho_ten"]'), "Trần Gia Bảo");
      await page.fill('[name="cung_di-2-ho_ten"]', "Trần Gia Hân");
      // Enter in a box saves the page, it takes no row out.
      await press(page, page.locator('[name="cung_di-2-ho_ten"]'));
      assert.match(await textOf(page), /Người 2: Mời nhập thông tin này: Ngày, tháng, năm sinh/);
      await press(page, page.getByRole("button", { name: "Bỏ người 1", exact: true }));
      assert.equal(await page.inputValue('[name="cung_di-1-ho_ten"]'), "Trần Gia Hân");
      assert.equal(await page.locator('[name="cung_di-2-ho_ten"]').count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      await page.context().close();
    });
  }
}
