// What does not go straight, as people walk it: papers asked for and sent, a later day with an apology, a wish to withdraw that
// is answered, a dossier that is stopped. With JavaScript and without, on a phone and on a desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, PAPER, day, file, press, signIn, takeStep, textOf } from "./people.mjs";

const LAND = "G17-KQ003215";

let house;
before(async () => (house = await open()));
after(() => house?.close());

const submit = (page) => press(page, page.locator("main form[method=post] button[type=submit]").last());

/** Opens the page of an act on a dossier as an officer. */
const act = (page, dossier, name) => page.goto(`/can-bo${dossier}/${name}`);

/** Fills the three boxes of a date. */
async function fillDay(page, name, { ngay, thang, nam }) {
  for (const [end, text] of Object.entries({ ngay, thang, nam })) await page.fill(`main [name="${name}-${end}"]`, text);
}

/** Files a construction permit and brings it to the case officer. */
async function inHand(people) {
  const dossier = await file(people.citizen, "1.013225", { wish: { case: "nha-o" } });
  await people.reception.goto(`/can-bo${dossier}`);
  await press(people.reception, people.reception.locator('form[action$="/tiep-nhan"] button[type=submit]'));
  await takeStep(people.reception, dossier, "chuyen");
  await takeStep(people.head, dossier, "phan-cong");
  return dossier;
}

async function everybody(options) {
  const people = {};
  for (const who of ["citizen", "reception", "head", "officer"]) people[who] = await signIn(house, LOGINS[who], options);
  return people;
}

/** The officer asks, the citizen is told what for, sends it, and the dossier goes on. */
async function supplement({ citizen, officer }, dossier) {
  await act(officer, dossier, "yeu-cau-bo-sung");
  await submit(officer);
  assert.match(await textOf(officer), /Chọn ít nhất một giấy tờ/, "nothing asked for is no request");
  await officer.fill(`main [name="what-${LAND}"]`, "Ảnh chụp bị mờ, không đọc được số thửa.");
  await submit(officer);
  assert.match(await textOf(officer), /phiếu yêu cầu bổ sung/i);
  assert.match(await textOf(officer), /không đọc được số thửa/);

  await citizen.goto(dossier);
  assert.match(await textOf(citizen), /Chờ bổ sung giấy tờ/);
  await citizen.goto(`${dossier}/bo-sung`);
  await submit(citizen);
  assert.match(await textOf(citizen), /Còn thiếu giấy tờ/, "the box that was left empty is named");
  await citizen.setInputFiles(`main [name="paper-${LAND}"]`, PAPER);
  await submit(citizen);
  assert.match(await textOf(citizen), /Đang giải quyết/);
}

/** The head names a later day; the citizen reads the apology and both dates. A holiday is refused, so the week after is tried. */
async function apology({ citizen, head }, dossier) {
  let said = "";
  for (let weeks = 4; weeks < 9 && !/xin lỗi/i.test(said); weeks += 1) {
    await act(head, dossier, "hen-lai");
    const weekday = new Date(Date.now() + 7 * 3_600_000).getUTCDay();
    await fillDay(head, "day", day(weeks * 7 + 3 - weekday));
    await head.fill('main [name="reason"]', "Chờ ý kiến của cơ quan phòng cháy.");
    await submit(head);
    said = /van-ban-xin-loi$/.test(head.url()) ? await textOf(head) : "";
  }
  assert.match(said, /Chờ ý kiến của cơ quan phòng cháy/);
  await citizen.goto(dossier);
  assert.match(await textOf(citizen), /Chờ ý kiến của cơ quan phòng cháy/);
  await citizen.goto(`${dossier}/van-ban-xin-loi`);
  assert.match(await textOf(citizen), /xin lỗi/i);
}

/** The citizen asks to have it back, is told why not, and sees it stopped in the end. */
async function wishAndEnd({ citizen, officer, head }, dossier) {
  await citizen.goto(`${dossier}/rut`);
  await submit(citizen);
  assert.match(await textOf(citizen), /rút/i);
  await act(officer, dossier, "tra-loi-rut");
  await officer.locator('main [name="granted"][value="khong"]').press("Space");
  await submit(officer);
  assert.match(await textOf(officer), /Ghi lý do chưa trả lại hồ sơ/);
  await officer.fill('main [name="words"]', "Giấy phép đã trình ký.");
  await submit(officer);
  await citizen.goto(dossier);
  assert.match(await textOf(citizen), /Giấy phép đã trình ký/);

  await act(head, dossier, "dung");
  await head.fill('main [name="reason"]', "Thửa đất đang có tranh chấp.");
  await head.fill('main [name="citation"]', "Điều 103 Luật Xây dựng");
  await submit(head);
  assert.match(await textOf(head), /thông báo dừng/i);
  await citizen.goto(dossier);
  assert.match(await textOf(citizen), /Dừng giải quyết/);
  assert.match(await textOf(citizen), /Thửa đất đang có tranh chấp/);
}

for (const [javaScript, screen] of [[true, DESKTOP], [false, PHONE]]) {
  const how = `${javaScript ? "with" : "without"} JavaScript, at ${screen.width} px`;
  test(`papers, a later day, a wish and an end, ${how}`, async () => {
    const people = await everybody({ javaScript, screen });
    const dossier = await inHand(people);
    await supplement(people, dossier);
    await apology(people, dossier);
    await wishAndEnd(people, dossier);
  });
}

test("before it is received a citizen takes a dossier back at once", async () => {
  const citizen = await signIn(house, LOGINS.citizen, { screen: PHONE });
  const dossier = await file(citizen, "1.001193");
  await citizen.goto(`${dossier}/rut`);
  await submit(citizen);
  assert.match(await textOf(citizen), /Người nộp đã rút/);
});
