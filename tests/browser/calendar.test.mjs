// A storm closes a ward: an administrator proposes, sees what would move, a leader approves, everything is counted again. With and
// without JavaScript.
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

for (const javaScript of [true, false]) {
  test(`a calendar is changed by decision, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const admin = await signIn(house, "quan-tri", { javaScript, screen: DESKTOP });
    const look = async (page) => (javaScript ? audited(page) : undefined);
    await admin.goto("/quan-tri/lich");
    await look(admin);
    await press(admin, admin.getByRole("link", { name: "Đề nghị thay đổi lịch" }));
    await look(admin);
    await press(admin, admin.getByRole("link", { name: "Đóng cửa theo quyết định" }));
    await look(admin);
    await press(admin, admin.getByRole("button", { name: "Xem trước ảnh hưởng" }));
    assert.match(await textOf(admin), /tên của thay đổi[\s\S]*văn bản làm căn cứ/);
    await look(admin);
    await admin.fill('main [name="name"]', "Nghỉ phòng chống bão số 12");
    await admin.fill('main [name="source"]', "Quyết định 12/QĐ-UBND ngày 18/11/2026");
    await fillDate(admin, "first", javaScript ? 1 : 5);
    await fillDate(admin, "last", javaScript ? 3 : 8);
    await press(admin, admin.getByRole("button", { name: "Xem trước ảnh hưởng" }));
    const proposed = await textOf(admin);
    assert.match(proposed, /Chờ duyệt[\s\S]*Ảnh hưởng nếu duyệt bây giờ[\s\S]*Người đề nghị không tự duyệt/);
    assert.match(proposed, /[1-9]\d* hồ sơ đổi hạn/);
    await look(admin);

    const leader = await signIn(house, "lanh-dao", { javaScript, screen: DESKTOP });
    await leader.goto(new URL(admin.url()).pathname);
    await look(leader);
    await press(leader, leader.getByRole("button", { name: "Không duyệt" }));
    assert.match(await textOf(leader), /lý do không duyệt/);
    await press(leader, leader.getByRole("button", { name: "Duyệt và tính lại hồ sơ" }));
    let said = await textOf(leader);
    for (let tries = 0; tries < 100 && !/Đã xong/.test(said); tries += 1) {
      await leader.waitForTimeout(200);
      await leader.reload();
      said = await textOf(leader);
    }
    assert.match(said, /Đã duyệt[\s\S]*Đã xong: [1-9]\d* hồ sơ đổi hạn/);
    await look(leader);
    await leader.goto("/quan-tri/lich");
    assert.match(await textOf(leader), /Nghỉ phòng chống bão số 12/);
  });
}

test("the ledger holds", () => verified(house.program));
