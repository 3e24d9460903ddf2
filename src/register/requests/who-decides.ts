/** Who may decide a request, who speaks for it, and what refuses them. */
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, peopleByIds, readerOf } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { timeOfDay } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { refuseWhereClosed, registerFailure, requestFailure } from "../failures.ts";
import { findItemInTurn, standingsOn } from "../item-rights.ts";
import { listItemEvents } from "../repository.ts";
import { rightToRead } from "./ladder.ts";
import { hasCommitteeFor } from "./next-owner.ts";
import { isRequest, isToDecide, type Request, type RequestItem, requestOf } from "./request.ts";

/** A request with what this person is to it. */
export interface RequestToAct {
  item: RequestItem;
  program: Program;
  standings: Standing[];
}

/** In a transaction as no other act changes it. Throws ITEM_GONE; and PROGRAM_CLOSED to whoever has to do with it. */
export async function requestToAct(ctx: ActorContext, { itemId }: { itemId: string }): Promise<RequestToAct> {
  const { db } = ctx;
  const item = await findItemInTurn(db, ctx.actor.workspace_id, itemId);
  if (!item || !isRequest(item)) throw registerFailure("ITEM_GONE");
  const program = await programOf(db, item.workspace_id, item.program_id);
  const standings = await standingsOn(ctx, db, ctx.actor, item);
  if (standings.length > 0) refuseWhereClosed(program);
  return { item, program, standings };
}

/** As this person sees it now, in a view. */
export async function shownTo({ db, clock, actor }: ActorContext, item: RequestItem): Promise<Request> {
  return requestOf(db, item, { at: clock.now(), zone: actor.zone, isView: () => true });
}

/**
 * `right`: `take-decision` also lets whoever delegated it decide; `decide-request` is for its deciders alone. Throws ITEM_GONE, REQUEST_NOT_YOURS,
 * REQUEST_OWN, REQUEST_ROLE_ENDED, REQUEST_DECIDED, REQUEST_WITHDRAWN, REQUEST_BEING_DECIDED, REQUEST_UNDO_FIRST, REQUEST_IN_VOTE.
 */
export async function toDecide(
  ctx: ActorContext,
  {
    itemId,
    right = "decide-request",
  }: { itemId: string; right?: "take-decision" | "decide-request" | "put-to-committee" },
): Promise<RequestToAct> {
  const request = await requestToAct(ctx, { itemId });
  const { item, standings } = request;
  if (!may(standings, right)) await refuseUnlessDecider(ctx.db, ctx.actor, request);
  refuseUnlessReadable(request);
  await refuseUnlessOpen(ctx.db, ctx.actor, item);
  if (item.details.waiting?.because === "vote") throw requestFailure("REQUEST_IN_VOTE", { code: codeOf(item) });
  return request;
}

/** Who writes for the committee may not read what is kept for the lead or the team. Throws ITEM_GONE. */
export function refuseUnlessReadable({ item, standings }: RequestToAct): void {
  if (may(standings, "read-own-item") || may(standings, rightToRead(item))) return;
  throw registerFailure("ITEM_GONE");
}

export async function refuseUnlessDecider(
  db: Db | Tx,
  actor: Person,
  { item, standings }: RequestToAct,
): Promise<void> {
  if (may(standings, "decide-request")) return;
  const code = codeOf(item);
  if (item.raised_by === actor.id) throw requestFailure("REQUEST_OWN", { code });
  if (item.owner_id === actor.id) throw requestFailure("REQUEST_ROLE_ENDED", { code });
  const deciding = await peopleByIds(db, item.workspace_id, [item.owner_id ?? ""]);
  throw requestFailure("REQUEST_NOT_YOURS", { code, who: deciding.map(({ name }) => name) });
}

/** Throws REQUEST_DECIDED, REQUEST_WITHDRAWN, ITEM_MOVED_ON, REQUEST_BEING_DECIDED, REQUEST_UNDO_FIRST. */
export async function refuseUnlessOpen(db: Db | Tx, actor: Person, item: RequestItem): Promise<void> {
  const { outcome, waiting } = item.details;
  const code = codeOf(item);
  if (waiting?.because === "undo" && isToDecide(item)) {
    if (waiting.for === actor.id) throw requestFailure("REQUEST_UNDO_FIRST", { code });
    const { name } = await getPerson(db, item.workspace_id, waiting.for);
    throw requestFailure("REQUEST_BEING_DECIDED", { who: name, time: timeOfDay(readerOf(actor), waiting.until) });
  }
  if (isToDecide(item)) return;
  if (item.state !== "decided" || !outcome) {
    const ended = (await listItemEvents(db, item.workspace_id, [item.id])).at(-1);
    const [by] = await peopleByIds(db, item.workspace_id, [ended?.actor_id ?? ""]);
    throw requestFailure("REQUEST_WITHDRAWN", { code, who: by?.name ?? "" });
  }
  const [decider] = await peopleByIds(db, item.workspace_id, [outcome.decidedBy]);
  const on = localDateOf(outcome.decidedAt, decider?.zone ?? "UTC");
  throw requestFailure("REQUEST_DECIDED", { on, who: decider?.name ?? "", outcome: outcome.text });
}

/** For whoever asked, and those who lead. Throws as `toDecide`, and REQUEST_NOT_FOR_YOU. */
export async function toSpeakFor(ctx: ActorContext, { itemId }: { itemId: string }): Promise<RequestToAct> {
  const request = await requestToAct(ctx, { itemId });
  const { item, standings } = request;
  if (!may(standings, "speak-for-request")) {
    const [requester] = await peopleByIds(ctx.db, item.workspace_id, [item.raised_by]);
    throw requestFailure("REQUEST_NOT_FOR_YOU", { code: codeOf(item), who: requester?.name ?? "" });
  }
  refuseUnlessReadable(request);
  await refuseUnlessOpen(ctx.db, ctx.actor, item);
  return request;
}

/** What a person may decide, for a form. Throws as `toDecide`. */
export async function requestToDecide(
  ctx: ActorContext,
  { itemId, right = "take-decision" }: { itemId: string; right?: "take-decision" | "decide-request" },
): Promise<{ request: Request; hasCommittee: boolean }> {
  const { db, clock } = ctx;
  const { item } = await toDecide(ctx, { itemId, right });
  return { request: await shownTo(ctx, item), hasCommittee: await hasCommitteeFor(db, item, clock.now()) };
}

/** For the forms of whoever asked. Throws as `toSpeakFor`. */
export async function requestToSpeakFor(ctx: ActorContext, { itemId }: { itemId: string }): Promise<Request> {
  const { item } = await toSpeakFor(ctx, { itemId });
  return shownTo(ctx, item);
}
