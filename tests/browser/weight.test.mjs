// What a page weighs when nothing of it is there yet: everything that travels, compressed as it travels. Counters sit behind slow lines.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, open } from "./harness.mjs";
import { signIn } from "./people.mjs";

/** The most that a page at the counter may weigh. */
const MOST = 150_000;

let house;

before(async () => (house = await open()));
after(async () => house?.close());

/** The bytes of a page and of all it fetches, by address. */
async function weighed(page, address) {
  const sizes = [];
  const weigh = async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    sizes.push([new URL(request.url()).pathname, responseBodySize + responseHeadersSize]);
  };
  const waiting = [];
  const listen = (request) => waiting.push(weigh(request));
  page.on("requestfinished", listen);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("requestfinished", listen);
  await Promise.all(waiting);
  return sizes;
}

for (const [what, address] of [
  ["the choice of a procedure", "/quay"],
  ["taking down a building permit", "/quay/1.013225"],
  ["the certification lane", "/quay/chung-thuc"],
  ["the till", "/quay/thu-tien"],
  ["the desk", "/can-bo"],
]) {
  test(`${what} weighs at most ${MOST / 1000} KB with nothing kept`, async () => {
    const signed = await signIn(house, "mot-cua");
    const cookies = await signed.context().cookies();
    await signed.context().close();
    const visitor = await house.visitor({ screen: DESKTOP });
    await visitor.addCookies(cookies);
    const page = await visitor.newPage();
    const sizes = await weighed(page, address);
    const sum = sizes.reduce((all, [, bytes]) => all + bytes, 0);
    assert.ok(sizes.length > 2, "style and script travel too");
    assert.ok(sum <= MOST, `${sum} bytes: ${sizes.map(([name, bytes]) => `${name} ${bytes}`).join(", ")}`);
    await visitor.close();
  });
}
