// Six real procedures from the first page to the result in somebody's hand, through every body that has a part in them: a permit
// that is supplemented twice, a newborn's birth, a residence, a plot of land that costs money, a child with everything that
// comes with it, a household business that another commune receives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, PAPER, day, file, press, scan, signIn, takeDown, takeStep, textOf } from "./people.mjs";

const LAND = "G17-KQ003215";
/** Everybody of the demo who has a desk, in the order in which work tends to reach them. */
const DESKS = [
  "mot-cua", "mot-cua-tam-nong", "mot-cua-dat-dai", "truong-phong", "chuyen-vien", "truong-phong-vhxh", "chuyen-vien-vhxh",
  "canh-sat", "truong-cong-an", "kinh-te-tam-nong", "chu-tich-tam-nong", "van-hoa-tam-nong", "truong-phong-dat-dai",
  "chuyen-vien-dat-dai", "thue", "lanh-dao-thue", "giam-doc-dat-dai", "van-thu-dat-dai", "bao-hiem", "giam-doc-bao-hiem",
  "can-cuoc", "giam-doc-cong-an", "ky-duyet", "van-thu",
];

let house;
before(async () => (house = await open()));
after(() => house?.close());

const people = new Map();
/** A page of this person; each signs in once. */
async function as(login) {
  if (!people.has(login)) people.set(login, await signIn(house, login, { javaScript: false, screen: DESKTOP }));
  return people.get(login);
}

const submit = (page) => press(page, page.locator("main form[method=post] button[type=submit]").last());
const dated = (name) => Object.fromEntries(Object.entries(day()).map(([part, text]) => [`${name}-${part}`, text]));

async function receive(dossier) {
  const clerk = await as(LOGINS.reception);
  await clerk.goto(`/can-bo${dossier}`);
  await press(clerk, clerk.locator('form[action$="/tiep-nhan"] button[type=submit]'));
}

/** What leads on, of what this person is offered on the dossier now; nothing for whoever may not see it. */
async function offered(page, dossier) {
  const answer = await page.goto(`/can-bo${dossier}`);
  if (answer.status() !== 200) return undefined;
  const actions = page.locator('main form[action$="/buoc"] input[name="action"]');
  return (await actions.count()) > 0 ? actions.first().getAttribute("value") : undefined;
}

/** Everybody does what their desk offers until the citizen reads that the result was handed over, or until `enough`. */
async function settle(dossier, enough = async () => false) {
  for (let rounds = 0; rounds < 12; rounds += 1) {
    let moved = false;
    for (const login of DESKS) {
      const page = await as(login);
      for (let action = await offered(page, dossier); action; action = await offered(page, dossier)) {
        await takeStep(page, dossier, action, { ...dated("receipt_date"), notice_number: "TB-15", amount: "1.250.000" });
        moved = true;
        if (await enough()) return;
      }
    }
    const seen = await page0(dossier);
    if (/Đã trả kết quả/.test(seen)) return;
    assert.ok(moved, `nobody has anything to do with ${dossier}: ${seen}`);
  }
  assert.fail(`${dossier} has no end`);
}

/** What the one-stop officer reads of it. */
async function page0(dossier) {
  const clerk = await as(LOGINS.reception);
  await clerk.goto(`/can-bo${dossier}`);
  return textOf(clerk);
}

/** Papers are asked for; the citizen sends them. */
async function supplement(asker, citizen, dossier, approval) {
  await asker.goto(`/can-bo${dossier}/yeu-cau-bo-sung`);
  await asker.fill(`main [name="what-${LAND}"]`, "Ảnh chụp bị mờ, không đọc được số thửa.");
  if (approval) await asker.fill('main [name="approval"]', approval);
  await submit(asker);
  assert.match(await textOf(asker), /phiếu yêu cầu bổ sung/i);
  await citizen.goto(`${dossier}/bo-sung`);
  await citizen.setInputFiles(`main [name="paper-${LAND}"]`, PAPER);
  await submit(citizen);
}

const citizen = () => signIn(house, LOGINS.citizen, { javaScript: false, screen: PHONE });

/** The citizen reads that it is over, with the number of the result. */
async function assertDone(page, dossier) {
  await page.goto(dossier);
  assert.match(await textOf(page), /Đã trả kết quả/);
}

