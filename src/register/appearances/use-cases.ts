/** What whoever is asked answers, and what whoever leads says of it: one function each, one transaction each. */
import { enqueue } from "../../delivery/use-cases.ts";
import { newestSent } from "../../delivery/use-cases-threads.ts";
import { type Action, may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { refuseWhoCannotAnswer, standingsOf } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { registerFailure } from "../failures.ts";
import { standingsOn } from "../grounds.ts";
import type { Item } from "../repository.ts";
import { codeOf, lacksOf } from "../rules.ts";
import { itemToAct, moveItem, record } from "../use-cases.ts";
import { type Appearance, type AppearanceItem, appearanceOf, isAppearance, leadsOf } from "./appearance.ts";
import type { Dates } from "./blocks.ts";
import { appearanceFailure } from "./failures.ts";
import { appearanceFileKind } from "./messages.ts";
import { datesOf, tellKeeper } from "./messages-keeper.ts";
import { isOver } from "./rules.ts";

type Answer = NonNullable<AppearanceItem["details"]["answer"]>;

/** They do it. Throws as `appearanceToAnswer`, and ITEM_MOVED_ON where they have said so before. */
export async function acceptAppearance(services: Services, actor: Person, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const item = await toAnswer(services, tx, actor, id);
    await moveItem(services, tx, actor, item, {
      to: "acknowledged",
      event: "accepted",
      changes: answered(services, item, { is: "accepted", by: actor.id }),
    });
  });
}

/**
 * Not this time, or not any more: no reason is asked, and no other request comes for two weeks. Throws as
 * `appearanceToAnswer`.
 */
export async function declineAppearance(services: Services, actor: Person, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const item = await toAnswer(services, tx, actor, id);
    await moveItem(services, tx, actor, item, {
      to: "closed",
      event: "declined",
      changes: answered(services, item, { is: "declined", by: actor.id }),
    });
  });
}

/** Somebody else is asked instead. Throws as `appearanceToAnswer`, as `refuseWhoCannotAnswer`, and APPEARANCE_SELF. */
export async function sendSomeone(services: Services, actor: Person, id: string, other: Person): Promise<void> {
  refuseWhoCannotAnswer(other);
  if (other.id === actor.id) throw appearanceFailure("APPEARANCE_SELF");
  await inTransaction(services.db, async (tx) => {
    const item = await toAnswer(services, tx, actor, id);
    await record(services, tx, actor, item, {
      event: "sent-someone",
      changes: {
        owner_id: other.id,
        state: "open",
        ...answered(services, item, { is: "sent-someone", by: actor.id, to: other.id }),
      },
    });
  });
}

function answered({ clock }: Services, { details }: AppearanceItem, answer: Omit<Answer, "at">) {
  return { details: { ...details, answer: { ...answer, at: clock.now() } } };
}

/**
 * For a form or a view about what they are asked, or have said that they do. Throws ITEM_GONE, PROGRAM_CLOSED,
 * APPEARANCE_NOT_YOURS, ITEM_MOVED_ON, APPEARANCE_OVER.
 */
export async function appearanceToAnswer(services: Services, actor: Person, id: string): Promise<Appearance> {
  return inTransaction(services.db, async (tx) =>
    appearanceOf(tx, await toAnswer(services, tx, actor, id), services.clock.now()),
  );
}

/** Has the file for their calendar sent in the thread of the message that asks them. Throws as `appearanceToAnswer`. */
export async function sendCalendarFile(services: Services, actor: Person, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const item = await toAnswer(services, tx, actor, id);
    const { workspace_id: workspaceId, revision } = item;
    const inThreadOf = await newestSent(tx, workspaceId, recordKeys.appearanceTo(actor.id, id));
    // Nobody presses where there is no message.
    if (inThreadOf === null) return;
    await enqueue(tx, services, appearanceFileKind, {
      workspaceId,
      key: `${recordKeys.appearanceFile(id, actor.id)}:${revision}:`,
      subject: { itemId: id, personId: actor.id },
      to: { personId: actor.id },
      notBefore: services.clock.now(),
      inThreadOf,
      mayRepeat: true,
    });
  });
}

