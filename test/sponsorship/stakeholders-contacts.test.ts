/** Where a stakeholder stands, when to speak to them next, and who has gone quiet. */
import { expect, it } from "vitest";
import { quietSince } from "../../src/sponsorship/stakeholders-contact-schedule.ts";

const TODAY = "2026-11-04";
const KEY_PLAYER = { power: "must-agree", interest: "affected" } as const;
const INFORMED = { power: "neither", interest: "wants-to-know" } as const;
const NO_PART = { power: "neither", interest: "neither" } as const;

it("tells who has gone quiet by their rhythm, whatever the next contact is", () => {
  const line = { ...KEY_PLAYER, spokeOn: "2026-09-30", addedOn: "2026-08-01" };
  expect(quietSince(line, TODAY)).toBe("2026-09-30");
  expect(quietSince({ ...line, spokeOn: "2026-10-01" }, TODAY)).toBeNull();
  expect(quietSince({ ...line, spokeOn: undefined }, TODAY)).toBe("2026-08-01");
  expect(quietSince({ ...line, ...INFORMED }, TODAY)).toBeNull();
  expect(quietSince({ ...line, ...NO_PART }, "2036-01-01")).toBeNull();
});
