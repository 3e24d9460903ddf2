import { describe, expect, it } from "vitest";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { outlineOf } from "../../src/reports/portfolio/program-outline.ts";
import { anAnswer, anItem, at, linesOf, november, reportOf, someFacts, textsOf } from "./facts.ts";
import { anInput, aProgram, asFrench } from "./reported.ts";

const weekly = { every: "week" } as const;

describe("a month", () => {
  it("takes a field that its own answers leave empty from the weekly ones, the newest first", () => {
    const answers = [
      anAnswer("10-09", [["value", "Points in an hour"]], weekly),
      anAnswer("10-16", [["value", "Points in four minutes"]], weekly),
      anAnswer("10-30", [["bottom-line", "Stores are open"], ["value"]]),
    ];
    const report = reportOf(someFacts({ answers }));
    expect(textsOf(report, "value")).toEqual(["Points in four minutes", "Points in an hour"]);
  });

  it("takes of bottom lines the latest", () => {
    const answers = [
      anAnswer("10-09", [["bottom-line", "61,000 are parked"]], weekly),
      anAnswer("10-16", [["bottom-line", "22,700 are parked"]], weekly),
    ];
    expect(textsOf(reportOf(someFacts({ answers })), "bottom-line")).toEqual(["22,700 are parked"]);
    const since = [...answers, anAnswer("10-30", [["progress", "Import finished"], ["bottom-line"]])];
    const dayIn = (given: typeof answers) =>
      linesOf(reportOf(someFacts({ answers: given })), "bottom-line")[0]?.writtenOn;
    expect([dayIn(answers), dayIn(since)]).toEqual([undefined, "2026-10-16"]);
  });

  it("stands as of now, field by field, as the last report sent had it, with its day", () => {
    const reached = anItem("milestone", "Import", { id: "m", state: "done", closedAt: at("10-20") });
    const words = anAnswer("10-28", [
      ["progress", "Import finished"],
      ["value", "Points in an hour"],
    ]);
    const lastSent = reportOf(someFacts({ answers: [words], items: [reached] }));
    const answers = [anAnswer("11-10", [["value", "Points in a minute"]], { period: "2026-11" })];
    const now = november({ answers, items: [{ ...reached, state: "open", closedAt: null }] });
    const shown = (facts: typeof now) =>
      reportOf(facts, lastSent).lines.flatMap(({ kind, text, asOf }) =>
        kind === "upcoming" ? [] : [[kind, text, asOf]],
      );
    const own = [["value", "Points in a minute", undefined]];
    expect([shown(now), shown({ ...now, lastSent })]).toEqual([
      own,
      [...own, ["done", "Import finished", "2026-11-03"]],
    ]);
  });

  it("plans what the newest answer plans: nothing where it leaves that empty", () => {
    const planned = anAnswer("10-09", [["next", "Talk at Rust Week"]], weekly);
    const given = anAnswer("10-16", [["progress", "Talk given"], ["next"]], weekly);
    expect(textsOf(reportOf(someFacts({ answers: [planned] })), "next")).toEqual(["Talk at Rust Week"]);
    expect(textsOf(reportOf(someFacts({ answers: [planned, given] })), "next")).toEqual([]);
  });

  it("takes nothing from the weekly answers where its own keep the field in the team", () => {
    const own = anAnswer("10-30", []);
    const answers = [
      anAnswer("10-09", [["progress", "Import finished"]], weekly),
      { ...own, fields: [{ feeds: "progress" as const, lines: ["Import finished"], isTeamOnly: true as const }] },
    ];
    expect(reportOf(someFacts({ answers })).lines).toEqual([]);
  });

  it("has an answer of its round even if it came in the first days of the next month", () => {
    const report = reportOf(someFacts({ answers: [anAnswer("11-02", [["progress", "Import finished"]])] }));
    expect(linesOf(report, "done")).toMatchObject([{ text: "Import finished" }]);
    expect(linesOf(report, "done")[0]?.isLate).toBe(undefined);
  });

  it("has the bottom line that came in time, not the late one", () => {
    const answers = [
      anAnswer("11-28", [["bottom-line", "November"]]),
      anAnswer("11-29", [["bottom-line", "October"]], { isLate: true }),
    ];
    expect(textsOf(reportOf(november({ answers })), "bottom-line")).toEqual(["November"]);
  });
});

