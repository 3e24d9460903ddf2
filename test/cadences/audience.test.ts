import { describe, expect, it } from "vitest";
import { audienceSchema, resolveAudience } from "../../src/cadences/audience.ts";

const seats = [
  { role: "lead", person: "tom" },
  { role: "sponsor", person: "margaret" },
  { role: "team", person: "priya" },
  { role: "team", person: "tom" },
] as const;

describe("an audience", () => {
  it("is each person of its bodies once, in its order", () => {
    expect(resolveAudience(["team", "lead"], seats)).toEqual(["priya", "tom"]);
    expect(resolveAudience(["sponsors", "lead"], seats)).toEqual(["margaret", "tom"]);
  });

  it("may name a person beside a body", () => {
    expect(resolveAudience(["lead", "oliver", "tom"], seats)).toEqual(["tom", "oliver"]);
  });

  it("is empty where nobody holds such a seat", () => {
    expect(resolveAudience(["deputy", "steering"], seats)).toEqual([]);
  });

  it("names nobody twice, and somebody at least", () => {
    expect(audienceSchema.safeParse([]).success).toBe(false);
    expect(audienceSchema.safeParse(["team", "lead", "team"]).error?.issues).toMatchObject([
      { path: [2], message: "team is there twice" },
    ]);
  });
});
