import { expect, it } from "vitest";
import { hears, keptBack } from "../../src/digests/holds/rules.ts";
import type { LetGo } from "../../src/health/rules-given.ts";

const LET_GO: LetGo = { until: "2025-03-04T09:00:00.000Z", renewals: [] };
const digests = [{ held: { by: "Ana" }, readers: [{ id: "sofia", letGo: LET_GO }] }];

it("keeps back from those above a program alone what is held or waits for approval (A1)", () => {
  const told = { isLeftOut: false, approved: [] };
  for (const standings of [["team"], ["participant"], ["lead", "sponsor"]] as const)
    expect(keptBack(digests, { id: "tim", standings })).toEqual(told);
  const kept = { isLeftOut: true, approved: [LET_GO] };
  expect(keptBack(digests, { id: "sofia", standings: ["sponsor"] })).toEqual(kept);
  expect(keptBack(digests, { id: "carl", standings: ["steering", "team"] })).toEqual(kept);
});

it("tells whoever stands in for readers what was let go to each of them, by corrections too (A1)", () => {
  const asked = "2025-03-03T09:00:00.000Z";
  const corrected = { until: LET_GO.until, renewals: [{ cutOffAt: LET_GO.until, at: "2025-03-10T09:00:00.000Z" }] };
  const toBoth = (...letGo: LetGo[]) =>
    keptBack([{ held: null, readers: letGo.map((one, index) => ({ id: `reader-${index}`, letGo: one })) }], {
      id: "carl",
      standings: ["sponsor"],
    });
  expect(hears(toBoth(corrected, corrected), "2025-03-10T08:00:00.000Z", asked)).toBe(true);
  expect(hears(toBoth(corrected, corrected), "2025-03-10T10:00:00.000Z", asked)).toBe(false);
  expect(hears(toBoth(corrected, corrected), "2025-03-10T08:00:00.000Z")).toBe(false);
  expect(hears(toBoth(corrected, LET_GO), "2025-03-10T08:00:00.000Z", asked)).toBe(false);
});
