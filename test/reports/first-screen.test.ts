import { describe, expect, it } from "vitest";
import type { Line, Status } from "../../src/reports/compile/report.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { needsInOrder } from "../../src/reports/digest/needs.ts";
import type { Need, ReportedProgram, Screen, ScreenInput, SectionName } from "../../src/reports/digest/screen.ts";
import { textToForward } from "../../src/reports/files/forward.ts";
import { aLine, anInput, aProgram, EN, FR, manyPrograms, aNeed as needWithOptions } from "./reported.ts";

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

function linesOf(screen: Screen, name: Screen["sections"][number]["name"]): string[] {
  const lines = screen.sections.find((section) => section.name === name)?.lines ?? [];
  return lines.map(({ program, text }) => plain([program, text].filter((part) => part !== "").join(": ")));
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

  it("counts the status of all, and of those without a word how many they are, and names the silent once", () => {
    const last = (key: string, status: Status) => {
      const program = aProgram(key, [status, status], { lines: silent.report.lines, answered: 0 });
      if (program.report.status) program.report.status.noWordSince = "2026-09-28";
      return program;
    };
    const nobody = [last("A", "green"), last("B", "green"), last("C", "amber"), last("D", "red")];
    const screen = firstScreen(anInput(nobody));
    expect(screen.counts).toBe("On track 2 · At risk 1 · Off track 1 · 4 not renewed");
    expect([screen.headline, screen.leftOut]).toEqual(["Nobody wrote in October.", null]);
    // By name, however many there are.
    expect(linesOf(screen, "silent")).toEqual([
      "C (at risk, no word since 28 Sept), D (off track, no word since 28 Sept), A, B",
    ]);
    expect(plain(firstScreen(anInput([...nobody.slice(0, 2), welcome], FRENCH)).counts)).toBe(
      "En bonne voie 2 → 3 · À risque 1 → 0 · 2 non renouvelés",
    );
  });

  it("has the silence of a month in its headline, also where one program was asked nothing, and no bare date", () => {
    const date = aLine("upcoming", "60 stores open", { itemId: "m1", type: "milestone", due: "2026-11-16" });
    const unasked = aProgram("Checkout", ["amber"], { lines: [date], answered: 0, asked: 0 });
    const headlines = [{}, FRENCH].map((more) => firstScreen(anInput([silent, unasked], more)).headline);
    expect(headlines).toEqual(["Nobody wrote in October.", "Personne n’a répondu en octobre."]);
  });

  it("tells a request to others in the period in which it was made, in no headline, and counts it later", () => {
    const asking = (title: string, since: string) =>
      aProgram(title, ["green"], {
        lines: [aLine("request", `${title}?`, { itemId: title, owner: "tom", since, due: "2026-11-09" })],
      });
    const programs = [asking("Tills", "2026-10-14"), asking("Gates", "2026-09-14")];
    const [english, french] = [firstScreen(anInput(programs)), firstScreen(anInput(programs, FRENCH))];
    expect([english.headline, english.leftOut]).toEqual([null, "More in the reports: 1 request"]);
    expect(linesOf(english, "blocked")).toEqual(["Tills: waits for Tom Whitfield: Tills? (needed by 9 Nov)"]);
    expect(linesOf(french, "blocked")).toEqual(["Tills: attend Tom Whitfield : Tills? (nécessaire pour le 9 nov.)"]);
  });

  it("has of a quarter where each initiative stands as its roadmap, not as what is done", () => {
    const lines = [aLine("done", "Late: store receipts"), aLine("value", "Six minutes")];
    const quarter = aProgram("Loyalty", ["green"], { lines, rhythm: "quarterly" });
    const screen = firstScreen(anInput([...busy, quarter, welcome], { rhythm: "quarterly" }));
    expect(linesOf(screen, "roadmap")).toEqual(["Loyalty: Late: store receipts"]);
    expect(linesOf(screen, "value")).toEqual(["Loyalty: Six minutes"]);
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
    expect(firstScreen(anInput([...manyPrograms(8), silent])).leftOut).not.toContain("silent");
  });

  it("ends a line at its last clause within sixteen words, else cuts it there", () => {
    const long = `The RFC has just been published ${"with many details ".repeat(12)}`;
    const clauses =
      "Order confirmations went from 140 words to 52, and customer care expects eight in a hundred fewer calls about where an order is";
    const lines = [aLine("done", long), aLine("done", clauses)];
    const shown = linesIn([...busy, aProgram("Loyalty", ["green"], { lines })], "value");
    expect(shown).toEqual([
      "Loyalty: The RFC has just been published with many details with many details with many details with…",
      "Loyalty: Order confirmations went from 140 words to 52",
    ]);
  });

  it("has a line with its why for every program off track, every green that facts speak against, every newly at risk", () => {
    const risk = aProgram("Welcome", ["green", "amber"], { lines: [aLine("newly-at-risk", "tests late")] });
    const still = aProgram("Card", ["red", "red"], { lines: [aLine("still-off-track", "no supplier")] });
    const fact = aLine("against-green", "Cut-over", { itemId: "i1", due: "2026-10-20" });
    const against = aProgram("Tills", ["green", "green"], { lines: [fact, aLine("decided", "Go on")] });
    const shown = linesIn([...busy.slice(0, 2), risk, still, against, loyalty], "blocked");
    expect(shown).toEqual([
      "Loyalty: a third of receipts rejected",
      "Card: no supplier",
      "Tills: reports on track; Cut-over, was due 20 Oct",
      "Welcome: tests late",
    ]);
  });

  it("names every program off track before all else, and counts those alone whose names have no room", () => {
    const red = (place: number, title: string) => {
      const reason = `Reason ${place} ${"of many words ".repeat(4)}`;
      return aProgram(`P${place}`, ["red", "red"], { title, lines: [aLine("still-off-track", reason)] });
    };
    const forty = Array.from({ length: 40 }, (_, place) => red(place, `Programme ${place} north`));
    const screen = firstScreen(anInput(forty));
    const shown = JSON.stringify([screen.headline, ...linesOf(screen, "blocked")]);
    expect(forty.filter(({ title }) => !shown.includes(title))).toEqual([]);

    const many = Array.from({ length: 200 }, (_, place) => red(place, `Programme ${place} north`));
    expect(linesOf(firstScreen(anInput(many)), "blocked").join()).toMatch(
      /^Off track: Programme \d+ north, .* and \d+ more$/,
    );
    expect(linesOf(firstScreen(anInput(many, FRENCH)), "blocked").join()).toMatch(
      /^Hors trajectoire : .* et \d+ autres$/,
    );
  });

  it("has one line for every program that wrote, flagships first and with a second from another field", () => {
    const wrote = (title: string, isFlagship: boolean) => ({
      ...aProgram(title, ["green"], {
        lines: [
          ...["one", "two"].map((text) => aLine("decided", `${title} decides ${text}`)),
          aLine("value", `${title} is worth it`),
        ],
      }),
      isFlagship,
    });
    const others = Array.from({ length: 9 }, (_, place) => wrote(`P${place}`, false));
    const screen = firstScreen(anInput([...busy.slice(0, 2), ...others, wrote("Card", true)]));
    const names = linesOf(screen, "decided").map((line) => line.split(":")[0]);
    expect(names).toEqual(["Card", "Card", ...others.flatMap(({ title }) => [title, title])]);
    expect(linesOf(screen, "value")[0]).toBe("Card: Card is worth it");
  });

  it("says the same words of one program once, the reason of its status before its blocker", () => {
    const words = "The vendor is silent.";
    const lines = [
      aLine("blocked", "the vendor is silent", { itemId: "i1" }),
      aLine("newly-at-risk", words),
      aLine("decided", "RFC 3791"),
      aLine("value", "RFC 3791"),
    ];
    const screen = firstScreen(anInput([...busy.slice(0, 2), aProgram("Stores", ["green", "amber"], { lines })]));
    expect([linesOf(screen, "blocked"), linesOf(screen, "decided"), linesOf(screen, "value"), screen.leftOut]).toEqual([
      ["Stores: The vendor is silent"],
      ["Stores: RFC 3791"],
      [],
      null,
    ]);
  });

  it("gives a run of a status the same days for whoever reads, in whatever zone", () => {
    const sydney = { reader: { ...anInput([]).reader, zone: "Australia/Sydney", role: "steering" as const } };
    const [ours, theirs] = [{}, sydney].map((more) => linesIn([...busy, loyalty], "blocked", more));
    expect(ours).toEqual(["C: waits", "Loyalty: a third of receipts rejected"]);
    expect(theirs).toEqual(ours);
  });

  it("tells how a status moved that no line shows, in one line, and in brackets why one recovered", () => {
    const was = { since: "2026-10-28", was: { status: "amber" as const } };
    const move = (title: string, from: Status, to: Status, text = "") => {
      const kind = to === "green" ? "recovered" : "newly-at-risk";
      return aProgram(title, [from, to], { lines: [aLine(kind, text, { ...was, was: { status: from } })] });
    };
    const programs = [...busy.slice(0, 2), move("Card", "amber", "green"), move("Gates", "red", "green", "All open")];
    expect(linesIn(programs, "changed")).toEqual(["Gates: All open (🔴 → 🟢)", "🟠 → 🟢 Card"]);
    const worse = aProgram("Loyalty", ["amber", "red"], {
      lines: [aLine("newly-off-track", "receipts rejected", was)],
    });
    expect(linesIn([...busy, worse], "changed")).toEqual([]);
  });

  it("tells what comes in the next 30 days by date", () => {
    const dates = [
      aProgram("Welcome", ["green"], {
        lines: ["10", "24"].map((day) => aLine("upcoming", "launch", { due: `2026-11-${day}` })),
      }),
      aProgram("Loyalty", ["green"], { lines: [aLine("upcoming", "all-hands", { due: "2026-11-12" })] }),
    ];
    expect(linesIn(dates, "upcoming")).toEqual([
      "Tue 10 Nov Welcome: launch · Thu 12 Nov Loyalty: all-hands · Tue 24 Nov Welcome: launch",
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

  it("says in one line of two hundred newly at risk, by name, whose reason has no room", () => {
    const newly = Array.from({ length: 200 }, (_, place) =>
      aProgram(`The program ${place}`, ["green", "amber"], {
        lines: [
          aLine("newly-at-risk", "The vendor is late again and nobody knows why that is", {
            since: "2026-10-28",
            was: { status: "green" },
          }),
        ],
      }),
    );
    const screen = firstScreen(anInput(newly));
    expect(linesOf(screen, "blocked").length).toBeGreaterThan(15);
    expect(screen.leftOut).toMatch(/^More in the reports: \d+ newly at risk$/);
  });

  it("signs what was written where several answered, on its lines and in its headline", () => {
    const lines = [
      aLine("decided", "Go on with the stores"),
      aLine("decided", "Stop the kiosks", { by: "priya" }),
      aLine("finished", "Import", { by: "priya", itemId: "i1" }),
    ];
    const input = anInput([aProgram("Retail", ["green"], { lines, asked: 2, answered: 2 }), welcome]);
    const screen = firstScreen(input);
    expect(linesOf(screen, "decided")).toContain("Retail: Stop the kiosks (Priya Shah)");
    const own = firstScreen({ ...input, reader: { ...input.reader, id: "priya" } });
    expect(linesOf(own, "decided")).toContain("Retail: Stop the kiosks (you)");
    expect(linesOf(screen, "decided")).toContain("Retail: finished: Import");
    expect(firstScreen(anInput([...input.programs.slice(0, 1)])).headline).toBe(
      "Go on with the stores (Tom Whitfield).",
    );
  });

  it("says as of when a status is that nobody gave again", () => {
    const program = aProgram("Loyalty", ["amber", "amber"], {
      lines: [aLine("still-at-risk", "No tester", { since: "2026-09-28" }), aLine("decided", "Go on")],
    });
    if (program.report.status) Object.assign(program.report.status, { since: "2026-09-28", noWordSince: "2026-09-28" });
    const [english, french] = [firstScreen(anInput([program])), firstScreen(anInput([program], FRENCH))];
    expect(linesOf(english, "blocked")).toEqual(["No tester (at risk as of 28 Sept, no new status since)"]);
    expect(linesOf(french, "blocked")).toEqual(["No tester (à risque au 28 sept., sans nouveau statut depuis)"]);
  });

  it("names whoever wrote its words before what these are about", () => {
    const done = aLine("done", "Import", { by: "priya" });
    const program = { ...loyalty, report: { ...loyalty.report, lines: [...loyalty.report.lines, done], answered: 2 } };
    expect(firstScreen(anInput([program, welcome])).headline).toContain(
      "🔴 Loyalty: a third of receipts rejected (Tom Whitfield).",
    );
  });

  it("has clauses of a program and words in its headline, the author’s alone without the name of the only one", () => {
    const headline = (line: Line) =>
      firstScreen(anInput([aProgram("Loyalty", ["amber", "green"], { lines: [line] })])).headline;
    expect(headline(aLine("finished", "Import", { itemId: "i1" }))).toBe("finished: Import.");
    expect(headline(aLine("blocked", "tills reject receipts"))).toBe("tills reject receipts.");
    expect(headline(aLine("recovered", ""))).toBe("🟠 At risk → 🟢 On track.");
    const question = { itemId: "r1", owner: "priya", on: "2026-10-27", outcome: "Sign for a year" };
    expect(plain(headline(aLine("decided", "Which contract?", question)))).toBe(
      "Priya Shah decided on 27 Oct: Which contract? → Sign for a year.",
    );
  });

  it("has in no headline what nobody has confirmed since its date, and asks its reader all the same", () => {
    const blocked = (text: string, noWordSince?: string) =>
      aLine("blocked", text, {
        ...{ itemId: text, type: "issue", since: "2026-09-01", due: "2026-10-20" },
        ...(noWordSince && { noWordSince }),
      });
    const stores = aProgram("Stores", ["amber"], { lines: [blocked("Old", "2026-10-01"), blocked("New")] });
    const needs = needsInOrder([
      aNeed("Stores", { itemId: "n1", blockedSince: "2026-10-01" }),
      aNeed("Welcome", { itemId: "n2", title: "Accept?" }),
    ]);
    const screen = firstScreen(anInput([stores, welcome], { needs }));
    expect(plain(screen.headline)).toBe("🟠 Stores: New (was due 20 Oct). Welcome: 240 real tests passed (🟠 → 🟢).");
    expect(screen.needs.map(({ itemId }) => itemId)).toEqual(["n2", "n1"]);
    expect(linesOf(screen, "blocked")).toEqual(["Stores: Old (was due 20 Oct)"]);
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
    expect(linesOf(screen, "blocked").at(-1)).toBe(`Service: reports on track; ${told}`);
    const asked = aLine("against-green", "Import now?", { itemId: "i2", due: "2026-10-21" });
    const other = firstScreen(anInput([...busy, aProgram("Stores", ["green"], { lines: [asked] })]));
    expect(linesOf(other, "blocked").at(-1)).toBe("Stores: reports on track; Import now? (was due 21 Oct)");
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
    const day = { answerBy: "2026-11-10", neededBy: "2026-11-10" };
    const blockers = Array.from({ length: 10 }, (_, n) =>
      aNeed("A", { ...day, itemId: `i${n}`, blockedSince: "2026-11-03", isOverdue: true }),
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
    expect(linesOf(screen, "upcoming")).toEqual(["Letters: planned: Letters", "Thu 12 Nov Tills: Launch"]);
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
      expect(plain(screen.headline)).toBe("🟠 No tills.");
      expect(linesOf(screen, "blocked")).toEqual(["Pay? (with Hugo Lambert since 4 Nov)"]);
    }
  });

  it("does not tell again what stands under Needs you", () => {
    const asking = aProgram("Loyalty", ["green"], {
      lines: [aLine("request", "Release Dieter?", { itemId: "ask-Loyalty" })],
    });
    const screen = firstScreen(anInput([asking, welcome], { needs: [aNeed("Loyalty")] }));
    expect(linesOf(screen, "blocked")).toEqual([]);
  });

  it("shows of a held report its status and dates, and that it follows", () => {
    const held = { ...loyalty, isHeld: true };
    expect(linesIn([held, welcome], "blocked")).toEqual(["Loyalty: report to follow"]);
    expect(linesIn([held], "blocked")).toEqual(["report to follow"]);
  });

  it("has a line for a held report that is on track, in French too", () => {
    const held = { ...aProgram("Fidélité", ["green"], { lines: [aLine("done", "secret")] }), isHeld: true };
    const screen = firstScreen(anInput([held, welcome], FRENCH));
    expect(linesOf(screen, "silent")).toEqual(["Fidélité (rapport à suivre)"]);
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
    expect(plain(screens[0]?.headline ?? "")).toContain("Card: closed on 20 Oct: The card is in 40 stores.");
    const below = screens[0]?.sections.flatMap(({ lines }) => lines.filter(({ program }) => program === "Card"));
    expect(below?.map(({ text }) => plain(text))).toEqual(["reached 12 Oct: Tills trained"]);
    expect(screens[0]).toMatchObject({ counts: "On track 0 → 1 · At risk 1 → 0", leftOut: null });
    expect(linesIn([...busy, closed], "decided", FRENCH)).toContain("Card: clos le 20 oct. : The card is in 40 stores");
  });

  it("names the silent to the office, and to a sponsor programs alone", () => {
    const line = aLine("no-update", "", { by: "priya", since: "2026-09-03" });
    const program = aProgram("Retail", ["green"], { lines: [line], answered: 0 });
    const office = { reader: { ...anInput([]).reader, role: "office" as const } };
    expect(linesIn([program, loyalty], "silent")).toEqual(["Retail"]);
    expect(linesIn([program, loyalty], "silent", office)).toEqual(["Retail (Priya Shah)"]);
  });

  it("says of a blocker that is the reader's own that it is theirs, in French too", () => {
    const blocker = aLine("blocked", "Tills reject receipts", { itemId: "i1", owner: "margaret", since: "2026-09-30" });
    const programs = [...busy, aProgram("Stores", ["amber"], { lines: [blocker] })];
    const own = { ...anInput(programs).reader, id: "margaret" };
    const screens = [own, { ...own, ...FR }, { ...own, id: "tom" }].map((reader) =>
      linesIn(programs, "blocked", { reader }).at(-1),
    );
    expect(screens).toEqual([
      "Stores: yours: Tills reject receipts (since 30 Sept)",
      "Stores: à vous : Tills reject receipts (depuis le 30 sept.)",
      "Stores: Tills reject receipts (since 30 Sept)",
    ]);
  });

  it("names beside what is blocked who has it", () => {
    const text = `Receipts ${"wait and ".repeat(24)}`;
    const line = aLine("blocked", text, { itemId: "i1", owner: "priya", since: "2026-09-12" });
    const shown = linesIn([...busy, aProgram("Stores", ["amber"], { lines: [line] })], "blocked");
    expect(shown.at(-1)).toMatch(/^Stores: Receipts .*… \(Priya Shah, since 12 Sept\)$/);
  });

  it("says of a blocker of an earlier period how late it is, and of one of the period nothing of its age", () => {
    const late = aLine("blocked", "They answer tomorrow", { itemId: "i1", since: "2026-09-12", due: "2026-10-20" });
    const young = aLine("blocked", "No tills", { itemId: "i2", since: "2026-10-12" });
    const risk = aProgram("Stores", ["amber", "amber"], { lines: [young, late] });
    expect(linesIn([...busy, risk], "blocked").slice(-2)).toEqual([
      "Stores: They answer tomorrow (was due 20 Oct)",
      "Stores: No tills",
    ]);
  });

  it("never says that a silent green reports", () => {
    const late = aLine("against-green", "Cut-over", { itemId: "i1", due: "2026-10-20" });
    const green = aProgram("Tills", ["green", "green"], { lines: [late] });
    if (green.report.status) green.report.status.noWordSince = "2026-10-03";
    const screen = firstScreen(anInput([...busy, green]));
    expect(linesOf(screen, "blocked").at(-1)).toBe(
      "Tills: on track as of 3 Oct, no new status since; Cut-over, was due 20 Oct",
    );
    expect(screen.sections[0]?.lines.at(-1)?.status).toBe(null);
  });

  it("names in one line the programs at risk without an update, each since when, and says how long nobody wrote", () => {
    const still = (title: string) => {
      const lines = [aLine("no-update", "", { by: null, since: "2026-03-03", periods: 2 })];
      const program = aProgram(title, ["amber", "amber"], { lines, answered: 0 });
      if (program.report.status) program.report.status.noWordSince = "2026-03-03";
      return program;
    };
    const nobody = firstScreen(anInput([still("Retail"), still("Stores")]));
    expect(nobody.headline).toBe("Nobody wrote in October; second month in a row.");
    const [english, french] = [{}, FRENCH].map((more) =>
      linesIn([still("Retail"), still("Stores"), welcome], "silent", more),
    );
    expect(english).toEqual(["Retail (at risk, no word since 3 Mar 2026), Stores (at risk, no word since 3 Mar 2026)"]);
    expect(french).toEqual([
      "Retail (à risque, sans nouvelles depuis le 3 mars 2026), Stores (à risque, sans nouvelles depuis le 3 mars 2026)",
    ]);
  });

  it("has what is asked of its reader under Needs you alone, and in its headline where nothing else is known", () => {
    const calm = aProgram("Service", ["green"], { lines: [aLine("bottom-line", "Nothing is needed from you")] });
    const { headline } = firstScreen(anInput([calm, welcome], { needs: [aNeed("Service")] }));
    expect(headline).toBe("Welcome: 240 real tests passed (🟠 → 🟢).");
    const reader = { ...EN, id: "margaret", name: "Margaret Osei", role: "sponsor" } as const;
    const alone = firstScreen(anInput([calm, silent], { reader, needs: [aNeed("Service")] }));
    expect(alone.headline).toMatch(/^Service needs your decision/);
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
  });

  it("has in its headline no green without a word", () => {
    const late = aLine("against-green", "Cut-over", { itemId: "i1", due: "2026-10-20" });
    const quiet = aProgram("Tills", ["green", "green"], { lines: [late] });
    if (quiet.report.status) quiet.report.status.noWordSince = "2026-10-03";
    const moved = aLine("milestone-moved", "Launch", { due: "2026-12-15", was: { due: "2026-12-01" } });
    const stores = aProgram("Stores", ["green"], { lines: [moved] });
    expect(plain(firstScreen(anInput([quiet, stores])).headline)).toBe("Stores: Launch 1 Dec → 15 Dec.");
  });

  it("tells in its headline two matters of different programs, the second a recovery where no second red is new", () => {
    const risk = aProgram("Card", ["green", "amber"], { lines: [aLine("newly-at-risk", "tests late")] });
    expect(firstScreen(anInput([risk, loyalty, welcome])).headline).toBe(
      "🔴 Loyalty: a third of receipts rejected. Welcome: 240 real tests passed (🟠 → 🟢).",
    );
    expect(plain(firstScreen(anInput([welcome, loyalty, ...busy.slice(0, 1)])).headline)).toBe(
      "🔴 A: waits. 🔴 Loyalty: a third of receipts rejected.",
    );
  });

  it("takes for its headline the bottom line of a program whose author wrote that in both languages", () => {
    const texts = { en: "Receipts fail in a third of stores", fr: "Un tiers des tickets est rejeté" };
    const lines = [...loyalty.report.lines, aLine("bottom-line", texts.fr, { texts })];
    const both = { ...loyalty, report: { ...loyalty.report, lines } };
    expect(plain(firstScreen(anInput([both, welcome], FRENCH)).headline)).toContain(
      "🔴 Loyalty : Un tiers des tickets est rejeté.",
    );
    expect(linesIn([both, welcome], "blocked", FRENCH)).toEqual(["Loyalty: a third of receipts rejected"]);
  });

  it("tells two blockers with the same words as two", () => {
    const blocked = (itemId: string, since: string) => aLine("blocked", "The vendor is silent", { itemId, since });
    const lines = [blocked("i5", "2026-09-01"), blocked("i11", "2026-09-08")];
    const screen = firstScreen(anInput([...busy, aProgram("Stores", ["amber"], { lines })]));
    expect(linesOf(screen, "blocked").slice(-2)).toEqual([
      "Stores: The vendor is silent (since 1 Sept)",
      "Stores: The vendor is silent (since 8 Sept)",
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
    expect(shown(corrected).filter((line) => !before.includes(line))).toEqual(["Welcome: Tests failed"]);
    expect(before.filter((line) => !shown(corrected).includes(line))).toEqual([]);
  });

  it("keeps the sentences of its headline but for what needed its reader, which is settled below", () => {
    const input = anInput([aProgram("Stores", ["green"]), loyalty], { needs: [aNeed("Stores")] });
    const { headline, choice } = firstScreen(input);
    const now = firstScreen({ ...input, needs: [aNeed("Stores", { isOver: true })], choice });
    const needs = "Stores needs your decision by Wed 4 Nov: Release Dieter until 15 January? ";
    expect(plain(now.headline)).toBe(plain(headline).replace(needs, ""));
  });

  it("says why a program is off track, and where nothing is said of that what is being done", () => {
    const line = (text: string) =>
      aLine("newly-off-track", text, {
        ...{ since: "2026-10-28", action: "Vendor on site from Monday", actionBy: "2026-11-06" },
      });
    const red = (text: string) => aProgram("Stores", ["amber", "red"], { lines: [line(text)] });
    const shown = ["Rehearsal failed on two tills", ""].map((text) => linesIn([...busy, red(text)], "blocked").at(-1));
    expect(shown).toEqual([
      "Stores: Rehearsal failed on two tills",
      "Stores: being done by 6 Nov: Vendor on site from Monday",
    ]);
  });

  it("tells who decided what and when, and what was finished or reached", () => {
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
        "Priya Shah decided on 5 Oct: Charter two more lorries? → two more lorries",
        "You decided on 2 Nov: Which test? → Test first",
        "Priya Shah decided on 2 Nov: Go on? → Yes",
        "finished 2 Nov (planned 30 Oct): Call Leeds",
        "reached 2 Nov (first date 6 Oct): Launch",
      ],
      [
        "Priya Shah a décidé le 5 oct. : Charter two more lorries? → two more lorries",
        "Vous avez décidé le 2 nov. : Which test? → Test first",
        "Priya Shah a décidé le 2 nov. : Go on? → Oui",
        "terminé le 2 nov. (prévu le 30 oct.) : Call Leeds",
        "jalon « Launch » atteint le 2 nov. (première date le 6 oct.)",
      ],
    ]);
  });

  it("tells a blocker that was closed where it was the reader’s or the status names it", () => {
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
      ["done for you on 22 Oct by Tom Whitfield: Stores cannot roll back"],
      ["réglé pour vous le 22 oct. par Tom Whitfield : Stores cannot roll back"],
    ]);
  });

  it("has of a quarter its questions", () => {
    const lines = [aLine("aim", "Score 4 of 10"), aLine("next", "Stop the paper coupons")];
    const quarter = aProgram("Loyalty", ["green"], { lines, rhythm: "quarterly" });
    const screen = firstScreen(anInput([quarter], { rhythm: "quarterly" }));
    const shown = screen.sections.map(({ heading, lines: [line] }) => [heading, line?.text]);
    expect(shown).toEqual([["Continue, change, stop", "Stop the paper coupons"]]);
  });

  it.each([
    ["2026", EN, "Aims for 2027"],
    ["FY2026", EN, "Aims for FY2027"],
    ["2026", FR, "Ambitions pour 2027"],
    ["FY2026", FR, "Ambitions pour l’exercice 2027"],
  ])("tells what is wished after the year %s last, as aims, never as done (%#)", (label, locale, heading) => {
    const wished = "Every store knows its members the same day";
    const lines = [aLine("value", "Points are visible"), aLine("aim", wished), aLine("done", "Tills replaced")];
    const year = aProgram("Loyalty", ["green"], { lines, rhythm: "annual" });
    const period = { ...year.report.period, label };
    const reader = { ...locale, name: "Hélène Roy", role: "sponsor" as const };
    const screen = firstScreen(anInput([year], { rhythm: "annual", period, reader }));
    expect(plain(screen.headline)).not.toContain(wished);
    const holding = screen.sections.filter(({ lines: own }) => own.some(({ text }) => text.includes(wished)));
    expect(holding.map((section) => plain(section.heading))).toEqual([heading]);
    expect(screen.sections.at(-1)).toBe(holding[0]);
  });

  it("says of a blocker with a moved date that it is late, and of a spell off track when it was", () => {
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
      "reports on track; Vendor will not commit (Priya Shah), was due 30 Oct (1st move; first date 15 Oct).",
    );
    expect(linesOf(screen, "changed")).toEqual(["was off track from 15 Oct to 21 Oct"]);
    const dip = aLine("was-off-track", "Slots sold twice", {
      since: "2026-10-06",
      on: "2026-10-20",
      was: { status: "amber" },
    });
    const held = { ...aProgram("Stores", ["green"], { lines: [dip] }), isHeld: true };
    const told = [{ ...held, isHeld: false }, held].map((program) => linesIn([...busy, program], "changed"));
    expect(told).toEqual([
      ["Stores: was at risk from 6 Oct to 20 Oct: Slots sold twice"],
      ["Stores: was at risk from 6 Oct to 20 Oct"],
    ]);
  });
});

