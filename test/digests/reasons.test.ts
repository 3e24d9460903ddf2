/** Under the colour of a program stand the words of those who gave it, whichever check-in they said them in. */
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { AnswerFacts } from "../../src/digests/compile/facts.ts";
import { anAnswer, aProgram, fed, givenIn, theDocument } from "./facts.ts";

const weekly = (day: string, colour: HealthColour, reason: string): AnswerFacts =>
  anAnswer("Quay", [fed("health", { colour, reason })], {
    checkInId: `weekly ${day}`,
    cadenceId: "Quay-weekly",
    roundKey: day,
    roundPeriod: `week of ${day}`,
    answeredAt: `${day}T16:00:00.000Z`,
  });

/** What the lead said on a Friday in the month's check-in, which feeds no weekly digest; a reason of it is not at hand. */
const [month] = givenIn(anAnswer("Quay", [fed("health", { colour: "amber", reason: "" })]));

function healthIn(answers: AnswerFacts[], rhythm: "weekly" | "monthly" = "weekly") {
  const given = month ? [month] : [];
  const program = aProgram("Quay", [], { given, answers });
  const lines = theDocument([program], { rhythm }).sections.flatMap((section) => section.lines);
  const line = lines.find(({ kind }) => kind === "health");
  if (line?.kind !== "health") throw new Error("No colour is told");
  return {
    colour: line.colour,
    reasons: line.reasons.map(({ text }) => text),
    sources: line.sources.map(({ id }) => id),
  };
}

describe("the reason of a colour", () => {
  it("is told in the lead's words of the day before, where another check-in of theirs had the last word (B4)", () => {
    expect(healthIn([weekly("2026-10-29", "amber", "The crane")])).toMatchObject({
      colour: "amber",
      reasons: ["The crane"],
      sources: [month?.checkInId, "weekly 2026-10-29"],
    });
  });

  it("is none that was given for another colour, or before it was another (B4)", () => {
    expect(healthIn([weekly("2026-10-29", "red", "The crane")]).reasons).toEqual([]);
    const earlier = [weekly("2026-10-15", "amber", "The crane"), weekly("2026-10-22", "green", "")];
    expect(healthIn(earlier).reasons).toEqual([]);
  });

  it("is none of an earlier round where the period is longer than a week (B4)", () => {
    expect(healthIn([weekly("2026-10-29", "amber", "The crane")], "monthly").reasons).toEqual([]);
  });
});
