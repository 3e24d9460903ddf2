/** The weekly page of whoever leads: the oldest items that nobody has confirmed. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { mondayOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { namedPrograms, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { seatedIn } from "../escalation/rules-cases.ts";
import { type Item, listItemEvents, listItems } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { asTold } from "../rules-told.ts";
import { type Entry, type Page, tidyingLines, tidyingMessage } from "./blocks.ts";
import { listPagesWith, noteOnPage } from "./repository.ts";
import { isUntidied } from "./rules.ts";
import { tidyingTexts } from "./texts.ts";

const subject = z.strictObject({
  personId: z.string(),
  on: z.string(),
  /** As they were when the page was planned; told of another revision, none has a day. */
  items: z
    .array(z.strictObject({ id: z.string(), revision: z.int(), lapsesAt: z.string().nullable() }))
    .min(1)
    .max(5),
});
type Subject = z.infer<typeof subject>;

export const tidyingKind: MessageKind<Subject> = {
  kind: "tidying",
  subject,
  priority: 50,
  contact: "notice",
  slot: "monday",
  isForItsDay: () => true,
  async stillWanted({ db, workspaceId, now }, of) {
    for (const { item } of await entriesOf(db, { workspaceId, now }, of))
      if (isUntidied(item) && (await isRunning(db, workspaceId, item.program_id))) return true;
    return false;
  },
  message: async (send, of) => tidyingMessage(send.reader, await pageOf(send, of)),
  line: async (send, of) => tidyingLines(send.reader, await pageOf(send, of)),
  async why({ db, workspaceId, now, reader }, of) {
    const programs = (await entriesOf(db, { workspaceId, now }, of)).map(({ program }) => program);
    return [textsFor(tidyingTexts, reader).why(list(reader, [...new Set(programs)]))];
  },
  async sent(tx, of, { workspaceId, at }) {
    const key = recordKeys.tidying(of.personId, mondayOf(of.on));
    for (const { item, lapsesAt } of await entriesOf(tx, { workspaceId, now: at }, of))
      if (isUntidied(item)) await noteOnPage(tx, { workspaceId, ...item }, { key, at, lapsesAt });
  },
  since: { sent: async () => undefined },
};

/** Those of programs that its reader leads now. */
async function entriesOf(
  db: Db | Tx,
  { workspaceId, now }: { workspaceId: string; now: Instant },
  { personId, items: planned }: Subject,
): Promise<Entry[]> {
  const ids = planned.map(({ id }) => id);
  const items = (await listItems(db, workspaceId, { ids })).map(asTold);
  const programIds = [...new Set(items.map(({ program_id }) => program_id))];
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const programs = await namedPrograms(db, workspaceId);
  const events = await listItemEvents(db, workspaceId, ids);
  const stayingIds = items.flatMap(({ superseded_by }) => superseded_by ?? []);
  const staying = new Map((await listItems(db, workspaceId, { ids: stayingIds })).map((one) => [one.id, codeOf(one)]));
  return planned.flatMap(({ id, revision, lapsesAt }) => {
    const item = items.find((one) => one.id === id);
    const leading = item && seatedIn(seats.get(item.program_id) ?? [], LED)("lead");
    if (!item || !leading?.includes(personId)) return [];
    const last = events.findLast((event) => event.item_id === id);
    const program = programs.get(item.program_id)?.title ?? "";
    const sameAs = staying.get(item.superseded_by ?? "") ?? null;
    return [{ item, program, last, sameAs, lapsesAt: item.revision === revision ? lapsesAt : null }];
  });
}

const LED = { disclosure: "program" } as const;

async function pageOf({ db, workspaceId, now }: SendContext, of: Subject): Promise<Page> {
  const entries = await entriesOf(db, { workspaceId, now }, of);
  const ids = entries.flatMap(({ item, last }) => [last?.actor_id ?? [], item.owner_id ?? [], item.raised_by].flat());
  const names = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  return { entries, now, nameOf: (id) => names.get(id) ?? id };
}

/** Something has become of an item: the pages on which it stands say so. */
export async function showOnPages(services: Pick<Services, "clock" | "ids">, tx: Tx, item: Item): Promise<void> {
  if (item.tidied_at === null) return;
  for (const key of await listPagesWith(tx, item))
    await enqueueUpdate(tx, services, { workspaceId: item.workspace_id, key });
}
