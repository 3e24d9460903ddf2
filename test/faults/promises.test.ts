/** docs/reliability.md is as the driver writes it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { placeOf } from "../support/measured-docs.ts";
import { parts } from "./driver/parts.ts";
import { PROMISES } from "./driver/promises.ts";
import { tableOfPromises } from "./driver/report.ts";

const ROOT = join(import.meta.dirname, "../..");
const document = readFileSync(join(ROOT, "docs/reliability.md"), "utf8");

it("has every promise, with what shows it", () => {
  expect(placeOf(document, "promises")).toBe(tableOfPromises());
  const tests = Object.values(PROMISES).flatMap(({ shownBy }) => (shownBy?.startsWith("test/") ? [shownBy] : []));
  expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it("has a figure of every part that there is, and of no other", () => {
  const named = [...placeOf(document, "faults").matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(parts.map(({ name }) => name).toSorted());
});
