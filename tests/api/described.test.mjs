// Every operation as it is described: Schemathesis reads /api/openapi.json, calls each operation with what the
// description allows and with what it forbids, and compares what comes with what is described: statuses, content types,
// schemas, headers, whether a session or token is asked for. As nobody, as a citizen, as every role, as a program.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { TARGET, startMotcua } from "../browser/harness.mjs";
import { giveToken, signIn } from "./program.mjs";

const SCHEMATHESIS = process.env.SCHEMATHESIS_BIN ?? join(TARGET, "schemathesis/bin/schemathesis");
/** How many calls of each operation are made up; `./x prove` asks for more. */
const EXAMPLES = process.env.MOTCUA_API_EXAMPLES ?? "10";
/** The same calls in each run, unless another seed is asked for. */
const SEED = process.env.MOTCUA_API_SEED ?? "7";

const PEOPLE = {
  citizen: "cong-dan",
  reception: "mot-cua",
  officer: "chuyen-vien",
  head: "truong-phong",
  signatory: "ky-duyet",
  registrar: "van-thu",
  accountant: "ke-toan",
  leader: "lanh-dao",
  controller: "kiem-soat",
  admin: "quan-tri",
};

let program;
const sessions = {};
let token;
before(async () => {
  program = await startMotcua();
  // All of them first: the calls of the operation that signs in use up what an address may try.
  for (const login of Object.values(PEOPLE)) sessions[login] = await signIn(program, login);
  token = await giveToken(program, { name: "Hệ thống kiểm thử", number: "HT-KT", like: "mot-cua" });
});
after(() => program?.stop());

/** Dossiers that these people can see, so that calls reach more than "not found". */
async function dossiers() {
  const get = async (path, login) =>
    (await fetch(program.base + path, { headers: { cookie: sessions[login] } })).text();
  const mine = [...(await get("/ho-so", "cong-dan")).matchAll(/\/ho-so\/([0-9a-f-]{36})/g)].map((found) => found[1]);
  const desk = JSON.parse(await get("/api/v1/desk?queue=cho-tiep-nhan", "mot-cua"));
  const all = [...new Set([...mine, ...desk.lines.map((line) => line.id)])];
  assert.ok(all.length > 3, "the demo has dossiers");
  return all;
}

/** How Schemathesis calls. A body that fits the description may still be refused for what it says (409, 413, 415, 422). */
const configuration = (ids, { session, token }) => `
seed = ${SEED}
continue-on-failure = true
${session ? `[auth.openapi.session]\napi_key = "${session.split("=")[1]}"` : ""}
${token ? `[auth.openapi.token]\nbearer = "${token}"` : ""}
[generation]
max-examples = ${EXAMPLES}
allow-x00 = false
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 304, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429]
[dictionaries.dossiers]
values = ${JSON.stringify(ids)}
[parameters]
"path.id" = { dictionary = "dossiers", probability = 0.7 }
[cache]
enabled = false
`;

/** Runs it as somebody; what it says when something does not hold. */
async function differences(name, way) {
  const config = join(program.data, `${name}.toml`);
  await writeFile(config, configuration(await dossiers(), way));
  const words = ["--config-file", config, "run", `${program.base}/api/openapi.json`, "--url", program.base];
  // Who signs out, or leaves the session to a colleague, cannot go on.
  if (way.session) words.push("--exclude-operation-id", "sign_out", "--exclude-operation-id", "park");
  const child = spawn(SCHEMATHESIS, words, { cwd: program.data, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  child.on("error", (error) => (said += `${SCHEMATHESIS}: ${error.message}; ./x test installs it`));
  const [code] = await once(child, "close");
  return code === 0 ? [/(\d+) generated/.exec(said)?.[1] ?? "0", ""] : ["0", said];
}

const ways = Object.entries(PEOPLE).map(([name, login]) => [name, () => ({ session: sessions[login] })]);
for (const [name, way] of [["nobody", () => ({})], ...ways, ["program", () => ({ token })]]) {
  test(`operations answer ${name} as they are described`, async () => {
    const [calls, said] = await differences(name, way());
    assert.equal(said, "");
    assert.ok(Number(calls) > 100, `only ${calls} calls were made`);
  });
}
