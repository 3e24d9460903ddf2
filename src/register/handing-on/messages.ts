/** Who is told that something goes on to somebody else because a role has ended: one message each. */

import { z } from "zod";
import { type MessageKind, type RegisteredKind, registered, type SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import { adminsOf } from "../../people/use-cases-settings.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { wordsOfDraft } from "../above/rules.ts";
import { heldFromAbove } from "../above/use-cases.ts";
import { type Item, listItemEvents, listItems } from "../repository.ts";
import { asTold, withoutWords } from "../rules-told.ts";
import { type HandingOnShown, handingOnLine, handingOnMessage } from "./blocks.ts";
import { type EndedBecause, handedOnIn } from "./facts.ts";
import { handingOnTexts } from "./texts.ts";

/** One item that was handed on. `to`: null where there is nobody. */
export interface Handed {
  item: Item;
  from: string;
  because: EndedBecause;
  to: string | null;
  isLast: boolean;
}

const MOST_NAMED = 20;
const MOST_ADMINS = 3;

const subjectSchema = z.strictObject({
  programId: z.string(),
  personId: z.string(),
  as: z.enum(["heir", "former", "keeper"]),
  fromId: z.string(),
  itemIds: z.array(z.string()).min(1).max(MOST_NAMED),
  more: z.int().min(0),
});
type Subject = z.infer<typeof subjectSchema>;

export const handedOnKind: MessageKind<Subject> = {
  kind: "handed-on",
  subject: subjectSchema,
  priority: 20,
  contact: "notice",
  // Whoever has it now may decline it within two working days.
  slot: ({ as }) => (as === "heir" ? null : "morning"),
  async stillWanted(send, subject) {
    if (!(await isRunning(send.db, send.workspaceId, subject.programId))) return false;
    return (await shownOf(send, subject)).items.length > 0;
  },
  message: async (send, subject) => handingOnMessage(send.reader, await shownOf(send, subject)),
  line: async (send, subject) => handingOnLine(send.reader, await shownOf(send, subject)),
  async why({ db, workspaceId, reader }, { programId, as }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(handingOnTexts, reader).why[as](title)];
  },
};

export const handingOnKinds: readonly RegisteredKind[] = [registered(handedOnKind)];

/** As things stand when it is sent: what has gone on since, or is closed, is left out. */
async function shownOf(
  { db, workspaceId, reader, now, events: known }: SendContext,
  { programId, personId, as, fromId, itemIds, more }: Subject,
): Promise<HandingOnShown> {
  const { title } = await programOf(db, workspaceId, programId);
  const named = await listItems(db, workspaceId, { ids: itemIds });
  const ofOthers = as === "heir" ? [] : named;
  const held = await heldFromAbove({ clock: { now: () => now }, events: known }, db, workspaceId, ofOthers);
  // An admin reads no answer.
  const isTold = (item: Item) => (as === "keeper" ? wordsOfDraft(item) === null : !held.has(item.id));
  const items = named.map((item) => (isTold(item) ? asTold(item) : withoutWords(item)));
  const shown = as === "heir" ? items.filter((item) => item.owner_id === personId) : items;
  const events = await listItemEvents(
    db,
    workspaceId,
    shown.map(({ id }) => id),
  );
  const today = localDateOf(now, reader.zone);
  const lastOf = (id: string) =>
    events
      .filter((event) => event.item_id === id)
      .map(handedOnIn)
      .findLast(Boolean);
  const ids = new Set([...shown.flatMap(({ owner_id }) => owner_id ?? []), fromId]);
  const names = new Map((await peopleByIds(db, workspaceId, [...ids])).map(({ id, name }) => [id, name]));
  const last = shown.map(({ id }) => lastOf(id)).find(Boolean) ?? null;
  return {
    as,
    program: title,
    from: names.get(fromId) ?? "",
    because: last?.because ?? "role",
    items: shown.map((item) => ({ item, owner: item.owner_id === null ? null : (names.get(item.owner_id) ?? null) })),
    more,
    decline:
      as === "heir" && last && !last.isLast && today <= last.until
        ? { ids: shown.map(({ id }) => id), until: last.until }
        : null,
  };
}

/** In the transaction in which it was handed on. Whoever gets an ask gets its own message. */
export async function tellOfHandingOn(
  services: Services,
  tx: Tx,
  program: { workspace_id: string; id: string },
  handed: readonly Handed[],
): Promise<void> {
  const now = services.clock.now();
  const tell = async (as: Subject["as"], personId: string, fromId: string, items: readonly Item[]) => {
    const [first] = items;
    if (!first) return;
    const itemIds = items.slice(0, MOST_NAMED).map(({ id }) => id);
    await enqueue(tx, services, handedOnKind, {
      workspaceId: program.workspace_id,
      // What goes to nobody is told once, however often it is looked for somebody.
      key:
        as === "keeper" ? `handed-on:nobody:${first.id}:${personId}` : `handed-on:${as}:${personId}:${first.id}:${now}`,
      subject: { programId: program.id, personId, as, fromId, itemIds, more: items.length - itemIds.length },
      to: { personId },
      notBefore: now,
    });
  };
  for (const group of Map.groupBy(handed, ({ from, to }) => `${from} ${to}`).values()) {
    const [one] = group;
    if (!one) continue;
    const items = group.map(({ item }) => item);
    if (one.to === null) for (const { id } of await keepersOf(tx, program)) await tell("keeper", id, one.from, items);
    else {
      const own = items.filter(({ type }) => type !== "ask");
      await tell("heir", one.to, one.from, own);
    }
  }
  for (const [from, theirs] of Map.groupBy(handed, (one) => one.from)) {
    const former = await personById(tx, program.workspace_id, from);
    const gone = theirs.filter(({ because, to }) => because !== "declined" && to !== null);
    if (former.is_deactivated === 0)
      await tell(
        "former",
        from,
        from,
        gone.map(({ item }) => item),
      );
  }
}

/** Nobody of the program is left who could have it: an admin can name somebody. */
async function keepersOf(tx: Tx, { workspace_id }: { workspace_id: string }): Promise<Person[]> {
  return (await adminsOf(tx, workspace_id)).slice(0, MOST_ADMINS);
}
