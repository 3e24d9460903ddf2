/** Who may do what with a request now: read anew at every press. */
import { may, type Standing } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, personById, readerOf } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { timeOfDay } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Program, programOf } from "../../programs/use-cases.ts";
import { refuseWhereClosed, registerFailure } from "../failures.ts";
import { standingsOn } from "../grounds.ts";
import { findItem } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { requestFailure } from "./failures.ts";
import { committeeOf } from "./next-owner.ts";
import { isRequest, isToDecide, type Request, type RequestItem, requestOf } from "./request.ts";

/** A request with what this person is to it. */
export interface RequestToAct {
  item: RequestItem;
  program: Program;
  standings: Standing[];
}

/** Throws ITEM_GONE; and PROGRAM_CLOSED to whoever has to do with it. */
export async function requestToAct(
  services: Services,
  db: Db | Tx,
  actor: Person,
  itemId: string,
): Promise<RequestToAct> {
  const item = await findItem(db, actor.workspace_id, itemId);
  if (!item || !isRequest(item)) throw registerFailure("ITEM_GONE");
  const program = await programOf(db, item.workspace_id, item.program_id);
  const standings = await standingsOn(services, db, actor, item);
  if (standings.length > 0) refuseWhereClosed(program);
  return { item, program, standings };
}

/** As this person sees it now, in a view. */
export async function shownTo(services: Services, db: Db | Tx, actor: Person, item: RequestItem): Promise<Request> {
  return requestOf(db, item, { at: services.clock.now(), zone: actor.zone, isView: true });
}

/**
 * `right`: to decide, which another sponsor may as well; else to do anything else with it. Throws ITEM_GONE, ASK_NOT_YOURS,
 * ASK_OWN, ASK_ROLE_ENDED, ASK_DECIDED, ASK_WITHDRAWN, ASK_BEING_DECIDED, ASK_UNDO_FIRST, ASK_IN_VOTE.
 */
export async function toDecide(
  services: Services,
  db: Db | Tx,
  actor: Person,
  itemId: string,
  right: "take-decision" | "decide-ask" | "put-to-committee" = "decide-ask",
): Promise<RequestToAct> {
  const request = await requestToAct(services, db, actor, itemId);
  const { item, standings } = request;
  if (!may(standings, right)) await refuseUnlessDecider(db, actor, request);
  await refuseUnlessOpen(db, actor, item);
  if (item.details.waiting?.because === "vote") throw requestFailure("ASK_IN_VOTE", { code: codeOf(item) });
  return request;
}

export async function refuseUnlessDecider(
  db: Db | Tx,
  actor: Person,
  { item, standings }: RequestToAct,
): Promise<void> {
  if (may(standings, "decide-ask")) return;
  const code = codeOf(item);
  if (item.raised_by === actor.id) throw requestFailure("ASK_OWN", { code });
  if (item.owner_id === actor.id) throw requestFailure("ASK_ROLE_ENDED", { code });
  const deciding = await peopleByIds(db, item.workspace_id, [item.owner_id ?? ""]);
  throw requestFailure("ASK_NOT_YOURS", { code, who: deciding.map(({ name }) => name) });
}

/** Throws ASK_DECIDED, ASK_WITHDRAWN, ITEM_MOVED_ON, ASK_BEING_DECIDED, ASK_UNDO_FIRST. */
export async function refuseUnlessOpen(db: Db | Tx, actor: Person, item: RequestItem): Promise<void> {
  const { outcome, waiting } = item.details;
  const code = codeOf(item);
  if (waiting?.because === "undo" && isToDecide(item)) {
    if (waiting.for === actor.id) throw requestFailure("ASK_UNDO_FIRST", { code });
    const { name } = await personById(db, item.workspace_id, waiting.for);
    throw requestFailure("ASK_BEING_DECIDED", { who: name, time: timeOfDay(readerOf(actor), waiting.until) });
  }
  if (isToDecide(item)) return;
  if (item.state !== "decided" || !outcome) throw requestFailure("ASK_WITHDRAWN", { code });
  const [decider] = await peopleByIds(db, item.workspace_id, [outcome.decidedBy]);
  const on = localDateOf(outcome.decidedAt, decider?.zone ?? "UTC");
  throw requestFailure("ASK_DECIDED", { on, who: decider?.name ?? "", outcome: outcome.text });
}

/** For whoever asked, and those who lead. Throws as `toDecide`, and ASK_NOT_FOR_YOU. */
export async function toSpeakFor(
  services: Services,
  db: Db | Tx,
  actor: Person,
  itemId: string,
): Promise<RequestToAct> {
  const request = await requestToAct(services, db, actor, itemId);
  const { item, standings } = request;
  if (!may(standings, "speak-for-ask")) {
    const [asker] = await peopleByIds(db, item.workspace_id, [item.raised_by]);
    throw requestFailure("ASK_NOT_FOR_YOU", { code: codeOf(item), who: asker?.name ?? "" });
  }
  await refuseUnlessOpen(db, actor, item);
  return request;
}

/** What a person may decide, for a form. Throws as `toDecide`. */
export async function requestToDecide(
  services: Services,
  actor: Person,
  itemId: string,
  right: "take-decision" | "decide-ask" = "take-decision",
): Promise<{ request: Request; hasCommittee: boolean }> {
  const { db, clock } = services;
  const { item } = await toDecide(services, db, actor, itemId, right);
  const committee = await committeeOf(db, item, clock.now());
  return { request: await shownTo(services, db, actor, item), hasCommittee: committee.length > 0 };
}

/** For the forms of whoever asked. Throws as `toSpeakFor`. */
export async function requestToSpeakFor(services: Services, actor: Person, itemId: string): Promise<Request> {
  const { item } = await toSpeakFor(services, services.db, actor, itemId);
  return shownTo(services, services.db, actor, item);
}