it("a quarter has what was written of capacity and budget", () => {
  const answers = [anAnswer("10-30", [["capacity", "A second engineer from January"]], { every: "quarter" })];
  const program = { ...aProgram("LOY", ["green"]), report: reportOf(someFacts({ rhythm: "quarterly", answers })) };
  const heading = (input: ScreenInput) => outlineOf(program, input).sections.at(0)?.heading;
  const input = anInput([program], { rhythm: "quarterly" });
  expect([heading(input), heading(asFrench(input))]).toEqual(["Capacity and budget", "Capacité et budget"]);
});

it("where several answer, each line has its author", () => {
  const answers = [
    anAnswer("10-29", [["bottom-line", "Stores are open"]]),
    anAnswer("10-30", [["bottom-line", "Stores sell"]], { personId: "ines" }),
  ];
  expect(linesOf(reportOf(someFacts({ answers })), "bottom-line")).toMatchObject([
    { by: "ines", text: "Stores sell" },
    { by: "tom", text: "Stores are open" },
  ]);
});

it("words that are copied from a weekly answer are one line with both sources", () => {
  const answers = [
    anAnswer("10-09", [["progress", "Import finished"]], weekly),
    anAnswer("10-30", [["progress", "import  finished."]]),
  ];
  expect(linesOf(reportOf(someFacts({ answers })), "done")).toMatchObject([
    {
      text: "import  finished.",
      sources: [{ id: "answer of 10-30 by tom" }, { id: "answer of 10-09 by tom" }],
    },
  ]);
});

it("what was done has nothing but what was written as done", () => {
  const answers = [
    anAnswer("10-30", [
      ["progress", "Import finished"],
      ["next", "Open Leeds"],
      ["risk", "Certificates"],
      ["lesson", "Ask sooner"],
    ]),
  ];
  const report = reportOf(someFacts({ answers }));
  expect(report.lines.map(({ kind, text }) => [kind, text])).toEqual([
    ["done", "Import finished"],
    ["next", "Open Leeds"],
    ["lesson", "Ask sooner"],
    ["open", "Certificates"],
  ]);
});

it("what was written as done and is a finished item is one line", () => {
  const items = [anItem("action", "Import finished", { state: "done", closedAt: at("10-20") })];
  const report = reportOf(someFacts({ items, answers: [anAnswer("10-30", [["progress", "Import finished"]])] }));
  expect(report.lines).toMatchObject([{ kind: "finished", sources: [{ kind: "item" }, { kind: "check-in" }] }]);
});

it("a bottom line of emoji and a line of punctuation stand as they were written", () => {
  const answers = [
    anAnswer("10-30", [
      ["bottom-line", "🎉🎉"],
      ["progress", "?!", "  "],
    ]),
  ];
  expect(reportOf(someFacts({ answers })).lines.map(({ text }) => text)).toEqual(["🎉🎉", "?!"]);
});

it("a year without annual answers has what the reports in it decided and were worth, December too", () => {
  const december = reportOf(
    november({
      answers: [
        anAnswer("12-02", [
          ["decision", "Stores open in waves"],
          ["value", "Points in four minutes"],
          ["progress", "Import finished"],
        ]),
      ],
    }),
  );
  const year = november({ rhythm: "annual", within: [reportOf(someFacts()), december] });
  const report = reportOf(year);
  expect(report.lines).toMatchObject([
    { kind: "decided", text: "Stores open in waves", sources: [{ id: "answer of 12-02 by tom" }] },
    { kind: "value", text: "Points in four minutes" },
  ]);
});