/** What whoever keeps their calendar would be given. Throws as `appearanceToAnswer`, ITEM_MOVED_ON where they have not accepted. */
export async function datesToGive(services: Services, actor: Person, id: string): Promise<Dates> {
  return inTransaction(services.db, async (tx) => {
    const item = await accepted(services, tx, actor, id);
    return datesOf(tx, item, { personId: actor.id, now: services.clock.now() });
  });
}

/** Somebody who keeps their calendar gets date and place. Throws as `datesToGive`, as `refuseWhoCannotAnswer`, and KEEPER_SELF. */
export async function giveDates(services: Services, actor: Person, id: string, keeper: Person): Promise<void> {
  refuseWhoCannotAnswer(keeper);
  if (keeper.id === actor.id) throw appearanceFailure("KEEPER_SELF");
  await inTransaction(services.db, async (tx) => {
    await tellKeeper(services, tx, await accepted(services, tx, actor, id), keeper.id);
  });
}

async function accepted(services: Services, tx: Tx, actor: Person, id: string): Promise<AppearanceItem> {
  const item = await toAnswer(services, tx, actor, id);
  if (item.state !== "acknowledged") throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  return item;
}

/** Puts to whoever is meant what somebody else has proposed. Throws as `toSpeakFor`, ITEM_MOVED_ON. */
export async function putAppearance(services: Services, actor: Person, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const item = await toSpeakFor(services, tx, actor, id);
    if (lacksOf(item).length > 0 || item.state !== "draft")
      throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const changes = { disclosure: "program" as const };
    await moveItem(services, tx, actor, item, { to: "open", event: "completed", changes });
  });
}

/** What came of it, once. Throws as `toSpeakFor`, APPEARANCE_NOT_OVER, ITEM_MOVED_ON. */
export async function tickAppearance(
  services: Services,
  actor: Person,
  id: string,
  outcome: NonNullable<AppearanceItem["details"]["outcome"]>,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const item = await toSpeakFor(services, tx, actor, id);
    if (item.state === "closed") throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    if (!isOver(item, await zoneOfOwner(tx, item), services.clock.now()))
      throw appearanceFailure("APPEARANCE_NOT_OVER", { code: codeOf(item) });
    await moveItem(services, tx, actor, item, {
      to: "closed",
      event: outcome,
      changes: { details: { ...item.details, outcome } },
    });
  });
}

async function toAnswer(services: Services, tx: Tx, actor: Person, id: string): Promise<AppearanceItem> {
  const item = asAppearance(await itemToAct(services, tx, actor, id));
  const code = codeOf(item);
  const isTheirs = item.owner_id === actor.id && (await has(services, tx, actor, item, "answer-appearance"));
  if (!isTheirs) throw appearanceFailure("APPEARANCE_NOT_YOURS", { code, who: await namesOf(tx, item) });
  if (item.state !== "open" && item.state !== "acknowledged") throw registerFailure("ITEM_MOVED_ON", { code });
  if (isOver(item, actor.zone, services.clock.now())) throw appearanceFailure("APPEARANCE_OVER", { code });
  return item;
}

/** Throws ITEM_GONE, PROGRAM_CLOSED, APPEARANCE_NOT_LED. */
async function toSpeakFor(services: Services, tx: Tx, actor: Person, id: string): Promise<AppearanceItem> {
  const item = asAppearance(await itemToAct(services, tx, actor, id));
  if (may(await standingsOf(tx, actor, item.program_id, services), "speak-for-appearance")) return item;
  const leads = await leadsOf(tx, item, services.clock.now());
  throw appearanceFailure("APPEARANCE_NOT_LED", { code: codeOf(item), who: leads.map(({ name }) => name) });
}

async function has(services: Services, tx: Tx, actor: Person, item: Item, right: Action): Promise<boolean> {
  return may(await standingsOn(services, tx, actor, item), right);
}

function asAppearance(item: Item): AppearanceItem {
  if (!isAppearance(item)) throw registerFailure("ITEM_GONE");
  return item;
}

async function namesOf(tx: Tx, { workspace_id: workspaceId, owner_id: id }: AppearanceItem): Promise<string[]> {
  return (await peopleByIds(tx, workspaceId, id === null ? [] : [id])).map(({ name }) => name);
}

async function zoneOfOwner(tx: Tx, { workspace_id: workspaceId, owner_id: id }: AppearanceItem): Promise<string> {
  const [owner] = await peopleByIds(tx, workspaceId, id === null ? [] : [id]);
  return owner?.zone ?? "UTC";
}
