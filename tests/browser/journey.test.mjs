// The whole way of a dossier, as people walk it: a citizen files from a phone or a desktop, with JavaScript or without; the
// one-stop officer receives; it goes through its steps; the citizen sees each turn and the result.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, file, press, signIn, takeStep, textOf } from "./people.mjs";

/** The steps of each procedure from reception to the result in hand: who, and which action. */
const WAYS = {
  "1.013225": [
    ["reception", "chuyen"],
    ["head", "phan-cong"],
    ["officer", "trinh-cap"],
    ["head", "trinh-ky"],
    ["signatory", "ky"],
    ["registrar", "phat-hanh"],
    ["reception", "tra-ket-qua"],
  ],
  "1.001193": [
    ["reception", "chuyen"],
    ["civilOfficer", "trinh-ky"],
    ["signatory", "ky"],
    ["registrar", "phat-hanh"],
    ["reception", "tra-ket-qua"],
  ],
  "1.010041": [
    ["reception", "chuyen"],
    ["policeOfficer", "trinh-ky"],
    ["policeHead", "ky"],
    ["policeOfficer", "phat-hanh"],
    ["reception", "tra-ket-qua"],
  ],
};

let house;
before(async () => (house = await open()));
after(() => house?.close());

const people = new Map();
/** A page of this person; signing in once a journey is enough. */
async function as(who, options) {
  const key = `${who} ${JSON.stringify(options)}`;
  if (!people.has(key)) people.set(key, await signIn(house, LOGINS[who], options));
  return people.get(key);
}

/** Walks one procedure from its page to the result in the citizen's hand. */
async function walk(code, options, wish = {}) {
  const citizen = await as("citizen", options);
  const dossier = await file(citizen, code, { wish });
  assert.match(await textOf(citizen), /Chưa cấp mã hồ sơ/);

  const reception = await as("reception", options);
  await reception.goto(`/can-bo${dossier}`);
  await press(reception, reception.locator('form[action$="/tiep-nhan"] button[type=submit]'));
  await citizen.reload();
  assert.match(await textOf(citizen), /Hẹn trả: /);
  assert.match(await textOf(citizen), /Ngày hẹn được tính thế nào\?/);

  for (const [who, action] of WAYS[code]) await takeStep(await as(who, options), dossier, action);
  await citizen.reload();
  const seen = await textOf(citizen);
  assert.match(seen, /Đã trả kết quả/);
  assert.match(seen, /Số, ký hiệu/);
}

for (const javaScript of [true, false]) {
  for (const screen of [PHONE, DESKTOP]) {
    const how = `${javaScript ? "with" : "without"} JavaScript, at ${screen.width} px`;
    test(`a construction permit, ${how}`, () => walk("1.013225", { javaScript, screen }, { case: "nha-o" }));
  }
}

test("a birth registered, without JavaScript, on a phone", () => walk("1.001193", { javaScript: false, screen: PHONE }));

test("a residence confirmed, without JavaScript, on a phone", () => walk("1.010041", { javaScript: false, screen: PHONE }));

test("somebody else's dossier does not exist", async () => {
  const citizen = await as("citizen", { screen: PHONE });
  await citizen.goto("/ho-so");
  const first = await citizen.locator('main a[href^="/ho-so/"]').first().getAttribute("href");
  const other = await as("otherCitizen", { screen: PHONE });
  const answer = await other.goto(first);
  assert.equal(answer.status(), 404);
});
