/** Words by others that name whoever was erased: an admin looks through them, and clears some. */

import { enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { nameSearch } from "../people/find-name-in-text.ts";
import type { Person } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  afterLooking,
  type Erasure,
  endLooking,
  erasingOf,
  findErasure,
  namesSchema,
  placesIn,
  placesSchema,
  updateErasure,
} from "./erasure.ts";
import { noteInLedger, type TextPlace } from "./erasure-ledger.ts";
import { clearPlace } from "./erasure-steps.ts";
import { findRow, tableOf, wordsIn } from "./rows-by-data-map.ts";

const failure = errorTable({
  NOTHING_TO_LOOK_AT: {
    en: () => "These texts were looked through already.",
    fr: () => "Ces textes ont déjà été passés en revue.",
  },
});

/** A text by somebody else that names the person who was erased, and where it stands. */
export interface FoundText {
  text: string;
  places: TextPlace[];
}

/** For admins: each text once. Throws ADMINS_ONLY, NOTHING_TO_LOOK_AT. */
export async function textsToLookAt(
  db: Db | Tx,
  actor: Person,
  erasureId: string,
): Promise<{ erasure: Erasure; name: string; texts: FoundText[] }> {
  await refuseUnlessAdmin(db, actor);
  const { workspace_id: workspaceId } = actor;
  const erasure = await findErasure(db, { workspaceId, id: erasureId });
  if (erasure?.state !== "looking" || erasure.names === null) throw failure("NOTHING_TO_LOOK_AT");
  const names = namesSchema.parse(JSON.parse(erasure.names));
  const namesThem = nameSearch(names);
  const texts = new Map<string, TextPlace[]>();
  for (const place of placesIn(erasure)) {
    const text = (await textsAt(db, workspaceId, place)).filter(namesThem).join(" · ");
    if (text !== "") texts.set(text, [...(texts.get(text) ?? []), place]);
  }
  return { erasure, name: names.name, texts: [...texts].map(([text, places]) => ({ text, places })) };
}

async function textsAt(db: Db | Tx, workspaceId: string, place: TextPlace): Promise<string[]> {
  const table = tableOf(place.table);
  const row = table && (await findRow(db, table, { workspaceId, key: place.key }));
  return table && row ? wordsIn(table, place.column, row[place.column]) : [];
}

/** Clears one of these texts wherever it stands; returns whether others are left. Throws ADMINS_ONLY, NOTHING_TO_LOOK_AT. */
export async function clearText(
  ctx: ActorContext,
  { erasureId, place }: { erasureId: string; place: TextPlace },
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    await findErasure(tx, { workspaceId: ctx.actor.workspace_id, id: erasureId }, { isLocked: true });
    const { erasure, texts } = await textsToLookAt(tx, ctx.actor, erasureId);
    const isIn = (places: readonly TextPlace[], wanted: TextPlace) =>
      places.some((each) => JSON.stringify(each) === JSON.stringify(wanted));
    const places = texts.find((text) => isIn(text.places, place))?.places ?? [];
    const erasing = await erasingOf(ctx, tx, erasure);
    for (const each of places) await clearPlace(tx, erasing, each);
    const cleared = [...placesSchema.parse(JSON.parse(erasure.cleared)), ...places];
    const found = placesIn(erasure).filter((each) => !isIn(places, each));
    await updateErasure(tx, erasure, { cleared: JSON.stringify(cleared), found: JSON.stringify(found) });
    const { workspace_id: workspace, id, person_id: person } = erasure;
    await enqueueUpdate(tx, ctx, { workspaceId: workspace, key: `erasure:${id}` });
    noteInLedger(ctx, { erasure: id, workspace, person, at: ctx.clock.now(), places });
    if (found.length === 0) await afterLooking(tx, ctx, { ...erasure, cleared: JSON.stringify(cleared) });
    return found.length > 0;
  });
}

/** The admin leaves the texts that are left. Throws ADMINS_ONLY, NOTHING_TO_LOOK_AT. */
export async function leaveTheRest(ctx: ActorContext, { erasureId }: { erasureId: string }): Promise<void> {
  await textsToLookAt(ctx.db, ctx.actor, erasureId);
  await endLooking(ctx, ctx.actor.workspace_id, erasureId);
}
