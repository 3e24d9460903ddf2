/** The open items of a program close with it, and are restored when it is reopened. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { isRunning, type Program, programOf } from "../programs/programs.ts";
import { lineOf, plainSection } from "../slack/blocks.ts";
import { codeOf, endOf, isLive, redacted } from "./codes-and-transitions.ts";
import { registerFailure } from "./failures.ts";
import { ALL_TYPES, ITEM_TYPES, type ItemType } from "./item-types.ts";
import { findItem, type Item, insertItemEvent, itsShortKey, listItems, read, updateItem } from "./repository.ts";
import { settle } from "./requests/decide.ts";
import { resendIfDropped, showEnd, updateMessages } from "./requests/notifications.ts";
import { isRequest } from "./requests/request.ts";
import { requestTexts } from "./requests/texts.ts";
import type { ItemEventName } from "./table.ts";
import { registerTexts } from "./texts.ts";
import { ITEM_STATES } from "./types/item-type.ts";

type OfProgram = Pick<Program, "workspace_id" | "id">;

const ALL = 100_000;

export async function countOpen(db: Db | Tx, program: OfProgram): Promise<number> {
  return (await listOpen(db, program, ITEM_TYPES)).length;
}

async function listOpen(db: Db | Tx, { workspace_id, id }: OfProgram, types: readonly ItemType[]): Promise<Item[]> {
  return listItems(db, workspace_id, { programIds: [id], states: ["open"], types }, ALL);
}

/** In the transaction in which the program is closed. Messages about its items say so. */
export async function closeItemsWith(services: Services, tx: Tx, program: Program, actor: Person): Promise<void> {
  const at = (await programOf(tx, program.workspace_id, program.id)).closed_at ?? services.clock.now();
  const requests: Item[] = [];
  for (const found of await listOpen(tx, program, ALL_TYPES)) {
    // A decision that could still be undone becomes final.
    const item = isRequest(found) ? await settle(services, tx, found) : found;
    if (!isLive(item)) continue;
    const changes = { state: endOf(item, "dropped"), closed_at: at, remind_at: null, updated_at: at };
    const closed = await change(tx, actor, item, { event: "program-closed", changes, at });
    await updateMessages(services, tx, closed);
    await showEnd(services, tx, closed);
    if (isRequest(closed) && closed.raised_by !== actor.id) requests.push(closed);
    await yieldToEventLoop();
  }
  const { workspace_id } = program;
  for (const [personId, theirs] of Map.groupBy(requests, ({ raised_by: requesterId }) => requesterId))
    await enqueue(tx, services, requestsEndedKind, {
      workspaceId: workspace_id,
      key: `request-ended:${program.id}:${at}:${personId}`,
      subject: { programId: program.id, itemIds: theirs.map(({ id }) => id) },
      to: { personId },
      notBefore: at,
    });
}

const endedSubject = z.strictObject({ programId: z.string(), itemIds: z.array(z.string()) });
type Ended = z.infer<typeof endedSubject>;

/** To whoever asked, once: which requests of theirs ended undecided with the program. */
export const requestsEndedKind: MessageKind<Ended> = {
  kind: "request-ended",
  subject: endedSubject,
  about: ({ itemIds }) => ({ item: itemIds }),
  priority: 25,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["closed program with open requests", "closed programs with open requests"],
      fr: ["programme clos avec des demandes ouvertes", "programmes clos avec des demandes ouvertes"],
    }),
  },
  stillWanted: async ({ db, workspaceId }, { programId }) => !(await isRunning(db, workspaceId, programId)),
  async message(send, about) {
    const text = await endedLine(send, about);
    return { text: lineOf(text), blocks: [plainSection(text)] };
  },
  line: async (send, about) => plainSection(await endedLine(send, about)),
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(requestTexts, reader).why.note(title)];
  },
};

async function endedLine({ db, workspaceId, reader }: SendContext, { programId, itemIds }: Ended): Promise<string> {
  const { title } = await programOf(db, workspaceId, programId);
  const titles = (await listItems(db, workspaceId, { ids: itemIds })).map((item) => redacted(item).title);
  return textsFor(registerTexts, reader).closing.requests(title, titles.length, titles.join(" · "));
}

/** The previous values, from the JSON of the history. */
const beforeSchema = z.object({
  state: z.enum(ITEM_STATES),
  remind_at: z.string().nullable(),
  updated_at: z.string(),
});

export async function reopenItemsWith(
  services: Services,
  tx: Tx,
  program: Program,
  { actor }: { actor: Person },
): Promise<void> {
  const at = services.clock.now();
  for (const { item, before } of await listClosedWith(tx, program)) {
    const changes = { ...beforeSchema.parse(JSON.parse(before)), closed_at: null };
    const reopened = await change(tx, actor, item, { event: "program-reopened", changes, at });
    if (isRequest(reopened)) await resendIfDropped(services, tx, reopened);
    await yieldToEventLoop();
  }
}

/** For a whole program at once, without a message for each item. Throws ITEM_MOVED_ON. */
async function change(
  tx: Tx,
  actor: Person,
  item: Item,
  { event, changes, at }: { event: ItemEventName; changes: Parameters<typeof updateItem>[2]; at: Instant },
): Promise<Item> {
  if (!(await updateItem(tx, item, changes))) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  const { state, closed_at, remind_at, updated_at } = item;
  await insertItemEvent(tx, {
    workspace_id: item.workspace_id,
    item_id: item.id,
    revision: item.revision + 1,
    at,
    actor_id: actor.id,
    event,
    before: JSON.stringify({ state, closed_at, remind_at, updated_at }),
    after: JSON.stringify(changes),
    note: null,
    check_in_id: null,
  });
  const changed = await findItem(tx, item.workspace_id, item.id);
  if (!changed) throw registerFailure("ITEM_GONE");
  return changed;
}

/** The items that closed with their program and are unchanged since, with their previous values as JSON. */
async function listClosedWith(db: Db | Tx, { workspace_id, id }: OfProgram): Promise<{ item: Item; before: string }[]> {
  const rows = await db
    .selectFrom("item")
    .innerJoin("item_event as ending", (join) =>
      join
        .onRef("ending.workspace_id", "=", "item.workspace_id")
        .onRef("ending.item_id", "=", "item.id")
        .onRef("ending.revision", "=", "item.revision")
        .on("ending.event", "=", "program-closed"),
    )
    .selectAll("item")
    .select(itsShortKey)
    .select("ending.before as ending_before")
    .where("item.workspace_id", "=", workspace_id)
    .where("item.program_id", "=", id)
    .orderBy("item.id")
    .execute();
  return rows.map(({ ending_before: before, ...row }) => ({ item: read(row), before: before ?? "{}" }));
}
