// Two communes are merged: an administrator of the province plans, the leader of one of them accepts, approved it takes effect at once,
// and the counter goes on in the new body. With and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, open, verified } from "./harness.mjs";
import { day, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

/** Fills a date so many days from today. */
async function fillDate(page, field, ahead) {
  for (const [part, text] of Object.entries(day(ahead))) await page.fill(`main [name="${field}-${part}"]`, text);
}

/** Begins a plan that holds so many days from today. */
async function planned(admin, look, decision, ahead) {
  await admin.goto("/quan-tri/sap-xep");
  await look(admin);
  await press(admin, admin.getByRole("link", { name: "Lập phương án" }));
  await press(admin, admin.locator("main form button").first());
  assert.match(await textOf(admin), /Nhập số nghị quyết/);
  await look(admin);
  await admin.fill('main [name="decision"]', decision);
  await fillDate(admin, "decided_on", -20);
  await fillDate(admin, "first_day", ahead);
  await press(admin, admin.locator("main form button").first());
  await look(admin);
}

/** Waits until everything has followed. */
async function followed(page) {
  let said = await textOf(page);
  for (let tries = 0; tries < 150 && !/(Đã xong[\s\S]*){2}/.test(said); tries += 1) {
    await page.waitForTimeout(200);
    await page.reload();
    said = await textOf(page);
  }
  return said;
}

/** Merges both units, named by the start of their names, into a new ward. */
async function merged(admin, look, units, name, code) {
  await press(admin, admin.getByRole("link", { name: "Sáp nhập, hợp nhất đơn vị" }));
  await look(admin);
  for (const unit of units) await admin.getByRole("checkbox", { name: unit, exact: true }).check();
  await admin.selectOption('main [name="r1"]', { label: "Một cơ quan mới" });
  const more = admin.locator("main details").first();
  if (!(await more.evaluate((it) => it.open))) await more.locator("summary").click();
  await admin.fill('main [name="r1_name"]', name);
  await admin.selectOption('main [name="r1_kind"]', "ward");
  await admin.selectOption('main [name="r1_parent"]', { index: 1 });
  await admin.fill('main [name="r1_code"]', code);
  await press(admin, admin.getByRole("button", { name: "Thêm vào phương án" }));
}

const FIRST = "Ủy ban nhân dân phường Thanh Miếu";
const PLANS = [
  { javaScript: true, units: ["Ủy ban nhân dân phường Việt Trì", "Ủy ban nhân dân xã Tam Nông"], name: FIRST, code: "H44.250", ahead: 0 },
  { javaScript: false, units: [FIRST], name: "Ủy ban nhân dân phường Nông Trang", code: "H44.251", ahead: 1 },
];

for (const { javaScript, units, name, code, ahead } of PLANS) {
  test(`units go into another one, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const admin = await signIn(house, "quan-tri-tinh", { javaScript, screen: DESKTOP });
    const look = async (page) => (javaScript ? audited(page) : undefined);
    await planned(admin, look, "1678/NQ-UBTVQH15", ahead);
    await merged(admin, look, units, name, code);
    assert.match(await textOf(admin), new RegExp(`Mục 1\\. Sáp nhập[\\s\\S]*${name} \\(cơ quan mới\\)[\\s\\S]*1 cơ quan thành lập`));
    await look(admin);
    await press(admin, admin.getByRole("button", { name: "Gửi cơ quan tiếp nhận" }));
    await look(admin);
    const plan = new URL(admin.url()).pathname;
    await press(admin, admin.getByRole("link", { name: "Xem trước hồ sơ, biên lai bị ảnh hưởng" }));
    assert.match(await textOf(admin), /Hồ sơ đang giải quyết [1-9]\d*[\s\S]*số và ngày hẹn giữ nguyên/);
    await look(admin);

    const leader = await signIn(house, "lanh-dao", { javaScript, screen: DESKTOP });
    await leader.goto(plan);
    await look(leader);
    await leader.locator('main [name="bodies"]').first().check();
    await press(leader, leader.getByRole("button", { name: "Chưa đồng ý" }));
    assert.match(await textOf(leader), /lý do chưa đồng ý/);
    await look(leader);
    await press(leader, leader.getByRole("button", { name: "Đồng ý tiếp nhận" }));
    assert.match(await textOf(leader), /1 trên 1 cơ quan đã đồng ý/);

    await admin.goto(plan);
    await look(admin);
    await press(admin, admin.getByRole("button", { name: "Duyệt phương án" }));
    if (ahead > 0) {
      assert.match(await textOf(admin), /Chờ đến ngày hiệu lực/);
      return;
    }
    assert.match(await followed(admin), /Đã có hiệu lực[\s\S]*Hồ sơ, kết quả, bàn giao: Đã xong [1-9]/);
    await look(admin);
    await admin.goto("/quan-tri/don-vi");
    assert.match(await textOf(admin), new RegExp(name));

    const clerk = await signIn(house, "mot-cua", { javaScript, screen: DESKTOP });
    await clerk.goto("/can-bo");
    assert.match(await textOf(clerk), /Chờ tiếp nhận [1-9]\d*/);
    await look(clerk);
  });
}

test("a split and a table of codes are asked for", async () => {
  const admin = await signIn(house, "quan-tri-tinh", { screen: DESKTOP });
  await planned(admin, audited, "9/NQ-HĐND", 5);
  for (const link of ["Chia, tách đơn vị", "Đổi tên, đổi mã", "Chuyển trực thuộc", "Giải thể"]) {
    const plan = admin.url();
    await press(admin, admin.getByRole("link", { name: link }));
    await audited(admin);
    if (link.startsWith("Chia")) {
      await admin.selectOption('main [name="don_vi"]', { index: 1 });
      await press(admin, admin.getByRole("button", { name: "Tiếp tục" }));
      await audited(admin);
    }
    await press(admin, admin.locator("main form button").last());
    assert.match(await textOf(admin), /Chọn/);
    await audited(admin);
    await admin.goto(new URL(plan).pathname);
  }
  await admin.goto("/quan-tri/sap-xep/tu-bang");
  await audited(admin);
});

test("the ledger holds", () => verified(house.program));
