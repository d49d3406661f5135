// The real program on a folder of its own, and a real browser in front of it. Tests say what people do; how a program
// or a browser is started is said here and nowhere else. What needs no browser does not load its driver.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where the build goes. */
export const TARGET = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/motcua/target");
const BINARY = process.env.MOTCUA_BIN ?? join(TARGET, "debug/motcua");
const BROWSER = process.env.CHROMIUM_BIN ?? "/usr/bin/chromium";

/** A phone and a desktop; every journey is walked on both. */
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };
/** The narrowest screen that everything must fit on. */
export const NARROW = { width: 320, height: 640 };

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The one password of the demo's accounts, as the program prints it. */
export const passwordOf = (program) => /mật khẩu chung: (.*)\)/.exec(program.printed())?.[1];

/** Starts the program on a new folder; answers its address, what it printed, how to stop it, and to break the network: the program is
 * gone until `resume` starts it on the same folder and port. */
export async function startMotcua(command = "demo", { named = false } = {}) {
  const data = await mkdtemp(join(tmpdir(), "motcua-browser-"));
  const port = await freePort();
  // Passkeys belong to a name; an address of numbers has none.
  const address = named ? `http://localhost:${port}` : undefined;
  let running = await run(command, data, port, address);
  const first = running;
  const gone = () => rm(data, { recursive: true, force: true });
  return {
    base: address ?? `http://127.0.0.1:${port}`,
    data,
    halt: () => running.end(),
    resume: async () => (running = await run(command, data, port, address)),
    stop: async () => {
      await running.end();
      await gone();
    },
    printed: first.printed,
    log: () => running.log(),
  };
}

/** Runs the program until it is ready. */
async function run(command, data, port, address) {
  const base = `http://127.0.0.1:${port}`;
  const told = address ? ["--address", address] : [];
  const child = spawn(BINARY, [command, "--data", data, "--listen", `127.0.0.1:${port}`, ...told], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let log = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (log += chunk));
  let failed;
  child.on("error", (error) => (failed = error));
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  };
  for (let tries = 0; tries < 600; tries += 1) {
    if (failed) throw new Error(`${BINARY} cannot be started: ${failed.message}. Build it: cargo build -p motcua`);
    if (child.exitCode !== null) throw new Error(`motcua ${command} ended with ${child.exitCode}\n${log}`);
    const ready = await fetch(`${base}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { end, printed: () => printed, log: () => log };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end();
  throw new Error(`motcua ${command} was not ready after a minute\n${log}`);
}

/** Ends the program and reads its whole ledger, as `motcua verify` does; fails where it does not hold. */
export async function verified(program) {
  await program.halt();
  await promisify(execFile)(BINARY, ["verify", "--data", program.data]);
}

/** Starts the browser with an empty profile. */
export async function startBrowser() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: BROWSER,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Program and browser together, for a test file: `const house = await open()` … `await house.close()`. With the demo, or with
 * nothing: `open("serve")`; under a name in place of numbers: `open("demo", { named: true })`. */
export async function open(command, options) {
  const program = await startMotcua(command, options);
  const browser = await startBrowser().catch(async (error) => {
    await program.stop();
    throw error;
  });
  return {
    base: program.base,
    password: passwordOf(program),
    program,
    browser,
    /** A new visitor: own cookies, a screen, JavaScript or not. */
    visitor: (options = {}) =>
      browser.newContext({
        baseURL: program.base,
        locale: "vi-VN",
        timezoneId: "Asia/Ho_Chi_Minh",
        reducedMotion: "reduce",
        viewport: options.screen ?? DESKTOP,
        javaScriptEnabled: options.javaScript ?? true,
      }),
    close: async () => {
      await browser.close();
      await program.stop();
    },
  };
}