it("is forwarded as text with the shape of each status, and none where a line has none", () => {
  const text = textToForward(firstScreen(anInput([loyalty, welcome])), anInput([]));
  expect(text).toMatch(/• 🔴 Loyalty: Stores open in waves/);
  expect(text).toMatch(/• Welcome: finished 20\sOct/);
});

describe("what is chosen after a quarter", () => {
  const REASON = "The supplier failed";
  const PAUSE = aLine("recommended", REASON, { recommend: "pause", until: "2027-02-01" });
  const OUTLOOK = aLine("outlook", REASON, { outlook: "no", type: "objective", itemId: "o1" });
  const OFF_TRACK = aLine("newly-off-track", REASON, { since: "2026-10-28" });
  const quarterly = (lines: Line[], more: Partial<ReportedProgram> = {}) => ({
    ...aProgram("Loyalty", ["amber", "red"], { rhythm: "quarterly", lines }),
    ...more,
  });
  const inQuarter = (program: ReportedProgram, more: Partial<ScreenInput> = {}) =>
    firstScreen(anInput([program, silent], { rhythm: "quarterly", ...more }));

  it.each([false, true])("is told once, though a status has its words (flagship: %s)", (isFlagship) => {
    const screen = inQuarter(quarterly([OFF_TRACK, PAUSE, OUTLOOK], { isFlagship }));
    expect(linesOf(screen, "next")).toEqual([`Loyalty: pause until 1 Feb – ${REASON}`]);
    expect(linesOf(screen, "outlook")).toEqual([`Loyalty: ${REASON}: no`]);
  });

  it("is told without its reason where words are held", () => {
    const screen = inQuarter(quarterly([OFF_TRACK, PAUSE, OUTLOOK], { isHeld: true }));
    expect(linesOf(screen, "next")).toEqual(["Loyalty: pause until 1 Feb"]);
  });

  it("is counted where there is no room for it", () => {
    const many = manyPrograms(40).map((program) => {
      const lines = [...program.report.lines, { ...PAUSE }, { ...OUTLOOK }];
      return { ...program, report: { ...program.report, rhythm: "quarterly" as const, lines } };
    });
    const { leftOut } = firstScreen(anInput(many, { rhythm: "quarterly" }));
    expect(leftOut).toMatch(/\d+ recommendations, \d+ objectives/);
  });
});