it("a year has what its last quarter has learnt beside what its workshop said, as no other digest brings that", () => {
  const answers = [
    anAnswer("12-02", [["lesson", "The card is gone"]], { every: "year", period: "2026", personId: "hugo" }),
    anAnswer("12-03", [["lesson", "Ask the stores first"]], { every: "quarter", period: "2026-Q4" }),
  ];
  const report = reportOf(november({ rhythm: "annual", answers }));
  expect(textsOf(report, "lesson")).toEqual(["Ask the stores first", "The card is gone"]);
});

describe("blockers in words", () => {
  const october = reportOf(
    someFacts({
      answers: [
        anAnswer("10-09", [["blocker", "No test data"]], weekly),
        anAnswer("10-16", [["blocker", "No test data", "Consent wording"]], weekly),
      ],
    }),
  );

  it("stand since the first answer in a row with the same words", () => {
    expect(linesOf(october, "blocked")).toMatchObject([
      { text: "No test data", since: "2026-10-09", writtenOn: "2026-10-16" },
      { text: "Consent wording", since: "2026-10-16" },
    ]);
  });

  it("stand from report to report since the same day", () => {
    const answers = [anAnswer("11-27", [["blocker", "no test data."]], { ...weekly, personId: "ines" })];
    const [line] = linesOf(reportOf(november({ answers }), october), "blocked");
    expect(line).toMatchObject({ text: "no test data.", since: "2026-10-09", by: "ines" });
  });

  it("that their author's later answer leaves out are gone, within a period silently", () => {
    const answers = [
      anAnswer("10-09", [["blocker", "61,000 receipts are parked"]], weekly),
      anAnswer("10-16", [["blocker", "22,700 receipts are parked"]], weekly),
    ];
    expect(reportOf(someFacts({ answers })).lines.map(({ text }) => text)).toEqual(["22,700 receipts are parked"]);
  });

  it("of the report before that their author leaves out end once", () => {
    const later = reportOf(november({ answers: [anAnswer("11-13", [["blocker"]], weekly)] }), october);
    expect(later.lines.map(({ kind, text, ending }) => [kind, text, ending])).toEqual([
      ["ended", "No test data", "left-out"],
      ["ended", "Consent wording", "left-out"],
    ]);
    expect(reportOf(november({ fromAt: at("12-03", "09"), cutOffAt: at("12-20") }), later).lines).toEqual([]);
  });

  it("stand with the day of the last word where their author wrote nothing since", () => {
    const report = reportOf(november({ answered: [] }), october);
    expect(linesOf(report, "blocked")).toMatchObject([
      { text: "No test data", since: "2026-10-09", noWordSince: "2026-10-16" },
      { text: "Consent wording", since: "2026-10-16", noWordSince: "2026-10-16" },
    ]);
  });

  it("are not ended by an answer in which nobody was asked for blockers", () => {
    const answers = [anAnswer("11-30", [["bottom-line", "Stores are open"]])];
    expect(linesOf(reportOf(november({ answers }), october), "blocked")).toHaveLength(2);
  });

  it("end after 60 days without a word", () => {
    const report = reportOf(november({ cutOffAt: at("12-15") }), october);
    expect(linesOf(report, "ended")).toMatchObject([
      { text: "No test data", ending: "no-word" },
      { text: "Consent wording", ending: "no-word" },
    ]);
  });

  it("that are tracked since stand as the item, since the day on which they were first written", () => {
    const items = [anItem("issue", "No test data", { isBlocker: true, raisedOn: "2026-11-10" })];
    const report = reportOf(november({ items }), october);
    const lines = linesOf(report, "blocked").filter(({ text }) => text === "No test data");
    expect(lines).toMatchObject([{ code: "LOY-issue", since: "2026-10-09" }]);
  });
});

it("a request in words stands until it is left out", () => {
  const october = reportOf(someFacts({ answers: [anAnswer("10-30", [["request", "Release Dieter?"]])] }));
  expect(linesOf(october, "request")).toMatchObject([{ text: "Release Dieter?", since: "2026-10-30" }]);
  expect(linesOf(reportOf(november(), october), "request")).toMatchObject([{ noWordSince: "2026-10-30" }]);
});
