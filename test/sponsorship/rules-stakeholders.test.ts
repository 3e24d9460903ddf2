/** Where a stakeholder stands, when to speak to them next, and what has moved. */
import { describe, expect, it } from "vitest";
import {
  inOrder,
  isDue,
  movedFrom,
  nextContact,
  PLACES,
  quietSince,
  refusal,
  saidWhole,
  tellOn,
} from "../../src/sponsorship/stakeholders/rules.ts";

const TODAY = "2026-11-04";
const KEY_PLAYER = { power: "must-agree", interest: "affected" } as const;
const INFORMED = { power: "neither", interest: "wants-to-know" } as const;
const NO_PART = { power: "neither", interest: "neither" } as const;

describe("the next contact", () => {
  it("is in four weeks with who decides or must agree and is affected, else in a quarter, or not planned", () => {
    expect(nextContact(KEY_PLAYER, TODAY)).toBe("2026-12-02");
    expect(nextContact({ power: "decides", interest: "neither" }, TODAY)).toBe("2027-02-03");
    expect(nextContact(INFORMED, TODAY)).toBe("2027-02-03");
    expect(nextContact(NO_PART, TODAY)).toBeNull();
  });

  it("is due from the Monday of its week, and as long as nobody has spoken to them", () => {
    expect(isDue({ next_on: "2026-11-08" }, TODAY)).toBe(true);
    expect(isDue({ next_on: "2026-11-09" }, TODAY)).toBe(false);
    expect(isDue({ next_on: "2026-01-01" }, TODAY)).toBe(true);
    expect(isDue({ next_on: null }, TODAY)).toBe(false);
  });

  it("is told on the Monday of its week, but no more on one that has begun", () => {
    expect(tellOn("2026-11-25", TODAY)).toBe("2026-11-23");
    expect(tellOn("2026-11-05", TODAY)).toBe("2026-11-09");
    expect(tellOn("2026-01-01", TODAY)).toBe("2026-11-09");
    expect(tellOn(null, TODAY)).toBeNull();
  });

  it("that has passed leaves them quiet since the last, or since they were named", () => {
    const line = { next_on: "2026-11-03", spoke_on: "2026-09-01", named_on: "2026-08-01" };
    expect(quietSince(line, TODAY)).toBe("2026-09-01");
    expect(quietSince({ ...line, spoke_on: null }, TODAY)).toBe("2026-08-01");
    expect(quietSince({ ...line, next_on: TODAY }, TODAY)).toBeNull();
  });
});

it("orders by the next contact, then by who decides", () => {
  const line = (id: string, next_on: string | null, power: (typeof PLACES)[number]["power"]) => ({
    id,
    next_on,
    power,
    interest: "affected" as const,
  });
  const lines = [
    line("none", null, "decides"),
    line("later", "2026-12-01", "decides"),
    line("agrees", "2026-11-05", "must-agree"),
    line("decides", "2026-11-05", "decides"),
  ];
  expect(inOrder(lines).map(({ id }) => id)).toEqual(["decides", "agrees", "later", "none"]);
});

describe("a line", () => {
  it("is of somebody in Slack or outside, never of oneself, and kept by somebody else", () => {
    const outside = { personId: null, job: "Director", ownerId: "lea" };
    expect(refusal(outside, "lea")).toBeNull();
    expect(refusal({ ...outside, job: "" }, "lea")).toBe("nobody");
    expect(refusal({ ...outside, personId: "tom" }, "lea")).toBe("both");
    const inside = { personId: "tom", job: "", ownerId: "lea" };
    expect(refusal(inside, "lea")).toBeNull();
    expect(refusal(inside, "tom")).toBe("oneself");
    expect(refusal({ ...inside, ownerId: "tom" }, "lea")).toBe("keeps-own");
  });

  it("has words with a condition or an objection alone, and a day with all that was said", () => {
    const given = { said: "agreed-if", saidWords: "the budget stays", saidOn: null, saidTo: "lea" } as const;
    expect(saidWhole(given, TODAY)).toEqual({ ...given, saidOn: TODAY });
    expect(saidWhole({ ...given, said: "agreed" }, TODAY)).toMatchObject({ saidWords: "", saidOn: TODAY });
    expect(saidWhole({ ...given, said: "not-asked" }, TODAY)).toEqual({
      said: "not-asked",
      saidWords: "",
      saidOn: null,
      saidTo: null,
    });
  });
});

describe("the map", () => {
  it("has nine places, who decides and is affected first", () => {
    expect(PLACES).toHaveLength(9);
    expect(PLACES[0]).toEqual({ power: "decides", interest: "affected" });
    expect(PLACES.at(-1)).toEqual(NO_PART);
  });

  it("tells what has moved since the quarter began", () => {
    const before = { ...INFORMED, on: "2026-08-01" };
    const since = { ...KEY_PLAYER, on: "2026-10-01" };
    expect(movedFrom(KEY_PLAYER, [before, since], "2026-10-01")).toEqual(INFORMED);
    expect(movedFrom(INFORMED, [before], "2026-10-01")).toBeNull();
    expect(movedFrom(KEY_PLAYER, [since], "2026-10-01")).toBe("new");
  });
});
