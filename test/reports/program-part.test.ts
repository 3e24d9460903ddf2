import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { programPart, threadMessage } from "../../src/reports/portfolio/program-report-blocks.ts";
import { programRow } from "../../src/reports/portfolio/program-row.ts";
import { MESSAGE_LIMITS } from "../../src/slack/limits.ts";
import {
  aLine,
  aNeed,
  anInput,
  aProgram,
  asFrench,
  HARD_TITLES,
  manyPrograms,
  threadMessages,
  withBlanks,
} from "./reported.ts";

type Program = ReturnType<typeof aProgram>;
const partOf = (program: Program) => programPart(program, anInput([program]), { digestId: "d" });
const problems = (blocks: unknown) => problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null);
const textOf = (blocks: unknown) => withBlanks(JSON.stringify(blocks));

describe("a program's whole report", () => {
  it("has its status with the reason, what is being done and until when", () => {
    const program = aProgram("LOY", ["amber", "red"]);
    const { status } = program.report;
    if (status)
      Object.assign(status, { reason: "Receipts rejected", action: "Find an engineer", actionBy: "2026-11-06" });
    const text = textOf(partOf(program));
    expect(text).toContain("off track since 28 Oct · was at risk");
    expect(text).toContain("Receipts rejected");
    expect(text).toContain("Find an engineer (by 6 Nov)");
    // Opened later, it says what it said when it was sent.
    const later = anInput([program]);
    Object.assign(later.reader, { today: "2026-11-20" });
    expect(textOf(programPart(program, later, { digestId: "d" }))).toContain("Find an engineer (by 6 Nov)");
    if (status) status.actionBy = "2026-10-30";
    expect(textOf(partOf(program))).toContain("Find an engineer, was due 30 Oct");
  });

  it("has everything as many days late as the first screen has it", () => {
    const due = { due: "2026-10-12", since: "2026-10-05" };
    const matters = [
      aLine("request-overdue", "A van?", { ...due, owner: "margaret" }),
      aLine("blocked", "Tills reject receipts", due),
    ];
    const lines = [...matters, aLine("open", "Labels", due)];
    const input = anInput([aProgram("LOY", ["red"], { lines })], { workingDaysLate: () => 17 });
    Object.assign(input.reader, { id: "margaret" });
    const part = textOf(input.programs.map((program) => programPart(program, input, { digestId: "d" })));
    expect(part.split("17 working days late")).toHaveLength(4);
    expect(textOf(firstScreen(input))).toContain("17 working days late");
  });

  it("counts who answered from five people on, as the first screen does", () => {
    const shown = (asked: number) => {
      const program = aProgram("LOY", ["green"]);
      Object.assign(program.report, { asked, answered: 3 });
      return textOf(partOf(program)) + textOf(firstScreen(anInput([program])));
    };
    expect(shown(4)).not.toMatch(/3 of 4/);
    expect(shown(5)).toContain("3 of 5 asked have answered");
    expect(shown(5)).toContain("answered by 3 of 5 asked");
  });

  it("calls nothing withdrawn or dropped that ended with its program", () => {
    const lines = [
      aLine("ended", "Buy it?", { ending: "withdrawn" }),
      aLine("ended", "No data", { ending: "dropped" }),
      aLine("ended", "Leeds", { ending: "held" }),
    ];
    const program = aProgram("LOY", ["amber"], { lines });
    expect(textOf(partOf(program))).toMatch(/Buy it\?.*withdrawn.*No data.*dropped/);
    const closed = textOf(partOf({ ...program, closedOn: "2026-10-20" }));
    for (const words of ["Buy it?", "No data", "Leeds", "took place"]) expect(closed).toContain(words);
    expect(closed).not.toMatch(/withdrawn|dropped/);
  });

  it("has no line without words where nobody has ever written", () => {
    const program = aProgram("LOY", [], { lines: [aLine("no-update", "", { by: null }), aLine("open", "Look again")] });
    const text = textOf(partOf(program));
    expect(text).toContain("Look again");
    expect(text).not.toContain("No update");
  });

  it("has the heading of a long section once, and its sources for whoever may read them in that program", () => {
    const lines = Array.from({ length: 40 }, (_, n) =>
      aLine("blocked", `${n} ${"till ".repeat(24)}`, { itemId: `i${n}` }),
    );
    const input = anInput([aProgram("LOY", ["amber"], { lines })]);
    const texts = [true, false].map((isTeams) =>
      textOf(input.programs.map((each) => programPart({ ...each, isTeams }, input, { digestId: "d" }))),
    );
    expect(texts.map((text) => text.split("Blocked or at risk").length)).toEqual([2, 2]);
    expect(texts.map((text) => text.includes("Sources"))).toEqual([false, true]);
  });

  it("has the other's words under their name and status, never as the reason of a green", () => {
    const program = aProgram("LOY", ["green"]);
    const said = { reason: "I stay amber", action: "Test more" };
    const other = { status: "amber", by: "priya", on: "2026-10-08", ...said } as const;
    if (program.report.status) Object.assign(program.report.status, { reason: null, action: null, other });
    const text = textOf(partOf(program));
    // Their status once, with all that they said.
    expect(text.split("Priya Shah: at risk, 8 Oct")).toHaveLength(2);
    expect(text).toContain("I stay amber; Test more");
    expect(text).not.toContain("Why");
    // Of its reader it begins as a line does.
    const input = anInput([program]);
    const own = { ...input, reader: { ...input.reader, id: "priya" } };
    expect(textOf(programPart(program, own, { digestId: "d" }))).toContain("You: at risk, 8 Oct");
  });

  it("names nobody beside the status that the team reported", () => {
    const team = { since: "2026-10-20", teamStatus: "amber", by: "priya" } as const;
    const lines = [aLine("next", "Hire an engineer"), aLine("against-green", "", team)];
    const text = textOf(partOf(aProgram("LOY", ["green"], { lines })));
    expect(text).toContain("team reported at risk on 20 Oct");
    expect(text).not.toContain("Priya");
    // On Home and in the portfolio as well.
    const program = aProgram("LOY", ["green"], { lines: [aLine("against-green", "", team)] });
    // Its status stands above.
    expect(textOf(partOf(program))).not.toContain("reports on track");
    const row = programRow(anInput([program]).reader, program, program, { shows: "since" });
    expect(textOf(row)).toContain("team reported at risk on 20 Oct");
  });

  it("has its last periods as a strip of shapes, the present one last", () => {
    expect(textOf(partOf(aProgram("LOY", [null, "green", "amber", "red"])))).toContain("Last 3 months ●▲■");
  });

  it("lists what is open with its owner and code, and counts it by type", () => {
    const owned = { itemId: "r9", code: "LOY-R-9", owner: "priya", since: "2026-09-12" };
    const open = aLine("open", "Supplier may be late", owned);
    const text = textOf(
      partOf(aProgram("LOY", ["green"], { lines: [open], open: { risk: 3, issue: 1 }, withoutWord: 2 })),
    );
    expect(text).toContain("owner Priya Shah");
    expect(text).toContain("LOY-R-9");
    expect(text).toContain("Open: 3 risks, 1 issue · 2 items not confirmed for 60 days");
    const waits = { text: "Connect", role: "Developer", days: 14 };
    const waiting = textOf(partOf(aProgram("LOY", ["green"], { waits })));
    expect(waiting).toContain("Waits longest: “Connect” (Developer), 14 days");
  });

  it("names the author of each line where several wrote, and nobody twice where one did", () => {
    const own = aLine("next", "Hire an engineer");
    const other = aLine("next", "Rent a van", { by: "priya" });
    const several = textOf(partOf(aProgram("LOY", ["green"], { lines: [own, other] })));
    expect(several).toContain("Written by Tom Whitfield and Priya Shah");
    expect(several.split("Priya Shah")).toHaveLength(3);
    expect(textOf(partOf(aProgram("LOY", ["green"], { lines: [own] }))).split("Tom Whitfield")).toHaveLength(2);
    const covered = { ...own, sources: [{ kind: "check-in" as const, id: "c1", revision: 1, by: "priya" }] };
    const shown = textOf(partOf(aProgram("LOY", ["green"], { lines: [covered] })));
    expect(shown).toContain("Written by Priya Shah, for Tom Whitfield");
  });

  it("has options, recommendation and the whole cost of waiting of what its reader decides", () => {
    const costOfWaiting = `Each week costs ${"a day of launch and ".repeat(9)}a customer`;
    const need = aNeed({ itemId: "r1", costOfWaiting });
    const program = aProgram("LOY", ["green"], { lines: [aLine("request", "Release Dieter?", { itemId: "r1" })] });
    const text = textOf(programPart(program, anInput([program], { needs: [need] }), { digestId: "d" }));
    expect(text).toContain(`Recommended: release · or: online only, January · cost of waiting: ${costOfWaiting}`);
  });

  it("has a request once, with its date, and asks its reader without naming them (r47-28, 29)", () => {
    const asked = { itemId: "r1", owner: "margaret", due: "2026-11-06" };
    const lines = [aLine("request", "Release Dieter?", asked), aLine("upcoming", "Release Dieter?", asked)];
    const program = aProgram("LOY", ["green"], { lines });
    const { reader, ...others } = anInput([program], { needs: [aNeed({ itemId: "r1" })] });
    const names = new Map([...others.names, ["margaret", "Margaret Osei"]]);
    const input = { ...others, names, reader: { ...reader, id: "margaret" } };
    const text = textOf(programPart(program, input, { digestId: "d" }));
    expect(text).toMatch(/"Release Dieter\?"\}.*" · Needed by Fri 6 Nov"\}.*" · yours"\}/);
    expect(text).not.toContain("Margaret Osei");
    expect(text.split("Release Dieter?")).toHaveLength(2);
    expect(text.split("Recommended: release")).toHaveLength(2);
    const ofAnother = { ...input, reader: { ...reader, id: "nina" } };
    const other = textOf(programPart(program, ofAnother, { digestId: "d" }));
    expect(other).toMatch(/Next 30 days.*" · Needed by Fri 6 Nov"\}.*" · yours and Margaret Osei’s"\}/);
    // It was theirs before it was of the other sponsor: it is theirs still.
    const was = { owner: "nina", until: "2026-10-30" };
    for (const kind of ["request", "request-overdue"] as const) {
      const passed = aProgram("LOY", ["green"], { lines: [aLine(kind, "Release Dieter?", { ...asked, was })] });
      const shown = textOf(programPart(passed, { ...ofAnother, programs: [passed] }, { digestId: "d" }));
      expect(shown).toContain("yours and Margaret Osei’s");
      expect(shown).not.toContain("was yours");
    }
  });

  it("has a request that is decided since among what is decided, no more as a date", () => {
    const asked = { itemId: "r1", owner: "priya", due: "2026-11-06" };
    const lines = [aLine("request", "Release Dieter?", asked), aLine("decided", "Open in waves")];
    const program = aProgram("LOY", ["green"], { lines });
    const partWith = (became: "decided" | "with") => {
      const requestsNow = new Map([["r1", { became, name: "Priya Shah", on: "2026-11-05" }]]);
      return textOf(programPart(program, anInput([program], { requestsNow }), { digestId: "d" }));
    };
    expect(partWith("with")).not.toMatch(/Decided and finished.*"Release Dieter/);
    expect(partWith("decided")).toMatch(
      /Decided and finished.*"Release Dieter\?"\}.*" · decided by Priya Shah on 5 Nov"/,
    );
  });

  it("says of a risk when it was confirmed last (r47-20)", () => {
    const risk = aLine("open", "Supplier may be late", {
      type: "risk",
      since: "2026-09-12",
      confirmedOn: "2026-10-20",
    });
    const text = textOf(partOf(aProgram("LOY", ["green"], { lines: [risk] })));
    expect(text).toContain("since 12 Sept, confirmed 20 Oct");
  });

  it("counts what is open as it is now, beside a request that was withdrawn since", () => {
    const lines = [aLine("request", "Legal's answer", { itemId: "r1" })];
    const program = aProgram("LOY", ["green"], { lines, open: { risk: 1, request: 1 } });
    const requestsNow = new Map([["r1", { became: "withdrawn" as const, name: "", on: null }]]);
    const text = textOf(programPart(program, anInput([program], { requestsNow }), { digestId: "d" }));
    expect(text).toContain("ended undecided");
    expect(text).toContain("Open: 1 risk");
    expect(text).not.toContain("1 request");
  });

  it("names what a year goes on with apart from what is wished, which stands last", () => {
    const lines = [aLine("aim", "Profiles: 6 million"), aLine("next", "Continue all three"), aLine("open", "Labels")];
    const program = aProgram("LOY", ["green"], { rhythm: "annual", lines });
    program.report.period = { ...program.report.period, label: "2026" };
    const text = textOf(partOf(program));
    expect(text).toMatch(/Continue, stop.*Continue all three.*Labels.*Aims for 2027.*6 million/);
    expect(text).not.toContain("Planned next");
  });

  it("comes with others the worst first", () => {
    const [fine, bad] = [aProgram("FINE", ["green"]), aProgram("BAD", ["red"])];
    expect(textOf(threadMessage(anInput([fine, bad]), "d", { left: 0 }).blocks)).toMatch(/BAD.*FINE/);
  });

  it("shows status and items of one whose words are held, and none of the words", () => {
    const lines = [
      aLine("value", "Points are visible"),
      aLine("next", "Hire"),
      aLine("upcoming", "Launch", { itemId: "i1", due: "2026-11-12" }),
      aLine("blocked", "Vendor silent", { itemId: "i2", since: "2026-10-12" }),
      aLine("finished", "Import", { itemId: "i3", on: "2026-10-20" }),
    ];
    const program = { ...aProgram("LOY", ["red"], { lines }), isHeld: true };
    const text = textOf(partOf(program));
    expect(text).toContain("Report to follow");
    // What is in the register is no word of a report.
    for (const item of ["Launch", "Vendor silent", "Import"]) expect(text).toContain(item);
    expect(text).not.toContain("Points are visible");
    expect(text).not.toContain("Hire");
  });

  it("has each of 120 lines in its thread; where it is one message, as many as Slack takes, the others counted", async () => {
    const lines = Array.from({ length: 120 }, (_, place) =>
      aLine("blocked", `Blocker ${place} ${"of the till ".repeat(11)}`, { since: "2026-10-12", itemId: `i${place}` }),
    );
    const program = aProgram("LOY", ["red"], { lines });
    const messages = await threadMessages(anInput([program]), "d");
    for (const message of messages) {
      expect(textOf(message.blocks).length).toBeLessThan(MESSAGE_LIMITS.blocksUnits);
      expect(problems(message.blocks)).toEqual([]);
    }
    expect(lines.filter(({ text }) => !textOf(messages).includes(text.trim()))).toEqual([]);
    expect(textOf(messages)).not.toContain("in the program");
    const blocks = programPart(program, anInput([program]), { digestId: "d", isMessage: true });
    expect(textOf(blocks)).toMatch(/And \d+ more lines, in the program/);
    expect(textOf(blocks)).toContain("Blocker 0 ");
    expect(textOf(blocks).length).toBeLessThan(MESSAGE_LIMITS.blocksUnits);
    expect(problems(blocks)).toEqual([]);
  });

  it.each(HARD_TITLES)("takes a program called %j", (title) => {
    expect(problems(partOf(aProgram("ODD", ["amber"], { title })))).toEqual([]);
  });
});

describe("the thread of a digest", () => {
  it.each([
    ["English", anInput(manyPrograms(40))],
    ["French", asFrench(anInput(manyPrograms(40)))],
  ])("has each of forty programs whole, several in a message, in %s", async (_, input) => {
    const messages = await threadMessages(input, "01890000-0000-7000-8000-000000000001");
    expect(messages.length).toBeLessThanOrEqual(16);
    for (const { blocks } of messages) {
      expect(problems(blocks)).toEqual([]);
      expect(textOf(blocks).length).toBeLessThan(MESSAGE_LIMITS.blocksUnits - 200);
    }
    const text = textOf(messages);
    expect(input.programs.filter(({ title }) => !text.includes(title))).toEqual([]);
  });

  it("counts the programs for which the thread would become too long", async () => {
    const messages = await threadMessages(anInput(manyPrograms(300)), "d");
    expect(textOf(messages.at(-1))).toMatch(/And \d+ more programs, in the PDF/);
  });
});
