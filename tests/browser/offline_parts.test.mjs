// The parts of the offline counter that decide something, each by itself: the same cases as the server's own tests, the tables of due
// moments, the locks of the store.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const at = (path) => new URL(`../../crates/${path}`, import.meta.url);
/** A script of the page as a module; those tested here import nothing. */
const part = async (name) => import(`data:text/javascript;base64,${(await readFile(at(`dossier/static/offline/${name}.js`))).toString("base64")}`);
const cases = JSON.parse(await readFile(at("catalogue/tests/offline.json"), "utf8"));

test("conditions hold as on the server", async () => {
  const { holds } = await part("form");
  assert.equal(cases.channel, "counter");
  for (const [condition, expected] of cases.conditions) {
    assert.equal(holds(condition, cases.answers, { case: cases.case }), expected, JSON.stringify(condition));
  }
});

test("numbers and words are read as on the server", async () => {
  const { number } = await part("form");
  for (const [text, expected] of cases.numbers) assert.equal(number(text) ?? null, expected, JSON.stringify(text));
  const { folded } = await part("words");
  for (const [text, expected] of cases.folded) assert.equal(folded(text), expected);
});

test("a due moment is looked up by day and minute", async () => {
  const { due, local, minuteOf, rfc3339, words } = await part("moments");
  const at = (text) => Date.parse(`${text}+07:00`);
  const table = {
    "2026-11-18": [
      { minute: 0, due: "2026-11-27T17:00:00", runs: false },
      { minute: 480, due: "2026-11-19T08:00:00", runs: true },
      { minute: 1020, due: "2026-11-30T17:00:00", runs: false },
    ],
  };
  assert.equal(due(table, at("2026-11-18T00:00:30")), at("2026-11-27T17:00:00"));
  assert.equal(due(table, at("2026-11-18T07:59:59")), at("2026-11-27T17:00:00"));
  assert.equal(due(table, at("2026-11-18T09:30:00")), at("2026-11-19T09:30:00"), "a minute later for each minute");
  assert.equal(due(table, at("2026-11-18T23:59:00")), at("2026-11-30T17:00:00"));
  assert.equal(due(table, at("2026-11-19T09:00:00")), undefined, "a day without a table");
  assert.deepEqual(local(at("2026-11-18T00:05:00")), { day: "2026-11-18", minute: 5 });
  assert.equal(rfc3339(minuteOf(at("2026-11-18T09:05:42"))), "2026-11-18T09:05:00+07:00");
  assert.equal(words(at("2026-11-18T09:05:00")), "09:05 thứ Tư, 18/11/2026");
});

test("a store opens with its passphrase on its machine, with the server's secret anywhere, and with nothing else", async () => {
  const vault = await part("vault");
  const secret = "ab".repeat(32);
  const [own, other] = [await vault.machineKey(), await vault.machineKey()];
  const { key, lock } = await vault.create("m1", own, "bốn chữ dễ nhớ", secret);
  const sealed = await vault.seal(key, { name: "Hồng Ánh" }, "m1/1");
  assert.doesNotMatch(JSON.stringify([lock, sealed]), /Hồng Ánh|bốn chữ/);
  const opened = await vault.unlock("m1", own, "bốn chữ dễ nhớ", lock);
  assert.deepEqual(await vault.open(opened, sealed, "m1/1"), { name: "Hồng Ánh" });
  // Typed with another keyboard: composed or not, it is the same passphrase.
  await vault.unlock("m1", own, "bốn chữ dễ nhớ".normalize("NFD"), lock);
  assert.deepEqual(await vault.open(await vault.unlockSpare("m1", secret, lock), sealed, "m1/1"), { name: "Hồng Ánh" });
  await assert.rejects(vault.unlock("m1", own, "bốn chữ", lock), vault.WrongKey);
  await assert.rejects(vault.unlock("m1", other, "bốn chữ dễ nhớ", lock), vault.WrongKey, "another machine");
  await assert.rejects(vault.unlock("m2", own, "bốn chữ dễ nhớ", lock), vault.WrongKey, "another store");
  await assert.rejects(vault.unlockSpare("m1", "cd".repeat(32), lock), vault.WrongKey);
  await assert.rejects(vault.open(opened, sealed, "m1/2"), vault.WrongKey, "as another record");
  const anew = await vault.relock("m1", own, "cụm mật khẩu mới", secret, lock);
  await assert.rejects(vault.unlock("m1", own, "bốn chữ dễ nhớ", anew), vault.WrongKey, "the old passphrase");
  assert.deepEqual(await vault.open(await vault.unlock("m1", own, "cụm mật khẩu mới", anew), sealed, "m1/1"), { name: "Hồng Ánh" });
  await assert.rejects(globalThis.crypto.subtle.exportKey("raw", own), "it never leaves the machine");
});
