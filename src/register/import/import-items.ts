/** Takes the rows of a log over into the register of a program. */
import { createHash } from "node:crypto";
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import { appendAudit } from "../../platform/audit.ts";
import { chunksOf, type Tx } from "../../platform/database.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import { EventKind } from "../../platform/events.ts";
import type { Language } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { runYielding } from "../../platform/yield-to-event-loop.ts";
import { lockProgram, type Program, programOf, standingsOf } from "../../programs/programs.ts";
import { refuseWhereClosed, registerFailure } from "../failures.ts";
import { withIds } from "../goals/sound-goals.ts";
import { findItemInTurn } from "../item-rights.ts";
import { editItem, type Item, moveItem, raiseItem, record } from "../items.ts";
import { notifyOwner } from "../reminders/reminders.ts";
import { findItemBySource, listItems } from "../repository.ts";
import { UNDO_MS } from "../requests/decide.ts";
import type { ByImport } from "../requests/history.ts";
import type { ImportedRow } from "./items-from-rows.ts";
import { linkImported, type Raised } from "./link-items.ts";
import {
  endBy,
  type ImportPlan,
  type LeftOut,
  type PlanFor,
  type PlannedRow,
  planningImport,
  planRow,
  type RowChange,
  sourceOf,
} from "./plan.ts";
import type { Counts } from "./texts.ts";

export interface ToImport {
  program: Program;
  rows: readonly ImportedRow[];
  /** How the file is called. */
  file: string;
  /** In which refusals of single rows are told. */
  language: Language;
}

export interface Imported {
  id: string;
  added: number;
  changed: number;
  closed: number;
  same: number;
  leftOut: readonly (LeftOut & { line: number })[];
  gone: number;
  /** New open items to which the file gave no owner or no date. */
  completed: readonly Item[];
}

export interface FileImported {
  /** Who may undo it. */
  importer: Person;
  programId: string;
  importId: string;
  counts: Counts;
}

/** Announced once all of it is in the register. */
export const fileImported = new EventKind<FileImported>();

/** So many rows are one transaction. */
const ROWS_TOGETHER = 20;
const ALL = 1_000_000;

/** What an import would do, as things are now. Throws IMPORT_NOT_YOURS, PROGRAM_CLOSED. */
export async function planImport(
  ctx: ActorContext,
  { program, rows }: Pick<ToImport, "program" | "rows">,
): Promise<ImportPlan> {
  await refuseUnlessMayImport(ctx, program);
  const items = await listItems(ctx.db, program.workspace_id, { programIds: [program.id] }, ALL);
  return runYielding(planningImport(rows, { program, items, hash }));
}

/**
 * Adds what is new, changes and closes what has changed: some rows at a time, so that others come in between. What an earlier
 * import did already is the same. A row that is refused is left out. Throws IMPORT_NOT_YOURS, PROGRAM_CLOSED.
 */
export async function importItems(ctx: ActorContext, { program, rows, file, language }: ToImport): Promise<Imported> {
  const plan = await planImport(ctx, { program, rows });
  const by: ByImport = { id: ctx.ids.next(), file };
  const done: Done = {
    raised: new Map(),
    leftOut: [],
    counts: { added: 0, changed: 0, closed: 0, same: 0 },
    completed: [],
  };

  // An objective names measures of the same file, which end only then.
  const isObjective = ({ row }: PlannedRow) => row.typed.type === "objective";
  const inTurn = [...plan.rows.filter((each) => !isObjective(each)), ...plan.rows.filter(isObjective)];
  for (const piece of chunksOf(inTurn, ROWS_TOGETHER))
    await inTransaction(ctx.db, async (tx) => {
      const within = { ...ctx, db: tx };
      await lockProgram(tx, { workspaceId: program.workspace_id, programId: program.id });
      refuseWhereClosed(await programOf(tx, program.workspace_id, program.id));
      for (const planned of piece) await takeOver(within, planned, { program, by, language, done });
    });
  for (const piece of chunksOf([...done.raised.values()], ROWS_TOGETHER))
    await inTransaction(ctx.db, async (tx) => {
      for (const raised of piece) await linkImported({ ...ctx, db: tx }, raised, { by, raised: done.raised });
    });

  const { counts, leftOut, completed } = done;
  await noteImport(ctx, program, { importId: by.id, counts: { ...counts, leftOut: leftOut.length } });
  return { id: by.id, ...counts, leftOut, gone: plan.gone.length, completed };
}

/** Throws IMPORT_NOT_YOURS, PROGRAM_CLOSED. */
async function refuseUnlessMayImport(ctx: ActorContext, program: Program): Promise<void> {
  const standings = await standingsOf(ctx.db, ctx.actor, program.id, ctx);
  if (!may(standings, "import-into-record")) throw registerFailure("IMPORT_NOT_YOURS");
  refuseWhereClosed(program);
}

interface Done {
  /** By line, what was raised now, with its row. */
  raised: Map<number, Raised>;
  leftOut: (LeftOut & { line: number })[];
  counts: { added: number; changed: number; closed: number; same: number };
  completed: Item[];
}

interface Within {
  program: Program;
  by: ByImport;
  language: Language;
  done: Done;
}

async function takeOver(ctx: ActorContext<Tx>, planned: PlannedRow, within: Within): Promise<void> {
  const { done, language } = within;
  try {
    await takeRow(ctx, planned, within);
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    done.leftOut.push({ because: "refused", sentence: error.sentence(language), line: planned.row.line });
  }
}

