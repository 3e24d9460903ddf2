import { describe, expect, it } from "vitest";
import { compile } from "../../src/reports/compile/compile.ts";
import { ageInWords } from "../../src/reports/compile/status-and-dates-in-words.ts";
import { forProgram } from "../../src/reports/facts/readable-facts.ts";
import { anAnswer, anItem, at, linesOf, november, reportOf, someFacts, textsOf } from "./facts.ts";
import { EN, FR, withBlanks } from "./reported.ts";

const blocker = anItem("issue", "Tills reject receipts", { isBlocker: true, dueOn: "2026-11-20" });

describe("what was late before its owner got it", () => {
  const item = { dueOn: "2026-10-20", lastWordAt: at("10-30"), withOwnerSince: "2026-10-30" };

  it("is late with nobody, but was due", () => {
    const aged = (withOwnerSince: string) => {
      const issue = anItem("issue", "Tills reject receipts", { ...item, isBlocker: true, withOwnerSince });
      const [line] = linesOf(reportOf(someFacts({ items: [issue] })), "blocked");
      return line && withBlanks(ageInWords(EN, line, "2026-11-02", () => 9));
    };
    expect(aged("2026-10-30")).toBe("was due 20 Oct");
    expect(aged("2026-10-12")).toBe("9 working days late");
  });

  it("is confirmed by words about it alone", () => {
    const confirmed = (lastWordAt: string) => {
      const risk = anItem("risk", "Vendor folds", { ...item, dueOn: "2026-12-20", lastWordAt });
      return linesOf(reportOf(someFacts({ items: [risk] })), "open")[0]?.confirmedOn;
    };
    expect(confirmed(at("10-30"))).toBeUndefined();
    expect(confirmed(at("10-31"))).toBe("2026-10-31");
  });
});

describe("a request", () => {
  it("that is open names who decides, its date and what is recommended", () => {
    const request = anItem("request", "Release Dieter?", { dueOn: "2026-11-06", recommended: "Release" });
    expect(linesOf(reportOf(someFacts({ items: [request] })), "request")).toMatchObject([
      { by: "tom", owner: "nina", due: "2026-11-06", outcome: "Release", since: "2026-10-12" },
    ]);
  });

  it.each([
    ["2026-11-02", "request-overdue", "request"],
    ["2026-11-03", "request", "request-overdue"],
  ] as const)("needed by %s is a line %s on 3 November, and no %s", (dueOn, kind, other) => {
    const report = reportOf(someFacts({ items: [anItem("request", "Release Dieter?", { dueOn })] }));
    expect(linesOf(report, kind)).toMatchObject([{ due: dueOn }]);
    expect(linesOf(report, other)).toEqual([]);
  });

  const decided = anItem("request", "Release Dieter?", {
    state: "done",
    closedAt: at("10-20"),
    outcome: "Release until 15 January",
  });

  it("that is decided is told with its outcome and day", () => {
    expect(linesOf(reportOf(someFacts({ items: [decided] })), "decided")).toMatchObject([
      { text: "Release Dieter?", outcome: "Release until 15 January", on: "2026-10-20" },
    ]);
  });

  it("that was decided since is in the report of the team, unless it is not theirs to read", () => {
    const above = { ...decided, id: "above", title: "Replace the vendor?", disclosure: "above" } as const;
    const team = compile(forProgram(someFacts({ rhythm: "weekly", items: [decided, above] })), null);
    expect(textsOf(team, "decided")).toEqual(["Release Dieter?"]);
    expect(linesOf(team, "decided")).toMatchObject([{ outcome: "Release until 15 January" }]);
  });

  it("that was needed is not late while whoever has it since is in time, and late by their own day", () => {
    const days = { dueOn: "2026-10-30", answerBy: "2026-11-03", lateFrom: at("11-04", "00") };
    const request = anItem("request", "Release Dieter?", days);
    const inTime = reportOf(someFacts({ items: [request] }));
    expect(linesOf(inTime, "request")).toMatchObject([{ due: "2026-10-30", answerBy: "2026-11-03" }]);
    expect(linesOf(inTime, "request-overdue")).toEqual([]);
    const [late] = linesOf(reportOf(someFacts({ items: [request], cutOffAt: at("11-06") })), "request-overdue");
    expect(late && withBlanks(ageInWords(EN, late, "2026-11-06", undefined))).toBe("was to be answered by 3 Nov");
  });

  it("and the decision that it made are one line", () => {
    const decision = anItem("decision", "Release until 15 January", { raisedOn: "2026-10-20" });
    const lines = linesOf(reportOf(someFacts({ items: [decision, decided] })), "decided");
    expect(lines).toMatchObject([{ itemId: "Release Dieter?", sources: [{ id: decided.id }, { id: decision.id }] }]);
  });

  it("and its decision are one line, whatever its title, and in no later report", () => {
    const made = { state: "done", closedAt: at("10-20"), outcome: "Release", decisionId: "d1" } as const;
    const request = anItem("request", "Release Dieter?", made);
    const decision = anItem("decision", "Release Dieter? → Release", { id: "d1", raisedOn: "2026-10-20" });
    const october = reportOf(someFacts({ items: [request, decision] }));
    expect(textsOf(october, "decided")).toEqual(["Release Dieter?"]);
    expect(textsOf(reportOf(november({ items: [decision] }), october), "decided")).toEqual([]);
  });

  it("stands as the item alone, in whatever words the answer asked that raised it", () => {
    const answer = anAnswer("10-30", [["request", "Release Dieter three days a week? Recommended: yes."]]);
    const request = anItem("request", "Release Dieter?", { checkInId: answer.checkInId });
    expect(textsOf(reportOf(someFacts({ items: [request], answers: [answer] })), "request")).toEqual([
      "Release Dieter?",
    ]);
  });

  it("and its outcome written in an answer are one line", () => {
    const answers = [anAnswer("10-30", [["decision", "Release until 15 January."]])];
    expect(textsOf(reportOf(someFacts({ items: [decided], answers })), "decided")).toEqual(["Release Dieter?"]);
  });

  it("that is withdrawn ends where it stood open in the report before", () => {
    const open = anItem("request", "Release Dieter?");
    const withdrawn = { ...open, state: "withdrawn" as const, closedAt: at("11-10") };
    const report = reportOf(november({ items: [withdrawn] }), reportOf(someFacts({ items: [open] })));
    expect(linesOf(report, "ended")).toMatchObject([{ ending: "withdrawn", on: "2026-11-10" }]);
  });
});

