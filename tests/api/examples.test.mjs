// The examples of other bodies' programs, as they stand in examples/, against the real program: an administrator registers a system
// on the pages and gives it a token, and each example does its whole round with it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { passwordOf, startMotcua } from "../browser/harness.mjs";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const LIST = "/quan-tri/he-thong";
const run = promisify(execFile);

let program;
before(async () => {
  program = await startMotcua();
});
after(() => program?.stop());

/** The cookie of somebody who signs in. */
async function signIn(login) {
  const answer = await fetch(`${program.base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password: passwordOf(program) }),
  });
  assert.equal(answer.status, 200, `${login} signs in`);
  return answer.headers.get("set-cookie").split(";")[0];
}

/** Sends a form as the administrator's browser does. */
function post(cookie, path, fields) {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  return fetch(program.base + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
}

/** A token of a system that holds the position of the reception desk. */
async function token(name, number) {
  const [admin, clerk] = [await signIn("quan-tri"), await signIn("mot-cua")];
  const me = await (await fetch(`${program.base}/api/v1/me`, { headers: { cookie: clerk } })).json();
  const { unit, role } = me.posts[0];
  const registered = await post(admin, `${LIST}/them`, { name, number, contact: "Tổ vận hành", unit, role });
  assert.equal(registered.status, 303, await registered.text());
  const last = new Date(Date.now() + 30 * 24 * 3600 * 1000);
  const given = await post(admin, `${registered.headers.get("location")}/ma`, [
    ["label", "Ví dụ"],
    ["last-ngay", String(last.getDate())],
    ["last-thang", String(last.getMonth() + 1)],
    ["last-nam", String(last.getFullYear())],
    ["scope", "dossier.read"],
    ["scope", "dossier.receive"],
  ]);
  return /motcua_[0-9a-f]{64}/.exec(await given.text())?.[0];
}

/** What an example says, line by line. */
async function said(name, number, command, words, cwd) {
  const env = { ...process.env, MOTCUA_URL: program.base, MOTCUA_TOKEN: await token(name, number) };
  const { stdout } = await run(command, words, { cwd, env });
  return stdout.trim().split("\n");
}

function assertWholeRound(lines, name) {
  const expected = [
    new RegExp(`^came in as ${name}$`),
    /^procedures: [1-9][0-9]*$/,
    /^looked up: .+, [0-9.]+, submitted$/,
    /^received once: H44\..+, due 20.+$/,
    /^now: (received|processing), revision [2-9]$/,
    /^refused as it should be: 412 dossier\.stale-page$/,
  ];
  assert.equal(lines.length, expected.length, lines.join("\n"));
  for (const [at, line] of lines.entries()) assert.match(line, expected[at]);
}

test("the example in Python does its round", async () => {
  const name = "Hệ thống mẫu Python";
  assertWholeRound(await said(name, "HT-PY", "python3", ["client.py"], join(EXAMPLES, "python")), name);
});

test("the example in TypeScript does its round", async () => {
  const name = "Hệ thống mẫu TypeScript";
  const cwd = join(EXAMPLES, "typescript");
  await run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], { cwd });
  await run("npm", ["run", "--silent", "build"], { cwd });
  assertWholeRound(await said(name, "HT-TS", "node", ["out/client.js"], cwd), name);
});
