import { describe, expect, it } from "vitest";
import { answerBy, answerByAfterReply, escalationDay, lastDayToVote } from "../../src/register/requests/answer-by.ts";

const HOLIDAY = "2026-11-03";
/** Monday to Friday; Tuesday 3 November is a holiday. */
const isWorkingDay = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && date !== HOLIDAY;

describe("Answer by", () => {
  it.each([
    ["two working days before it is needed", "2026-10-23", "2026-11-06", "2026-11-04"],
    ["with a holiday between", "2026-10-23", "2026-11-04", "2026-10-30"],
    ["at least two after it reached them", "2026-11-04", "2026-11-09", "2026-11-06"],
    ["needed before it reached them: two working days", "2026-11-05", "2026-11-04", "2026-11-09"],
  ])("is %s", (_, reached, neededBy, expected) => {
    expect(answerBy({ neededBy, reached, isWorkingDay })).toBe(expected);
  });

  it("of the next above is the day on which it is needed, and at least two working days", () => {
    const next = (reached: string, neededBy: string) => answerBy({ neededBy, reached, isWorkingDay, isNext: true });
    expect(next("2026-11-05", "2026-11-13")).toBe("2026-11-13");
    expect(next("2026-11-05", "2026-11-06")).toBe("2026-11-09");
  });

  it("after a reply is two working days on, at most the day on which it is needed, and never earlier than it was", () => {
    const replied = (today: string, neededBy: string, before: string) =>
      answerByAfterReply({ answerBy: before, neededBy, today, isWorkingDay });
    expect(replied("2026-11-05", "2026-11-13", "2026-11-05")).toBe("2026-11-09");
    expect(replied("2026-11-05", "2026-11-06", "2026-11-05")).toBe("2026-11-06");
    expect(replied("2026-10-28", "2026-11-13", "2026-11-11")).toBe("2026-11-11");
  });

  it("goes up on the next working morning", () => {
    expect(escalationDay("2026-11-06", isWorkingDay)).toBe("2026-11-09");
    expect(escalationDay("2026-11-02", isWorkingDay)).toBe("2026-11-04");
  });

  it("of a vote is the working day before it is needed, never a day off", () => {
    expect(lastDayToVote("2026-11-16", { today: "2026-11-05", isWorkingDay })).toBe("2026-11-13");
    expect(lastDayToVote("2026-11-06", { today: "2026-11-05", isWorkingDay })).toBe("2026-11-09");
  });
});
