// A child is born: one form, four bodies, one page to follow, one hand-over. With JavaScript and without, on a phone and on
// a desktop. With MOTCUA_LOOK=<folder> it leaves pictures of what was seen.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, day, file, press, signIn, takeStep, textOf } from "./people.mjs";

const CODE = "3.000722";

let house;
before(async () => (house = await open()));
after(() => house?.close());

const born = day(-5);
const WISH = {
  thuong_tru_xa: "Phường Việt Trì",
  thuong_tru_tinh: "Tỉnh Phú Thọ",
  chu_ho_so: "025190001234",
  chu_ho_quan_he: "Con",
  chung_sinh: "dien-tu",
  yeu_cau_quan_he: "me",
  cu_tru_quan_he: "me",
  bao_hiem_co: "true",
  can_cuoc_co: "true",
  "tre_ngay_sinh-ngay": born.ngay,
  "tre_ngay_sinh-thang": born.thang,
  "tre_ngay_sinh-nam": born.nam,
};

const look = async (page, name) => {
  if (!process.env.MOTCUA_LOOK) return;
  await page.screenshot({ path: join(process.env.MOTCUA_LOOK, `${name}.png`), fullPage: true });
};

/** The page of a part, as the page of the whole leads to it. */
async function partOf(citizen, whole, name) {
  await citizen.goto(whole);
  const link = citizen.getByRole("link", { name, exact: true });
  assert.equal(await link.count(), 1, `${name} is not open: ${await textOf(citizen)}`);
  return link.getAttribute("href");
}

/** Takes the steps of a part, each by somebody of its body. */
async function settle(dossier, steps, options) {
  for (const [who, action] of steps) await takeStep(await signIn(house, LOGINS[who], options), dossier, action);
}

const ways = (officer, head) => [[officer, "trinh-duyet"], [head, "duyet"], [officer, "cap-nhat"]];

for (const [javaScript, screen] of [[true, DESKTOP], [false, PHONE]]) {
  const how = `${javaScript ? "with" : "without"} JavaScript, at ${screen.width} px`;
  test(`four things for a child, ${how}`, async () => {
    const options = { javaScript, screen };
    const as = (name) => `${name}-${screen.width}`;
    const citizen = await signIn(house, LOGINS.citizen, options);
    const whole = await file(citizen, CODE, { wish: WISH });
    await look(citizen, as("sent"));
    const reception = await signIn(house, LOGINS.reception, options);
    await reception.goto(`/can-bo${whole}`);
    await press(reception, reception.locator('form[action$="/tiep-nhan"] button[type=submit]'));
    const receipt = await textOf(reception);
    for (const body of ["Công an phường Việt Trì", "Bảo hiểm xã hội cơ sở Việt Trì", "Công an tỉnh Phú Thọ"]) {
      assert.ok(receipt.includes(body), `the receipt names ${body}: ${receipt}`);
    }
    await look(reception, as("receipt"));

    const birth = await partOf(citizen, whole, "Đăng ký khai sinh");
    await look(citizen, as("follow"));
    await settle(birth, [["civilOfficer", "trinh-ky"], ["signatory", "ky"], ["registrar", "phat-hanh"]], options);
    const home = await partOf(citizen, whole, "Đăng ký thường trú");
    const police = await signIn(house, LOGINS.policeOfficer, options);
    await police.goto(`/can-bo${home}`);
    assert.match(await textOf(police), /Một phần của hồ sơ liên thông/);
    await look(police, as("part-officer"));
    await settle(home, ways("policeOfficer", "policeHead"), options);
    const insurance = await partOf(citizen, whole, "Cấp thẻ bảo hiểm y tế");
    await settle(insurance, ways("insuranceOfficer", "insuranceHead"), options);
    await reception.goto(`/can-bo${whole}`);
    assert.match(await textOf(reception), /Các phần của hồ sơ liên thông/);
    await look(reception, as("lead"));
    const card = await partOf(citizen, whole, "Cấp thẻ căn cước");
    await citizen.goto(card);
    await look(citizen, as("part"));
    await settle(card, ways("cardOfficer", "cardHead"), options);
    await takeStep(reception, whole, "tra-ket-qua");
    await citizen.goto(whole);
    assert.match(await textOf(citizen), /Đã trả kết quả/);
    await look(citizen, as("done"));
  });
}
