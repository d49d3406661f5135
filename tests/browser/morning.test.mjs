// A ward's morning at the counter: the accountant gives out a book, a clerk certifies ten times with a card and a few keys, somebody brings
// a batch, a receipt is voided and written again, the network is away for an hour, and the shift closes to the last đồng.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { button, HERE, prepare, read, receive, says, unlock } from "./machine.mjs";
import { day, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

const CARD = "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10052021";
const HEADS = ["Chủ hồ sơ: họ tên", "yeu_cau_loai", "yeu_cau_ho_ten", "giay_to_ten", "giay_to_noi_cap", "so_trang", "so_ban", "ban_sao_san", "cam_doan"];

/** A book of fifty receipts for a clerk. */
async function giveBook(first, last, to) {
  const accountant = await signIn(house, "ke-toan", { screen: DESKTOP });
  await accountant.goto("/quan-tri/bien-lai");
  for (const [name, text] of Object.entries({ template: "01BLP0-001", series: "AA-26P", first, last })) {
    await accountant.fill(`main section.card [name="${name}"]`, text);
  }
  await accountant.selectOption('main section.card select[name="to"]', { label: to });
  await press(accountant, 'main section.card button[type="submit"]');
  assert.match(await textOf(accountant), new RegExp(`${to}`));
  return accountant;
}

async function openShift(clerk, change) {
  await clerk.goto("/quay/thu-tien");
  await clerk.fill('main [name="change"]', change);
  await press(clerk, 'main form button[type="submit"]');
  assert.match(await textOf(clerk), /Ca đang mở/);
}

/** Waits until the page is ready for keys: the cursor stands in this box. */
async function focused(page, id) {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.waitForTimeout(20);
  }
  assert.fail(`the cursor never stood in ${id}`);
}

/** One person with a card: the scanner types, then so many keys; answers how many. */
async function certify(clerk, keys) {
  await focused(clerk, "card");
  await clerk.keyboard.insertText(CARD);
  await Promise.all([clerk.waitForEvent("load"), clerk.keyboard.press("Enter")]);
  await focused(clerk, "document-1");
  for (const key of keys) await clerk.keyboard.press(key);
  await Promise.all([clerk.waitForEvent("load"), clerk.keyboard.press("Enter")]);
  return keys.length + 1;
}

/** An hour without a network: the machine was made ready, two people come, both are in afterwards and pay. */
async function offlineHour(clerk) {
  await prepare(clerk, "Máy quầy số 1");
  await house.program.halt();
  await clerk.goto(HERE);
  await unlock(clerk);
  const given = [await receive(clerk, "Học bạ"), await receive(clerk, "Giấy khai sinh")];
  await house.program.resume();
  await button(clerk, "Đồng bộ 2 hồ sơ").press("Enter");
  await says(clerk, /2 hồ sơ đã vào hệ thống/);
  const opened = await clerk.getByRole("link", { name: "Mở hồ sơ" }).evaluateAll((links) => links.map((link) => link.href));
  assert.equal(new Set([...opened, ...given.map((it) => it.number)]).size, 4);
  for (const dossier of opened) {
    await clerk.goto(dossier);
    assert.match(await textOf(clerk), /Nhận khi mất mạng/);
    await press(clerk, clerk.getByRole("link", { name: "Thu phí" }).last());
    await press(clerk, clerk.getByRole("button", { name: "Thu tiền và lập biên lai" }));
    assert.match(await textOf(clerk), /12\.000 đồng/);
  }
}

