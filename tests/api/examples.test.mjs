// The examples of other bodies' programs, as they stand in examples/, against the real program: an administrator registers a system
// on the pages and gives it a token, and each example does its whole round with it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startMotcua } from "../browser/harness.mjs";
import { giveToken } from "./program.mjs";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const run = promisify(execFile);

let program;
before(async () => {
  program = await startMotcua();
});
after(() => program?.stop());

/** What an example says, line by line. */
async function said(name, number, command, words, cwd) {
  const env = { ...process.env, MOTCUA_URL: program.base, MOTCUA_TOKEN: await giveToken(program, { name, number, like: "mot-cua" }) };
  const { stdout } = await run(command, words, { cwd, env });
  return stdout.trim().split("\n");
}

function assertWholeRound(lines, name) {
  const expected = [
    new RegExp(`^came in as ${name}$`),
    /^procedures: [1-9][0-9]*$/,
    /^looked up: .+, [0-9.]+, submitted$/,
    /^received once: [A-Z]\d\d\..+, due 20.+$/,
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
