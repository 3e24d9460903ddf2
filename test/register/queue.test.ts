/** More decisions than one weekly message has room for: what goes, what waits, who hears of it, what they can do. */
import { describe, expect, it } from "vitest";
import { inZone, type LocalDate } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { decideAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

/** Sofia sponsors nine programs; Léa and Tom lead them by turns. */
const NINE = Array.from({ length: 9 }, (_, index) => ({
  key: `p${index}`,
  title: `Program ${index}`,
  lead: index % 2 === 0 ? "tom" : "lea",
  sponsors: ["sofia"],
  steering: ["sam"],
}));

async function begin(database: DatabaseName = "SQLite", options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, SOFIA, SAM],
    programs: NINE,
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "p0" }],
    ...options,
  });
  await run.to("2026-11-02T10:00:00.000Z");
  return run;
}

/** `dues`: by when each is needed; what has no date has no cost of waiting either. */
async function ask(run: Run, dues: readonly (LocalDate | null)[], from = 0): Promise<string[]> {
  const { services } = run.app;
  const programs = await run.db.selectFrom("program").selectAll().orderBy("key").execute();
  const sofia = await personIn(run, "sofia");
  const ids: string[] = [];
  for (const [index, dueOn] of dues.entries()) {
    const number = from + index;
    const program = programs[number % NINE.length];
    if (!program) throw new Error("No program");
    const lead = await personIn(run, (number % NINE.length) % 2 === 0 ? "tom" : "lea");
    const options = [
      { label: `Yes ${number}`, doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const item = await inTransaction(run.db, (tx) =>
      raiseItem(services, tx, lead, program.id, {
        type: "ask",
        details: { kind: "decision", options, recommended: 0, ...(dueOn && { costOfWaiting: "A week" }) },
        title: `Question ${number}?`,
        dueOn,
        ownerId: sofia.id,
        state: "open",
        sourceKey: `test:${number}`,
      }),
    );
    ids.push(item.id);
  }
  await run.settle();
  return ids;
}

/** Two may not wait for another week; ten may. */
const TWELVE = [
  ...["2026-11-11", "2026-11-11", "2026-11-13", "2026-11-16"],
  ...Array.from({ length: 5 }, () => "2026-11-30"),
  ...[null, null, null],
];

/** Which of the questions the last message to Sofia has, at its time there: with buttons, and as a line. */
function lastToSofia(run: Run) {
  const { at, text } = lastWith(run, "sofia", "Question");
  const shown = text.split("\n").flatMap((line, index, all): (string | number)[] => {
    const [, number] = /Question (\d+)\?/.exec(line) ?? [];
    if (number === undefined) return [];
    return all[index + 1]?.startsWith(`[Yes ${number}] [Other answer…]`) ? [Number(number)] : [`line ${number}`];
  });
  return [inZone(at, SOFIA.tz).toPlainDateTime().toString({ smallestUnit: "minute" }), ...shown];
}

function lastWith(run: Run, handle: string, words: string) {
  const last = arrivals(run, handle).findLast(({ text }) => text.includes(words));
  if (!last) throw new Error(`Nothing with “${words}” came to ${handle}`);
  return last;
}

async function decideAll(run: Run, ids: readonly string[]): Promise<void> {
  const sofia = await personIn(run, "sofia");
  for (const id of ids) await decideAsk(run.app.services, sofia, id, { words: "Yes" });
  await run.settle();
}

describe.each(databases)("twelve requests to one sponsor, on %s", (database) => {
  it("come in two weekly messages, three with buttons; none waits past its last day (SLOT7)", async () => {
    const run = await begin(database);
    const ids = await ask(run, TWELVE);
    await run.to("2026-11-03T10:00:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-03T09:00", 0, 1, 2]);
    expect(lastWith(run, "sofia", "Question").text.replaceAll("\u00a0", " ")).toContain(
      "*Decide* · Question 0? · PRO-ASK-1 · Program 0 · by Wed 11 Nov\n[Yes 0] [Other answer…]",
    );
    // Nothing of the nine in between.
    await decideAll(run, ids.slice(0, 3));
    await run.to("2026-11-10T08:55:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-03T09:00", "line 0", "line 1", "line 2"]);
    await run.to("2026-11-10T09:05:00.000Z");
    const second = ["2026-11-10T09:00", 3, 4, 5, ...[6, 7, 8, 9, 10, 11].map((number) => `line ${number}`)];
    expect(lastToSofia(run)).toEqual(second);
    const waiting = await run.db
      .selectFrom("delivery")
      .select("key")
      .where("kind", "=", "ask")
      .where("state", "=", "waiting");
    expect(await waiting.execute()).toEqual([]);
    // Each line keeps what has become of it.
    await decideAll(run, ids.slice(4, 5));
    const text = textOf(asItIsNow(run, lastWith(run, "sofia", "Question 3").message));
    expect(text).toContain("Question 4? · PROB-ASK-1 · Program 4\n✓ Decided");
    expect(text).toContain("[Yes 3] [Other answer…]");
  });
});
