// A leader learns what late means: on a practice installation, with a clock that is set forward; and finds help and the bundle for
// support on the way. With and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open("practice")));
after(() => house?.close());

for (const javaScript of [true, false]) {
  test(`a leader does an exercise, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const screen = javaScript ? PHONE : DESKTOP;
    const look = async (page) => (javaScript ? audited(page) : undefined);
    let leader = await signIn(house, "lanh-dao", { javaScript, screen });
    await press(leader, leader.getByRole("link", { name: "Luyện tập", exact: true }));
    assert.match(await textOf(leader), /Tiếp nhận một hồ sơ tại quầy[\s\S]*đồng hồ luyện tập/);
    await look(leader);
    await press(leader, leader.getByRole("link", { name: "Tìm nguyên nhân hồ sơ chậm" }));
    await look(leader);
    const begin = javaScript ? "Bắt đầu" : "Làm lại từ đầu";
    await press(leader, leader.getByRole("button", { name: begin }));
    await look(leader);
    await press(leader, leader.getByRole("link", { name: "Đến trang của bước này" }));
    await press(leader, leader.getByRole("button", { name: "Chuyển đồng hồ" }));
    assert.match(await textOf(leader), /Chọn khoảng thời gian/);
    await look(leader);
    await leader.getByLabel("3 ngày").check();
    await press(leader, leader.getByRole("button", { name: "Chuyển đồng hồ" }));

    leader = await signIn(house, "lanh-dao", { javaScript, screen });
    await leader.goto("/lanh-dao/canh-bao?cot=qua-han&theo=don-vi");
    await press(leader, leader.locator("main tbody tr").first().getByRole("link"));
    await press(leader, leader.getByRole("link", { name: "Hỏi đơn vị về số liệu này" }));
    await leader.fill('main [name="question"]', "Vì sao chậm?");
    await press(leader, leader.getByRole("button", { name: "Gửi câu hỏi" }));
    await leader.goto("/luyen-tap/ho-so-cham");
    for (let turn = 0; turn < 50 && !/đã làm xong bài này/.test(await textOf(leader)); turn += 1) await leader.reload();
    assert.match(await textOf(leader), /đã làm xong bài này/);
    await look(leader);
  });
}

test("a screen leads to its help and back, a refusal to its bundle", async () => {
  const clerk = await signIn(house, "mot-cua", { screen: PHONE });
  await clerk.goto("/quay");
  await press(clerk, clerk.getByRole("link", { name: "Trợ giúp" }));
  assert.match(await textOf(clerk), /Cách làm[\s\S]*Tiếp nhận và hẹn trả kết quả/);
  await audited(clerk);
  await press(clerk, clerk.getByRole("link", { name: "Trang đang xem" }));
  assert.equal(new URL(clerk.url()).pathname, "/quay");
  await clerk.goto("/can-bo/ho-so/00000000-0000-7000-8000-000000000000");
  await press(clerk, clerk.getByRole("link", { name: /^Thông tin cho bộ phận hỗ trợ/ }));
  assert.match(await textOf(clerk), /toàn bộ nội dung sẽ gửi đi[\s\S]*\/can-bo\/ho-so\/\{id\}/);
  await clerk.getByText("Nội dung tệp").click();
  await audited(clerk);
  const download = clerk.waitForEvent("download");
  await clerk.getByRole("link", { name: "Tải về để gửi" }).click();
  assert.match((await download).suggestedFilename(), /^ho-tro-[0-9a-f-]+\.json$/);
  const admin = await signIn(house, "quan-tri", { screen: DESKTOP });
  await admin.goto("/quan-tri/ho-tro");
  await audited(admin);
});

test("the ledger of practice holds", () => verified(house.program));
