import { describe, expect, it } from "vitest";
import type { Line, Status } from "../../src/reports/compile/report.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { needsInOrder } from "../../src/reports/digest/needs.ts";
import type { Need, ReportedProgram, Screen, ScreenInput, SectionName } from "../../src/reports/digest/screen.ts";
import { textToForward } from "../../src/reports/files/forward.ts";
import { aLine, anInput, aProgram, EN, FR, manyPrograms, aNeed as needWithOptions } from "./reported.ts";

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

function linesOf(screen: Screen, name: SectionName): string[] {
  const lines = screen.sections.find((section) => section.name === name)?.lines ?? [];
  return lines.map(({ program, text, age }) => plain([program, text, age].filter((part) => part !== "").join(" · ")));
}

function linesIn(programs: readonly ReportedProgram[], name: SectionName, more: Partial<ScreenInput> = {}): string[] {
  return linesOf(firstScreen(anInput(programs, more)), name);
}

const FRENCH = { reader: { ...FR, name: "Hélène Roy", role: "sponsor" as const } };

/** A question alone. */
const aNeed = (program: string, more: Partial<Need> = {}) =>
  needWithOptions({
    ...{ itemId: `ask-${program}`, program, title: "Release Dieter until 15 January?" },
    ...{ options: [], recommended: null, costOfWaiting: null, ...more },
  });

const loyalty = aProgram("Loyalty", ["amber", "red"], {
  lines: [
    aLine("newly-off-track", "a third of receipts rejected", { since: "2026-10-28" }),
    aLine("decided", "Stores open in waves"),
  ],
});
const welcome = aProgram("Welcome", ["amber", "green"], {
  lines: [
    aLine("recovered", "240 real tests passed"),
    aLine("finished", "Consent import", { on: "2026-10-20", due: "2026-10-09" }),
  ],
});
const silent = aProgram("Retail", ["green", "green"], {
  lines: [aLine("no-update", "", { by: null, since: "2026-09-03" })],
  answered: 0,
});

/** They fill the headline. */
const busy = ["A", "B", "C"].map((title) =>
  aProgram(title, ["red", "red"], { lines: [aLine("newly-off-track", "waits", { since: "2026-08-28" })] }),
);

