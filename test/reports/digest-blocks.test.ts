import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { withWhy } from "../../src/delivery/why-menu.ts";
import { countWords } from "../../src/reports/compile/status-and-dates-in-words.ts";
import { type DigestNow, digestMessage, programMenu } from "../../src/reports/digest/blocks.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { screenWords } from "../../src/reports/digest/limits.ts";
import { needInWords, needOf } from "../../src/reports/digest/needs.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { forwardView, inputToForward, textToForward } from "../../src/reports/files/forward.ts";
import { section } from "../../src/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/slack/limits.ts";
import type { Message } from "../../src/slack/message.ts";
import { aRequest } from "../register/a-request.ts";
import { aLine, aNeed, anInput, aProgram, asFrench, HARD_TITLES, manyPrograms, withBlanks } from "./reported.ts";

const problems = ({ blocks }: Message) => problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null);

function shown(input: ScreenInput, now: Partial<DigestNow> = {}): Message {
  return digestMessage(input.reader, firstScreen(input), {
    digestId: "01890000-0000-7000-8000-000000000001",
    readerId: "margaret",
    programs: input.programs,
    asks: new Map(),
    blockers: new Map(),
    ...now,
  });
}

/** What is read, a paragraph a line. */
function linesOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) => {
    if (block.type !== "rich_text") return [];
    return block.elements.map((part) =>
      "elements" in part ? withBlanks(part.elements.map((run) => ("text" in run ? run.text : "")).join("")) : "",
    );
  });
}

const withChannel = ({ programs }: ScreenInput) => programs.map((each) => ({ ...each, hasChannel: true as const }));

function pressed({ blocks }: Message): string[] {
  return blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.map((element) => ("action_id" in element ? (element.action_id ?? "") : ""))
      : [],
  );
}

const loyalty = aProgram("LOY", ["amber", "red"], {
  title: "Loyalty",
  lines: [
    aLine("newly-off-track", "A third of receipts rejected", { since: "2026-10-28" }),
    aLine("blocked", "Tills reject receipts", { since: "2026-10-12", itemId: "i4", code: "LOY-I-4" }),
    aLine("blocked", "Vendor silent", { since: "2026-10-12", itemId: "i5", code: "LOY-I-5" }),
  ],
});
const needing = anInput([loyalty, aProgram("WEL", ["green", "green"])], { needs: [aNeed({ itemId: "item-1" })] });

