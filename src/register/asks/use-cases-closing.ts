/** What the reopening of a program does to its asks. */
import { type Person, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, daysBetween, instantOf, localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/use-cases.ts";
import { listItems } from "../repository.ts";
import { LIVE_STATES } from "../rules.ts";
import { record } from "../use-cases.ts";
import { type AskItem, isAsk } from "./ask.ts";
import { upsertTerm } from "./repository.ts";
import { CLOSING_TIME } from "./rules.ts";
import { bringUpToDate } from "./telling.ts";

/**
 * The messages about its asks have their buttons again. Nobody could vote meanwhile: a vote gets a day for each on which the
 * program was closed. `closedAt`: null where that is not known.
 */
export async function resumeAsks(
  services: Services,
  tx: Tx,
  program: Program,
  { actor, closedAt }: { actor: Person; closedAt: Instant | null },
): Promise<void> {
  for (const ask of await liveAsks(tx, program)) {
    if (ask.details.circulation) await prolongVote(services, tx, ask, { actor, closedAt });
    else await bringUpToDate(services, tx, ask, ask);
    await letOthersRun();
  }
}

async function liveAsks(tx: Tx, { workspace_id, id }: Program): Promise<AskItem[]> {
  return (await listItems(tx, workspace_id, { programIds: [id], types: ["ask"], states: LIVE_STATES })).filter(isAsk);
}

async function prolongVote(
  services: Services,
  tx: Tx,
  ask: AskItem,
  { actor, closedAt }: { actor: Person; closedAt: Instant | null },
): Promise<void> {
  const { circulation, ...details } = ask.details;
  if (!circulation) return;
  const { zone } = await personById(tx, ask.workspace_id, ask.owner_id ?? actor.id);
  const today = localDateOf(services.clock.now(), zone);
  const closedOn = closedAt === null ? today : localDateOf(closedAt, zone);
  const later = addLocalDays(localDateOf(circulation.closesAt, zone), daysBetween(closedOn, today) + 1);
  const tomorrow = addLocalDays(today, 1);
  const closesAt = instantOf(later > tomorrow ? later : tomorrow, CLOSING_TIME, zone);
  await record(services, tx, actor, ask, {
    event: "changed",
    changes: { details: { ...details, circulation: { ...circulation, closesAt } } },
  });
  await upsertTerm(tx, { workspace_id: ask.workspace_id, item_id: ask.id, kind: "vote", ends_at: closesAt });
}
