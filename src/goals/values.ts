/** Values of measures: rows that only grow, read by day, and entering some at once. */
import type { ActorContext } from "../people/actors.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, rowsInChunks, type Tx } from "../platform/database.ts";
import { type DrumbeatError, errorTable } from "../platform/errors.ts";
import { EventKind } from "../platform/events.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import { decimal, decimalWithUnit } from "../platform/texts/decimals.ts";
import {
  type Language,
  LOCALE_OF,
  languageOf,
  type Reader,
  shortDate,
  textsFor,
  withoutFullStop,
} from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { programOf } from "../programs/programs.ts";
import { isLive } from "../register/codes-and-transitions.ts";
import { refuseWhereClosed, registerFailure } from "../register/failures.ts";
import type { Measure } from "../register/goals/every-goal.ts";
import { findItemInTurn, itemInAnswer } from "../register/item-rights.ts";
import { TYPES } from "../register/item-types.ts";
import { type Item, itemToAct, refuseUnlessMayChangeItem } from "../register/items.ts";
import { movedOn } from "../register/last-act.ts";
import { type Dated, problemOfValue, valuesByDay } from "./line.ts";
import type { MeasureValueTable, ValueSource } from "./table.ts";
import { goalTexts } from "./texts.ts";

const valueFailure = errorTable({
  VALUE_TO_COME: {
    en: ({ on }) => `${on} is still to come. Choose today or earlier.`,
    fr: ({ on }) => `Le ${on} est à venir. Choisissez aujourd’hui ou une date passée.`,
  },
  VALUE_BEFORE_BASELINE: {
    en: ({ on }) => `The baseline was measured on ${on}. Choose that day or a later one.`,
    fr: ({ on }) => `La valeur de départ date du ${on}. Choisissez ce jour ou un jour postérieur.`,
  },
  VALUE_JUMPS: {
    en: ({ value, before }) =>
      `${value} after ${before} is more than ten times as much, or less than a tenth. If it’s right, save again.`,
    fr: ({ value, before }) =>
      `${value} après ${before}\u00a0: plus de dix fois plus, ou dix fois moins. Si c’est juste, enregistrez de nouveau.`,
  },
});

/** A value of a measure entered, its numbers or none any more awaited. */
export const valuesEntered = new EventKind<{ workspaceId: string; measures: readonly Measure[]; actorId: string }>();

/** Of these measures, one value a day, the earliest first; none after an instant. One statement. */
export async function valuesOf(
  db: Db | Tx,
  workspaceId: string,
  measureIds: readonly string[],
  until?: Instant,
): Promise<Map<string, Dated[]>> {
  if (measureIds.length === 0) return new Map();
  const all = db
    .selectFrom("measure_value")
    .select(["item_id", "on_day", "value"])
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", [...measureIds])
    .orderBy("item_id")
    .orderBy("entry");
  const query = until === undefined ? all : all.where("entered_at", "<=", until);

  const entered = new Map<string, Dated[]>();
  const note = (rows: readonly Pick<MeasureValueTable, "item_id" | "on_day" | "value">[]) => {
    for (const { item_id: id, on_day: on, value } of rows)
      entered.getOrInsertComputed(id, () => []).push({ on, value });
  };
  if (measureIds.length <= FEW_MEASURES) note(await query.execute());
  else
    for await (const piece of rowsInChunks(db, query)) {
      note(piece);
      await yieldToEventLoop();
    }
  return new Map([...entered].map(([id, values]) => [id, valuesByDay(values)]));
}

/** Up to so many the values of years are read in one short piece. */
const FEW_MEASURES = 50;

/** In the order in which they were entered. */
export async function entriesOf(
  db: Db | Tx,
  workspaceId: string,
  measureIds: readonly string[],
): Promise<MeasureValueTable[]> {
  if (measureIds.length === 0) return [];
  return db
    .selectFrom("measure_value")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", [...measureIds])
    .orderBy("item_id")
    .orderBy("entry")
    .execute();
}

/** For the receipt of an answer: the numbers that came with it. */
export async function listNumbersEntered(
  db: Db | Tx,
  answer: { workspaceId: string; checkInId: string },
): Promise<(reader: Reader) => string[]> {
  const entered = await db
    .selectFrom("measure_value")
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "measure_value.workspace_id").onRef("item.id", "=", "measure_value.item_id"),
    )
    .select(["item.id", "item.title", "item.details", "measure_value.value", "measure_value.on_day"])
    .where("measure_value.workspace_id", "=", answer.workspaceId)
    .where("measure_value.check_in_id", "=", answer.checkInId)
    .orderBy("measure_value.item_id")
    .orderBy("measure_value.entry")
    .execute();
  const last = new Map(entered.map((entry) => [entry.id, entry]));
  return (reader) =>
    [...last.values()].map(({ title, details, value, on_day: on }) => {
      const { unit = "" } = TYPES.measure.readStored(details).details;
      const shown = decimalWithUnit(reader, value, unit);
      return textsFor(goalTexts, reader).entered(withoutFullStop(title), shown, shortDate(reader, on));
    });
}

export interface NewValue {
  measureId: string;
  /** The day that it is for. */
  on: LocalDate;
  value: string;
  /** Whoever enters it has been asked about a number that jumps. */
  isSure: boolean;
}