test("a construction permit that is supplemented twice", async () => {
  const page = await citizen();
  const dossier = await file(page, "1.013225", { wish: { case: "nha-o" } });
  await receive(dossier);
  const officer = await as(LOGINS.officer);
  await takeStep(await as(LOGINS.reception), dossier, "chuyen");
  await takeStep(await as(LOGINS.head), dossier, "phan-cong");
  await supplement(officer, page, dossier);
  await takeStep(officer, dossier, "trinh-cap");
  await supplement(await as(LOGINS.head), page, dossier, "Bản chụp lần hai vẫn thiếu trang 3.");
  await settle(dossier);
  await assertDone(page, dossier);
  const clerk = await as(LOGINS.reception);
  await clerk.goto(`/can-bo${dossier}`);
  assert.match(await clerk.locator("main").textContent(), /Yêu cầu bổ sung thêm một lần/);
});

test("a birth that a mother registers for her newborn", async () => {
  const page = await citizen();
  const born = day(-6);
  const child = { kind: "newborn", name: "Trần Gia Bảo", sex: "nam", "born-ngay": born.ngay, "born-thang": born.thang, "born-nam": born.nam };
  const wish = { "applicant.acting": "parent" };
  for (const [field, text] of Object.entries(child)) wish[`applicant.people.0.${field}`] = text;
  const dossier = await file(page, "1.001193", { wish });
  await receive(dossier);
  await settle(dossier);
  await assertDone(page, dossier);
  assert.match(await textOf(page), /Trần Gia Bảo/);
});

test("a residence that is confirmed", async () => {
  const page = await citizen();
  const dossier = await file(page, "1.010041");
  await receive(dossier);
  await settle(dossier);
  await assertDone(page, dossier);
});

test("a child's birth, residence, insurance and card from one form", async () => {
  const page = await citizen();
  const born = day(-5);
  const wish = {
    thuong_tru_xa: "Phường Việt Trì", thuong_tru_tinh: "Tỉnh Phú Thọ", chu_ho_so: "025190001234", chu_ho_quan_he: "Con",
    chung_sinh: "dien-tu", yeu_cau_quan_he: "me", cu_tru_quan_he: "me", bao_hiem_co: "true", can_cuoc_co: "true",
    "tre_ngay_sinh-ngay": born.ngay, "tre_ngay_sinh-thang": born.thang, "tre_ngay_sinh-nam": born.nam,
  };
  const whole = await file(page, "3.000722", { wish });
  await receive(whole);
  for (const name of ["Đăng ký khai sinh", "Đăng ký thường trú", "Cấp thẻ bảo hiểm y tế", "Cấp thẻ căn cước"]) {
    await page.goto(whole);
    const part = await page.getByRole("link", { name, exact: true }).getAttribute("href");
    await settle(part, async () => {
      await page.goto(part);
      return /Đã trả kết quả/.test(await textOf(page));
    });
  }
  await takeStep(await as(LOGINS.reception), whole, "tra-ket-qua");
  await assertDone(page, whole);
});

test("a household business that another commune receives", async () => {
  const clerk = await as(LOGINS.reception);
  await clerk.goto("/quay/1.001612");
  await scan(clerk);
  const begins = day(14);
  const wish = { papers: ["giay-de-nghi"], nop_tu_cach: "chu-ho", tru_so_xa: "Xã Tam Nông", tru_so_tinh: "Phú Thọ" };
  for (const [part, text] of Object.entries(begins)) wish[`bat_dau-${part}`] = text;
  wish["chu_ho_ngay_sinh-nam"] = "1990";
  const dossier = await takeDown(clerk, wish);
  await clerk.goto(`/can-bo${dossier}/ban-giao`);
  await press(clerk, clerk.getByRole("button", { name: "Bàn giao", exact: true }));
  const there = await as(LOGINS.receptionElsewhere);
  await there.goto(`/can-bo${dossier}/ban-giao`);
  await press(there, there.getByRole("button", { name: "Xác nhận đã nhận đủ" }));
  await settle(dossier);
  assert.match(await page0(dossier), /Đã trả kết quả/);
});

test("a plot of land whose owner pays what the tax office asks", async () => {
  const page = await citizen();
  const wish = {
    thua_so: "45", to_ban_do: "7", gcn_so: "CS 012345", gcn_vao_so: "CH 012345", gia: "1500000000", dat_xa: "Phường Việt Trì",
    dat_tinh: "Tỉnh Phú Thọ", nhieu_nguoi_nhan: "false", vung_kho_khan: "false", tai_san_co: "false", do_lai: "false",
    the_chap_co: "false", mien_giam_co: "false",
  };
  const dossier = await file(page, "1.013831", { wish });
  const clerk = await as("mot-cua-dat-dai");
  await clerk.goto(`/can-bo${dossier}`);
  await press(clerk, clerk.locator('form[action$="/tiep-nhan"] button[type=submit]'));
  await settle(dossier, async () => {
    await page.goto(dossier);
    return /Đã trả kết quả/.test(await textOf(page));
  });
  await assertDone(page, dossier);
});
