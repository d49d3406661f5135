// A leader's morning: the brief on a phone, down to a figure, a question to the division, its answer; the report and its workbook. With
// and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

for (const javaScript of [true, false]) {
  test(`a figure is asked about and answered, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const look = async (page) => (javaScript ? audited(page) : undefined);
    const leader = await signIn(house, "lanh-dao", { javaScript, screen: PHONE });
    await leader.goto("/lanh-dao/ban-tin");
    assert.match(await textOf(leader), /Hồ sơ quá hạn [1-9]\d*/);
    await look(leader);
    await press(leader, leader.getByRole("link", { name: /^Hồ sơ quá hạn \d/ }));
    await look(leader);
    await leader.goto("/lanh-dao/canh-bao?cot=qua-han&theo=don-vi");
    await look(leader);
    const row = leader.locator("main tbody tr").filter({ hasText: "Phòng Kinh tế, Hạ tầng và Đô thị" });
    await press(leader, row.getByRole("link"));
    await look(leader);
    await press(leader, leader.getByRole("link", { name: "Hỏi đơn vị về số liệu này" }));
    await look(leader);
    await press(leader, leader.getByRole("button", { name: "Gửi câu hỏi" }));
    assert.match(await textOf(leader), /Nhập điều cần giải trình/);
    await look(leader);
    const question = `Vì sao chậm, ${javaScript ? "lần một" : "lần hai"}?`;
    await leader.fill('main [name="question"]', question);
    await press(leader, leader.getByRole("button", { name: "Gửi câu hỏi" }));
    assert.match(await textOf(leader), /Chờ trả lời/);
    await look(leader);

    const head = await signIn(house, "truong-phong", { javaScript, screen: DESKTOP });
    await head.goto("/can-bo/hoi");
    await look(head);
    await press(head, head.getByRole("row").filter({ hasText: question }).getByRole("link"));
    await look(head);
    await head.fill('main [name="answer"]', "Thiếu người trong tuần qua; xong trước thứ Sáu.");
    await press(head, head.getByRole("button", { name: "Gửi trả lời" }));
    assert.match(await textOf(head), /Đã trả lời[\s\S]*xong trước thứ Sáu/);
    await look(head);
    await leader.reload();
    assert.match(await textOf(leader), /xong trước thứ Sáu/);
  });
}

test("the report on screen, by body and procedure, and as a workbook", async () => {
  const leader = await signIn(house, "lanh-dao-tinh", { screen: DESKTOP });
  await leader.goto("/lanh-dao/bao-cao");
  await audited(leader);
  await press(leader, leader.getByRole("link", { name: "Theo thủ tục" }));
  await press(leader, leader.getByRole("link", { name: "Năm nay" }));
  assert.match(await textOf(leader), /Cộng[\s\S]*[1-9]/);
  await audited(leader);
  const download = leader.waitForEvent("download");
  await leader.getByRole("link", { name: "Tải tệp Excel" }).click();
  assert.match((await download).suggestedFilename(), /^tinh-hinh-\d{4}-01-01-.*\.xlsx$/);
});

test("the ledger holds", () => verified(house.program));
