/**
 * What people wrote when they were still asked why they skip goes from their prompts and receipts; and from the audit, that
 * they skipped a check-in or put it off at all.
 */

import { saidNoMore } from "../../delivery/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { byId, deleteInPieces, type IdRange, nextDeletionAt } from "../../platform/deletions.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { clearReasons, deleteSkips, listWithReason, NAME, SKIPS, skipsAmong, stillThere } from "./repository.ts";

export const skipReasonsLeft = stillThere;

export const nextSkipReasonsAt = nextDeletionAt(NAME);

export async function deleteSkipReasons(services: Services, workspaceId: string): Promise<void> {
  await deleteInPieces(services, workspaceId, {
    name: NAME,
    tables: [byId("prompt", (tx, rows) => takeFromPrompts(services, tx, rows)), byId("audit", deleteSkips)],
  });
}

export const nextSkipsAt = nextDeletionAt(SKIPS);

export async function deleteSkipsNoted(services: Services, workspaceId: string): Promise<void> {
  await deleteInPieces(services, workspaceId, {
    name: SKIPS,
    count: countSkips,
    tables: [byId("audit", deleteSkips)],
  });
}

async function countSkips(db: Db, { workspaceId }: { workspaceId: string }): Promise<number> {
  let count = 0;
  for (let after: string | null = ""; after !== null; ) {
    const page: Awaited<ReturnType<typeof skipsAmong>> = await skipsAmong(db, workspaceId, { after, limit: AT_ONCE });
    count += page.count;
    after = page.upTo;
    await letOthersRun();
  }
  return count;
}

const AT_ONCE = 2000;

async function takeFromPrompts(stamps: Pick<Services, "clock" | "ids">, tx: Tx, rows: IdRange): Promise<number> {
  const prompts = await listWithReason(tx, rows);
  await clearReasons(tx, rows);
  for (const prompt of prompts) {
    const keys = [deliveryKeys.prompt(prompt), deliveryKeys.askedAgain(prompt), deliveryKeys.receipt(prompt)];
    await saidNoMore(tx, stamps, rows.workspaceId, keys);
  }
  return prompts.length;
}
