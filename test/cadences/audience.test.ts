import { describe, expect, it } from "vitest";
import { audienceSchema, isNamedPerson, readersSchema, resolveAudience } from "../../src/cadences/audience/audience.ts";

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

  it("may name a person beside a body, and is empty where nobody holds such a seat", () => {
    expect(resolveAudience(["lead", "oliver", "tom"], seats)).toEqual(["tom", "oliver"]);
    expect(resolveAudience(["deputy", "steering"], seats)).toEqual([]);
  });

  it("is everybody who holds a seat, once, where it is everyone", () => {
    expect(resolveAudience(["everyone"], seats)).toEqual(["tom", "margaret", "priya"]);
  });

  it("is whoever is in its channels and groups, and nobody through one that is not known", () => {
    const bySource = new Map([["channel:room", ["nina", "tom"]]]);
    expect(resolveAudience(["lead", "channel:room", "group:design"], seats, bySource)).toEqual(["tom", "nina"]);
    expect(["lead", "channel:room", "group:design", "oliver"].filter(isNamedPerson)).toEqual(["oliver"]);
  });

  it("feeds the digests of seats and people, not of channels and groups", () => {
    expect(readersSchema.safeParse(["sponsors", "tom"]).success).toBe(true);
    expect(readersSchema.safeParse(["lead", "group:design"]).error?.issues).toMatchObject([{ path: [1] }]);
  });

  it("names nobody twice, and somebody at least", () => {
    expect(audienceSchema.safeParse([]).success).toBe(false);
    expect(audienceSchema.safeParse(["team", "lead", "team"]).error?.issues).toMatchObject([
      { path: [2], message: "team is there twice" },
    ]);
  });
});
