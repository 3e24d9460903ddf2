import { describe, expect, it, onTestFinished } from "vitest";
import { pictureMaker } from "../../src/platform/render-queue.ts";
import type { ReportedProgram, ScreenInput } from "../../src/reports/digest/screen.ts";
import { widthOf } from "../../src/reports/pictures/drawing.ts";
import { PICTURES_PART, picturesMessage, picturesOf, uploadedIn } from "../../src/reports/pictures/of-message.ts";
import { BLOCK_LIMITS } from "../../src/slack/limits.ts";
import { aReportedMeasure } from "./measured.ts";
import {
  aLine,
  aMilestone,
  anInput,
  aProgram,
  aReport,
  asFrench,
  HARD_TITLES,
  manyPrograms,
  withBlanks,
} from "./reported.ts";

const launch = aMilestone("LOY-M-1", { title: "Launch", firstDue: "2026-11-03", due: "2026-12-01", moves: 2 });
const waves = aMilestone("LOY-M-2", {
  title: "Waves",
  firstDue: "2026-10-10",
  due: "2026-10-10",
  reachedOn: "2026-10-20",
});
const PROGRAMS = [
  aProgram("LOY", ["green", "amber", "red"], { title: "Loyalty", milestones: [waves, launch] }),
  aProgram("WEL", [null, "amber", "green"], { title: "Welcome" }),
  aProgram("SER", ["green", "green", "green"], { title: "Service" }),
];

function the(name: string, programs: readonly ReportedProgram[] = PROGRAMS) {
  const picture = picturesOf(anInput(programs)).find((other) => other.name === name);
  if (!picture) throw new Error(`There is no picture ${name}.`);
  return picture;
}

const namesOf = (programs: readonly ReportedProgram[]) => picturesOf(anInput(programs)).map(({ name }) => name);
const wordsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => withBlanks(words));

