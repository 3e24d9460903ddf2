import { describe, expect, it } from "vitest";
import type { LineKind, Status } from "../../src/reports/compile/report.ts";
import { otherStatusInWords, shapeOf, statusRunInWords } from "../../src/reports/compile/status-words.ts";
import type { ProgramFacts } from "../../src/reports/facts/program-facts.ts";
import { anAnswer, anItem, aStatus, at, linesOf, november, reportOf, someFacts } from "./facts.ts";
import { withBlanks } from "./reported.ts";

function withStatuses(...statuses: ProgramFacts["statuses"]): ProgramFacts {
  return someFacts({ statuses });
}

describe("a status", () => {
  it.each<[Status | null, Status, LineKind | null]>([
    ["green", "red", "newly-off-track"],
    [null, "red", "newly-off-track"],
    ["red", "red", "still-off-track"],
    ["green", "amber", "newly-at-risk"],
    ["red", "amber", "newly-at-risk"],
    ["amber", "amber", "still-at-risk"],
    ["red", "green", "recovered"],
    ["green", "green", null],
    [null, "green", null],
  ])("that was %s and is %s makes the line %s", (before, now, kind) => {
    const earlier = before ? [aStatus("09-20", before)] : [];
    const report = reportOf(withStatuses(...earlier, aStatus("10-28", now)));
    expect(report.lines.map((line) => line.kind)).toEqual(kind ? [kind] : []);
    expect(report.status).toMatchObject({ status: now, before });
  });

  it("is that of the last word where lead and deputy contradict each other", () => {
    const report = reportOf(withStatuses(aStatus("10-28", "green"), aStatus("10-28", "red", { by: "ines" })));
    expect(report.status).toMatchObject({ status: "red", by: "ines" });
  });

  it("brings why, what is done and by when", () => {
    const words = { reason: "Receipts", action: "Rebuild the import", actionBy: "2026-11-20" };
    const report = reportOf(withStatuses(aStatus("09-20", "amber"), aStatus("10-28", "red", words)));
    expect(linesOf(report, "newly-off-track")).toMatchObject([
      { text: "Receipts", action: "Rebuild the import", actionBy: "2026-11-20", was: { status: "amber" } },
    ]);
  });

  it("whose lead was asked in vain since has the day of the last word, whoever else answered, in any rhythm", () => {
    const silent = { ...withStatuses(aStatus("09-20", "red")), isLeadSilent: true };
    const report = reportOf(silent);
    expect(linesOf(report, "still-off-track")).toMatchObject([{ since: "2026-09-20", noWordSince: "2026-09-20" }]);
    expect(withBlanks(statusRunInWords({ locale: "en-GB", today: "2026-11-03" }, report))).toBe(
      "off track as of 20 Sept, no word since",
    );
    const now = november({ statuses: [aStatus("10-20", "green")], isLeadSilent: true, isUnderWay: true });
    expect(reportOf(now, report).status?.noWordSince).toBe("2026-10-20");
    expect([shapeOf(reportOf(now, report).status), reportOf(silent).strip.at(-1)]).toEqual(["⚪", null]);
  });

  it("is drawn as none where nobody was asked and nobody gave it", () => {
    const report = reportOf({ ...withStatuses(aStatus("09-20", "red")), asked: [], answered: [] });
    expect(report.status?.noWordSince).toBeUndefined();
    expect(linesOf(report, "no-update")).toEqual([]);
    const given = { ...withStatuses(aStatus("10-20", "red")), asked: [], answered: [] };
    expect([report.strip.at(-1), reportOf(given).strip.at(-1)]).toEqual([null, "red"]);
  });

  it("has beside it what deputy or lead said otherwise in the period, with their words", () => {
    const said = aStatus("10-08", "amber", { reason: "Until 40 stores stream" });
    const report = reportOf(withStatuses(said, aStatus("10-09", "green", { by: "ines" })));
    expect(report.status).toMatchObject({ status: "green", by: "ines", other: { by: "tom", on: "2026-10-08" } });
    const names = new Map([["tom", "Tom Whitfield"]]);
    const reader = { locale: "en-GB", today: "2026-11-03" };
    expect(otherStatusInWords(reader, report, names).map(withBlanks)).toEqual(["Tom Whitfield: at risk, 8 Oct"]);
    const agreed = reportOf(withStatuses(said, aStatus("10-09", "green", { by: "ines" }), aStatus("10-12", "green")));
    expect(agreed.status?.other).toBeUndefined();
  });

  it("is drawn as none in a period without a word, in that report and in the next", () => {
    const october = reportOf({ ...withStatuses(aStatus("09-10", "green")), answered: [] });
    expect(october.strip.slice(-2)).toEqual(["green", null]);
    const statuses = [aStatus("09-10", "green"), aStatus("11-20", "green")];
    expect(reportOf(november({ statuses }), october).strip.slice(-3)).toEqual(["green", null, "green"]);
  });

  it("that was off track between two reports is told with its days", () => {
    const statuses = [
      aStatus("10-01", "green"),
      aStatus("10-15", "red"),
      aStatus("10-18", "red"),
      aStatus("10-21", "green"),
    ];
    expect(reportOf(withStatuses(...statuses)).lines).toMatchObject([
      { kind: "was-off-track", since: "2026-10-15", on: "2026-10-21" },
    ]);
    const dip = [aStatus("10-01", "green"), aStatus("10-06", "amber"), aStatus("10-20", "green")];
    expect(reportOf(withStatuses(...dip)).lines).toMatchObject([
      { kind: "was-off-track", since: "2026-10-06", on: "2026-10-20", was: { status: "amber" } },
    ]);
    // Its deputy wrote At risk two hours before the lead, week by week.
    const disputed = statuses.toSpliced(2, 0, { ...aStatus("10-18", "amber"), at: at("10-18", "07") });
    expect(reportOf(withStatuses(...disputed)).lines).toEqual(reportOf(withStatuses(...statuses)).lines);
    const corrected = [aStatus("10-01", "green"), { ...aStatus("10-15", "red"), at: at("10-15", "11") }];
    expect(reportOf(withStatuses(...corrected, aStatus("10-15", "green"))).lines).toEqual([]);
  });

  it("is in its second period from the second cut-off on, and as of now no further", () => {
    const statuses = [aStatus("09-20", "amber"), aStatus("10-20", "amber")];
    const october = reportOf(withStatuses(...statuses));
    const now = november({ statuses, cutOffAt: at("11-04"), isUnderWay: true });
    expect(october.status?.periods).toBe(2);
    expect(reportOf(now, october).status?.periods).toBe(2);
    // One mark for each period that is over: of each program on a screen the same.
    expect(reportOf(now, october).strip).toEqual(october.strip);
    expect(reportOf(november({ statuses }), october).status?.periods).toBe(3);
  });

  it("that lasts longer than the cut-offs reach is counted on", () => {
    const statuses = [aStatus("01-20", "red")];
    const october = reportOf(withStatuses(...statuses));
    expect(october.status?.periods).toBe(6);
    expect(reportOf(november({ statuses }), october).status?.periods).toBe(7);
  });

  it("stands in the strip of the last six periods, the present one last", () => {
    const statuses = [aStatus("07-20", "green"), aStatus("09-20", "amber"), aStatus("10-28", "red")];
    expect(reportOf(withStatuses(...statuses)).strip).toEqual([null, null, "green", null, "amber", "red"]);
  });
});