describe("the first screen", () => {
  it("is entitled by period and programs, and says for whom it is, on what it rests and as of when", () => {
    const [english, french] = [firstScreen(anInput([loyalty, silent])), firstScreen(anInput([loyalty], FRENCH))];
    expect([english.title, french.title]).toEqual(["October · 2 programs", "Octobre · Loyalty"]);
    const basis = "for Margaret Osei, sponsor · written by 1 of 2 leads · as of Tue 3 Nov";
    expect(plain(english.basis)).toBe(basis);
  });

  it("counts apart from what is so now the last statuses of those without a word, and names the silent once", () => {
    const last = (key: string, status: Status) => {
      const program = aProgram(key, [status, status], { lines: silent.report.lines, answered: 0 });
      if (program.report.status) program.report.status.noWordSince = "2026-09-28";
      return program;
    };
    const nobody = [last("A", "green"), last("B", "green"), last("C", "amber"), last("D", "red")];
    const screen = firstScreen(anInput(nobody));
    expect(screen.counts).toBe("No word: 4 (last: 2 on track, 1 at risk, 1 off track)");
    expect([screen.headline, screen.leftOut]).toEqual(["Nobody wrote in October.", null]);
    // By name, however many there are.
    expect(linesOf(screen, "silent")).toEqual(["D, C, A, B"]);
    expect(plain(firstScreen(anInput([...nobody.slice(0, 2), welcome], FRENCH)).counts)).toBe(
      "En bonne voie 2 → 1 · À risque 1 → 0 · Sans nouvelles : 2 (au dernier rapport : 2 en bonne voie)",
    );
  });

  it("has the silence of a month in its headline, also where one program was asked nothing, and no bare date", () => {
    const date = aLine("upcoming", "60 stores open", { itemId: "m1", type: "milestone", due: "2026-11-16" });
    const unasked = aProgram("Checkout", ["amber"], { lines: [date], answered: 0, asked: 0 });
    const headlines = [{}, FRENCH].map((more) => firstScreen(anInput([silent, unasked], more)).headline);
    expect(headlines).toEqual(["Nobody wrote in October.", "Personne n’a répondu en octobre."]);
  });

  it("says of what went to somebody else since that it was the reader’s", () => {
    const was = { owner: "margaret", until: "2026-10-20" };
    const late = aLine("request-overdue", "Who signs?", { itemId: "a", owner: "tom", due: "2026-10-28", was });
    const input = anInput([aProgram("Loyalty", ["red", "red"], { lines: [late] })]);
    const linesFor = (id: string) => linesOf(firstScreen({ ...input, reader: { ...input.reader, id } }), "blocked");
    expect(linesFor("margaret")).toEqual([
      "waits for Tom Whitfield: Who signs? · was yours until 20 Oct, was due 28 Oct",
    ]);
    expect(linesFor("priya")).toEqual(["waits for Tom Whitfield: Who signs? · was due 28 Oct"]);
  });

  it("has of a quarter where each initiative stands as its roadmap, not as what is done", () => {
    const lines = [aLine("done", "Late: store receipts"), aLine("value", "Six minutes")];
    const quarter = aProgram("Loyalty", ["green"], { lines, rhythm: "quarterly" });
    const screen = firstScreen(anInput([...busy, quarter, welcome], { rhythm: "quarterly" }));
    expect(linesOf(screen, "roadmap")).toEqual(["Loyalty · Late: store receipts"]);
    expect(linesOf(screen, "value")).toEqual(["Loyalty · Six minutes"]);
  });

  it("tells in its headline what was finished, and no silence beside it", () => {
    const finished = aProgram("Welcome", ["green"], { lines: [aLine("finished", "Consent import")] });
    expect(firstScreen(anInput([silent, finished])).headline).toBe("Welcome: finished: Consent import.");
  });

  it("tells each program’s matter before any program’s second", () => {
    const blockers = Array.from({ length: 40 }, (_, index) =>
      aLine("blocked", `blocker ${index} ${"of many words ".repeat(5)}`, { since: "2026-10-12" }),
    );
    const screen = firstScreen(anInput([aProgram("Loyalty", ["red", "red"], { lines: blockers }), welcome]));
    expect(linesOf(screen, "changed").concat(linesOf(screen, "decided")).join()).toContain("Welcome");
    expect(screen.leftOut).toMatch(/^More in the reports: \d+ blocked$/);
    expect(firstScreen(anInput([...manyPrograms(9), silent])).leftOut).not.toContain("silent");
  });

  it("shows what was written from its first word on, cut at its end alone", () => {
    const written = `The RFC has just been published ${"with many details ".repeat(12)}`;
    const whole =
      "Order confirmations went from 140 words to 52, and customer care expects eight in a hundred fewer calls about where an order is";
    const lines = [aLine("done", written), aLine("done", whole)];
    const shown = linesIn([...busy, aProgram("Loyalty", ["green"], { lines })], "value");
    expect(shown[0]).toMatch(/^Loyalty · The RFC has just been published with many .*…$/);
    // What its field has room for stands whole.
    expect(shown[1]).toBe(`Loyalty · ${whole}`);
  });

  it("lists programs in the order of its headline", () => {
    const titles = ["Stores", "Loyalty", "Welcome"];
    const programs = titles.map((title, index) =>
      aProgram(title, ["amber"], {
        lines: [aLine("blocked", `waits for ${title.length}`, { since: `2026-10-1${index}` })],
      }),
    );
    const screen = firstScreen(anInput(programs, { needs: [aNeed("Welcome")] }));
    expect(screen.headline).toMatch(/^🟠 Welcome needs .* 🟠 Stores: .* 🟠 Loyalty: /u);
    expect(linesOf(screen, "blocked").map((line) => line.split(" ")[0])).toEqual(["Welcome", "Stores", "Loyalty"]);
  });

  it("names what is worst first", () => {
    const risk = aProgram("Welcome", ["green", "amber"], { lines: [aLine("newly-at-risk", "tests late")] });
    expect(linesIn([risk, loyalty], "blocked")).toEqual([
      "Loyalty · a third of receipts rejected · off track since 28 Oct",
      "Welcome · tests late · at risk since 28 Oct",
    ]);
  });

  it("gives a run of a status the same days for whoever reads, in whatever zone", () => {
    const sydney = { reader: { ...anInput([]).reader, zone: "Australia/Sydney", role: "steering" as const } };
    const [ours, theirs] = [{}, sydney].map((more) => linesIn([loyalty, welcome], "blocked", more));
    expect(ours).toEqual(["Loyalty · a third of receipts rejected · off track since 28 Oct"]);
    expect(theirs).toEqual(ours);
  });

  it("tells under Changed from which status a program has come, beside its reason", () => {
    const was = { since: "2026-10-28", was: { status: "amber" as const } };
    const worse = aProgram("Loyalty", ["amber", "red"], {
      lines: [aLine("newly-off-track", "receipts rejected", was)],
    });
    expect(linesIn([worse, welcome], "changed")).toContain("Loyalty · 🟠 → 🔴");
    expect(linesIn([worse, welcome], "blocked")).toContain("Loyalty · receipts rejected · off track since 28 Oct");
  });

  it("tells what comes in the next 30 days by date", () => {
    const dates = [
      aProgram("Welcome", ["green"], {
        lines: ["10", "24"].map((day) => aLine("upcoming", "launch", { due: `2026-11-${day}` })),
      }),
      aProgram("Loyalty", ["green"], { lines: [aLine("upcoming", "all-hands", { due: "2026-11-12" })] }),
    ];
    expect(linesIn(dates, "upcoming")).toEqual([
      "Welcome · Tue 10 Nov launch",
      "Loyalty · Thu 12 Nov all-hands",
      "Welcome · Tue 24 Nov launch",
    ]);
  });

  it("tells of a presence when and where it is, and whose", () => {
    const presence = { time: "10:00", zone: "Europe/London", place: "Leeds" };
    const line = aLine("upcoming", "Town hall", { itemId: "i1", due: "2026-11-12", owner: "margaret", presence });
    const screenFor = (reader: Partial<ScreenInput["reader"]>) => {
      const input = anInput([aProgram("Loyalty", ["green"], { lines: [line] })]);
      const names = new Map([["margaret", "Margaret Osei"]]);
      return firstScreen({ ...input, names, reader: { ...input.reader, ...reader } }).sections[0]?.lines[0]?.text;
    };
    expect(plain(screenFor({ id: "margaret" }) ?? null)).toBe("Thu 12 Nov Town hall (10:00, Leeds), with you");
    expect(plain(screenFor(FR) ?? null)).toBe(
      "jeu. 12 nov. Town hall (10 h sur place, 11 h chez vous, Leeds), avec Margaret Osei",
    );
  });

  it("names where more than three statuses moved which are better in one line, and says why of those that are worse", () => {
    const move = (title: string, from: Status, to: Status) => {
      const kind = to === "green" ? "recovered" : to === "red" ? "newly-off-track" : "newly-at-risk";
      const since = to === "green" ? null : "2026-10-28";
      return aProgram(title, [from, to], {
        lines: [aLine(kind, `${title} says why`, { since, was: { status: from } })],
      });
    };
    const worse = ["A", "B", "C", "D"].map((title) => move(title, "green", "amber"));
    const better = ["E", "F", "G", "H", "I"].map((title) => move(title, "amber", "green"));
    const screen = firstScreen(anInput([...worse, move("Loyalty", "amber", "red"), ...better]));
    expect(linesOf(screen, "changed")).toEqual(["🟠 → 🟢 E, F and 3 more"]);
    const told = `${screen.headline} ${linesOf(screen, "blocked").join()}`;
    expect(["A", "B", "C", "D", "Loyalty"].filter((title) => !told.includes(`${title} says why`))).toEqual([]);
  });

  it("names in one line the programs still at risk that have none of their own, and under Changed those newly at risk", () => {
    const moved = { due: "2026-12-01", was: { due: "2026-11-17", firstDue: "2026-11-17", moves: 1 } };
    const still = Array.from({ length: 8 }, (_, place) =>
      aProgram(`P${place}`, ["amber", "amber"], { lines: [aLine("milestone-moved", "Launch", moved)] }),
    );
    const [english, french] = [firstScreen(anInput(still)), firstScreen(anInput(still, FRENCH))];
    expect(linesOf(english, "blocked")).toEqual(["Still at risk: P0, P1 and 6 more"]);
    expect(linesOf(french, "blocked")).toEqual(["Toujours à risque : P0, P1 et 6 autres"]);
    const newly = Array.from({ length: 200 }, (_, place) =>
      aProgram(`The program ${place}`, ["green", "amber"], {
        lines: [
          aLine("newly-at-risk", "The vendor is late again and nobody knows why that is", { since: "2026-10-28" }),
        ],
      }),
    );
    const many = firstScreen(anInput(newly));
    expect(linesOf(many, "changed").join()).toMatch(/^🟢 → 🟠 The program \d+, The program \d+ and \d+ more$/u);
    expect(many.leftOut).toBe(null);
  });

  it("signs what was written where several answered, on its lines and in its headline", () => {
    const lines = [
      aLine("decided", "Go on with the stores"),
      aLine("decided", "Stop the kiosks", { by: "priya" }),
      aLine("finished", "Import", { by: "priya", itemId: "i1" }),
    ];
    const input = anInput([aProgram("Retail", ["green"], { lines, asked: 2, answered: 2 }), welcome]);
    const screen = firstScreen(input);
    expect(linesOf(screen, "decided")).toContain("Retail · Stop the kiosks · Priya Shah");
    const own = firstScreen({ ...input, reader: { ...input.reader, id: "priya" } });
    expect(linesOf(own, "decided")).toContain("Retail · Stop the kiosks · you");
    expect(linesOf(screen, "decided")).toContain("Retail · finished: Import");
    expect(screen.headline).toContain("Retail: Go on with the stores (Tom Whitfield).");
  });

  it("says as of when a status is that nobody gave again", () => {
    const program = aProgram("Loyalty", ["amber", "amber"], {
      lines: [aLine("still-at-risk", "No tester", { since: "2026-09-28" })],
    });
    if (program.report.status) program.report.status.noWordSince = "2026-10-28";
    const [english, french] = [firstScreen(anInput([program])), firstScreen(anInput([program], FRENCH))];
    expect(linesOf(english, "blocked")).toEqual(["No tester · at risk as of 28 Oct, no word since"]);
    expect(linesOf(french, "blocked")).toEqual(["No tester · à risque au 28 oct., sans nouvelles depuis"]);
  });

  it("names whoever wrote its words before what these are about", () => {
    const done = aLine("done", "Import", { by: "priya" });
    const program = { ...loyalty, report: { ...loyalty.report, lines: [...loyalty.report.lines, done], answered: 2 } };
    expect(firstScreen(anInput([program, welcome])).headline).toContain("(Tom Whitfield · off track since 28");
  });

  it("has clauses of a program and words in its headline, the author’s alone without the name of the only one", () => {
    const headline = (line: Line) =>
      firstScreen(anInput([aProgram("Loyalty", ["amber", "green"], { lines: [line] })])).headline;
    expect(headline(aLine("finished", "Import", { itemId: "i1" }))).toBe("Loyalty: finished: Import.");
    expect(headline(aLine("blocked", "tills reject receipts"))).toBe("tills reject receipts.");
    expect(headline(aLine("recovered", ""))).toBe(null);
    const question = { itemId: "r1", owner: "priya", on: "2026-10-27", outcome: "Sign for a year" };
    expect(plain(headline(aLine("decided", "Which contract?", question)))).toBe(
      "Priya Shah decided on 27 Oct: Which contract? → Sign for a year.",
    );
  });

  it("has in no headline what nobody has confirmed since its date, and asks its reader all the same", () => {
    const blocked = (text: string, noWordSince?: string) =>
      aLine("blocked", text, {
        ...{ itemId: text, type: "issue", since: "2026-10-01", due: "2026-10-20" },
        ...(noWordSince && { noWordSince }),
      });
    const stores = aProgram("Stores", ["amber"], { lines: [blocked("Old", "2026-10-01"), blocked("New")] });
    const needs = needsInOrder([
      aNeed("Stores", { itemId: "n1", blockedSince: "2026-10-01" }),
      aNeed("Welcome", { itemId: "n2", title: "Accept?" }),
    ]);
    const screen = firstScreen(anInput([stores, welcome], { needs }));
    expect(plain(screen.headline)).toBe(
      "Welcome needs your decision by Wed 4 Nov: Accept? 🟠 Stores: New (since 1 Oct, was due 20 Oct).",
    );
    expect(screen.needs.map(({ itemId }) => itemId)).toEqual(["n2", "n1"]);
    expect(linesOf(screen, "blocked")).toEqual(["Stores · Old · was due 20 Oct, not confirmed since 1 Oct"]);
  });

  it("tells a moved date with its moves, and facts against a green without comment", () => {
    const facts = [
      aLine("against-green", "iOS certificates", { itemId: "i1", due: "2026-10-21" }),
      aLine("against-green", "", { teamStatus: "amber", since: "2026-10-12" }),
      aLine("against-green", "", { teamStatus: "red", since: "2026-10-29", sources: [{ kind: "status", at: "" }] }),
    ];
    const service = aProgram("Service", ["green", "green"], {
      lines: [...facts, aLine("blocked", "iOS certificates", { itemId: "i1", due: "2026-10-21" })],
    });
    const screen = firstScreen(anInput([...busy, service], { workingDaysLate: () => 9 }));
    const told =
      "iOS certificates, 9 working days late; team reported at risk on 12 Oct; Tom Whitfield reported off track on 29 Oct";
    expect(linesOf(screen, "blocked").at(-1)).toBe(`Service · reports on track; ${told}`);
    const asked = aLine("against-green", "Import now?", { itemId: "i2", due: "2026-10-21" });
    const other = firstScreen(anInput([...busy, aProgram("Stores", ["green"], { lines: [asked] })]));
    expect(linesOf(other, "blocked").at(-1)).toBe("Stores · reports on track; Import now? (was due 21 Oct)");
  });

  it("shows three needs, the overdue first, then what is off track, then by day, and names the others", () => {
    const wanted = { A: "2026-11-18", B: "2026-11-10", C: "2026-11-04", D: "2026-11-20" };
    const all = Object.entries(wanted).map(([id, answerBy]) => aNeed(id, { answerBy, isOverdue: id === "D" }));
    const screen = firstScreen(anInput([loyalty, welcome], { needs: needsInOrder(all, ["A"]) }));
    expect(screen.needs.map(({ program }) => program)).toEqual(["D", "A", "C"]);
    expect(screen.needsHeading).toBe("Needs you (4)");
    expect(plain(screen.moreNeeds)).toBe("1 more needs you: B · Release Dieter until 15 January? (10 Nov)");
  });

  it("has requests before blockers, and a program once among those that it names", () => {
    const blockers = Array.from({ length: 10 }, (_, n) =>
      aNeed("A", { itemId: `i${n}`, blockedSince: "2026-11-03", neededBy: "2026-11-10", isOverdue: true }),
    );
    const needs = needsInOrder([...blockers, aNeed("B", { itemId: "request" })]);
    const screen = firstScreen(anInput([loyalty, welcome], { needs }));
    expect(screen.needs.map(({ itemId }) => itemId)).toEqual(["request", "i0", "i1"]);
    expect(plain(screen.moreNeeds)).toBe("8 more need you: A (10 Nov)");
  });

  it("has of a month what is planned where no date comes, a line a program, below dates", () => {
    const planned = ["Letters", "Final count"].map((text) => aLine("next", text));
    const dated = aProgram("Tills", ["green"], {
      lines: [aLine("upcoming", "Launch", { due: "2026-11-12" }), ...planned],
    });
    const screen = firstScreen(anInput([aProgram("Letters", ["green"], { lines: planned }), dated]));
    expect(linesOf(screen, "upcoming")).toEqual(["Tills · Thu 12 Nov Launch", "Letters · planned: Letters"]);
  });

  it("counts of its needs those that are still open", () => {
    const needs = ["A", "B", "C", "D"].map((program) => aNeed(program, { isOver: program !== "B" }));
    const { needsHeading, moreNeeds } = firstScreen(anInput([loyalty, welcome], { needs }));
    expect([needsHeading, moreNeeds]).toEqual(["Needs you (1)", null]);
    const settled = needs.map((need) => ({ ...need, isOver: true }));
    expect(firstScreen(anInput([loyalty, welcome], { needs: settled })).needsHeading).toBe("Needed you, settled since");
  });

  it("has no request in its headline that went to somebody else before it was sent, and that one for all where it is blocked", () => {
    const lines = [
      aLine("request", "Pay?", { itemId: "r1", owner: "margaret", since: "2026-11-03", due: "2026-11-10" }),
      aLine("newly-at-risk", "No tills", { since: "2026-11-03" }),
    ];
    const requestsNow = new Map([["r1", { became: "with", name: "Hugo Lambert", on: "2026-11-04" } as const]]);
    for (const id of ["margaret", "tom"]) {
      const given = anInput([aProgram("Stores", ["amber"], { lines })], { requestsNow });
      const screen = firstScreen({ ...given, rhythm: "weekly", reader: { ...given.reader, id } });
      expect(plain(screen.headline)).toBe("🟠 No tills (at risk since 28 Oct).");
      expect(linesOf(screen, "blocked")).toEqual(["Pay? · with Hugo Lambert since 4 Nov"]);
    }
  });

  it("does not tell again what stands under Needs you", () => {
    const asking = aProgram("Loyalty", ["green"], {
      lines: [aLine("request", "Release Dieter?", { itemId: "ask-Loyalty" })],
    });
    const screen = firstScreen(anInput([asking, welcome], { needs: [aNeed("Loyalty")] }));
    expect(linesOf(screen, "blocked")).toEqual([]);
  });

  it("tells first what is overdue, the longest late first, and names what waits for others", () => {
    const waits = (title: string, status: Status, kind: "request" | "request-overdue", due = "2026-10-30") => {
      const line = aLine(kind, `${title}?`, { itemId: title, owner: "tom", due, since: "2026-10-14" });
      return { ...aProgram(title, [status], { lines: [line] }), isFlagship: title === "Card" };
    };
    const programs = [
      waits("Welcome", "green", "request", "2026-11-09"),
      waits("Tills", "green", "request-overdue", "2026-10-29"),
      waits("Lockers", "green", "request-overdue", "2026-10-28"),
      waits("Gates", "green", "request-overdue", "2026-10-20"),
      waits("Stores", "amber", "request-overdue"),
      waits("Card", "green", "request", "2026-11-06"),
    ];
    const screens = [{}, FRENCH].map((more) => firstScreen(anInput([...busy, ...programs], more)));
    expect(screens.map(({ headline }) => plain(headline).match(/(Gates|Lockers|Tills|Stores|Card)(?= )/g))).toEqual(
      Array(2).fill(["Gates", "Lockers", "Tills"]),
    );
    expect(screens.map((screen) => linesOf(screen, "blocked").slice(3))).toEqual([
      [
        "Card · waits for Tom Whitfield: Card? · needed by 6 Nov, since 14 Oct",
        "Stores · waits for Tom Whitfield: Stores? · was due 30 Oct",
        "Welcome · waits for Tom Whitfield: Welcome? · needed by 9 Nov, since 14 Oct",
      ],
      [
        "Card · attend Tom Whitfield : Card? · attendue pour le 6 nov., depuis le 14 oct.",
        "Stores · attend Tom Whitfield : Stores? · échéance du 30 oct. dépassée",
        "Welcome · attend Tom Whitfield : Welcome? · attendue pour le 9 nov., depuis le 14 oct.",
      ],
    ]);
    const { headline } = firstScreen(anInput([waits("Stores", "amber", "request", "2026-11-06"), welcome]));
    expect(plain(headline)).toContain("🟠 Stores waits for Tom Whitfield: Stores? (needed by 6 Nov, since 14 Oct).");
  });

  it("shows of a held report its status and dates, and that it follows", () => {
    const held = { ...loyalty, isHeld: true };
    expect(linesIn([held, welcome], "blocked")).toEqual(["Loyalty · report to follow · off track since 28 Oct"]);
    // Alone its headline has said so.
    expect(linesIn([held], "blocked")).toEqual([]);
  });

  it("has a line for a held report that is on track, in French too", () => {
    const held = { ...aProgram("Fidélité", ["green"], { lines: [aLine("done", "secret")] }), isHeld: true };
    const screen = firstScreen(anInput([held, welcome], FRENCH));
    expect(linesOf(screen, "silent")).toEqual(["Fidélité · rapport à suivre"]);
    expect(JSON.stringify(screen.sections.map(({ lines }) => lines.map(({ text }) => text)))).not.toContain("secret");
  });

  it("says on its basis what was corrected and when", () => {
    const corrected = { ...loyalty, correctedOn: "2026-11-05" };
    expect(plain(firstScreen(anInput([corrected, welcome])).basis)).toContain("corrected on Thu 5 Nov: Loyalty");
  });

  it("says of a program that it was closed, with what it leaves, and nothing that is over with it", () => {
    const lines = [
      aLine("bottom-line", "The card is in 40 stores"),
      aLine("finished", "Tills trained", { type: "milestone", on: "2026-10-12" }),
      aLine("still-at-risk", "tests late"),
      aLine("upcoming", "launch", { due: "2026-11-24" }),
      aLine("no-update", "", { by: null }),
      aLine("recovered", ""),
    ];
    const closed = { ...aProgram("Card", ["amber", "amber"], { lines }), closedOn: "2026-10-20" };
    const screens = [{}, FRENCH].map((more) => firstScreen(anInput([closed, welcome], more)));
    expect(plain(screens[0]?.headline ?? "")).toContain("Card closed on 20 Oct: The card is in 40 stores.");
    const below = screens[0]?.sections.flatMap(({ lines }) => lines.filter(({ program }) => program === "Card"));
    expect(below?.map(({ text }) => plain(text))).toEqual(["reached 12 Oct: Tills trained"]);
    expect(screens[0]).toMatchObject({ counts: "On track 0 → 1 · At risk 1 → 0", leftOut: null });
    expect(linesIn([...busy, closed], "decided", FRENCH)).toContain(
      "Card · clos le 20 oct. : The card is in 40 stores",
    );
  });

  it("names the silent to the office, and to a sponsor programs alone", () => {
    const line = aLine("no-update", "", { by: "priya", since: "2026-09-03" });
    const program = aProgram("Retail", ["green"], { lines: [line], answered: 0 });
    const office = { reader: { ...anInput([]).reader, role: "office" as const } };
    expect(linesIn([program, loyalty], "silent")).toEqual(["Retail · since 3 Sept"]);
    expect(linesIn([program, loyalty], "silent", office)).toEqual(["Retail · Priya Shah · since 3 Sept"]);
  });

  it("says of a blocker that is the reader's own that it is theirs, in French too", () => {
    const blocker = aLine("blocked", "Tills reject receipts", { itemId: "i1", owner: "margaret", since: "2026-10-30" });
    const programs = [welcome, aProgram("Stores", ["amber"], { lines: [blocker] })];
    const own = { ...anInput(programs).reader, id: "margaret" };
    const screens = [own, { ...own, ...FR }, { ...own, id: "tom" }].map((reader) =>
      linesIn(programs, "blocked", { reader }).join(),
    );
    expect(screens).toEqual([
      "Stores · yours: Tills reject receipts · since 30 Oct",
      "Stores · à vous : Tills reject receipts · depuis le 30 oct.",
      "Stores · Tills reject receipts · since 30 Oct",
    ]);
  });

  it("names beside what is blocked who has it", () => {
    const text = `Receipts ${"wait and ".repeat(24)}`;
    const line = aLine("blocked", text, { itemId: "i1", owner: "priya", since: "2026-10-12" });
    const shown = linesIn([welcome, aProgram("Stores", ["amber"], { lines: [line] })], "blocked");
    expect(shown[0]).toMatch(/^Stores · Receipts .*… · Priya Shah, since 12 Oct$/);
  });

  it("says of what was to be done by a day that is past that it was due, in French too", () => {
    const line = aLine("still-at-risk", "No tester", { action: "Ask Legal", actionBy: "2026-05-31" });
    const program = aProgram("Stores", ["amber", "amber"], { lines: [line] });
    expect(linesIn([...busy, program], "blocked").at(-1)).toContain("No tester; was due 31 May: Ask Legal");
    expect(linesIn([...busy, program], "blocked", FRENCH).at(-1)).toContain("échéance du 31 mai dépassée : Ask Legal");
  });

  it("says since when a late blocker is so, and of which day the words of a status are", () => {
    const late = aLine("blocked", "They answer tomorrow", { itemId: "i1", since: "2026-10-12", due: "2026-10-20" });
    const risk = aProgram("Stores", ["amber", "amber"], { lines: [late, aLine("still-at-risk", "It is tomorrow")] });
    Object.assign(risk.report.status ?? {}, { since: "2026-10-12", at: "2026-10-20T10:00:00.000Z" });
    expect(linesIn([...busy, risk], "blocked").slice(3)).toEqual([
      "Stores · It is tomorrow · at risk since 12 Oct, as of 20 Oct",
      "Stores · They answer tomorrow · since 12 Oct, was due 20 Oct",
    ]);
  });

  it("says as of when words are that were written before others of the period, and never that a silent green reports", () => {
    const late = aLine("against-green", "Cut-over", { itemId: "i1", due: "2026-10-20" });
    const green = aProgram("Tills", ["green", "green"], { lines: [late] });
    if (green.report.status) green.report.status.noWordSince = "2026-10-03";
    const risk = aProgram("Stores", ["amber", "amber"], { lines: [aLine("still-at-risk", "The meeting is tomorrow")] });
    if (risk.report.status) risk.report.status.at = "2026-09-12T10:00:00.000Z";
    const screen = firstScreen(anInput([...busy, green, risk]));
    expect(linesOf(screen, "blocked").slice(3)).toEqual([
      "Tills · on track as of 3 Oct, no word since; Cut-over, was due 20 Oct",
      "Stores · The meeting is tomorrow · at risk since 28 Oct, as of 12 Sept",
    ]);
    expect(screen.sections[0]?.lines.slice(3).map(({ status }) => status)).toEqual([null, "amber"]);
  });

  it("says how many months a program is silent, in its headline where nobody wrote", () => {
    const still = (title: string) =>
      aProgram(title, ["amber", "amber"], {
        lines: [
          aLine("request-overdue", "Who signs?", {
            itemId: title,
            owner: "tom",
            due: "2026-09-14",
            since: "2026-09-01",
          }),
          aLine("no-update", "", { by: null, since: "2026-03-03", periods: 2 }),
        ],
        answered: 0,
      });
    const nobody = firstScreen(anInput([still("Retail"), still("Stores")]));
    expect(nobody.headline).toMatch(/^Nobody wrote in October; second month in a row. 🟠 Retail waits for /u);
    const one = firstScreen(anInput([still("Retail"), welcome]));
    expect(linesOf(one, "silent")).toEqual(["Retail · since 3 Mar 2026 · second month"]);
  });

  it("tells what its reader is asked, not the bottom line of a program that is on track", () => {
    const calm = aProgram("Service", ["green"], { lines: [aLine("bottom-line", "Nothing is needed from you")] });
    const { headline } = firstScreen(anInput([calm, welcome], { needs: [aNeed("Service")] }));
    expect(headline).toMatch(/^Service needs your decision/);
    expect(headline).not.toContain("Nothing is needed");
  });

  it("names both of those who lead where one reports on track and the other does not", () => {
    const status = { kind: "status" as const, at: "2026-10-28T09:00:00.000Z" };
    const other = aLine("against-green", "", { since: "2026-10-28", teamStatus: "amber", sources: [status] });
    const green = aProgram("Stores", ["green"], { lines: [other] });
    const said = { status: "amber", by: "tom", on: "2026-10-28", reason: null, action: null } as const;
    Object.assign(green.report.status ?? {}, { by: "priya", isDeputys: true, other: said });
    const headlines = [{}, FRENCH].map((more) => plain(firstScreen(anInput([green, silent], more)).headline));
    expect(headlines).toEqual([
      "Stores: Priya Shah (deputy) reports on track; Tom Whitfield reported at risk on 28 Oct.",
      "Stores : pour Priya Shah (suppléance), en bonne voie ; pour Tom Whitfield, à risque le 28 oct.",
    ]);
    const input = anInput([green, silent]);
    const own = firstScreen({ ...input, reader: { ...input.reader, id: "tom" } });
    expect(plain(own.headline)).toContain("; you reported at risk on 28 Oct.");
    const hers = firstScreen({ ...input, reader: { ...input.reader, id: "priya" } });
    expect(plain(hers.headline)).toContain("Stores: you report on track; Tom Whitfield reported at risk");
    const due = { itemId: "r1", owner: "tom", due: "2026-10-20" };
    const late = aProgram("Stores", ["amber"], { lines: [aLine("request-overdue", "Who signs?", due)] });
    Object.assign(late.report.status ?? {}, { other: said });
    expect(firstScreen(anInput([late, silent])).headline).toContain("🟠 Stores waits for Tom Whitfield: Who signs?");
  });

  it("begins with no dip that is over and no green without a word where anything else is known", () => {
    const dip = aLine("was-off-track", "Lockers are full", { since: "2026-10-06", on: "2026-10-20" });
    const calm = aProgram("Lockers", ["green"], { lines: [dip, aLine("bottom-line", "Lockers held")] });
    const late = aLine("against-green", "Cut-over", { itemId: "i1", due: "2026-10-20" });
    const quiet = aProgram("Tills", ["green", "green"], { lines: [late] });
    if (quiet.report.status) quiet.report.status.noWordSince = "2026-10-03";
    const moved = aLine("milestone-moved", "Launch", { due: "2026-12-15", was: { due: "2026-12-01" } });
    const stores = aProgram("Stores", ["green"], { lines: [moved] });
    expect(plain(firstScreen(anInput([quiet, calm, stores])).headline)).toBe(
      "Stores: Launch 1 Dec → 15 Dec. Lockers held. Tills on track as of 3 Oct, no word since; Cut-over, was due 20 Oct.",
    );
  });

  it("tells two blockers with the same words as two", () => {
    const blocked = (itemId: string, since: string) => aLine("blocked", "The vendor is silent", { itemId, since });
    const lines = [blocked("i5", "2026-10-01"), blocked("i11", "2026-10-08")];
    const screen = firstScreen(anInput([...busy, aProgram("Stores", ["amber"], { lines })]));
    expect(linesOf(screen, "blocked").slice(3)).toEqual([
      "Stores · The vendor is silent · since 1 Oct",
      "Stores · The vendor is silent · since 8 Oct",
    ]);
  });

  it("stays as it was chosen when it was sent: no line comes or goes but for a corrected status", () => {
    const blocked = aLine("blocked", `Nobody ${"answers, and ".repeat(9)}`, { since: "2026-10-12" });
    const stores = aProgram("Stores", ["amber"], { lines: [aLine("bottom-line", "Late"), ...Array(9).fill(blocked)] });
    const needs = ["A", "B", "C", "D"].map((id, place) => aNeed(id, { answerBy: `2026-11-0${place + 4}` }));
    const input = anInput([loyalty, welcome, stores], { needs });
    const sent = firstScreen(input);
    const title = `Release Dieter ${"and another ".repeat(30)}?`;
    const moved = needs.map((need) => (need.itemId === "ask-A" ? { ...need, title, answerBy: "2026-11-30" } : need));
    const later = { ...input, needs: [...moved, aNeed("E", { isOverdue: true })], choice: sent.choice };
    const now = firstScreen(later);
    expect(now.sections).toEqual(sent.sections);
    expect(now.needs.map(({ itemId }) => itemId)).toEqual(["ask-A", "ask-B", "ask-C"]);
    const red = aProgram("Welcome", ["amber", "red"], {
      lines: [aLine("newly-off-track", "Tests failed"), ...welcome.report.lines.slice(1)],
    });
    const corrected = firstScreen({ ...later, programs: [loyalty, { ...red, correctedOn: "2026-11-05" }, stores] });
    const shown = (screen: Screen) => screen.sections.flatMap(({ name }) => linesOf(screen, name));
    const before = shown(sent);
    expect(shown(corrected).filter((line) => !before.includes(line))).toEqual([
      "Welcome · Tests failed · off track since 28 Oct",
    ]);
    expect(before.filter((line) => !shown(corrected).includes(line))).toEqual([
      "Welcome · 🟠 → 🟢: 240 real tests passed",
    ]);
  });

  it("keeps the sentences of its headline but for what needed its reader, which is settled below", () => {
    const input = anInput([aProgram("Stores", ["green"]), loyalty], { needs: [aNeed("Stores")] });
    const { headline, choice } = firstScreen(input);
    const now = firstScreen({ ...input, needs: [aNeed("Stores", { isOver: true })], choice });
    const needs = "Stores needs your decision by Wed 4 Nov: Release Dieter until 15 January? ";
    expect(plain(now.headline)).toBe(plain(headline).replace(needs, ""));
  });

  it("has no bottom line that spoke of a request to its reader which was decided before it went", () => {
    const line = aLine("bottom-line", "Unless you release Dieter, pilots slip", { openRequests: ["n1"] });
    const decided = aLine("decided", "Release Dieter?", { itemId: "n1", owner: "margaret", on: "2026-11-02" });
    const before = aProgram("Stores", ["amber"], { lines: [line, decided] });
    const input = anInput([before]);
    const shownTo = (id: string) => JSON.stringify(firstScreen({ ...input, reader: { ...input.reader, id } }));
    expect(shownTo("tom")).toContain("Unless you");
    expect(shownTo("margaret")).not.toContain("Unless you");
  });

  it("names and counts anew what waits for others once one of them has decided", () => {
    const waiting = (itemId: string, since: string) =>
      aLine("request", "Who signs?", { itemId, owner: "priya", since });
    const lines = [waiting("r1", "2026-09-30"), waiting("r2", "2026-09-01")];
    const stores = aProgram("Stores", ["green"], { lines });
    const { choice } = firstScreen(anInput([stores, welcome]));
    const waitingNow = (...over: string[]) => {
      const now = { became: "decided" as const, name: "Priya Shah", on: "2026-11-05" };
      const requestsNow = new Map(over.map((itemId) => [itemId, now]));
      const { sections } = firstScreen(anInput([stores, welcome], { requestsNow, choice }));
      const lines = sections.flatMap((section) => section.lines).filter(({ program }) => program === "Stores");
      return lines.map(({ text, age }) => plain(`${text} · ${age}`));
    };
    const first = "waits for Priya Shah: Who signs? · since 30 Sept";
    expect(waitingNow()).toEqual([`${first} · 1 more request waits`]);
    expect(waitingNow("r1")).toEqual(["waits for Priya Shah: Who signs? · since 1 Sept"]);
    expect(waitingNow("r1", "r2")).toEqual([]);
  });

  it("says beside why a program is off track what is being done", () => {
    const line = aLine("newly-off-track", "Rehearsal failed on two tills", {
      ...{ since: "2026-10-28", action: "Vendor on site from Monday", actionBy: "2026-11-06" },
    });
    const red = aProgram("Stores", ["amber", "red"], { lines: [line] });
    const shown = [
      [red, welcome],
      [...busy, red],
    ].map((programs) => linesIn(programs, "blocked").at(-1));
    expect(shown).toEqual([
      // Why stands in the headline.
      "Stores · being done by 6 Nov: Vendor on site from Monday",
      "Stores · Rehearsal failed on two tills; being done by 6 Nov: Vendor on site from Monday · off track since 28 Oct",
    ]);
  });

  it("tells first what the reader decided or had, then milestones reached, then what others decided", () => {
    const made = { type: "request", on: "2026-11-02", outcome: "two more lorries" };
    const lines = [
      aLine("blocked", "Vendor silent"),
      aLine("decided", "Charter two more lorries?", { ...made, itemId: "d1", owner: "priya", on: "2026-10-05" }),
      aLine("decided", "Which test?", { ...made, itemId: "d2", owner: "margaret", outcome: "Test first" }),
      aLine("decided", "Go on?", { ...made, itemId: "d3", owner: "priya", outcome: "Yes" }),
      aLine("finished", "Launch", {
        ...{ itemId: "m1", type: "milestone", owner: "priya", on: "2026-11-02", due: "2026-11-02" },
        was: { firstDue: "2026-10-06", moves: 2 },
      }),
      aLine("finished", "Call Leeds", { itemId: "a1", owner: "margaret", on: "2026-11-02", due: "2026-10-30" }),
    ];
    const shown = [EN, FR].map((zone) => {
      const reader = { ...zone, id: "margaret", name: "Margaret Osei", role: "sponsor" as const };
      return linesIn([aProgram("Stores", ["green"], { lines })], "decided", { reader });
    });
    expect(shown).toEqual([
      [
        "You decided on 2 Nov: Which test? → Test first",
        "finished 2 Nov (planned 30 Oct): Call Leeds",
        "reached 2 Nov (first date 6 Oct): Launch",
        "Priya Shah decided on 5 Oct: Charter two more lorries? → two more lorries",
        "Priya Shah decided on 2 Nov: Go on? → Yes",
      ],
      [
        "Vous avez décidé le 2 nov. : Which test? → Test first",
        "terminé le 2 nov. (prévu le 30 oct.) : Call Leeds",
        "jalon atteint le 2 nov. (première date le 6 oct.) : Launch",
        "Priya Shah a décidé le 5 oct. : Charter two more lorries? → two more lorries",
        "Priya Shah a décidé le 2 nov. : Go on? → Oui",
      ],
    ]);
  });

  it("says of a blocker that is over how it ended, of the reader's own also by whom, and never that it is resolved", () => {
    const over = { type: "issue", on: "2026-10-22" };
    const lines = [
      aLine("blocked", "Vendor silent"),
      aLine("finished", "Version 9.4 is not agreed", { ...over, itemId: "i1", outcome: "9.4 rolled back" }),
      aLine("finished", "Answer expected tomorrow", { ...over, itemId: "i2" }),
      aLine("finished", "Stores cannot roll back", { ...over, itemId: "i3", owner: "margaret" }),
    ];
    const shown = [EN, FR].map((zone) => {
      const reader = { ...zone, id: "margaret", name: "Margaret Osei", role: "sponsor" as const };
      return linesIn([aProgram("Stores", ["green"], { lines })], "decided", { reader });
    });
    expect(shown).toEqual([
      [
        "yours, done on 22 Oct by Tom Whitfield: Stores cannot roll back",
        "Version 9.4 is not agreed · closed 22 Oct: 9.4 rolled back",
        "Answer expected tomorrow · closed 22 Oct",
      ],
      [
        "à vous, réglé le 22 oct. par Tom Whitfield : Stores cannot roll back",
        "Version 9.4 is not agreed · clos le 22 oct. : 9.4 rolled back",
        "Answer expected tomorrow · clos le 22 oct.",
      ],
    ]);
  });

  it("has of a quarter its questions", () => {
    const lines = [aLine("objective", "Score 4 of 10"), aLine("next", "Stop the paper coupons")];
    const quarter = aProgram("Loyalty", ["green"], { lines, rhythm: "quarterly" });
    const screen = firstScreen(anInput([quarter], { rhythm: "quarterly" }));
    const shown = screen.sections.map(({ heading, lines: [line] }) => [heading, line?.text]);
    expect(shown).toEqual([
      ["Continue, change, stop", "Stop the paper coupons"],
      ["Value and done", "Score 4 of 10"],
    ]);
  });

  it("keeps room for dates that moved, a flagship's first, then by the size of the slip", () => {
    const moved = (title: string, due: string) =>
      aLine("milestone-moved", title, { itemId: title, type: "milestone", due, was: { due: "2026-12-01" } });
    const blocker = aLine("blocked", `Nobody ${"answers, and ".repeat(11)}`, { since: "2026-10-12" });
    const programs = ["15", "08", "22", "29"].map((day, place) => ({
      ...aProgram(`P${place}`, ["amber", "amber"], {
        lines: [moved("Launch", `2026-12-${day}`), ...Array(9).fill(blocker)],
      }),
      isFlagship: place === 1,
    }));
    const others = ["P4", "P5", "P6"].map((title) => aProgram(title, ["amber", "amber"], { lines: [blocker] }));
    const needs = ["a", "b", "c"].map((itemId) =>
      aNeed("Stores", { itemId, title: `Who ${"decides, and ".repeat(9)}` }),
    );
    const screen = firstScreen(anInput([...busy, ...programs, ...others], { needs }));
    expect(linesOf(screen, "changed").toSorted()).toEqual([
      "P1 · Launch 1 Dec → 8 Dec",
      "P2 · Launch 1 Dec → 22 Dec",
      "P3 · Launch 1 Dec → 29 Dec",
    ]);
  });

  it("says of a blocker with a moved date that it is late, of a risk that it is closed", () => {
    const lines = [
      aLine("against-green", "Vendor will not commit.", {
        ...{ itemId: "i1", type: "issue", due: "2026-10-30", owner: "priya" },
        was: { due: "2026-10-15", firstDue: "2026-10-15", moves: 1 },
      }),
      aLine("finished", "Schema may change", {
        ...{ itemId: "k1", type: "risk", on: "2026-10-20", due: "2026-10-09", outcome: "Schema is frozen" },
      }),
      aLine("was-off-track", "", { since: "2026-10-15", on: "2026-10-21" }),
    ];
    const screen = firstScreen(anInput([aProgram("Stores", ["green"], { lines })]));
    expect(plain(screen.headline)).toBe(
      "Stores reports on track; Vendor will not commit (Priya Shah), was due 30 Oct (1st move; first date 15 Oct).",
    );
    expect(linesOf(screen, "decided")).toEqual(["Schema may change · risk closed 20 Oct: Schema is frozen"]);
    expect(linesOf(screen, "changed")).toEqual(["was off track from 15 Oct to 21 Oct"]);
    const dip = aLine("was-off-track", "Slots sold twice", {
      since: "2026-10-06",
      on: "2026-10-20",
      was: { status: "amber" },
    });
    const held = { ...aProgram("Stores", ["green"], { lines: [dip] }), isHeld: true };
    const told = [{ ...held, isHeld: false }, held].map((program) => linesIn([...busy, program], "changed"));
    expect(told).toEqual([
      ["Stores · was at risk from 6 Oct to 20 Oct: Slots sold twice"],
      ["Stores · was at risk from 6 Oct to 20 Oct"],
    ]);
  });

  it("has a dip within the month before who recovered, whatever else there is", () => {
    const dip = aLine("was-off-track", "Slots sold twice", { since: "2026-10-06", on: "2026-10-14" });
    const long = Array<Line>(9).fill(aLine("decided", "of many words ".repeat(9)));
    const programs = [welcome, aProgram("Stores", ["green"], { lines: [...long, dip] })];
    expect(linesIn([...busy, ...programs], "changed").map((line) => line.split(":")[0])).toEqual([
      "Stores · was off track from 6 Oct to 14 Oct",
      "Welcome · 🟠 → 🟢",
    ]);
  });

  it("has bottom lines, which are of statuses as well, in a section of their own", () => {
    const lines = [aLine("value", "Six minutes, it was nineteen"), aLine("bottom-line", "On its date if you decide")];
    const { sections } = firstScreen(anInput([...busy, aProgram("Stores", ["green"], { lines })]));
    expect(sections.slice(1).map(({ heading, lines: [line] }) => [heading, line?.text])).toEqual([
      ["Value and done", "Six minutes, it was nineteen"],
      ["In short", "On its date if you decide"],
    ]);
  });

  it("has no bottom line of a program that is told to be at risk, and of one that is not", () => {
    const told = aProgram("Tills", ["amber", "amber"], {
      lines: [aLine("still-at-risk", "No tester", { since: "2026-09-28" }), aLine("bottom-line", "Tills will be late")],
    });
    const green = aProgram("Stores", ["green"], { lines: [aLine("bottom-line", "Stores open on time")] });
    expect(linesIn([...busy, told, green], "brief")).toEqual(["Stores · Stores open on time"]);
  });
});

it("is forwarded as text with the shape of each status, and none where a line has none", () => {
  const text = textToForward(firstScreen(anInput([loyalty, welcome])), anInput([]).reader);
  expect(text).toMatch(/• 🔴 Loyalty · a third of receipts rejected/);
  expect(text).toMatch(/• Loyalty · Stores open in waves/);
});