describe("a decision", () => {
  it("is in the report of its period alone", () => {
    const items = [anItem("decision", "Stores open in waves", { raisedOn: "2026-11-03" })];
    const october = reportOf(someFacts({ items }));
    expect(textsOf(october, "decided")).toEqual(["Stores open in waves"]);
    expect(textsOf(reportOf(november({ items }), october), "decided")).toEqual([]);
  });

  it("written again a month later is no news", () => {
    const october = reportOf(someFacts({ answers: [anAnswer("10-30", [["decision", "Stores open in waves"]])] }));
    const again = november({ answers: [anAnswer("11-30", [["decision", "stores open in waves."]])] });
    expect(textsOf(reportOf(again, october), "decided")).toEqual([]);
  });
});

describe("an item that blocks", () => {
  it("is blocked since it was raised", () => {
    expect(linesOf(reportOf(someFacts({ items: [blocker] })), "blocked")).toMatchObject([
      { text: "Tills reject receipts", since: "2026-10-12", by: "nina", code: "LOY-issue" },
    ]);
  });

  it("is blocked where the lead writes its title as a blocker", () => {
    const item = { ...blocker, isBlocker: false };
    const report = reportOf(
      someFacts({ items: [item], answers: [anAnswer("10-30", [["blocker", "tills reject receipts!"]])] }),
    );
    expect(linesOf(report, "blocked")).toMatchObject([
      { itemId: item.id, sources: [{ kind: "item" }, { kind: "check-in" }] },
    ]);
    expect(linesOf(report, "open")).toEqual([]);
  });

  it("of which nobody said anything in the period has the day of the last word", () => {
    const october = reportOf(someFacts({ items: [blocker] }));
    const report = reportOf(november({ items: [blocker] }), october);
    expect(linesOf(report, "blocked")).toMatchObject([{ since: "2026-10-12", noWordSince: "2026-10-12" }]);
    // Of one day it is the same in every report, whenever its period began.
    const ageAt = (fromAt: string, cutOffAt: string) =>
      linesOf(reportOf(november({ items: [blocker], fromAt, cutOffAt }), october), "blocked")[0]?.noWordSince;
    const days = [at("11-04"), at("11-13")].map((day) => [at("10-05"), at("11-02")].map((from) => ageAt(from, day)));
    expect(days).toEqual([
      [undefined, undefined],
      ["2026-10-12", "2026-10-12"],
    ]);
    // Past its date it is so at once, until somebody says that it stands.
    const late = { ...blocker, dueOn: "2026-10-20" };
    const lastWords = ["2026-10-19T10:00:00.000Z", "2026-10-21T10:00:00.000Z"].map(
      (lastWordAt) => linesOf(reportOf(someFacts({ items: [{ ...late, lastWordAt }] })), "blocked")[0]?.noWordSince,
    );
    expect(lastWords).toEqual(["2026-10-19", undefined]);
    // Of its present owner nobody expected a word before they had it (47: 3); nor is that a word of anybody.
    const given = { ...late, lastWordAt: at("10-12"), withOwnerSince: "2026-10-28" };
    const sinceGiven = ["10-29", "11-03", "11-04", "11-29"].map(
      (day) => linesOf(reportOf(someFacts({ items: [given], cutOffAt: at(day) })), "blocked")[0]?.noWordSince,
    );
    expect(sinceGiven).toEqual([undefined, undefined, "2026-10-12", "2026-10-12"]);
  });

  it("is finished once its owner says so, and nothing more is said of it", () => {
    const done = { ...blocker, state: "done" as const, closedAt: at("11-10") };
    const answers = [anAnswer("11-06", [["blocker", "Tills reject receipts"]], { every: "week" })];
    const report = reportOf(november({ items: [done], answers }), reportOf(someFacts({ items: [blocker] })));
    expect(report.lines.map(({ kind, text, on }) => ({ kind, text, on }))).toEqual([
      { kind: "finished", text: "Tills reject receipts", on: "2026-11-10" },
    ]);
    const later = november({ fromAt: at("12-03", "09"), cutOffAt: at("12-30"), items: [done] });
    expect(reportOf(later, report).lines).toEqual([]);
  });

  it("is a new matter where it is written again after it was finished", () => {
    const done = { ...blocker, state: "done" as const, closedAt: at("11-10") };
    const answers = [anAnswer("11-27", [["blocker", "Tills reject receipts"]])];
    const report = reportOf(november({ items: [done], answers }), reportOf(someFacts({ items: [blocker] })));
    expect(linesOf(report, "blocked")).toMatchObject([{ since: "2026-11-27" }]);
  });

  it("leaves without a word of it when it is restricted", () => {
    const hidden = { ...blocker, disclosure: "team" as const };
    expect(reportOf(november({ items: [hidden] }), reportOf(someFacts({ items: [blocker] }))).lines).toEqual([]);
  });
});

