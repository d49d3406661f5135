// Settings go from one installation to another: downloaded, changed by hand, looked at, taken in. With and without JavaScript.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, PHONE, open, verified } from "./harness.mjs";
import { press, signIn, textOf } from "./people.mjs";

let house;

before(async () => {
  house = await open();
});

after(async () => house?.close());

for (const javaScript of [true, false]) {
  test(`settings are downloaded and looked at, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const page = await signIn(house, "quan-tri-tinh", { javaScript, screen: javaScript ? DESKTOP : PHONE });
    await page.goto("/quan-tri/thiet-lap");
    if (javaScript) await audited(page);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải tệp thiết lập" }).click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), /^thiet-lap-\d{4}-\d{2}-\d{2}\.zip$/);
    const path = await download.path();
    assert.equal((await readFile(path)).subarray(0, 2).toString(), "PK");
    const kept = `${path}.zip`;
    await download.saveAs(kept);
    await page.goto("/quan-tri/thiet-lap");
    await page.setInputFiles('main [name="tep"]', kept);
    await press(page, page.getByRole("button", { name: "Đọc thử" }));
    assert.match(await textOf(page), /Không có gì mới[\s\S]*nội dung đã có, không đổi/);
    if (javaScript) await audited(page);
    await page.goto("/quan-tri/thiet-lap");
    await press(page, page.getByRole("button", { name: "Đọc thử" }));
    assert.match(await textOf(page), /Chọn tệp thiết lập cần nhập/);
    if (javaScript) await audited(page);
    await rm(kept);
    await page.context().close();
  });
}

test("the ledger holds", async () => verified(house.program));
