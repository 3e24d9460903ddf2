import { expect, it } from "vitest";
import { keptBack } from "../../src/digests/rules-holds.ts";

const digests = [{ held: { by: "Ana" }, readers: [{ id: "sofia", approvedUntil: "2025-03-04T09:00:00.000Z" }] }];

it("keeps back from those above a program alone what is held or waits for approval (A1)", () => {
  const told = { isLeftOut: false, approvedUntil: null };
  for (const standings of [["team"], ["participant"], ["lead", "sponsor"]] as const)
    expect(keptBack(digests, { id: "tim", standings })).toEqual(told);
  const kept = { isLeftOut: true, approvedUntil: "2025-03-04T09:00:00.000Z" };
  expect(keptBack(digests, { id: "sofia", standings: ["sponsor"] })).toEqual(kept);
  expect(keptBack(digests, { id: "carl", standings: ["steering", "team"] })).toEqual(kept);
});