async function takeRow(ctx: ActorContext<Tx>, planned: PlannedRow, within: Within): Promise<void> {
  const { done } = within;
  const { row } = planned;
  const now = await asItIsNow(ctx, planned, within);

  switch (now.is) {
    case "left-out":
      done.leftOut.push({ ...now, line: row.line });
      return;
    case "same":
      done.counts.same += 1;
      return;
    case "new": {
      const item = await raiseRow(ctx, row, within);
      done.raised.set(row.line, { item, row });
      done.counts.added += 1;
      return;
    }
    case "changed":
    case "closed":
      await changeItem(ctx, now.item, now.change, within.by);
      done.counts[now.is] += 1;
  }
}

/** Somebody may have changed the item since, or imported the same. */
async function asItIsNow(ctx: ActorContext<Tx>, planned: PlannedRow, { program }: Within): Promise<PlannedRow> {
  const { db: tx, actor } = ctx;
  if (planned.is === "left-out") return planned;
  if (planned.is !== "new") {
    // Whoever may import changes items that they may not read one by one.
    const item = await findItemInTurn(tx, actor.workspace_id, planned.item.id);
    return item ? planRow(planned.row, { item }) : { ...planned, is: "new" };
  }
  const existing = await findItemBySource(tx, actor.workspace_id, sourceOf(planned.row, { program, hash }));
  return existing ? planRow(planned.row, { item: existing }) : planned;
}

async function raiseRow(ctx: ActorContext<Tx>, row: ImportedRow, { program, by, done }: Within): Promise<Item> {
  const { actor } = ctx;
  const { typed, title, description, disclosure, owner } = row;
  const dueOn = row.originalDueOn ?? row.dueOn;
  const item = await raiseItem(ctx, {
    programId: program.id,
    ...(await withIds(ctx, { typed: namingNewCodes(typed, done), program, title })),
    title,
    description: description ?? "",
    ownerId: owner ?? (typed.type === "request" ? null : actor.id),
    dueOn,
    sourceKey: sourceOf(row, { program, hash }),
    import: by,
    ...(disclosure && { disclosure }),
  });

  const moved = await withMoves(ctx, item, row, by);
  const mustBeLinked = item.type === "measure" || row.state === "decided" || row.state === "replaced";
  const end = row.state === null || mustBeLinked ? null : endBy(moved, row.state);
  const ended = end === null ? moved : await moveItem(ctx, { item: moved, to: end, facts: { import: by } });
  if (ended.closed_at === null) await notifyOwner(ctx, { item: ended, at: addMs(ctx.clock.now(), UNDO_MS) });

  const isComplete = owner !== null && (row.dueOn !== null || ["decision", "objective"].includes(item.type));
  if (ended.closed_at === null && !isComplete && !mustBeLinked) done.completed.push(ended);
  return ended;
}

/** An objective of the file names its measures as the file calls them. */
function namingNewCodes(typed: ImportedRow["typed"], { raised }: Done): ImportedRow["typed"] {
  if (typed.type !== "objective") return typed;
  const codes = new Map<string, string>();
  for (const { item, row } of raised.values()) if (row.fileCode !== null) codes.set(row.fileCode, item.id);
  const measureIds = typed.details.measureIds?.map((name) => codes.get(name) ?? name);
  return { ...typed, details: { ...typed.details, ...(measureIds && { measureIds }) } };
}

/** Its present date beside the first, as the register's own export has them. */
async function withMoves(ctx: ActorContext<Tx>, item: Item, row: ImportedRow, by: ByImport): Promise<Item> {
  const { dueOn, moves } = row;
  if (dueOn === null || moves === null || (moves === 0 && dueOn === item.due_on)) return item;
  return record(ctx, {
    item,
    event: "moved-date",
    changes: { due_on: dueOn, due_moves: moves },
    facts: { import: by },
  });
}

/** Owners are notified once it can be undone no more. */
async function changeItem(ctx: ActorContext<Tx>, item: Item, { to, ...edit }: RowChange, by: ByImport): Promise<void> {
  const isEdited = Object.keys(edit).length > 0;
  const edited = isEdited ? await editItem(ctx, { item, edit: { ...edit, import: by } }) : item;
  const at = addMs(ctx.clock.now(), UNDO_MS);
  if (to !== undefined) await moveItem(ctx, { item: edited, to, facts: { import: by } });
  else if (edited.owner_id !== item.owner_id) await notifyOwner(ctx, { item: edited, formerId: item.owner_id, at });
}

async function noteImport(
  ctx: ActorContext,
  { id, workspace_id: workspaceId }: Program,
  { importId, counts }: { importId: string; counts: Counts },
): Promise<void> {
  const { same: existing, leftOut: _, ...after } = counts;
  if (after.added + after.changed + after.closed === 0) return;
  await inTransaction(ctx.db, async (tx) => {
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: ctx.actor.id,
      action: "register.imported",
      subject: { kind: "program", id },
      programId: id,
      after: { ...after, existing },
    });
    await fileImported.happened(ctx, tx, { importer: ctx.actor, programId: id, importId, counts });
  });
}

const hash: PlanFor["hash"] = (text) => createHash("sha256").update(text).digest("hex");
