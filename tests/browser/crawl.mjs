// Finds the pages a visitor can reach by links, one per kind: `/ho-so/<any id>` counts once.

/** The address with what differs from one thing to the next taken out. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname
    .split("/")
    .map((part) => (/\d{3,}|^[0-9a-f-]{32,}$|^\d/.test(part) ? "*" : part))
    .join("/");
  return [path, ...[...searchParams.keys()].sort()].join(" ");
}

/** Visits every kind of page that links lead to from `start`, calling `look(page, answer)` on each. */
export async function crawl(page, base, start, look, limit = 80) {
  const waiting = start.map((path) => new URL(path, base).href);
  const seen = new Set(waiting.map(kindOf));
  const visited = [];
  while (waiting.length > 0 && visited.length < limit) {
    const address = waiting.shift();
    const answer = await page.goto(address, { waitUntil: "load" }).catch((error) => {
      // A download is no page; it was answered.
      if (/Download is starting|ERR_ABORTED/.test(error.message)) return null;
      throw error;
    });
    if (!answer) continue;
    visited.push(address);
    await look(page, answer);
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href));
    for (const link of links) {
      if (!link.startsWith(`${base}/`)) continue;
      const kind = kindOf(link);
      if (!seen.has(kind)) {
        seen.add(kind);
        waiting.push(link.split("#")[0]);
      }
    }
  }
  return visited;
}
