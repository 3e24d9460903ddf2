import { describe, expect, it } from "vitest";
import type { LineKind, Status } from "../../src/reports/compile/report.ts";
import { otherStatusInWords, shapeOf, statusRunInWords } from "../../src/reports/compile/status-and-dates-in-words.ts";
import type { ProgramFacts, StatusEntry } from "../../src/reports/facts/program-facts.ts";
import { anItem, aStatus, at, linesOf, november, reportOf, someFacts } from "./facts.ts";
import { withBlanks } from "./reported.ts";

function withStatuses(...statuses: ProgramFacts["statuses"]): ProgramFacts {
  return someFacts({ statuses });
}

function deputys(day: string, status: Status, more: Partial<StatusEntry> = {}): StatusEntry {
  return aStatus(day, status, { by: "ines", givenAs: "deputy", ...more });
}

describe("a status", () => {
  it.each<[Status | null, Status, LineKind | null]>([
    ["green", "red", "newly-off-track"],
    [null, "red", "newly-off-track"],
    ["red", "red", "still-off-track"],
    ["green", "amber", "newly-at-risk"],
    ["red", "amber", "recovering"],
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

  it("is that of the last word where two leads contradict each other, and of the day's round has the other beside it", () => {
    const round = "2026-10-28";
    const report = reportOf(
      withStatuses(aStatus("10-28", "green", { round }), aStatus("10-28", "red", { by: "ines", round })),
    );
    expect(report.status).toMatchObject({ status: "red", by: "ines", other: { status: "green", by: "tom" } });
  });

  it("that was off track and is at risk keeps why, since when and what it was", () => {
    const report = reportOf(
      withStatuses(aStatus("09-20", "red"), aStatus("10-28", "amber", { reason: "Half is read" })),
    );
    expect(linesOf(report, "recovering")).toMatchObject([
      { text: "Half is read", since: "2026-10-28", was: { status: "red" } },
    ]);
    expect([report.status?.status, report.strip.at(-1)]).toEqual(["amber", "amber"]);
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
      "off track as of 20 Sept, no new status since",
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

  it("of the lead stands while a deputy says otherwise on the same round, and has the deputy's word beside it", () => {
    const round = "2026-10-09";
    const staying = aStatus("10-08", "amber", { reason: "Until 40 stores stream", round });
    const ines = deputys("10-09", "green", { round });
    for (const history of [
      [staying, ines],
      [{ ...ines, at: at("10-08", "08") }, staying],
    ]) {
      const report = reportOf(withStatuses(aStatus("09-20", "amber"), ...history));
      expect(report.lines.map(({ kind }) => kind)).toEqual(["still-at-risk"]);
      expect(report.status).toMatchObject({ status: "amber", by: "tom", since: "2026-09-20", other: { by: "ines" } });
    }
    const before = deputys("10-08", "green", { round });
    const answered = aStatus("10-09", "amber", { round });
    const contradicted = reportOf(withStatuses(aStatus("09-20", "amber"), before, answered));
    expect(contradicted.status).toMatchObject({ since: "2026-09-20", other: { by: "ines", on: "2026-10-08" } });
    const report = reportOf(withStatuses(staying, ines));
    const names = new Map([["ines", "Ines Duarte"]]);
    const reader = { locale: "en-GB", today: "2026-11-03" };
    expect(otherStatusInWords(reader, report, names).map(withBlanks)).toEqual(["Ines Duarte: on track, 9 Oct"]);
    const taken = aStatus("10-12", "green", { round: "2026-10-16" });
    expect(reportOf(withStatuses(staying, ines, taken)).status?.other).toBeUndefined();
    const again = aStatus("10-16", "amber", { round: "2026-10-16" });
    expect(reportOf(withStatuses(staying, ines, again)).status?.other).toMatchObject({ by: "ines", on: "2026-10-09" });
  });

  it("of a deputy counts while no lead is there or has answered the round, until a lead speaks", () => {
    const staying = aStatus("10-06", "amber", { round: "2026-10-09" });
    const nextWeek = deputys("10-16", "green", { round: "2026-10-16" });
    expect(reportOf(withStatuses(staying, nextWeek)).status).toMatchObject({ status: "green", isDeputys: true });
    const whileAway = deputys("10-09", "green", { round: "2026-10-09", givenAs: "stand-in" });
    expect(reportOf(withStatuses(staying, whileAway)).status).toMatchObject({ status: "green", isDeputys: true });
    const back = aStatus("10-26", "amber", { round: "2026-10-30" });
    expect(linesOf(reportOf(withStatuses(staying, nextWeek, back)), "was-off-track")).toMatchObject([
      { since: "2026-10-06", on: "2026-10-16" },
    ]);
    // On a round since whose day the lead has spoken it comes too late.
    expect(reportOf(withStatuses(back, deputys("10-27", "green", { round: "2026-10-23" }))).status?.by).toBe("tom");
  });

  it("given in the period stands in it, however often its lead was asked in vain since", () => {
    const given = { ...withStatuses(aStatus("10-08", "amber")), isLeadSilent: true, answered: [] };
    const report = reportOf(given);
    expect([report.status?.noWordSince, report.strip.at(-1)]).toEqual([undefined, "amber"]);
    expect(report.lines.flatMap(({ kind, noWordSince }) => [kind, noWordSince])).toEqual(["newly-at-risk", undefined]);
    expect(withBlanks(statusRunInWords({ locale: "en-GB", today: "2026-11-03" }, report))).toBe("at risk as of 8 Oct");
    const next = reportOf(november({ ...given, statuses: given.statuses, fromAt: given.cutOffAt }), report);
    expect([next.status?.noWordSince, next.strip.at(-1)]).toEqual(["2026-10-08", null]);
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
    // Somebody wrote At risk two hours before, on the same day.
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
    expect(linesOf(reportOf({ ...given, isLeadSilent: true }), "no-update")).toEqual([]);
  });

  it("is counted from period to period", () => {
    const october = reportOf(someFacts(silent));
    const again = november(silent);
    expect(linesOf(october, "no-update")[0]?.periods).toBeUndefined();
    expect(linesOf(reportOf(again, october), "no-update")).toMatchObject([{ periods: 2 }]);
    expect(linesOf(reportOf({ ...again, isUnderWay: true }, october), "no-update")[0]?.periods).toBeUndefined();
  });

  it("says no more what was being done once that is a milestone reached", () => {
    const risk = aStatus("10-28", "amber", { reason: "No tills", action: "Launch", actionBy: "2026-12-09" });
    const launch = (state: "open" | "done") =>
      anItem("milestone", "launch.", { state, closedAt: state === "done" ? at("10-30") : null });
    const doneIn = (state: "open" | "done") => {
      const { status, lines } = reportOf({ ...withStatuses(risk), items: [launch(state)] });
      const line = lines.find(({ kind }) => kind === "newly-at-risk");
      return [status?.action, status?.actionBy, line?.action, line?.actionBy];
    };
    expect(doneIn("open")).toEqual(["Launch", "2026-12-09", "Launch", "2026-12-09"]);
    expect(doneIn("done")).toEqual([null, null, undefined, undefined]);
  });
});
