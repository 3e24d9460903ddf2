/** Whether somebody was told of a run of red, whatever its beginning has become since. */
import { expect, it } from "vitest";
import { flashOf } from "../../src/alerts/rules-triggers.ts";

const NOVEMBER = "2026-11-30T15:00:00.000Z";
const run = { personId: "sofia", from: NOVEMBER };

it("a run of red was told to whoever a report of it names, also where it has begun at another time since (A1)", () => {
  const reported = (to: string, at: string): [string, string] => [`flash-to:${to}:2026-12-01T08:00:00.000Z`, at];
  const january = "2027-01-05T09:00:00.000Z";
  expect(flashOf(run, new Map([reported("sofia", january)]))).toMatchObject({ isTold: true });
  expect(flashOf(run, new Map([reported("ada", january)]))).toMatchObject({ isTold: false, first: january });
  const before = new Map([reported("sofia", "2026-10-30T15:00:00.000Z"), ["red:a-round", january]]);
  expect(flashOf(run, before)).toEqual({ isTold: false, first: null, cause: `flash-to:sofia:${NOVEMBER}` });
  // One to all, of an earlier release: who got it is said by its messages.
  const toAll = new Map([["flash:a-cadence:2026-11", january], reported("ada", "2027-01-06T09:00:00.000Z")]);
  expect(flashOf(run, toAll)).toEqual({ isTold: false, first: january, cause: "flash:a-cadence:2026-11" });
});