describe("a risk", () => {
  it("has its score, and that of the report before", () => {
    const scored = (impact: number) => anItem("risk", "Late supplier", { score: { probability: 4, impact } });
    const october = reportOf(someFacts({ items: [scored(2)] }));
    expect(linesOf(october, "open")).toMatchObject([{ score: { probability: 4, impact: 2 } }]);
    expect(linesOf(october, "open")[0]?.was).toBeUndefined();
    expect(linesOf(reportOf(november({ items: [scored(5)] }), october), "open")).toMatchObject([
      { score: { probability: 4, impact: 5 }, was: { score: { probability: 4, impact: 2 } } },
    ]);
  });
});

describe("60 days without a word", () => {
  const silent = anItem("action", "Continue the store pilot", { dueOn: "2026-10-20", lastWordAt: at("10-04") });

  it("end what is past its date: it is counted, in no line after it has ended", () => {
    const ended = reportOf(november({ items: [silent] }), reportOf(someFacts({ items: [silent] })));
    expect(ended).toMatchObject({ withoutWord: 1, open: {} });
    expect(linesOf(ended, "ended")).toMatchObject([{ ending: "no-word", noWordSince: "2026-10-04" }]);
    const january = { fromAt: at("12-03", "09"), cutOffAt: "2027-01-05T09:00:00.000Z", items: [silent] };
    expect(reportOf(november(january), ended)).toMatchObject({ withoutWord: 1, lines: [] });
  });

  it("are over with the first word", () => {
    const report = reportOf(november({ items: [{ ...silent, lastWordAt: at("12-01") }] }));
    expect(report).toMatchObject({ withoutWord: 0, open: { action: 1 }, lines: [{ kind: "open" }] });
  });

  it.each(["risk", "request", "milestone"] as const)("end no %s", (kind) => {
    const item = anItem(kind, "Old", { dueOn: "2026-09-01", lastWordAt: at("08-01") });
    expect(reportOf(someFacts({ items: [item] })).withoutWord).toBe(0);
  });
});