/** Why a value cannot be entered as it is; null: it can. `values`: those that there are, one a day, by day. */
export function refusalOf(
  { details }: Pick<Measure, "details">,
  values: readonly Dated[],
  given: Pick<NewValue, "on" | "value" | "isSure">,
  { today, language }: { today: LocalDate; language: Language },
): DrumbeatError | null {
  const problem = problemOfValue(details, values, given, today);
  if (problem === null) return null;
  const reader = { locale: LOCALE_OF[language], zone: "UTC", today };
  switch (problem.is) {
    case "to-come":
      return valueFailure("VALUE_TO_COME", { on: shortDate(reader, given.on) });
    case "before-baseline":
      return valueFailure("VALUE_BEFORE_BASELINE", { on: shortDate(reader, problem.baselineOn) });
    case "jumps":
      return valueFailure("VALUE_JUMPS", {
        value: decimal(reader, given.value),
        before: decimal(reader, problem.before),
      });
  }
}

/** Whether a refusal is of the kind that is asked about once. */
export function isJump(refusal: DrumbeatError): boolean {
  return refusal.code === "VALUE_JUMPS";
}

/**
 * Enters values, all or none. What is the same as before of its day changes nothing. Throws ITEM_GONE, ITEM_NOT_YOURS,
 * ITEM_MOVED_ON of a measure that has ended, PROGRAM_CLOSED, VALUE_TO_COME, VALUE_BEFORE_BASELINE, VALUE_JUMPS.
 */
export async function enterValues(
  ctx: ActorContext,
  { values, source }: { values: readonly NewValue[]; source: ValueSource },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockPlacesOf(
      within,
      values.map(({ measureId }) => measureId),
    );
    await enterValuesWithin(within, { values, source });
  });
}

/** Locks the programs of these measures, in one order for everybody. */
export async function lockPlacesOf({ db: tx, actor }: ActorContext<Tx>, measureIds: readonly string[]): Promise<void> {
  const found = await rows(tx, "item", actor.workspace_id).list({ id: [...new Set(measureIds)] });
  const ids = [...new Set(found.map(({ program_id: id }) => id))];
  await lockRows(tx, "program", { workspaceId: actor.workspace_id, ids });
}

/** The same within a transaction, in the order of the measures' ids. */
export async function enterValuesWithin(
  ctx: ActorContext<Tx>,
  { values, source, checkInId = null }: { values: readonly NewValue[]; source: ValueSource; checkInId?: string | null },
): Promise<void> {
  const { db: tx, actor, clock } = ctx;
  const language = languageOf(actor.locale);
  const today = localDateOf(clock.now(), actor.zone);
  const changed: Measure[] = [];
  const byMeasure = Map.groupBy(values, ({ measureId }) => measureId);
  for (const [measureId, given] of [...byMeasure].toSorted(([one], [other]) => one.localeCompare(other))) {
    const measure = await MEASURE_FOR[source](ctx, measureId);
    const entries = await entriesOf(tx, actor.workspace_id, [measureId]);
    let next = entries.length;
    const known = entries.map(({ on_day: on, value }) => ({ on, value }));
    for (const { on, value, isSure } of given.toSorted((one, other) => one.on.localeCompare(other.on))) {
      const byDay = valuesByDay(known);
      if (byDay.some((each) => each.on === on && each.value === value)) continue;
      const refusal = refusalOf(measure, byDay, { on, value, isSure }, { today, language });
      if (refusal) throw refusal;
      next += 1;
      known.push({ on, value });
      await rows(tx, "measure_value", actor.workspace_id).insert({
        item_id: measureId,
        entry: next,
        on_day: on,
        value,
        entered_by: actor.id,
        entered_at: clock.now(),
        source,
        check_in_id: checkInId,
      });
    }
    if (next > entries.length) changed.push(measure);
  }
  if (changed.length > 0)
    await valuesEntered.happened(ctx, tx, { workspaceId: actor.workspace_id, measures: changed, actorId: actor.id });
}

/** By the way in which a value comes, the measure that is given it. */
const MEASURE_FOR: Record<ValueSource, (ctx: ActorContext<Tx>, id: string) => Promise<Measure>> = {
  form: measureToAct,
  "check-in": measureAnswered,
  file: measureOfOperator,
  command: measureOfOperator,
};

/** An open measure that whoever acts may change; acts in its program come in turn. */
export async function measureToAct(ctx: ActorContext<Tx>, id: string): Promise<Measure> {
  return openMeasure(ctx, await itemToAct(ctx, { id }));
}

/** The same in an answer. */
export async function measureAnswered(ctx: ActorContext<Tx>, id: string): Promise<Measure> {
  return openMeasure(ctx, await itemInAnswer(ctx, { id }));
}

/** The same for an operator, who reads every item. */
async function measureOfOperator(ctx: ActorContext<Tx>, id: string): Promise<Measure> {
  const item = await findItemInTurn(ctx.db, ctx.actor.workspace_id, id);
  if (!item) throw registerFailure("ITEM_GONE");
  refuseWhereClosed(await programOf(ctx.db, item.workspace_id, item.program_id));
  return openMeasure(ctx, item);
}

async function openMeasure(ctx: ActorContext<Tx>, item: Item): Promise<Measure> {
  if (item.type !== "measure") throw registerFailure("ITEM_GONE");
  await refuseUnlessMayChangeItem(ctx, item);
  if (!isLive(item)) throw await movedOn(ctx, item);
  return item;
}
