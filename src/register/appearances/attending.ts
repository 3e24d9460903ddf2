/** Who is told what about an appearance, and when it is put to whoever is asked. */
import { allGoing, enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { workingDaysOf } from "../reminders/days.ts";
import type { Item } from "../repository.ts";
import { type AppearanceItem, isAppearance, leadsOf } from "./appearance.ts";
import type { Told } from "./blocks.ts";
import { appearanceKind, appearanceReminderKind, appearanceTickKind, appearanceToldKind } from "./messages.ts";
import { followKeepers } from "./messages-keeper.ts";
import { isAttended, isOver, isSentTo, reminderAt, spanOf } from "./rules.ts";
import { askingOf, isNext, restOf } from "./turns.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/** Brings what was said of an appearance up to date, in the transaction of its change, and has more said. */
export async function followAppearance(services: Stamps, tx: Tx, before: Item | null, after: Item): Promise<void> {
  if (!isAppearance(after)) return;
  const { workspace_id: workspaceId, id } = after;
  const asked = new Set([before?.owner_id, after.owner_id, after.details.answer?.by].flatMap((one) => one ?? []));
  if (before) {
    const keys = [recordKeys.appearanceReminders(id), recordKeys.appearanceTolds(id), recordKeys.appearanceTicks(id)];
    for (const keysFrom of [...[...asked].map((personId) => recordKeys.appearanceTo(personId, id)), ...keys])
      await enqueueUpdate(tx, services, { workspaceId, keysFrom });
  }
  if (before && isAppearance(before)) await followKeepers(services, tx, before, after);
  const answer = after.details.answer;
  const isNew = before?.type === "appearance" ? before.details.answer?.at !== answer?.at : false;
  if (isNew && answer) await tellLeads(services, tx, after, answer.is, answer.by);
  if (after.state === "draft" && before === null) await propose(services, tx, after);
  await attend(services, tx, after);
}

/** Somebody who does not speak for the program has entered it: whoever leads puts it, or does not. */
async function propose(services: Stamps, tx: Tx, item: AppearanceItem): Promise<void> {
  const leads = await leadsOf(tx, item, services.clock.now());
  if (!leads.some(({ id }) => id === item.raised_by)) await tellLeads(services, tx, item, "proposed", null);
}

/** What is due of it now: it is put to whoever is asked, they are reminded, or whoever leads says what came of it. */
export async function attend(services: Stamps, tx: Tx, item: AppearanceItem): Promise<void> {
  if (!isAttended(item) || !(await isRunning(tx, item.workspace_id, item.program_id))) return;
  const person = await personById(tx, item.workspace_id, item.owner_id);
  const now = services.clock.now();
  if (isOver(item, person.zone, now)) await askWhatCameOfIt(services, tx, item);
  else if (item.state === "acknowledged") await remind(services, tx, item, person);
  else await put(services, tx, item, person);
}

async function put(services: Stamps, tx: Tx, item: AppearanceItem, person: Person): Promise<void> {
  const { workspace_id: workspaceId, id: itemId } = item;
  const now = services.clock.now();
  const asking = await askingOf(tx, item);
  const key = recordKeys.appearance(person.id, itemId, asking);
  if ((await allGoing(tx, workspaceId, key)).length > 0) return;
  const asked = { workspaceId, personId: person.id, zone: person.zone };
  if (!isSentTo(item, person.id)) {
    const rest = await restOf(tx, asked, now);
    if (rest !== null && rest > (item.due_on ?? "")) await tellLeads(services, tx, item, "rests", null);
    if (rest !== null || !(await isNext(tx, item, asked, now))) return;
  }
  await enqueue(tx, services, appearanceKind, {
    workspaceId,
    key,
    subject: { itemId, personId: person.id, asking },
    to: { personId: person.id },
    notBefore: now,
    expiresAt: spanOf(item, person.zone)?.until,
    // One that was sooner may have gone in its place.
    mayRepeat: true,
  });
}

async function remind(services: Stamps, tx: Tx, item: AppearanceItem, person: Person): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, due_on: on } = item;
  if (on === null) return;
  const now = services.clock.now();
  const isWorkingDay = await workingDaysOf(tx, person, localDateOf(now, person.zone));
  const notBefore = reminderAt(on, { isWorkingDay, now, zone: person.zone });
  if (notBefore === null) return;
  const key = recordKeys.appearanceReminder(itemId, person.id, on);
  if ((await allGoing(tx, workspaceId, key)).length > 0) return;
  await enqueue(tx, services, appearanceReminderKind, {
    workspaceId,
    key,
    subject: { itemId, personId: person.id, on },
    to: { personId: person.id },
    notBefore,
    expiresAt: spanOf(item, person.zone)?.from,
    mayRepeat: true,
  });
}

async function askWhatCameOfIt(services: Stamps, tx: Tx, item: AppearanceItem): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, due_on: on } = item;
  const now: Instant = services.clock.now();
  // There is nothing to answer in what they got.
  if (item.owner_id !== null)
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: recordKeys.appearanceTo(item.owner_id, itemId) });
  for (const { id: leadId } of await leadsOf(tx, item, now))
    await enqueue(tx, services, appearanceTickKind, {
      workspaceId,
      key: recordKeys.appearanceTick(itemId, on ?? "", leadId),
      subject: { itemId, leadId },
      to: { personId: leadId },
      notBefore: now,
    });
}

/** `by`: whose act it was, who is not told of it. */
async function tellLeads(services: Stamps, tx: Tx, item: AppearanceItem, what: Told, by: string | null): Promise<void> {
  const { workspace_id: workspaceId, id: itemId } = item;
  const now = services.clock.now();
  for (const { id: leadId } of await leadsOf(tx, item, now))
    if (leadId !== by)
      await enqueue(tx, services, appearanceToldKind, {
        workspaceId,
        key: recordKeys.appearanceTold(itemId, `${what}:${what === "rests" ? item.due_on : item.revision}`, leadId),
        subject: { itemId, what, leadId },
        to: { personId: leadId },
        notBefore: now,
      });
}