describe("pictures of a digest", () => {
  it("moved statuses: each from its status then to that of now, the worst first", () => {
    expect(the("moved-statuses").altText).toBe(
      "2 of 3 programs changed status. September 2026 → October 2026: 1 worse, 1 better. Loyalty: At risk → Off track. Welcome: At risk → On track. Unchanged: 1 on track.",
    );
  });

  it("moved statuses: one without word is not called unchanged", () => {
    const silent = aProgram("SER", ["green", "green", "green"], { title: "Service" });
    if (silent.report.status) Object.assign(silent.report.status, { noWordSince: "2026-09-10" });
    const { altText } = the("moved-statuses", [...PROGRAMS.slice(0, 2), silent]);
    expect(altText).toContain("2 of 3 programs");
    expect(altText).toMatch(/Welcome: At risk → On track\. No word: 1 on track\.$/);
  });

  it("six periods: the worst now first, from the oldest period to the present one", () => {
    expect(the("six-periods").altText).toBe(
      "Program status over 3 months. Oldest first: Aug 2026, Sept 2026, Oct 2026. Loyalty: On track, At risk, Off track. Service: On track, On track, On track. Welcome: No word, At risk, On track.",
    );
  });

  it("roadmap: from the first date to the present one, or to the day on which it was reached", () => {
    expect(withBlanks(the("roadmap").altText)).toBe(
      "Milestones: 2 milestones, 1 reached, 2 later than first planned. Loyalty, Waves: 10 Oct → 20 Oct, reached. Loyalty, Launch: 3 Nov → 1 Dec.",
    );
    expect(wordsOf(the("roadmap").svg())).toContain("3 Nov, this digest");
  });

  it("roadmap: a long name is on two lines, and ends at a word", () => {
    const [title, long] = ["Delegate the subdomain", "Create the development, staging and production sandboxes"];
    const milestones = [
      { ...waves, title },
      { ...launch, title: long },
    ];
    const words = wordsOf(the("roadmap", [aProgram("LOY", ["red"], { title: "Loyalty", milestones })]).svg());
    expect(words).toEqual(expect.arrayContaining(["Delegate the", "subdomain", "Create the", "development…"]));
  });

  it("measures: each with its line and values in words, the worst first, a portfolio’s that are its reader’s to know", () => {
    const late = aReportedMeasure("Purchases", { "09-30": "2.4", "10-31": "2.6" });
    const good = aReportedMeasure("Members", { "10-31": "3.7" }, { details: { unit: "%" } });
    const secret = aReportedMeasure("Margin", { "10-31": "2.2" });
    const report = aReport("RET", { measures: [secret, late], objectives: [] });
    const portfolio = { id: "p-RET", key: "RET", title: "Retail", report, named: new Set([late.itemId]) };
    const loyalty = aProgram("LOY", ["red"], { title: "Loyalty", measures: [good] });
    const input = anInput([loyalty, ...PROGRAMS.slice(1)], { portfolios: [portfolio] });
    const picture = (of: ScreenInput) => picturesOf(of).find(({ name }) => name === "measures") ?? expect.fail("None");
    expect(withBlanks(picture(input).altText)).toBe(
      "Measures: 2 measures, 1 behind. Retail, Purchases 2.4 → 2.6 of 4.0 points (behind: 3.7 planned), 31 Oct. Loyalty, Members 2.1% → 3.7%, target 4.0% (3.7% planned), 31 Oct.",
    );
    const drawn = wordsOf(picture(input).svg());
    expect(drawn).toEqual(
      expect.arrayContaining(["Retail", "Purchases", "2.6 points", "behind", "3.7 planned", "4.0"]),
    );
    expect(drawn.join()).not.toContain("Margin");
    expect(wordsOf(picture(asFrench(input)).svg())).toEqual(expect.arrayContaining(["en retrait", "2,6 points"]));
  });

  it("measures: forty are drawn, the others counted, and no more pixels than a picture of a few", () => {
    const measures = Array.from({ length: 43 }, (_, place) => aReportedMeasure(`Measure ${place}`, { "10-31": "3.7" }));
    const svg = the("measures", [aProgram("LOY", ["red"], { measures })]).svg();
    expect(wordsOf(svg).filter((words) => words.startsWith("Measure "))).toHaveLength(40);
    expect(wordsOf(svg)).toContain("and 3 more measures");
    const size = /width="(\d+)" height="(\d+)"/.exec(svg) ?? expect.fail("No size");
    expect(Number(size[1]) * Number(size[2])).toBeLessThan(2_300_000);
  });

  it("no name of a person is drawn, in any place of a report where one can stand", () => {
    const status = { ...PROGRAMS[0]?.report.status, by: "tom", reason: "Tom said so", action: "Priya calls" };
    const lines = [aLine("done", "By Tom Whitfield", { by: "tom", owner: "priya" })];
    const named = PROGRAMS.map((program) => ({
      ...program,
      report: { ...program.report, lines, status: { ...program.report.status, ...status } },
    })) as ReportedProgram[];
    const drawn = picturesOf(anInput(named)).map(({ title, altText, svg }) => title + altText + svg());
    expect(drawn).toHaveLength(3);
    expect(drawn.join()).not.toMatch(/tom\b|whitfield|priya|shah|margaret|osei/i);
  });

  it("what each shows stands in its alternative text", () => {
    for (const { altText, svg } of picturesOf(anInput(PROGRAMS))) {
      for (const { title } of PROGRAMS.filter((program) => wordsOf(svg()).includes(program.title))) {
        expect(altText).toContain(title);
      }
    }
  });

  it("what moved stands on the first screen, the others in the thread; what is not uploaded stands there in words", () => {
    const input = anInput(PROGRAMS);
    const [moved, ...none] = uploadedIn(input, 0, "d:0");
    expect(moved?.key).toMatch(/^d:0:moved-statuses:[0-9a-f]{16}$/);
    expect([none, uploadedIn(input, 1, "d:1")]).toEqual([[], []]);
    const inThread = uploadedIn(input, PICTURES_PART, "d:100");
    expect(inThread.map(({ name }) => name)).toEqual(["six-periods", "roadmap"]);
    const [periods, roadmap] = inThread;
    const { blocks } = picturesMessage("October", inThread, new Map([[periods?.key ?? "", "F1"]]));
    expect(blocks[0]).toEqual({ type: "image", alt_text: periods?.altText, slack_file: { id: "F1" } });
    expect(withBlanks(JSON.stringify(blocks[1]))).toContain(withBlanks(roadmap?.altText ?? ""));
    const corrected = anInput(PROGRAMS.map((program) => ({ ...program, title: `${program.title} B.V.` })));
    expect(uploadedIn(corrected, 0, "d:0")[0]?.key).not.toBe(moved?.key);
  });

  it("there is none where nothing moved, one status is known, and one milestone is planned", () => {
    expect(namesOf([aProgram("LOY", ["green", "green"], { milestones: [launch] })])).toEqual([]);
  });

  it("there is none in a weekly report", () => {
    expect(picturesOf({ ...anInput(PROGRAMS), rhythm: "weekly" })).toEqual([]);
  });

  it("of many programs the first are drawn and the others counted", () => {
    const many = manyPrograms(40);
    expect(wordsOf(the("six-periods", many).svg())).toContain("And 28 more programs");
    expect(wordsOf(the("roadmap", many).svg())).toContain("and 28 more milestones");
    for (const { altText } of picturesOf(anInput(many))) {
      expect(altText.length).toBeLessThanOrEqual(BLOCK_LIMITS.imageAltText);
    }
  });

  it("no text is wider than the card", () => {
    for (const title of HARD_TITLES) {
      const programs = [aProgram("ODD", ["green", "red"], { title, milestones: [waves, { ...launch, title }] })];
      for (const { svg } of picturesOf(anInput([...programs, ...PROGRAMS]))) {
        for (const words of wordsOf(svg())) expect(widthOf(words, 37)).toBeLessThan(1104);
      }
    }
  });

  it("can be drawn in both languages, whatever a program is called", async () => {
    const maker = pictureMaker();
    onTestFinished(() => maker.stop());
    const odd = HARD_TITLES.map((title, place) =>
      aProgram(`ODD${place}`, ["green", "red"], { title, milestones: [{ ...launch, title }] }),
    );
    for (const input of [anInput(odd), asFrench(anInput(odd))]) {
      const pictures = picturesOf(input);
      expect(pictures).toHaveLength(3);
      for (const { svg } of pictures) expect((await maker.make(svg())).length).toBeGreaterThan(1000);
    }
  });
});
