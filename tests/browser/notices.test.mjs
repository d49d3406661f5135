// What people are told: a citizen reads the inbox and chooses channels, an administrator writes a text; each with and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { audited } from "./machine.mjs";
import { LOGINS, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => {
  // Nobody listens there: what is sent waits, and the pages offer the channels.
  process.env.MOTCUA_MAIL_URL = "smtp://127.0.0.1:1";
  process.env.MOTCUA_MAIL_FROM = "motcua@vidu.vn";
  process.env.MOTCUA_SMS_URL = "http://127.0.0.1:1/send";
  house = await open();
});
after(() => house?.close());

/** Opens the inbox once something was told. */
async function inbox(page) {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto("/thong-bao");
    if ((await page.locator("main section.card").count()) > 1) return;
    await page.waitForTimeout(200);
  }
  assert.fail("nothing was told");
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";

  test(`a citizen reads the inbox, ${how} JavaScript, on a phone`, async () => {
    const citizen = await signIn(house, LOGINS.citizen, { javaScript, screen: PHONE });
    await inbox(citizen);
    assert.match(await textOf(citizen), /Có (từ )?\d+ thông báo chưa đọc/);
    if (javaScript) await audited(citizen);
    await press(citizen, citizen.getByRole("button", { name: /Đã đọc, mở hồ sơ/ }).first());
    assert.match(citizen.url(), /\/ho-so\/0/);
    if (javaScript) return;
    await inbox(citizen);
    await press(citizen, citizen.getByRole("button", { name: "Đánh dấu đã đọc tất cả" }));
    assert.match(await textOf(citizen), /Không còn thông báo chưa đọc/);
  });

  test(`a citizen chooses channels, ${how} JavaScript, on a phone`, async () => {
    const citizen = await signIn(house, LOGINS.citizen, { javaScript, screen: PHONE });
    await citizen.goto("/tai-khoan");
    await citizen.getByRole("link", { name: "Chọn cách nhận thông báo" }).click();
    assert.doesNotMatch(await textOf(citizen), /Zalo/);
    if (javaScript) await audited(citizen);
    await citizen.getByLabel("Nhận qua thư điện tử").check();
    await citizen.getByLabel("Địa chỉ thư điện tử").fill("khong-phai-thu");
    await press(citizen, citizen.getByRole("button", { name: "Lưu cách nhận" }));
    assert.match(await textOf(citizen), /Địa chỉ thư điện tử có dạng/);
    if (javaScript) await audited(citizen);
    await citizen.getByLabel("Địa chỉ thư điện tử").fill("anh@vidu.vn");
    await press(citizen, citizen.getByRole("button", { name: "Lưu cách nhận" }));
    await citizen.goto("/tai-khoan/thong-bao");
    assert.ok(await citizen.getByLabel("Nhận qua thư điện tử").isChecked());
    assert.equal(await citizen.getByLabel("Địa chỉ thư điện tử").inputValue(), "anh@vidu.vn");
  });

  test(`an administrator writes a text, ${how} JavaScript`, async () => {
    const admin = await signIn(house, "quan-tri-tinh", { javaScript, screen: DESKTOP });
    await admin.goto("/quan-tri/thong-bao");
    if (javaScript) await audited(admin);
    await admin.getByRole("link", { name: "Lời thông báo" }).click();
    if (javaScript) await audited(admin);
    await admin.goto("/quan-tri/loi-thong-bao/tiep-nhan/hop-thu");
    const body = admin.locator('textarea[name="body"]');
    const own = await body.inputValue();
    await body.fill(`${own}\n\nSố ${javaScript ? "một" : "hai"}: {ma_ho_so}, {ma_la}`);
    await press(admin, admin.getByRole("button", { name: "Xem trước, chưa lưu" }));
    assert.match(await textOf(admin), /Không có chỗ điền \{ma_la\}/);
    await body.fill(`${own}\n\nSố ${javaScript ? "một" : "hai"}: {ma_ho_so}`);
    await press(admin, admin.getByRole("button", { name: "Xem trước, chưa lưu" }));
    assert.match(await textOf(admin), /Số (một|hai): H44\.101-261118-0007/);
    assert.match(await textOf(admin), /Thêm: Số (một|hai): \{ma_ho_so\}/);
    if (javaScript) await audited(admin);
    await press(admin, admin.getByRole("button", { name: "Lưu lời riêng" }));
    assert.match(await textOf(admin), /Lời riêng đã soạn/);
    await press(admin, admin.getByRole("button", { name: "Dừng dùng lời này" }).first());
    assert.match(await textOf(admin), /Giống lời mẫu|Đã dừng/);
  });
}