it("names of the steps that others wait for the one that has waited longest, with its role where it is known", () => {
  const since = (title: string, raisedOn: string, more = {}) => anItem("step", title, { raisedOn, role: "", ...more });
  const last = since("Go live", "2026-10-02", { role: undefined });
  const steps = [last, since("Model", "2026-10-28"), since("Connect", "2026-10-20", { role: "Developer" })];
  const done = since("Order", "2026-10-01", { state: "done" });
  expect(reportOf(someFacts({ items: [...steps, done] })).waits).toEqual({
    text: "Connect",
    role: "Developer",
    days: 14,
  });
  expect(reportOf(someFacts({ items: [done] })).waits).toBeUndefined();
});

describe("a milestone", () => {
  const launch = anItem("milestone", "Launch", {
    raisedOn: "2026-08-01",
    dueOn: "2026-12-15",
    firstDueOn: "2026-11-03",
    moves: 2,
    moved: [{ at: at("10-20"), from: "2026-11-17", to: "2026-12-15", reason: "No test data" }],
  });

  it("that moved has the date before, the first date and the number of moves together", () => {
    expect(linesOf(reportOf(someFacts({ items: [launch] })), "milestone-moved")).toMatchObject([
      {
        due: "2026-12-15",
        was: { due: "2026-11-17", firstDue: "2026-11-03", moves: 2, reason: "No test data" },
      },
    ]);
  });

  it("without a first date has no number of moves either", () => {
    const [line] = linesOf(reportOf(someFacts({ items: [{ ...launch, firstDueOn: null }] })), "milestone-moved");
    expect(line?.was).toEqual({ due: "2026-11-17", reason: "No test data" });
  });

  it("that moved and moved back has not moved", () => {
    const back = { at: at("10-25"), from: "2026-12-15", to: "2026-11-17", reason: null };
    const item = { ...launch, dueOn: "2026-11-17", moves: 3, moved: [...launch.moved, back] };
    expect(linesOf(reportOf(someFacts({ items: [item] })), "milestone-moved")).toEqual([]);
  });

  it.each([
    ["2026-11-03", 1],
    ["2026-12-03", 1],
    ["2026-12-04", 0],
    ["2026-11-02", 0],
  ])("planned for %s is upcoming in %i lines", (dueOn, lines) => {
    expect(linesOf(reportOf(someFacts({ items: [{ ...launch, dueOn }] })), "upcoming")).toHaveLength(lines);
  });

  it("is late from the working day after its owner was asked whether it is reached", () => {
    const on = (day: string, lateBefore: string) =>
      reportOf(someFacts({ items: [{ ...launch, dueOn: "2026-10-30" }], cutOffAt: at(day), lateBefore }));
    const monday = on("11-02", "2026-10-30");
    expect(new Set(monday.lines.map(({ kind }) => kind))).toEqual(new Set(["open", "milestone-moved"]));
    const tuesday = on("11-03", "2026-11-02");
    expect(linesOf(tuesday, "blocked")).toMatchObject([{ type: "milestone", due: "2026-10-30" }]);
    expect(linesOf(tuesday, "upcoming")).toEqual([]);
  });

  it("past its date was due, as long as its owner has not been asked of it", () => {
    const item = anItem("milestone", "Launch", { dueOn: "2026-11-02", lastWordAt: at("10-29") });
    const aged = (lateBefore: string) => {
      const lines = reportOf(someFacts({ items: [item], lateBefore })).lines.filter(({ text }) => text === "Launch");
      return lines.map((line) => withBlanks(ageInWords(EN, line, "2026-11-03", () => 1)));
    };
    expect(aged("2026-11-02")).toEqual(["was due 2 Nov"]);
    expect(aged("2026-11-03")).toEqual(["no word since 2 Nov"]);
  });

  it("past its date has no word by being given to somebody else", () => {
    const given = { dueOn: "2026-10-27", lastWordAt: at("10-29"), withOwnerSince: "2026-10-29" };
    const items = [anItem("milestone", "Launch", given)];
    expect(linesOf(reportOf(someFacts({ items })), "blocked")).toMatchObject([{ noWordSince: "2026-10-27" }]);
  });

  it("past its date has no word since that, until somebody says that it is still open", () => {
    const item = { ...launch, moved: [], dueOn: "2026-10-27" };
    const aged = (day: string) =>
      linesOf(reportOf(someFacts({ items: [{ ...item, lastWordAt: at(day) }] })), "blocked").map((line) => [
        line.noWordSince,
        ...[EN, FR].map((reader) => withBlanks(ageInWords(reader, line, "2026-11-03", () => 5))),
      ]);
    expect(aged("10-12")).toEqual([["2026-10-27", "no word since 27 Oct", "sans nouvelles depuis le 27 oct."]]);
    expect(aged("10-27")).toEqual(aged("10-12"));
    expect(aged("10-28")).toEqual([[undefined, "5 working days late", "5 jours ouvrés de retard"]]);
  });

  it("is reached on the day that was given, whenever that was pressed", () => {
    const reached = { ...launch, state: "done" as const, closedAt: at("10-20"), reachedOn: "2026-10-17" };
    const report = reportOf(someFacts({ items: [reached] }));
    expect(linesOf(report, "finished")).toMatchObject([{ on: "2026-10-17" }]);
    expect(report.milestones).toMatchObject([{ reachedOn: "2026-10-17" }]);
  });

  it("that is reached is finished, with its day and its plan", () => {
    const reached = { ...launch, state: "done" as const, closedAt: at("10-20"), dueOn: "2026-10-09" };
    const report = reportOf(someFacts({ items: [reached] }));
    expect(linesOf(report, "finished")).toMatchObject([{ on: "2026-10-20", due: "2026-10-09" }]);
    expect(report.milestones).toMatchObject([{ title: "Launch", reachedOn: "2026-10-20" }]);
  });

  it("that is a meeting is no result once it is held: it stays in the thread", () => {
    const held = anItem("presence", "Leeds", { state: "done", closedAt: at("10-20") });
    const report = reportOf(someFacts({ items: [held] }));
    expect(linesOf(report, "finished")).toEqual([]);
    expect(linesOf(report, "ended")).toMatchObject([{ text: "Leeds", ending: "held", on: "2026-10-20" }]);
  });

  it("that is dropped has ended, however far off it was", () => {
    const dropped = { ...launch, state: "dropped" as const, closedAt: at("10-20") };
    expect(linesOf(reportOf(someFacts({ items: [dropped] })), "ended")).toMatchObject([{ ending: "dropped" }]);
  });
});