for (const javaScript of [true, false]) {
  const [from, to, person, login] = javaScript
    ? ["1", "50", "Nguyễn Thị Ngọc Lan", "mot-cua"]
    : ["51", "100", "Trần Văn Hùng", "mot-cua-2"];
  test(`a morning at the counter, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const accountant = await giveBook(from, to, person);
    const clerk = await signIn(house, login, { javaScript, screen: DESKTOP });
    await openShift(clerk, "50.000");

    await clerk.goto("/quay/chung-thuc");
    for (let person = 0; person < 10; person += 1) {
      const used = await certify(clerk, ["3", "Tab", "3", "Tab", "2"]);
      assert.ok(used <= 6, `${used} keys a person`);
      assert.match(await textOf(clerk), /Đã chứng thực Nguyễn Thị Hồng Ánh: số \d+\/\d+-SCT\/BS, phí 10\.000 đồng, biên lai AA-26P/);
      await focused(clerk, "card");
    }
    await clerk.goto("/quay/chung-thuc/so?so=SCT%2FBS");
    assert.match(await textOf(clerk), /Cộng \d+ việc/);

    await clerk.goto("/quay/2.000815/lo");
    await clerk.fill('main [name="applicant.name"]', "Lê Thị Hoa");
    await clerk.check('main [name="applicant.acting"][value="self"]');
    await clerk.check('main [name="paper"][value="ban-chinh"]');
    const rows = Array.from({ length: 12 }, (_, n) => [
      `Khách hàng ${String.fromCharCode(65 + n)}`, "Cá nhân", "Lê Thị Hoa", `Hợp đồng ${n + 1}`, "Ngân hàng", "2", "1", "có", "có",
    ]);
    const table = (rows) => [HEADS, ...rows].map((row) => row.join("\t")).join("\n");
    await clerk.fill('main [name="rows"]', table(rows.map((row, n) => (n === 4 ? row.with(5, "hai") : row))));
    await press(clerk, clerk.getByRole("button", { name: "Tiếp nhận cả lô" }));
    assert.match(await textOf(clerk), /Dòng 6, cột “/);
    await clerk.fill('main [name="rows"]', table(rows));
    await press(clerk, clerk.getByRole("button", { name: "Tiếp nhận cả lô" }));
    assert.match(await textOf(clerk), /Danh sách hồ sơ nộp cùng lúc[\s\S]*Còn phải thu 48\.000 đồng/i);
    await press(clerk, clerk.getByRole("button", { name: "Thu tiền và lập một biên lai" }));
    assert.match(await textOf(clerk), /Biên lai thu phí, lệ phí[\s\S]*48\.000 đồng/i);

    await press(clerk, clerk.getByRole("link", { name: "Hủy biên lai" }));
    await clerk.fill('main [name="reason"]', "In sai tên người nộp");
    await clerk.check('main [name="taken_back"]');
    await press(clerk, clerk.getByRole("button", { name: "Hủy biên lai" }));
    assert.match(await textOf(clerk), /Biên lai mới thay cho biên lai vừa hủy/);
    await press(clerk, 'main form button[type="submit"]');
    assert.match(await textOf(clerk), /Thay thế biên lai AA-26P số \d+ đã hủy/);

    // Without JavaScript there is no offline counter.
    if (javaScript) await offlineHour(clerk);
    const [drawer, handed, notes] = javaScript ? ["222", "172", ["4", "1", "0", "1"]] : ["198", "148", ["3", "2", "3", "4"]];
    await clerk.goto("/quay/thu-tien");
    assert.match(await textOf(clerk), new RegExp(`Trong ngăn kéo phải có ${drawer}\\.000 đồng`));
    await press(clerk, clerk.getByRole("link", { name: "Kết ca" }));
    for (const [note, count] of [["50000", notes[0]], ["20000", notes[1]], ["2000", notes[2]]]) await clerk.fill(`main [name="notes.${note}"]`, count);
    await press(clerk, clerk.getByRole("button", { name: "Kết ca" }));
    assert.match(await textOf(clerk), /thiếu 2\.000 đồng/);
    await clerk.fill('main [name="notes.2000"]', notes[3]);
    await press(clerk, clerk.getByRole("button", { name: "Kết ca" }));
    assert.match(await textOf(clerk), new RegExp(`Phải nộp ${handed}\\.000 đồng[\\s\\S]*Chênh lệch Không`));

    await accountant.goto("/quay/thu-tien/nop");
    await accountant.fill('main [name="slip"]', `GNT-${from}`);
    await accountant.fill('main [name="place"]', "Kho bạc Nhà nước khu vực VIII");
    for (const [part, text] of Object.entries(day())) await accountant.fill(`main [name="on-${part}"]`, text);
    await press(accountant, accountant.getByRole("button", { name: "Ghi giấy nộp tiền" }));
    assert.match(await textOf(accountant), new RegExp(`${handed}\\.000 đồng`));
  });
}

test("a result is taken by somebody who is authorised, and recalled when it proves wrong", async () => {
  const clerk = await signIn(house, "mot-cua", { javaScript: false, screen: DESKTOP });
  await clerk.goto("/can-bo/ket-qua");
  await press(clerk, clerk.locator("tbody td.code a").first());
  const dossier = new URL(clerk.url()).pathname;
  const form = clerk.locator('form[action$="/buoc"]', { has: clerk.locator('[name="recipient"]') }).first();
  await form.locator('[name="recipient"]').fill("Trần Văn Bình");
  await form.locator("summary").click();
  await form.locator('[name="authorised_kind"]').selectOption({ index: 1 });
  await form.locator('[name="authorised_number"]').fill("025088004321");
  await form.locator('[name="authorised_paper"]').fill("Giấy ủy quyền số 12 ngày 16/11/2026");
  await press(clerk, form.locator('button[type="submit"]'));
  assert.match(await textOf(clerk), /Đã trả kết quả/);
  await clerk.goto(`${dossier}/ky-nhan`);
  assert.match(await textOf(clerk), /Trần Văn Bình/);
  await press(clerk, clerk.getByRole("button", { name: "Ghi đã ký nhận" }));

  const leader = await signIn(house, "lanh-dao", { javaScript: false, screen: DESKTOP });
  await leader.goto(`${dossier}/thu-hoi`);
  await leader.fill('main [name="reason"]', "Ghi sai số nhà trên giấy đã cấp.");
  await press(leader, leader.getByRole("button", { name: "Thu hồi kết quả" }));
  assert.match(await textOf(leader), /căn cứ/i, "a recall rests on an article");
  await leader.fill('main [name="citation"]', "Điều 21 Nghị định 118/2025/NĐ-CP");
  await leader.fill('main [name="bring_back"]', "Bản chính đã nhận");
  await press(leader, leader.getByRole("button", { name: "Thu hồi kết quả" }));
  assert.match(await textOf(leader), /thu hồi[\s\S]*Trần Văn Bình/i, "it says who has it");
  await leader.goto(`${dossier}/thu-hoi`);
  assert.doesNotMatch(await textOf(leader), /^Thu hồi kết quả/, "not twice");
});

test("the till and the lane fit a phone", async () => {
  const clerk = await signIn(house, "mot-cua", { screen: PHONE });
  for (const path of ["/quay/thu-tien", "/quay/thu-tien/ca", "/quay/chung-thuc", "/quay/chung-thuc/so?so=SCT%2FBS", "/quay/2.000815/lo"]) {
    await clerk.goto(path);
    const wide = await clerk.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= PHONE.width, `${path} is ${wide} px wide`);
  }
});

test("the ledger of the morning holds", async () => verified(house.program));