describe("the first screen as a message", () => {
  it("has no more words than are counted, with every button of its requests", () => {
    const need = aNeed({ itemId: "item-1", options: [], recommended: null, costOfWaiting: null });
    const input = anInput([loyalty, aProgram("WEL", ["green", "green"])], { needs: [need] });
    const decider = { id: "margaret", name: "Margaret Osei" };
    const asks = new Map([["item-1", aRequest({ decider, options: [], recommended: null })]]);
    const message = shown(input, { asks, programs: withChannel(input) });
    const around = message.blocks.flatMap((block) => {
      if (block.type === "header") return block.text.text;
      return block.type === "context" ? block.elements.map((part) => ("text" in part ? part.text : "")) : [];
    });
    const read = [...linesOf(message), ...around].join("\n");
    expect(countWords(read)).toBeLessThanOrEqual(screenWords(firstScreen(input), input));
  });

  it("names a program in bold with its circle once in a section, and each further matter below it", () => {
    const matter = "🔴 Loyalty: Tills reject receipts";
    const need = "1. Loyalty · Release Dieter? · Answer by Wed 4 Nov (needed by Fri 6 Nov)";
    const further = "\u2003· Vendor silent";
    expect(linesOf(shown(needing))).toEqual(expect.arrayContaining([need, matter, further]));
    expect(withBlanks(textToForward(firstScreen(needing), needing))).toContain(`• ${matter}`);
  });

  it("is forwarded by a form with a long text and to whom, what is its reader's own as anybody's", () => {
    const { reader } = needing;
    const form = forwardView(reader, "d", "Loyalty");
    expect(form.blocks.map(({ block_id: id }) => id)).toEqual(["text", "person", "channel"]);
    expect(form).toMatchObject({ blocks: [{ element: { multiline: true } }, {}, {}] });
    const lines = [aLine("blocked", "No test data", { owner: "margaret" })];
    const programs = [aProgram("LOY", ["red"], { lines })];
    const own = { ...needing, programs, reader: { ...reader, id: "margaret" } };
    expect(firstScreen(own).headline).toContain("🔴 yours: No test data.");
    expect(firstScreen(inputToForward(own)).headline).toBe("🔴 No test data.");
  });

  it("has what was decided since in the place of the buttons", () => {
    const decidedBy = { id: "margaret", name: "Margaret Osei" };
    const outcome = {
      ...{ text: "Yes", option: 1, decidedAt: "2026-11-04T09:00:00.000Z", decidedBy },
      ...{ decisionId: "d1", decisionCode: "LOY-D-1" },
    };
    const asks = new Map([["item-1", aRequest({ decider: decidedBy, state: "decided", waitsFor: null, outcome })]]);
    const message = shown(needing, { asks });
    expect(pressed(message)).not.toContain("request.take:1");
    expect(withBlanks(JSON.stringify(message.blocks))).toContain("You decided on 4 Nov: Yes.");
  });

  it("has one menu behind three dots", () => {
    const { blocks } = withWhy(shown(needing), needing.reader);
    expect(JSON.stringify(blocks).match(/"type":"overflow"/g)).toHaveLength(1);
  });

  it("says of a request that went up late when it was needed, and until when its reader has it; not once it is over", () => {
    const need = aNeed({ itemId: "item-1", neededBy: "2026-11-02", answerBy: "2026-11-05", isPastNeeded: true });
    const read = (isOver: boolean) => linesOf(shown({ ...needing, needs: [{ ...need, isOver }] })).join("\n");
    expect(read(false)).toContain("was needed 2 Nov; you have until Thu 5 Nov");
    expect(read(true)).not.toContain("was needed");
  });

  it("calls its reader late once their own last day is over, as of its sending", () => {
    const lateFrom = "2026-11-06T00:00:00.000Z";
    const asked = aRequest({ deciders: ["margaret"], answerBy: "2026-11-05", neededBy: "2026-11-02", lateFrom });
    const on = (today: string) =>
      needInWords(needing.reader, needOf(asked, "margaret", { asOf: `${today}T09:00:00.000Z`, today })).due;
    expect(withBlanks(on("2026-11-05"))).toContain("you have until Thu 5 Nov");
    expect(withBlanks(on("2026-11-06"))).toMatch(/^was to be answered by Thu 5 Nov \(was needed 2 Nov\)/);
  });

  it("has the programs in a menu up to twenty, and a button for it beyond", () => {
    expect(pressed(shown(anInput(manyPrograms(20))))[0]).toBe("digest.open_program");
    expect(pressed(shown(anInput(manyPrograms(21))))[0]).toBe("digest.choose_program");
  });

  it("has every one of 250 programs in the menu of a view", () => {
    const menu = programMenu(anInput([]).reader, "d", manyPrograms(250));
    expect(menu.option_groups?.map(({ options }) => options.length)).toEqual([100, 100, 50]);
    expect(problems({ text: "", blocks: [section("Which?", menu)] })).toEqual([]);
  });

  it("offers to thank a team only where there is a channel for it", () => {
    expect(pressed(shown(needing))).not.toContain("thanks.open");
    expect(pressed(shown(needing, { programs: withChannel(needing) }))).toContain("thanks.open");
  });

  it("keeps every fact beside a picture", () => {
    const without = linesOf(shown(needing));
    expect(linesOf(shown(needing, { picture: { fileId: "F1", altText: "Loyalty: off track." } }))).toEqual(without);
  });

  it.each([
    ["English", anInput(manyPrograms(40), { needs: [1, 2, 3, 4, 5].map((n) => aNeed({ itemId: `n${n}` })) })],
    ["French", asFrench(anInput(manyPrograms(40), { needs: [1, 2, 3, 4].map((n) => aNeed({ itemId: `n${n}` })) }))],
  ])("fits forty programs and their requests into one message in %s", (_, input) => {
    const asks = new Map(
      input.needs.map(({ itemId }) => [itemId, aRequest({ id: itemId, decider: { id: "margaret", name: "M" } })]),
    );
    const message = shown(input, { asks, programs: withChannel(input) });
    expect(problems(message)).toEqual([]);
    expect(JSON.stringify(message.blocks).length).toBeLessThan(MESSAGE_LIMITS.blocksUnits - 200);
  });

  it.each(HARD_TITLES)("takes a program called %j", (title) => {
    const program = aProgram("ODD", ["amber", "red"], { title, lines: loyalty.report.lines });
    for (const programs of [[program], [program, loyalty]]) {
      const input = anInput(programs, { needs: [aNeed({ program: title, title })] });
      expect(problems(shown(input))).toEqual([]);
      expect(problems(shown(asFrench(input)))).toEqual([]);
    }
  });
});
