/** What rows of a file say of each other: what took the place of what, which decision answers which request. */
import type { ActorContext } from "../../people/actors.ts";
import type { Tx } from "../../platform/database.ts";
import { codeOf, withinProgram } from "../codes-and-transitions.ts";
import { type Item, moveItem, record } from "../items.ts";
import { findItem } from "../repository.ts";
import type { ByImport } from "../requests/history.ts";
import type { ImportedRow } from "./items-from-rows.ts";
import { endBy } from "./plan.ts";

/** What an import raised, and the row that it came from. */
export interface Raised {
  item: Item;
  row: ImportedRow;
}

interface Linking {
  by: ByImport;
  /** What this import raised, with its rows. */
  raised: ReadonlyMap<number, Raised>;
}

/** Once all rows are there: what others name may end. */
export async function linkImported(
  ctx: ActorContext<Tx>,
  { item: raised, row }: Raised,
  linking: Linking,
): Promise<void> {
  const { by } = linking;
  const item = await findItem(ctx.db, raised.workspace_id, raised.id);
  if (!item) return;
  const successor = row.replacedBy === null ? null : calledInFile(row.replacedBy, linking);
  const facts = { import: by };

  if (item.closed_at !== null) {
    if (successor) await record(ctx, { item, event: "changed", changes: { replaced_by: successor.id }, facts });
    return;
  }
  if (row.state === "decided") {
    await endDecided(ctx, item, row, linking);
    return;
  }
  const end = row.state === null ? null : endBy(item, row.state);
  if (end !== null) await moveItem(ctx, { item, to: end, changes: { replaced_by: successor?.id ?? null }, facts });
}

function calledInFile(code: string, { raised }: Linking): Item | null {
  return [...raised.values()].find(({ row }) => row.fileCode === code)?.item ?? null;
}

/** With its outcome where the file has the decision; without one it is over, and nobody can say how: withdrawn. */
async function endDecided(ctx: ActorContext<Tx>, item: Item, row: ImportedRow, linking: Linking): Promise<void> {
  const facts = { import: linking.by };
  const decision = row.outcome ? calledInFile(withinProgram(row.outcome.decisionCode), linking) : null;
  if (row.outcome === null || decision?.type !== "decision" || item.type !== "request") {
    await moveItem(ctx, { item, to: "withdrawn", facts });
    return;
  }
  const decidedBy = decision.details.decidedBy ?? decision.owner_id ?? ctx.actor.id;
  const outcome = { ...row.outcome, decidedBy, decisionId: decision.id, decisionCode: codeOf(decision) };
  await moveItem(ctx, { item, to: "decided", changes: { details: { ...item.details, outcome } }, facts });

  const answering = await findItem(ctx.db, item.workspace_id, decision.id);
  if (answering?.type !== "decision") return;
  const details = { ...answering.details, requestId: item.id };
  await record(ctx, { item: answering, event: "changed", changes: { details }, facts });
}
