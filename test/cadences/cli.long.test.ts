import fc from "fast-check";
import { expect, it } from "vitest";
import { anyInstant, anyRule, ZONES } from "./any-rule.ts";
import { previewLines } from "./preview-lines.ts";

const FRIDAYS = { every: "week", on: ["fr"], at: "09:00", zone: "participant" };
const REQUEST = { rule: FRIDAYS, zone: "Europe/Paris", after: "2026-03-20T00:00:00Z", count: 3 };
const OPENINGS = ["2026-03-20T08:00:00.000Z", "2026-03-27T08:00:00.000Z", "2026-04-03T07:00:00.000Z"];

const lines = (requests: unknown[]) => requests.map((request) => `${JSON.stringify(request)}\n`).join("");

it("answers ten thousand lines, each in its place", async () => {
  const requests = Array.from({ length: 10_000 }, (_, index) => ({ ...REQUEST, count: (index % 3) + 1 }));
  const { code, out } = await previewLines(lines(requests));
  expect(code).toBe(0);
  expect(out).toBe(lines(requests.map(({ count }) => OPENINGS.slice(0, count))));
});

it("prints the same bytes whatever the zone of the machine", async () => {
  const anyRequest = fc.record({
    rule: anyRule,
    zone: fc.constantFrom(...ZONES),
    after: anyInstant,
    count: fc.integer({ min: 1, max: 5 }),
  });
  const input = lines(fc.sample(anyRequest, { seed: 20261120, numRuns: 1000 }));
  const [utc, ...others] = await Promise.all(
    ["UTC", "Europe/London", "America/New_York"].map((timeZone) => previewLines(input, timeZone)),
  );
  expect(utc).toMatchObject({ code: 0, err: "" });
  expect(utc?.out.split("\n")).toHaveLength(1001);
  for (const other of others) expect(other).toEqual(utc);
});
