/** Who hears, beside its author, that the date by which an ask was needed has passed. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { type AskItem, isAsk } from "../asks/ask.ts";
import { waitsFor } from "../asks/rules.ts";
import { recordKeys } from "../delivery-keys.ts";
import { groundsOf } from "../grounds.ts";
import { findItem, type Item } from "../repository.ts";
import { codeOf, shownTitle } from "../rules.ts";
import { ownsItem } from "../rules-grounds.ts";
import { asTold } from "../rules-told.ts";
import { escalationLine, escalationNote } from "./blocks.ts";
import { isCarriedToday, type Setting } from "./levels.ts";
import { type Escalation, findEscalation } from "./repository.ts";
import { isSaidByOverdue, toldOfLate } from "./rules-late.ts";
import { escalationTexts } from "./texts.ts";

const lateSubject = z.strictObject({
  itemId: z.string(),
  neededBy: z.string(),
  personId: z.string(),
  /** To whoever decides; else to whoever leads. */
  isDecider: z.boolean(),
});
type LateSubject = z.infer<typeof lateSubject>;

export const lateKind: MessageKind<LateSubject> = {
  kind: "ask-late",
  subject: lateSubject,
  priority: 35,
  contact: "reminder",
  slot: "weekly",
  async stillWanted(send, subject) {
    const ask = await lateAsk(send, subject);
    if (ask === null || isSaidByOverdue(await findEscalation(send.db, send.workspaceId, ask.id), subject)) return false;
    if (!subject.isDecider) return true;
    const isTheirs = ask.owner_id === subject.personId && waitsNow(send, ask) === "decider";
    return isTheirs && !(await isCarriedToday(send, ask, subject.personId));
  },
  async message(send, subject) {
    const ask = await askOf(send, subject);
    return escalationNote(send.reader, ask, await lateLine(send, ask, subject), { isToDecide: subject.isDecider });
  },
  async line(send, subject) {
    const ask = await askOf(send, subject);
    return escalationLine(send.reader, ask, await lateLine(send, ask, subject), subject.isDecider);
  },
  async why(send, subject) {
    const { program_id: programId } = await askOf(send, subject);
    const { title } = await programOf(send.db, send.workspaceId, programId);
    return [textsFor(escalationTexts, send.reader).late.why(title)];
  },
};

async function askOf(send: SendContext, subject: LateSubject): Promise<AskItem> {
  const ask = await lateAsk(send, subject);
  if (ask === null) throw new Error(`Nothing is late of ${subject.itemId}`);
  return ask;
}

/** Null once it is decided, or needed by another date. */
async function lateAsk(
  { db, workspaceId, now, reader }: SendContext,
  { itemId, neededBy }: LateSubject,
): Promise<AskItem | null> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isAsk(item) || item.due_on !== neededBy) return null;
  if (waitsFor(item, localDateOf(now, reader.zone)) === null) return null;
  return (await isRunning(db, workspaceId, item.program_id)) ? asTold(item) : null;
}

function waitsNow({ now, reader }: SendContext, ask: AskItem) {
  return waitsFor(ask, localDateOf(now, reader.zone));
}

async function lateLine(send: SendContext, ask: AskItem, { neededBy, isDecider }: LateSubject): Promise<string> {
  const { db, workspaceId, reader } = send;
  const { late, overdue } = textsFor(escalationTexts, reader);
  const what = overdue.what(codeOf(ask), shownTitle(ask));
  const since = late.line(what, longDate(reader, neededBy));
  if (isDecider) return `${since} ${late.yours}`;
  const waits = waitsNow(send, ask);
  const nameOf = async (id: string) => (await personById(db, workspaceId, id)).name;
  if (waits === "asker") return `${since} ${late.asker(await nameOf(ask.raised_by))}`;
  if (waits === "committee") return `${since} ${late.committee}`;
  if (ask.owner_id === null) return `${since} ${late.nobody}`;
  const name = await nameOf(ask.owner_id);
  if (!(await hasGround(send, db, ask))) return `${since} ${late.nobody} ${late.gone(name)}`;
  const { deferredUntil = "" } = ask.details;
  return `${since} ${waits === "date" ? late.deferred(name, longDate(reader, deferredUntil)) : late.with(name)}`;
}

/** Whether whoever it is with may decide it. */
async function hasGround(
  { now, events }: Pick<SendContext, "now" | "events">,
  db: SendContext["db"] | Tx,
  ask: Item,
): Promise<boolean> {
  if (ask.owner_id === null) return false;
  const owner = await personById(db, ask.workspace_id, ask.owner_id);
  const grounds = await groundsOf({ clock: { now: () => now }, events }, db, owner, ask);
  return ownsItem(owner.id, ask, grounds);
}

const WEEK_MS = 7 * DAY;

/** Once for each date. `isDeciderTold`: another message of today says so, or it has just left them. */
export async function tellOfLate(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  { setting, isDeciderTold }: { setting: Pick<Setting, "seats">; isDeciderTold: boolean },
): Promise<void> {
  const now = services.clock.now();
  const { due_on: neededBy } = item;
  if (neededBy === null) return;
  const mayDecide = await hasGround({ now, events: services.events }, tx, item);
  const told = toldOfLate(item, { holderId: row.holder_id, mayDecide, isDeciderTold }, setting.seats);
  for (const { personId, isDecider } of told)
    await enqueue(tx, services, lateKind, {
      workspaceId: item.workspace_id,
      key: recordKeys.late(item.id, neededBy, personId),
      subject: { itemId: item.id, neededBy, personId, isDecider },
      to: { personId },
      notBefore: now,
      expiresAt: addMs(now, WEEK_MS),
    });
}
