/** What those who speak for an ask do while it waits for the weekly message of whoever decides it. */
import { enqueueUpdate, listWaiting, waitsToBeSent } from "../../../delivery/use-cases.ts";
import { may } from "../../../people/rules-rights.ts";
import { type Person, personById } from "../../../people/use-cases.ts";
import type { Services } from "../../../platform/services.ts";
import { type LocalDate, localDateOf } from "../../../platform/time.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { recordKeys } from "../../delivery-keys.ts";
import { lastDayToShow } from "../../escalation/levels.ts";
import { findItem } from "../../repository.ts";
import { codeOf, shownTitle } from "../../rules.ts";
import { editItem, itemToAct } from "../../use-cases.ts";
import { mayReadItem } from "../../use-cases-reading.ts";
import { type Ask, type AskItem, isAsk } from "../ask.ts";
import { askFailure } from "../failures.ts";
import { askKind } from "../messages.ts";
import { waitsFor } from "../rules.ts";
import { asAsk, askToAct, shownTo, toSpeakFor } from "../use-cases.ts";
import type { QueueEntry } from "./blocks.ts";

/** It may wait: what they were told says so from now on. Throws as `askToSpeakFor`. */
export async function acceptQueue(
  services: Services,
  actor: Person,
  told: { itemId: string; revision: number; ahead: number },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await toSpeakFor(services, tx, actor, told.itemId);
    const key = recordKeys.queued(told.itemId, told.revision, actor.id);
    await enqueueUpdate(tx, services, { workspaceId: actor.workspace_id, key, subject: { ...told, isFine: true } });
  });
}

/**
 * It is needed by this day and goes at once instead of in a weekly message. Throws as `askToSpeakFor`, and ASK_IN_VOTE.
 * `isSent`: it was with whoever decides before.
 */
export async function sayCannotWait(
  services: Services,
  actor: Person,
  itemId: string,
  neededBy: LocalDate,
): Promise<{ ask: Ask; isSent: boolean }> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    if (item.details.circulation) throw askFailure("ASK_IN_VOTE", { code: codeOf(item) });
    const cannotWait = { at: services.clock.now(), by: actor.id };
    const changed = asAsk(
      await editItem(services, tx, actor, await itemToAct(services, tx, actor, itemId), {
        dueOn: neededBy,
        typed: { type: "ask", details: { ...item.details, cannotWait } },
      }),
    );
    const { workspace_id: workspaceId, owner_id: deciderId } = changed;
    const isSent = !(await waitsToBeSent(tx, workspaceId, recordKeys.asksOf(itemId), deciderId ?? ""));
    return { ask: await shownTo(services, tx, actor, changed), isSent };
  });
}

/**
 * What waits to be put to whoever decides this ask, in the order in which it goes; of what its reader may not read only how
 * much there is. For those who speak for it, and for its decider. Throws as `askToSpeakFor`.
 */
export async function seeQueue(
  services: Services,
  actor: Person,
  itemId: string,
): Promise<{ name: string; entries: QueueEntry[]; others: number }> {
  const { db, clock } = services;
  const { item, standings } = await askToAct(services, db, actor, itemId);
  if (!may(standings, "change-record")) await toSpeakFor(services, db, actor, itemId);
  if (item.owner_id === null) return { name: "", entries: [], others: 0 };
  const decider = await personById(db, actor.workspace_id, item.owner_id);
  const queue: { ask: AskItem; on: LocalDate; isSure: boolean; rank: string }[] = [];
  for (const { subject, dueAt, queuedAt } of await listWaiting(db, decider, askKind)) {
    const ask = await findItem(db, actor.workspace_id, subject.itemId);
    if (!ask || !isAsk(ask) || waitsFor(ask, localDateOf(clock.now(), decider.zone)) !== "decider") continue;
    const needed = (await lastDayToShow(db, ask)) ?? "9";
    const rank = [queuedAt === null ? 1 : 0, needed, ask.details.costOfWaiting ? 0 : 1, dueAt, ask.id].join(" ");
    queue.push({ ask, on: localDateOf(dueAt, decider.zone), isSure: queuedAt !== null, rank });
  }
  queue.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const entries: QueueEntry[] = [];
  for (const { ask, on, isSure } of queue)
    if (await mayReadItem(services, db, actor, ask))
      entries.push({ code: codeOf(ask), title: shownTitle(ask), neededBy: ask.due_on, on, isSure });
  return { name: decider.name, entries, others: queue.length - entries.length };
}