it("what is open is counted by type", () => {
  const items = [anItem("risk", "A"), anItem("risk", "B"), blocker, anItem("presence", "Leeds")];
  expect(reportOf(someFacts({ items })).open).toEqual({ risk: 2, issue: 1, presence: 1 });
});

it("lines stand by weight, then by age", () => {
  const items = [
    anItem("risk", "A risk"),
    { ...blocker, title: "Blocked later", raisedOn: "2026-10-20" },
    anItem("request", "A request", { dueOn: "2026-12-30" }),
    { ...blocker, id: "first" },
  ];
  expect(reportOf(someFacts({ items })).lines.map(({ text }) => text)).toEqual([
    "A request",
    "Tills reject receipts",
    "Blocked later",
    "A risk",
  ]);
});

describe("what was ticked to be tracked", () => {
  const cases = [
    ["risk", "risk", "open"],
    ["blocker", "issue", "blocked"],
  ] as const;

  it.each(cases)("as a %s stands once, as its item, however that is called since", (feeds, kind, as) => {
    const answer = anAnswer("10-30", [[feeds, "The certificates expire before anybody renews them"]]);
    const isBlocker = kind === "issue";
    const item = anItem(kind, "Certificates", { checkInId: answer.checkInId, isBlocker });
    expect(linesOf(reportOf(someFacts({ items: [item], answers: [answer] })), as)).toMatchObject([
      { text: "Certificates", itemId: item.id },
    ]);
  });

  it.each(cases)(
    "stands in words alone where it was not ticked, beside the items of other answers (%s)",
    (feeds, kind, as) => {
      const answer = anAnswer("10-30", [[feeds, "No test cards"]]);
      const item = anItem(kind, "Certificates", { checkInId: "another answer", isBlocker: kind === "issue" });
      const shown = linesOf(reportOf(someFacts({ items: [item], answers: [answer] })), as);
      expect(shown.map(({ text, itemId }) => [text, itemId !== undefined]).toSorted()).toEqual([
        ["Certificates", true],
        ["No test cards", false],
      ]);
    },
  );
});
