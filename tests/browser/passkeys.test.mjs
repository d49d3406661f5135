// Passkeys in a real browser with its virtual authenticator: registered, used alone and after the password, and for signing; and the
// same site without JavaScript, with the authenticator app.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open("demo", { named: true })));
after(() => house?.close());

/** Puts an authenticator with a finger into the browser of a page. */
async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    keys: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    verified: (isUserVerified) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

/** What an authenticator app shows for a secret in base 32. */
function codeOf(secret, at = Date.now()) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const from = digest[19] & 15;
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Presses the button that asks for a passkey, and waits for where it leads. */
async function ask(page) {
  await Promise.all([page.waitForEvent("load"), page.locator("[data-passkey] button").first().press("Enter")]);
}

test("a passkey is added, signs in alone on a phone, and is the second step after the password", async () => {
  const page = await signIn(house, LOGINS.signatory, { screen: PHONE });
  const key = await authenticator(page);
  await page.goto("/tai-khoan/hai-lop/khoa");
  await page.fill('main [name="name"]', "Điện thoại của tôi");
  await ask(page);
  assert.match(await textOf(page), /Mã dự phòng/);
  assert.equal((await key.keys()).length, 1);
  await page.goto("/tai-khoan/hai-lop");
  assert.match(await textOf(page), /Điện thoại của tôi/);
  await page.context().clearCookies();
  await page.goto("/dang-nhap?tiep=/tai-khoan/hai-lop");
  await key.verified(false);
  await page.locator("[data-passkey] button").press("Enter");
  await page.waitForFunction(() => document.querySelector("[data-passkey] [role=status]").textContent);
  assert.match(await textOf(page), /Chưa dùng được khóa truy cập/);
  await key.verified(true);
  await ask(page);
  assert.match(page.url(), /\/tai-khoan\/hai-lop$/);
  await page.context().clearCookies();
  await page.goto("/dang-nhap");
  await page.fill('main [name="login"]', LOGINS.signatory);
  await page.fill('main [name="password"]', house.password);
  await press(page, 'main form button[type="submit"]');
  assert.match(page.url(), /\/dang-nhap\/buoc-hai/);
  await ask(page);
  assert.match(page.url(), /\/can-bo/);
  assert.match((await key.keys())[0].signCount.toString(), /^[2-9]/);
});

test("without JavaScript the app's code is asked, and no passkey is offered", async () => {
  const page = await signIn(house, LOGINS.leader, { javaScript: false, screen: DESKTOP });
  await page.goto("/tai-khoan/hai-lop");
  await press(page, 'form[action$="/bat-dau"] button');
  const secret = (await page.locator("p.code").innerText()).replace(/\s/g, "");
  await page.fill('main [name="code"]', codeOf(secret));
  await press(page, 'main form button[type="submit"]');
  assert.match(await textOf(page), /Trang này chỉ hiện một lần/);
  await page.context().clearCookies();
  await page.goto("/dang-nhap");
  assert.equal(await page.locator("[data-passkey] button").isVisible(), false);
  await page.fill('main [name="login"]', LOGINS.leader);
  await page.fill('main [name="password"]', house.password);
  await press(page, 'main form button[type="submit"]');
  assert.match(page.url(), /\/dang-nhap\/buoc-hai/);
  // The code of this half minute was used to set it up; the next one counts already.
  await page.fill('main [name="code"]', codeOf(secret, Date.now() + 30_000));
  await press(page, 'main form button[type="submit"]');
  assert.match(page.url(), /\/can-bo/);
});
