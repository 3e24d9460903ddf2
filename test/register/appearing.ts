/** Appearances in a run of the app: entered, read as they stand now, answered. */
import { localDateOf } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import type { AppearanceItem } from "../../src/register/appearances/appearance.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import type { DatabaseName } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  NINA,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

export const ATLAS = { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["sam", "nina"] };
/** Far from everything. */
const MONTHLY = { ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" };

export async function begin(database: DatabaseName = "SQLite", options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [TOM, SOFIA, SAM, NINA, LEA],
    programs: [ATLAS],
    cadences: [MONTHLY],
    ...options,
  });
  await run.to("2026-11-02T10:00Z");
  return run;
}

export const LEEDS = {
  kind: "be-seen",
  time: "10:00",
  place: "Leeds",
  minutes: 5,
  why: "why members come first",
} as const;
export const POINTS = ["Members pay for all we do.", "The stores decide.", "Thank you."];

export async function enter(
  run: Run,
  {
    by = "tom",
    to = "sofia",
    title = "Leeds all-hands",
    on = "2026-11-12",
    program = "atlas",
    details = { ...LEEDS, points: POINTS } as AppearanceItem["details"],
  } = {},
): Promise<Item> {
  const actor = await personIn(run, by);
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", program).executeTakeFirstOrThrow();
  const owner = await personIn(run, to);
  const item = await inTransaction(run.db, (tx) =>
    raiseItem(run.app.services, tx, actor, id, {
      type: "appearance",
      details,
      title,
      dueOn: on,
      ownerId: owner.id,
      sourceKey: `test:${title}`,
    }),
  );
  await run.settle();
  return item;
}

/** The lines about it that came to somebody, as they read now, each with its day. */
export function lines(run: Run, handle: string, words: RegExp | string): string[] {
  return arrivals(run, handle).flatMap(({ at, message }) =>
    textOf(asItIsNow(run, message))
      .replaceAll("\u00a0", " ")
      .split("\n")
      .filter((line) => (typeof words === "string" ? line.includes(words) : words.test(line)))
      .map((line) => `${localDateOf(at, SOFIA.tz).slice(5)} ${line}`),
  );
}

export async function press(run: Run, handle: string, words: string, label: string): Promise<void> {
  const found = arrivals(run, handle).findLast(({ message }) => textOf(asItIsNow(run, message)).includes(words));
  if (!found) throw new Error(`Nothing with “${words}” came to ${handle}`);
  await run.as(handle).press(asItIsNow(run, found.message), { label });
  await run.settle();
}
