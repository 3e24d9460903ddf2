/** Set up before each test file: notes the code of each refusal that the product makes in this process. */

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, inject } from "vitest";
import { REFUSALS } from "../../src/platform/errors.ts";

/** None where a run has other reporters than ours. */
const file = inject("refusalsFile");
const noted = new Set<unknown>();

function note(code: unknown): void {
  if (file === undefined || noted.has(code)) return;
  noted.add(code);
  appendFileSync(file, `${code}\n`);
}

beforeAll(() => subscribe(REFUSALS, note));
afterAll(() => {
  unsubscribe(REFUSALS, note);
});
