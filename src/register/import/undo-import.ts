/** Takes an import back within ten minutes: nobody was notified of it before that. */
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { appendAudit } from "../../platform/audit.ts";
import { chunksOf, type Tx } from "../../platform/database.ts";
import { addMs } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { lockProgram, type Program, programOf } from "../../programs/programs.ts";
import { codeOf, endOf, takenBackSource } from "../codes-and-transitions.ts";
import { refuseWhereClosed, registerFailure } from "../failures.ts";
import { findItemInTurn } from "../item-rights.ts";
import { TYPES } from "../item-types.ts";
import { type Change, type Item, record } from "../items.ts";
import { type ItemEvent, listItemEvents, listItems } from "../repository.ts";
import { UNDO_MS } from "../requests/decide.ts";
import { type ByImport, importIn } from "../requests/history.ts";
import { ITEM_STATES } from "../types/item-type.ts";

const ALL = 1_000_000;
const ITEMS_TOGETHER = 20;

export interface ImportUndone {
  file: string;
  undone: number;
  /** Codes of what somebody touched meanwhile: it stays as it is now. */
  left: readonly string[];
}

/**
 * What came is closed as if it had never come, and what changed is as it was; what was touched since stays. By whoever
 * imported it. Throws IMPORT_OVER, IMPORT_UNDONE, PROGRAM_CLOSED.
 */
export async function undoImport(
  ctx: ActorContext,
  { program, importId }: { program: Program; importId: string },
): Promise<ImportUndone> {
  const { db, actor, clock } = ctx;
  const since = addMs(clock.now(), -UNDO_MS);
  const all = await listItems(db, actor.workspace_id, { programIds: [program.id] }, ALL);
  const ids = all.flatMap((item) => (item.updated_at >= since ? [item.id] : []));
  const by = { id: importId, file: "" };
  const done: Record<"undone" | "left" | "before", string[]> = { undone: [], left: [], before: [] };

  for (const piece of chunksOf(ids, ITEMS_TOGETHER))
    await inTransaction(db, async (tx) => {
      const within = { ...ctx, db: tx };
      await lockProgram(tx, { workspaceId: actor.workspace_id, programId: program.id });
      refuseWhereClosed(await programOf(tx, actor.workspace_id, program.id));
      const events = Map.groupBy(await listItemEvents(tx, actor.workspace_id, piece), ({ item_id: id }) => id);
      for (const id of piece) {
        const own = events.get(id) ?? [];
        const steps = own.filter((event) => isOfImport(event, importId) && event.actor_id === actor.id);
        const [first] = steps;
        if (!first || first.at < since) continue;
        by.file = importIn(first)?.file ?? "";
        const item = await findItemInTurn(tx, actor.workspace_id, id);
        if (!item) continue;
        const became = await takeBack(within, item, { steps, last: own.at(-1), by });
        done[became].push(codeOf(item));
      }
    });

  if (done.undone.length === 0 && done.before.length > 0) throw registerFailure("IMPORT_UNDONE", { file: by.file });
  if (done.undone.length + done.left.length === 0) throw registerFailure("IMPORT_OVER");
  await noteUndone(ctx, program, { undone: done.undone.length, left: done.left.length });
  return { file: by.file, undone: done.undone.length, left: done.left };
}

function isOfImport(event: ItemEvent, importId: string): boolean {
  const by = importIn(event);
  return by?.id === importId && by.isUndone !== true;
}

interface Steps {
  /** Of the import, in order. */
  steps: readonly ItemEvent[];
  last: ItemEvent | undefined;
  by: ByImport;
}

/** `before`: it was taken back already. */
async function takeBack(
  ctx: ActorContext<Tx>,
  item: Item,
  { steps, last, by }: Steps,
): Promise<"undone" | "left" | "before"> {
  const latest = last && importIn(last);
  if (latest?.isUndone && latest.id === by.id) return "before";
  if (last?.revision !== steps.at(-1)?.revision) return "left";

  const isRaised = steps.some(({ event }) => event === "raised");
  const changes = isRaised ? endedAsIfNever(ctx, item) : asBefore(item, steps);
  await record(ctx, { item, event: "undone", changes, facts: { import: { ...by, isUndone: true } } });
  return "undone";
}

/** A later import may bring it again. */
function endedAsIfNever({ clock }: ActorContext<Tx>, item: Item): Partial<Item> {
  const state = item.type === "decision" ? "replaced" : endOf(item, "dropped");
  return { state, closed_at: clock.now(), source_key: takenBackSource(item) };
}

const before = z.record(z.string(), z.unknown());
const mayBeNull = z.exactOptional(z.string().nullable());
const fieldsBefore = z.object({
  title: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  owner_id: mayBeNull,
  due_on: mayBeNull,
  original_due_on: mayBeNull,
  due_moves: z.exactOptional(z.int()),
  answer_by: mayBeNull,
  state: z.exactOptional(z.enum(ITEM_STATES)),
  closed_at: mayBeNull,
  replaced_by: mayBeNull,
  details: z.unknown().optional(),
});

/** Each field as it was before the first step that changed it. */
function asBefore(item: Item, steps: readonly ItemEvent[]): Change["changes"] {
  const fields = new Map<string, unknown>();
  for (const step of steps.toReversed())
    for (const [field, value] of Object.entries(before.parse(JSON.parse(step.before ?? "{}"))))
      fields.set(field, value);
  const { details, ...plain } = fieldsBefore.parse(Object.fromEntries(fields));
  return { ...plain, ...(details !== undefined && { details: TYPES[item.type].schema.parse(details) }) };
}

async function noteUndone(ctx: ActorContext, program: Program, after: { undone: number; left: number }): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    appendAudit(tx, ctx, {
      workspaceId: program.workspace_id,
      actorId: ctx.actor.id,
      action: "register.import-undone",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      after,
    }),
  );
}
