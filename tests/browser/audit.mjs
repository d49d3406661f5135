// What must hold for every page, whoever sees it: valid markup, no finding of axe (WCAG 2.2 AA), nothing wider than a
// small phone, no link to nowhere. Each function answers a list of sentences; an empty list is good.
import assert from "node:assert/strict";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { NARROW } from "./harness.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Matters of taste, not of validity.
    "long-title": "off",
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "void-style": "off",
    "doctype-style": "off",
    "tel-non-breaking": "off",
    "wcag/h37": "error",
    // A point in an id is valid; our fields are named `applicant.name`.
    "valid-id": ["error", { relaxed: true }],
    // Checkboxes of one question share its name.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }],
  },
});

/** Errors in the markup as it was sent. */
export async function markup(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) =>
    result.messages
      .filter((message) => message.severity === 2)
      .map((message) => `markup ${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
}

/** What axe finds against WCAG 2.2 A and AA on the page as it stands. */
export async function accessibility(page) {
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return found.violations.map(
    (violation) => `axe ${violation.id}: ${violation.help}; at ${violation.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`,
  );
}

/** What is wider than a screen of 320 px. */
export async function overflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const name = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`;
    const outside = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > width + 0.5,
    );
    return [`${document.documentElement.scrollWidth} px wide: ${outside.slice(0, 4).map(name).join(", ")}`];
  }, NARROW.width);
  if (before) await page.setViewportSize(before);
  return wide.map((sentence) => `overflow at ${NARROW.width}: ${sentence}`);
}

/** Links and forms that lead nowhere. */
export async function deadEnds(page) {
  return page.evaluate(() => {
    const dead = [...document.querySelectorAll("a")].filter(
      (link) => !link.hasAttribute("href") || ["", "#"].includes(link.getAttribute("href")),
    );
    const idle = [...document.querySelectorAll("button, input[type=submit]")].filter(
      (button) => !button.form && !button.hasAttribute("popovertarget") && !button.hasAttribute("commandfor") && !button.dataset.act,
    );
    return [...dead, ...idle].map((element) => `leads nowhere: ${element.outerHTML.slice(0, 120)}`);
  });
}

/** The page stands up to all of it, its markup as it was sent. */
export async function audited(page) {
  const sent = await (await page.request.get(page.url())).text();
  const faults = [...(await markup(sent)), ...(await accessibility(page)), ...(await overflow(page)), ...(await deadEnds(page))];
  assert.deepEqual(faults, [], page.url());
}

/** What a page is made of, without its words: elements with classes and attributes; of neighbours that are alike, one. What stands in an
 * attribute counts only where axe judges it: a language, a role, a type, whether a name is empty. */
export const structure = (page) =>
  page.evaluate(() => {
    const judged = new Set(["class", "lang", "role", "type", "scope", "autocomplete"]);
    const said = ({ name, value }) => (judged.has(name) ? `${name}=${value}` : value.trim() ? name : `${name}=`);
    const shape = (element) => {
      const inside = [...element.children].map(shape).filter((one, at, all) => one !== all[at - 1]);
      const own = [...element.attributes].map(said).sort();
      const silent = element.children.length === 0 && !element.textContent.trim();
      return `${element.tagName}[${own}]${silent ? "!" : ""}(${inside})`;
    };
    return shape(document.documentElement);
  });
