import { describe, expect, it } from "vitest";
import {
  absenceExcusing,
  daysToAnswer,
  daysToStayExcused,
  weekOfRound,
} from "../../src/check-ins/away/days-to-answer.ts";
import { awayByStatus, isAwayThroughout } from "../../src/people/absences.ts";

const NOW = "2026-11-04T10:00:00.000Z";

describe("being away throughout", () => {
  it.each([
    // Thursday 5 to Friday 6 November, and the Monday after.
    { span: ["05", "06"], absences: [["05", "06"]], away: true },
    { span: ["05", "06"], absences: [["05", "05"]], away: false },
    { span: ["05", "06"], absences: [["06", "06"]], away: false },
    {
      span: ["05", "06"],
      absences: [
        ["05", "05"],
        ["06", "09"],
      ],
      away: true,
    },
    {
      span: ["06", "09"],
      absences: [
        ["06", "06"],
        ["09", "09"],
      ],
      away: true,
    },
    { span: ["07", "08"], absences: [["07", "07"]], away: false },
    { span: ["07", "08"], absences: [["07", "08"]], away: true },
    { span: ["05", "05"], absences: [], away: false },
    // Taken back: it ends before it begins.
    { span: ["05", "05"], absences: [["05", "04"]], away: false },
  ])("$span with $absences: $away", ({ span, absences, away }) => {
    const spanOf = ([from = "", until = ""]: string[]) => ({ from: `2026-11-${from}`, until: `2026-11-${until}` });
    expect(isAwayThroughout(spanOf(span), absences.map(spanOf))).toBe(away);
  });

  it("goes by the days on which the person works", () => {
    const thursdayToFriday = { from: "2026-11-05", until: "2026-11-06" };
    const onThursday = [{ from: "2026-11-05", until: "2026-11-05" }];
    expect(isAwayThroughout(thursdayToFriday, onThursday, ["su", "mo", "tu", "we", "th"])).toBe(true);
  });
});

describe("the days on which something can be answered", () => {
  const weekly = { opensAt: "2026-11-05T14:00:00.000Z", dueAt: "2026-11-06T14:00:00.000Z" };

  it("are those from opening to due in the person's zone, and of those left from today", () => {
    expect(daysToAnswer(weekly, "Europe/London")).toEqual({ from: "2026-11-05", until: "2026-11-06" });
    expect(daysToAnswer(weekly, "Asia/Tokyo")).toEqual({ from: "2026-11-05", until: "2026-11-06" });
    expect(daysToAnswer(weekly, "Pacific/Kiritimati")).toEqual({ from: "2026-11-06", until: "2026-11-07" });
    expect(daysToAnswer(weekly, "Europe/London", "2026-11-06")).toEqual({ from: "2026-11-06", until: "2026-11-06" });
    expect(daysToAnswer(weekly, "Europe/London", "2026-11-09")).toEqual({ from: "2026-11-09", until: "2026-11-09" });
  });

  it("are none for whoever is away through the week that a weekly check-in is about, though it is due the Monday after", () => {
    const window = { opensAt: "2026-12-31T09:00:00.000Z", dueAt: "2027-01-04T17:00:00.000Z" };
    const excusing = (from: string, every: "week" | "month") =>
      absenceExcusing(window, "Europe/London", {
        absences: [{ from_date: from, until_date: "2027-01-01" }],
        week: weekOfRound({ every }, "2026-12-31"),
      }) !== undefined;
    expect([excusing("2026-12-23", "week"), excusing("2026-12-30", "week"), excusing("2026-12-23", "month")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("that an early return leaves excused are those before it", () => {
    const stay = (today: string) => daysToStayExcused(weekly, "Europe/London", today);
    // Back on Monday: the due day lay in the absence.
    expect(stay("2026-11-09")).toEqual({ from: "2026-11-06", until: "2026-11-06" });
    // Back on Friday morning: it can still be answered.
    expect(stay("2026-11-06")).toEqual({ from: "2026-11-06", until: "2026-11-06" });
  });
});

describe("a status in Slack", () => {
  const status = (text: string, emoji: string, expiresAt: string | null) =>
    awayByStatus({ text, emoji, expiresAt }, { now: NOW, zone: "Europe/Paris" });

  it.each(["Vacationing", "Out sick", "OOO until Friday", "En congés", "Malade", "On leave"])(
    "says that somebody is away: %s",
    (text) => {
      expect(status(text, "", "2026-11-06T18:00:00.000Z")).toEqual({ from: "2026-11-04", until: "2026-11-06" });
    },
  );

  it.each([":palm_tree:", ":face_with_thermometer:"])("says so by %s alone, whatever its words", (emoji) => {
    expect(status("À bientôt", emoji, "2026-11-06T18:00:00.000Z")).toEqual({ from: "2026-11-04", until: "2026-11-06" });
  });

  it.each(["In a meeting", "Commuting", "Working remotely", "sickle cell research", ""])(
    "says nothing of the kind: %s",
    (text) => {
      expect(status(text, ":house:", "2026-11-06T18:00:00.000Z")).toBe(null);
    },
  );

  it("that ends at midnight covers the day before, and counts only with an end that is to come", () => {
    expect(status("Vacationing", "", "2026-11-05T23:00:00.000Z")).toEqual({ from: "2026-11-04", until: "2026-11-05" });
    expect(status("Vacationing", "", null)).toBe(null);
    expect(status("Vacationing", "", NOW)).toBe(null);
  });
});
