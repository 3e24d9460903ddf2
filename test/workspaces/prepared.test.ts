/** `prepared` refuses a constant when a query first runs: here none has one, also of those that no test runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { aNodeProcess } from "../support/process.ts";

const SRC = join(import.meta.dirname, "../../src");
const told = z.strictObject({ queries: z.number(), held: z.array(z.string()) });

it("no prepared query of the product holds a value that it was not given", async () => {
  const child = aNodeProcess([join(import.meta.dirname, "prepared-child.ts")]);
  expect(await child.ended, child.output()).toBe(0);
  const { queries, held } = told.parse(JSON.parse(child.written()));
  expect(held).toEqual([]);
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const declared = files.flatMap((file) => readFileSync(join(SRC, file), "utf8").match(/= prepared\(/g) ?? []);
  expect(queries).toBeGreaterThanOrEqual(declared.length);
});
