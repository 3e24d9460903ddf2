import { describe, expect, it } from "vitest";
import { heardOf, lateAt, reviewersOf, reviewing } from "../../src/check-ins/late/rules.ts";
import { SEAT_ROLES } from "../../src/programs/rules-program.ts";
import type { SeatRole } from "../../src/programs/table.ts";

const isWorkingDay = (date: string) => ![0, 6].includes(new Date(date).getUTCDay());
/** A Friday. */
const round = { due_at: "2026-11-06T13:00:00.000Z", closes_at: "2026-12-03T13:00:00.000Z" };

/** Who sits there by role, beside the admins of the workspace. */
function seated(holders: Partial<Record<SeatRole, string[]>>, admins = ["ada"]) {
  const seats = SEAT_ROLES.flatMap((role) => (holders[role] ?? []).map((person_id) => ({ role, person_id })));
  return { seats, admins };
}
const WHOLE = { steering: ["ana"], sponsor: ["ines"], deputy: ["dina"], lead: ["tom"], team: ["priya"] };

describe("the reviewer of a check-in", () => {
  it("is the lead for the team, the deputy where nobody leads, and nobody where neither is there", () => {
    expect(reviewing(seated(WHOLE))("priya")).toBe("tom");
    expect(reviewing(seated({ sponsor: ["ines"], deputy: ["dina"], team: ["priya"] }))("priya")).toBe("dina");
    expect(reviewing(seated({ sponsor: ["ines"], team: ["priya"] }))("priya")).toBeNull();
  });

  it("is the deputy for the lead, else another lead, else an admin, who may name one (silent-to-leads)", () => {
    expect(reviewing(seated(WHOLE))("tom")).toBe("dina");
    expect(reviewing(seated(WHOLE))("dina")).toBe("tom");
    expect(reviewing(seated({ sponsor: ["ines"], lead: ["tom", "uma"] }))("tom")).toBe("uma");
    expect(reviewing(seated({ sponsor: ["ines"], lead: ["tom"] }))("tom")).toBe("ada");
    expect(reviewing(seated({ sponsor: ["ines"], deputy: ["dina"] }))("dina")).toBe("ada");
  });

  it("is neither a sponsor nor the committee, also where they are admins, and never the one who is late (C8) (silent-to-leads)", () => {
    const alone = { steering: ["ana"], sponsor: ["ines"], lead: ["tom"], team: ["priya"] };
    expect(reviewing(seated(alone, ["ana", "ines"]))("tom")).toBeNull();
    expect(reviewing(seated(alone, ["ines", "ada"]))("tom")).toBe("ada");
    expect(reviewing(seated(alone, ["tom"]))("tom")).toBeNull();
    expect(reviewersOf(round, seated(alone, []))).toEqual(["tom"]);
  });

  it("is nobody for sponsors, committee and whoever has no role", () => {
    for (const id of ["ines", "ana", "zoe", "ada"]) expect(reviewing(seated(WHOLE))(id)).toBeNull();
  });

  it("hears of each of those who are silent and whose reviewer they are", () => {
    const silent = ["priya", "tom", "ines"].map((person_id) => ({ person_id }));
    expect(heardOf(silent, seated(WHOLE), "tom")).toEqual(["priya"]);
    expect(heardOf(silent, seated(WHOLE), "dina")).toEqual(["tom"]);
    expect(reviewersOf(round, seated(WHOLE)).sort()).toEqual(["dina", "tom"]);
    expect(reviewersOf({ ...round, closes_at: "2026-11-07T13:00:00.000Z" }, seated(WHOLE))).toEqual([]);
  });

  it("hears of it after two of their working days, at the wall time at which it was due", () => {
    expect(lateAt(round, { zone: "Europe/Paris", isWorkingDay })).toBe("2026-11-10T13:00:00.000Z");
  });

  it("hears of none that the next round overtakes, nor while they never work", () => {
    const short = { ...round, closes_at: "2026-11-10T13:00:00.000Z" };
    expect(lateAt(short, { zone: "UTC", isWorkingDay })).toBeNull();
    expect(lateAt(round, { zone: "UTC", isWorkingDay: () => false })).toBeNull();
  });
});
