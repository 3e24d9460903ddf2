/** What a digest counts, each figure by what stands behind it. */
import { describe, expect, it } from "vitest";
import { toldBeforeIn } from "../../src/digests/document.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import type { Marker } from "../../src/health/markers.ts";
import type { Finding } from "../../src/health/rules-checks.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { anAsk, aProgram, aRound, fed, green, red, theDocument } from "./facts.ts";
import { aQuarter, compileAt, FOURTH_QUARTER, THIRD_QUARTER } from "./quarter.ts";

it("compares with nothing where what was told before cannot be read (A6)", () => {
  expect(toldBeforeIn(JSON.stringify(theDocument([aProgram("P", [green])]))).participation).toMatchObject({
    answered: 1,
    asked: 1,
  });
  expect(toldBeforeIn("{}").participation).toBeNull();
});

it("has told an ask by the line that says where it went, too (B1)", () => {
  const at = "2026-11-03T10:00:00.000Z";
  const wentUp = { at, to: "Chair", because: "term", isFromReader: true } as const;
  const went = anAsk("P", { isReaders: false, decider: "Chair", wentUp });
  const asks = [went, anAsk("Q", { itemId: "item-of-q" })];
  const document = theDocument([aProgram("P", [green], { asks })]);
  const { asks: told } = toldBeforeIn(JSON.stringify(document));
  expect([...told].toSorted()).toEqual([
    [went.itemId, { at: document.cutOffAt, neededBy: null, isWithdrawn: false }],
    ["item-of-q", { at: document.cutOffAt, neededBy: "2026-11-10", isWithdrawn: false }],
  ]);
});

describe("the asks of a first line", () => {
  const ask = (key: string, more: Parameters<typeof anAsk>[1]) => aProgram(key, [green], { asks: [anAsk(key, more)] });
  const stands = { isNew: false, title: "One engineer?", options: ["Yes", "No"] };

  it.each([
    ["stands", [ask("P", { ...stands, costOfWaiting: "A week" }), ask("Q", { isNew: true })], "Q"],
    ["is by rule", [ask("P", { isByRule: true, neededBy: "2026-11-10" }), ask("Q", {})], "Q"],
    ["is due", [ask("P", { neededBy: "2026-11-20" }), ask("Q", { neededBy: "2026-11-10" })], "Q"],
    ["is overdue", [ask("P", { neededBy: "2026-11-02" }), ask("Q", { ...stands, neededBy: "2026-10-20" })], "Q"],
  ])("begin with the first of the list below it, where one %s (B2)", (_, programs, first) => {
    const { bottomLine, sections } = theDocument(programs);
    const lines = sections.flatMap(({ section, lines }) => (section === "asks" ? lines : []));
    expect(bottomLine).toMatchObject({ program: first });
    expect(lines[0]).toMatchObject({ program: first });
  });
});

describe("programs that have not reported", () => {
  const unasked = aProgram("Unasked", null, { rounds: [] });
  const silent = ["S", "T"].map((key) => aProgram(key, null));
  const textOf = (programs: Parameters<typeof theDocument>[0], more?: Parameters<typeof theDocument>[1]) =>
    digestText(theDocument(programs, more));

  it("are one line, of those that were asked, without a name (C8)", () => {
    const document = theDocument([aProgram("P", [red]), aProgram("Q", [green]), ...silent, unasked]);
    expect(digestText(document)).toContain("\n  2 of 4 programs haven’t reported\n");
    const rounds = document.sections.flatMap(({ lines }) =>
      lines.flatMap(({ kind, sources }) => (kind === "silent-programs" ? sources.map(({ id }) => id) : [])),
    );
    expect(rounds).toEqual(["S-round", "T-round"]);
  });

  it("are not counted where the first line tells of them, or of all (C8)", () => {
    const first = textOf([aProgram("Q", [fed("progress", "Done.")]), ...silent, unasked]);
    expect(first).toContain("2 of 3 programs haven’t answered: S and T.");
    expect(first).not.toContain("’t reported");
    expect(textOf(silent)).not.toContain("’t reported");
    expect(textOf([aProgram("P", [red]), aProgram("Q", [green])])).not.toContain("’t reported");
  });

  it("are not those that answered in another check-in of the period, nor in time for the digest before (C8)", () => {
    const answered = { ...aRound("S", { asked: 1, answered: 1 }), id: "S-other", cadenceId: "S-weekly" };
    const off = aProgram("P", [red]);
    expect(textOf([off, aProgram("S", null, { counted: [answered] })], { rhythm: "quarterly" })).not.toContain(
      "’t reported",
    );
    expect(textOf([off, aProgram("S", null, { rounds: [{ ...answered, toldBefore: 1 }] })])).not.toContain(
      "’t reported",
    );
  });
});

