/** The message kinds of the record. Each is made from the database at the moment it is sent. */

import { z } from "zod";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { button, lineOf, section } from "../../slack/blocks.ts";
import { TYPES } from "../details.ts";
import { itemIds, recordKeys } from "../ids.ts";
import { findItem, type Item, listItemsToDo } from "../repository.ts";
import { codeOf, redacted } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { titleLine } from "../words.ts";
import { givenLine, givenMessage, type Reminded, reminderLines, remindersMessage } from "./blocks.ts";
import { workingDaysOf } from "./days.ts";
import { reasonToRemind } from "./rules.ts";

const reminderSubject = z.strictObject({ personId: z.string(), on: z.string() });
type ReminderSubject = z.infer<typeof reminderSubject>;

/** All of a person's items that need a look, in one message a day at most. */
export const itemReminderKind: MessageKind<ReminderSubject> = {
  kind: "item-reminder",
  subject: reminderSubject,
  priority: 50,
  contact: "reminder",
  lane: "morning",
  // One that was held says nothing that the next does not say.
  stillWanted: async (send, { personId, on }) =>
    (await remindedOf(send, personId)).length > 0 && !(await isOvertaken(send, personId, on)),
  // Who has one message a week is reminded of what is due before that comes.
  async neededBy(send, { personId }) {
    const due = (await remindedOf(send, personId)).find(({ because }) => because === "due");
    return due ? dayOf(send, due.item) : null;
  },
  message: async (send, { personId }) => remindersMessage(send.reader, await remindedOf(send, personId)),
  line: async (send, { personId }) => reminderLines(send.reader, await remindedOf(send, personId)),
  why: async ({ reader }) => [textsFor(registerTexts, reader).reminder.why],
  since: {},
};

async function isOvertaken({ db, workspaceId }: SendContext, personId: string, on: string): Promise<boolean> {
  const key = recordKeys.itemReminder(personId, on);
  const all = await listDeliveriesFrom(db, workspaceId, { keysFrom: recordKeys.itemReminders(personId) });
  return all.some((other) => other.key > key && other.state !== "dropped" && other.state !== "parked");
}

const givenSubject = z.strictObject({
  itemId: z.string(),
  byId: z.string(),
  ownerId: z.string(),
  /** Whoever had it: it is told to them. */
  formerId: z.string().optional(),
});

/** To whoever was made the owner by somebody else, and to whoever was it before. */
export const itemGivenKind: MessageKind<z.infer<typeof givenSubject>> = {
  kind: "item-given",
  subject: givenSubject,
  priority: 45,
  contact: "notice",
  lane: "morning",
  async stillWanted({ db, workspaceId }, { itemId, ownerId }) {
    const item = await findItem(db, workspaceId, itemId);
    return item?.owner_id === ownerId && isRunning(db, workspaceId, item.program_id);
  },
  neededBy: async (send, subject) => dayOf(send, (await givenOf(send, subject)).item),
  message: async (send, subject) => givenMessage(send.reader, await givenOf(send, subject)),
  async line(send, subject) {
    const texts = textsFor(registerTexts, send.reader);
    const { item, program, by, former } = await givenOf(send, subject);
    const open = button(itemIds.open, texts.button.open, { value: item.id });
    return section(lineOf(`${givenLine(send.reader, { item, program, by, former })} ${titleLine(item)}`), open);
  },
  why: async ({ reader }) => [textsFor(registerTexts, reader).reminder.whyGiven],
  since: {
    async message(send, subject) {
      const { item, by } = await givenOf(send, subject);
      const line = lineOf(textsFor(registerTexts, send.reader).reminder.takenBack(by, codeOf(item)));
      return { text: line, blocks: [section(line)] };
    },
  },
};

function dayOf({ reader }: SendContext, { due_on: on }: Pick<Item, "due_on">): Instant | null {
  return on === null ? null : instantOf(on, "00:00", reader.zone);
}

/** Whose it is now by somebody else, and whose it was. Whoever is decided for has a message of their own. */
export async function tellOwner(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Item,
  formerId: string | null = null,
): Promise<void> {
  const { owner_id: ownerId } = item;
  if (ownerId === null || item.type === "decision" || TYPES[item.type].hasOwnMessages) return;
  const tell = (personId: string, former: { formerId?: string }) =>
    enqueue(tx, services, itemGivenKind, {
      workspaceId: item.workspace_id,
      key: `${recordKeys.itemGiven(item)}${former.formerId === undefined ? "" : ":former"}`,
      subject: { itemId: item.id, byId: actor.id, ownerId, ...former },
      to: { personId },
      notBefore: services.clock.now(),
    });
  if (ownerId !== actor.id) await tell(ownerId, {});
  if (formerId !== null && formerId !== actor.id && formerId !== ownerId) await tell(formerId, { formerId });
}

async function givenOf(
  { db, workspaceId }: SendContext,
  { itemId, byId, ownerId, formerId }: z.infer<typeof givenSubject>,
) {
  const item = await findItem(db, workspaceId, itemId);
  if (!item) throw new Error(`No item ${itemId}`);
  const { title } = await programOf(db, workspaceId, item.program_id);
  const by = (await personById(db, workspaceId, byId)).name;
  // Whoever had it reads to whom it went.
  const former = formerId === undefined ? null : (await personById(db, workspaceId, ownerId)).name;
  return { item: redacted(item), program: title, by, former };
}

const MOST_READ = 200;
/** Two working days are not more than this, over a long feast. */
const REVIEWS_AHEAD_DAYS = 14;
const GRAVEST_FIRST = ["overdue", "due"] as const;

/** Of a message that was sent what it told then, as far as it is still open. */
async function remindedOf({ db, workspaceId, now, sentAt }: SendContext, personId: string): Promise<Reminded[]> {
  const person = await personById(db, workspaceId, personId);
  const at = sentAt ?? now;
  const today = localDateOf(at, person.zone);
  const isWorkingDay = await workingDaysOf(db, person, today);
  const items = await listItemsToDo(db, workspaceId, personId, {
    reviewedBy: addLocalDays(today, REVIEWS_AHEAD_DAYS),
    limit: MOST_READ,
  });
  return items
    .filter((item) => item.owner_id === personId && item.raised_at <= at)
    .flatMap(({ program, ...item }): Reminded[] => {
      const touchedOn = localDateOf(item.updated_at, person.zone);
      const because = reasonToRemind({ ...item, touchedOn }, today, isWorkingDay);
      return because === null ? [] : [{ item: redacted(item), program, because }];
    })
    .sort((one, other) => GRAVEST_FIRST.indexOf(one.because) - GRAVEST_FIRST.indexOf(other.because));
}
