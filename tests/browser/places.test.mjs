// Who files for whom, and where: a mother for her newborn, somebody at the counter with their card, a household business taken in by
// another commune than the one that decides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, day, file, press, scan, signIn, takeDown, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

for (const javaScript of [true, false]) {
  const options = { javaScript, screen: PHONE };
  test(`a mother files for her newborn, ${javaScript ? "with" : "without"} JavaScript, on a phone`, async () => {
    const citizen = await signIn(house, LOGINS.citizen, options);
    const child = { kind: "newborn", name: "Trần Gia Bảo", "born-ngay": "1", "born-thang": "11", "born-nam": "2026", sex: "nam" };
    const wish = { "applicant.acting": "parent" };
    for (const [field, text] of Object.entries(child)) wish[`applicant.people.0.${field}`] = text;
    let prefilled = false;
    const look = async (page) => {
      const name = page.locator('main [name="tre_ho_ten"]');
      if (await name.count()) prefilled ||= (await name.inputValue()) === "Trần Gia Bảo";
    };
    const dossier = await file(citizen, "1.001193", { wish, look });
    assert.ok(prefilled, "the name of the child is typed once");
    await citizen.goto(dossier);
    assert.match(await textOf(citizen), /Chủ hồ sơ Trần Gia Bảo/);
  });

  test(`at the counter with a card, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const clerk = await signIn(house, LOGINS.reception, { javaScript, screen: DESKTOP });
    await clerk.goto("/quay/1.013225");
    await clerk.fill('main [name="card"]', "không phải thẻ");
    await press(clerk, 'main [name="card"]');
    assert.match(await textOf(clerk), /không phải mã của thẻ căn cước/);
    await scan(clerk);
    assert.match(await textOf(clerk), /Thẻ của Nguyễn Thị Hồng Ánh/);
    assert.equal(await clerk.inputValue('main [name="applicant.number"]'), "025190001234");
    const papers = ["000.00.00.G17-KQ002695", "G17-KQ003215", "000.00.00.G17-KQ002712"];
    const dossier = await takeDown(clerk, { papers, xay_dung_xa: "Phường Việt Trì", xay_dung_tinh: "Phú Thọ" });
    await clerk.goto(`/can-bo${dossier}`);
    assert.match(await textOf(clerk), /Quét mã QR trên thẻ căn cước/);
  });
}

test("another commune receives, hands over, and it is acknowledged, without JavaScript", async () => {
  const clerk = await signIn(house, LOGINS.reception, { javaScript: false, screen: DESKTOP });
  const there = await signIn(house, LOGINS.receptionElsewhere, { javaScript: false, screen: DESKTOP });
  await clerk.goto("/quay/1.001612");
  await scan(clerk);
  const seen = [];
  const wish = { papers: ["giay-de-nghi"], nop_tu_cach: "chu-ho", tru_so_xa: "Xã Tam Nông", tru_so_tinh: "Phú Thọ", seen };
  const begins = day(14);
  for (const [part, text] of Object.entries(begins)) wish[`bat_dau-${part}`] = text;
  wish["chu_ho_ngay_sinh-nam"] = "1990";
  const dossier = await takeDown(clerk, wish);
  assert.match(seen[0] ?? "", /thuộc thẩm quyền của Ủy ban nhân dân xã Tam Nông/, "said before it is received");
  assert.match(await textOf(clerk), /Cơ quan có thẩm quyền giải quyết Ủy ban nhân dân xã Tam Nông/);
  await clerk.goto("/can-bo/ban-giao");
  assert.match(await textOf(clerk), /Chưa bàn giao/);
  await clerk.goto(`/can-bo${dossier}/ban-giao`);
  await press(clerk, clerk.getByRole("button", { name: "Bàn giao", exact: true }));
  await there.goto("/can-bo/ban-giao");
  assert.match(await textOf(there), /Chờ xác nhận/);
  await there.goto(`/can-bo${dossier}/ban-giao`);
  await press(there, there.getByRole("button", { name: "Xác nhận đã nhận đủ" }));
  assert.match(await textOf(there), /Đã xác nhận nhận đủ/);
  await clerk.goto(`/can-bo${dossier}`);
  assert.match(await textOf(clerk), /Xác nhận đã nhận đủ bàn giao/);
});