describe("overdue asks", () => {
  const late = { neededBy: "2026-10-20" };
  const own = ["P", "Q"].map((key) => aProgram(key, [green], { asks: [anAsk(key, late)] }));
  const others = ["R", "S", "T"].map((key) =>
    aProgram(key, [green], { asks: [anAsk(key, { ...late, isReaders: false, decider: "Ada" })] }),
  );
  const inLocale = (locale: string) => ({ reader: { handle: "s", name: "S", locale, zone: "UTC" } });
  const textOf = (...given: Parameters<typeof theDocument>) =>
    digestText(theDocument(...given)).replaceAll("\u00a0", " ");

  it("are the reader's own in the first line, which says so (B5)", () => {
    expect(textOf([...own, ...others])).toContain("2 requests to you are overdue, the first from “P”");
    expect(textOf([...own, ...others], inLocale("fr-FR"))).toContain(
      "2 demandes qui vous sont adressées sont en retard, la première pour « P »",
    );
    const [first, second] = own;
    const byRule = aProgram("U", [green], { asks: [anAsk("U", { ...late, isByRule: true })] });
    if (!first || !second) throw new Error("There are none.");
    expect(textOf([first, second, byRule])).toContain("3 requests you can decide are overdue, the first from “P”");
    expect(textOf([first, second, byRule], inLocale("fr-FR"))).toContain(
      "3 demandes que vous pouvez trancher sont en retard, la première pour « P »",
    );
    const voted = aProgram("V", [green], { asks: [anAsk("V", { ...late, waitsFor: "committee", isByRule: true })] });
    expect(textOf([first, voted])).toContain("2 requests below are overdue");
  });

  it("are told in a week as those that it tells, whoever decides them (B5)", () => {
    const asking = ["R", "S"].map((key) =>
      aProgram(key, [green, fed("ask", "One engineer?")], {
        asks: [
          anAsk(key, {
            ...late,
            isReaders: false,
            decider: "Ada",
            namedIn: [{ checkInId: `${key}-check-in`, question: null }],
          }),
        ],
      }),
    );
    expect(textOf(asking, { rhythm: "weekly" })).toContain("2 requests below are overdue, the first from “R”");
  });

  it("are everybody's in the rhythm, with how many of them are the reader's (B5)", () => {
    expect(textOf([...own, ...others])).toContain("5 requests overdue, 2 of them yours");
    expect(textOf([...own, ...others], inLocale("fr-FR"))).toContain(
      "5 demandes en retard, dont 2 qui vous sont adressées",
    );
    expect(textOf(own)).toMatch(/2 requests overdue$/m);
    const byRule = aProgram("U", [green], { asks: [anAsk("U", { ...late, isByRule: true })] });
    const voted = aProgram("V", [green], { asks: [anAsk("V", { ...late, waitsFor: "committee", isByRule: true })] });
    expect(textOf([...own, ...others, voted])).toContain("6 requests overdue, 2 of them yours");
    expect(textOf([byRule, ...others])).toContain("4 requests overdue, 1 of which you can decide");
  });

  it("are counted as the reader's by the same words in the first line and in the rhythm (B5)", () => {
    const byRule = aProgram("U", [green], { asks: [anAsk("U", { ...late, isByRule: true })] });
    const all = [...own, byRule, ...others];
    expect(textOf(all)).toContain("3 requests you can decide are overdue");
    expect(textOf(all)).toContain("6 requests overdue, 3 of which you can decide");
    expect(textOf(all, inLocale("fr-FR"))).toContain("3 demandes que vous pouvez trancher sont en retard");
    expect(textOf(all, inLocale("fr-FR"))).toContain("6 demandes en retard, dont 3 que vous pouvez trancher");
  });

  it("are each named, by their code where no line tells them (B5)", () => {
    expect(textOf(others)).toMatch(/3 requests overdue: ASK-1 \(R\), ASK-1 \(S\) and ASK-1 \(T\)$/m);
    expect(textOf([...own, ...others])).toMatch(/; not listed above: ASK-1 \(R\), ASK-1 \(S\) and ASK-1 \(T\)$/m);
    expect(textOf(others, { ...inLocale("fr-FR"), rhythm: "weekly" })).toContain(
      "3 demandes en retard : ASK-1 (R), ASK-1 (S) et ASK-1 (T)",
    );
    const further = ["U", "V"].map((key) =>
      aProgram(key, [green], { asks: [anAsk(key, { ...late, isReaders: false })] }),
    );
    expect(textOf([...others, ...further])).toMatch(
      /5 requests overdue: ASK-1 \(R\), ASK-1 \(S\), ASK-1 \(T\) and 2 more$/m,
    );
  });

  it("are each named where what speaks against a colour only counts them (P25)", () => {
    const code = (place: number) => `ASK-${place}`;
    const finding = (place: number): Finding => ({
      check: "W4",
      code: code(place),
      title: "Two engineers?",
      days: 9 - place,
      evidence: { kind: "item", id: code(place), revision: 1 },
    });
    const marker: Marker = {
      questionId: "q",
      cadenceId: "R-monthly",
      colour: "green",
      checkInId: "R-check-in",
      revision: 1,
      askedAt: "2026-10-30T11:00:00.000Z",
      shownAt: "2026-11-02T11:00:00.000Z",
      findings: [finding(1), finding(2), finding(3)],
      datedIn: new Map(),
      items: [],
    };
    const asks = [1, 2, 3].map((place) =>
      anAsk("R", { ...late, itemId: code(place), code: code(place), isReaders: false, decider: "Ada" }),
    );
    const told = textOf([aProgram("R", [green], { asks, markers: [marker] })]);
    expect(told).toMatch(/ASK-1 .*Plus 2 similar\./);
    expect(told).toMatch(/3 requests overdue; not listed above: ASK-2 \(R\) and ASK-3 \(R\)$/m);
  });
});