describe("against a green", () => {
  const facts = {
    items: [
      anItem("issue", "Certificates", { isBlocker: true, dueOn: "2026-10-20" }),
      anItem("request", "Release Dieter?", { dueOn: "2026-10-30" }),
      anItem("milestone", "Launch", {
        dueOn: "2026-12-20",
        moved: [{ at: at("10-20"), from: "2026-11-17", to: "2026-12-20", reason: null }],
      }),
    ],
    teamStatus: {
      status: "amber" as const,
      by: "nina",
      at: at("10-20"),
      reason: "Certificates are late",
      checkInId: "c9",
      revision: 1,
    },
  };

  it("stand what is past its date, what moved later, and the worse status of the team", () => {
    const report = reportOf(someFacts({ ...facts, statuses: [aStatus("10-28", "green")] }));
    expect(linesOf(report, "against-green").map(({ text }) => text)).toEqual([
      "Certificates",
      "Release Dieter?",
      "",
      "Launch",
    ]);
  });

  it("stands no milestone that comes earlier", () => {
    const items = facts.items.map((item) => (item.kind === "milestone" ? { ...item, dueOn: "2026-11-10" } : item));
    const report = reportOf(someFacts({ items, statuses: [aStatus("10-28", "green")] }));
    expect(linesOf(report, "against-green").map(({ text }) => text)).not.toContain("Launch");
  });

  it("stands nothing where the status is another", () => {
    const report = reportOf(someFacts({ ...facts, statuses: [aStatus("10-28", "amber")] }));
    expect(linesOf(report, "against-green")).toEqual([]);
  });
});

describe("no update", () => {
  const silent = { answered: [], statuses: [aStatus("09-02", "green")] };

  it("is a line where somebody was asked and nobody answered, as old as the status", () => {
    expect(linesOf(reportOf(someFacts(silent)), "no-update")).toMatchObject([
      { since: "2026-09-02", sources: [{ kind: "asked", period: "2026-10" }] },
    ]);
    expect(linesOf(reportOf(someFacts({ answered: [] })), "no-update")).toMatchObject([{ since: null }]);
    const given = someFacts({ ...silent, statuses: [aStatus("10-20", "green")] });
    expect(linesOf(reportOf(given), "no-update")).toEqual([]);
    // Asked again since, and in vain.
    const forTeam = [anAnswer("10-20", [["progress", "Import"]], { every: "week", isForTeam: true })];
    const since = reportOf({ ...given, answers: forTeam, isLeadSilent: true });
    expect(linesOf(since, "no-update")).toMatchObject([{ since: "2026-10-20" }]);
  });

  it("is counted from period to period", () => {
    const october = reportOf(someFacts(silent));
    const again = november(silent);
    expect(linesOf(october, "no-update")[0]?.periods).toBeUndefined();
    expect(linesOf(reportOf(again, october), "no-update")).toMatchObject([{ periods: 2 }]);
    expect(linesOf(reportOf({ ...again, isUnderWay: true }, october), "no-update")[0]?.periods).toBeUndefined();
  });
});