describe.each(databases)("the answers of a longer digest on %s", (name) => {
  it("are in a year those of its quarters, whichever check-ins it quotes (A5, B6)", async () => {
    const db = await aDatabase(name);
    const { record, services, ines, tom, camille, loyalty, welcome, month } = await aQuarter(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: ines.id };
    const of = async (rhythm: "quarterly" | "annual", at: string) => {
      const document = await previewDigest(db, { ...reader, rhythm }, at);
      const lines = document?.sections.flatMap(({ lines }) => lines) ?? [];
      return {
        head: document && [document.head.answered, document.head.asked],
        rhythm: lines.flatMap((line) => (line.kind === "participation" ? [[line.answered, line.asked]] : []))[0],
      };
    };
    const third = await of("quarterly", THIRD_QUARTER);
    expect(third).toEqual({ head: [8, 9], rhythm: [8, 9] });
    await compileAt(services, THIRD_QUARTER);
    await month(loyalty, "2026-10-30", tom, { health: { colour: "amber", reason: "The fix is late." } });
    await month(welcome, "2026-10-30", camille, { health: { colour: "green" } });
    await record.round(welcome, "2026-11-30", [camille]);
    expect(await of("quarterly", FOURTH_QUARTER)).toEqual({ head: [2, 3], rhythm: [2, 3] });
    expect(await of("annual", FOURTH_QUARTER)).toEqual({ head: [10, 12], rhythm: [10, 12] });
    await db.destroy();
  });
});
