/** Where others wrote the name of somebody who was erased: somebody looks, and has it taken out or leaves it. */

import { deliveryKeys } from "../../check-ins/delivery-keys.ts";
import { saidNoMore } from "../../delivery/use-cases.ts";
import { isAdmin, type Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { matcherOf } from "../rules-names.ts";
import { ledgerOf, noteInLedger } from "./ledger.ts";
import { AFTER_LOOKING } from "./pieces.ts";
import { takeNameFrom, textsAtPlace } from "./pieces-names.ts";
import { added, erasingOf, finish, namesOf, placesIn } from "./progress.ts";
import { type Erasure, findErasure, readRow, updateErasure } from "./repository.ts";
import { type Names, type Place, placesSchema } from "./rules.ts";

const AT_ONCE = 20;

const failure = errorTable({
  NOT_YOURS_TO_LOOK: {
    en: () => "Admins decide this.",
    fr: () => "La décision revient aux administrateurs.",
  },
  LOOKED_MEANWHILE: {
    en: () => "Someone else has looked through some of them meanwhile. Open the list again.",
    fr: () => "Une autre personne en a passé en revue entre-temps. Rouvrez la liste.",
  },
  NOTHING_TO_CONFIRM: {
    en: () => "This was looked through already.",
    fr: () => "Ces textes ont déjà été passés en revue.",
  },
});

/** The name stays in what nobody has looked at. */
export async function stopLooking(services: Services, workspaceId: string, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const row = await findErasure(tx, workspaceId, id, { isLocked: true });
    if (row?.state !== "confirming") return;
    await looked(tx, services, { ...row, counts: added(row, { left: placesIn(row).length }), found: "[]" });
  });
}

/** Nobody is asked any more: digests made since it was searched quote the texts that were changed. */
async function looked(tx: Tx, services: Services, row: Erasure): Promise<void> {
  const { counts, found, confirmed } = row;
  if (placesSchema.parse(JSON.parse(confirmed)).length === 0) return finish(tx, services, row);
  const dueAt = services.clock.now();
  await updateErasure(tx, row, { counts, found, state: "taking", step: AFTER_LOOKING, done_to: "", due_at: dueAt });
}

/** A text by somebody else with the name in it. `position`: in the list of all. */
export interface Found {
  position: number;
  place: Place;
  text: string;
}

/**
 * The first of what is to be looked at; `upTo`: so many of all `left` are behind what is shown. Throws NOTHING_TO_CONFIRM,
 * NOT_YOURS_TO_LOOK.
 */
export async function namesFound(
  db: Db | Tx,
  actor: Person,
  erasureId: string,
): Promise<{ erasure: Erasure; names: Names; found: Found[]; upTo: number; left: number }> {
  const erasure = await findErasure(db, actor.workspace_id, erasureId);
  const names = erasure && namesOf(erasure);
  if (erasure?.state !== "confirming" || !names) throw failure("NOTHING_TO_CONFIRM");
  if (!isAdmin(actor)) throw failure("NOT_YOURS_TO_LOOK");
  const looking = { workspaceId: actor.workspace_id, matcher: matcherOf(names) };
  const places = placesIn(erasure);
  const found: Found[] = [];
  let upTo = 0;
  for (const place of places) {
    if (found.length === AT_ONCE) break;
    const texts = await textsAtPlace(db, looking, place);
    // What has gone since is nothing to look at.
    if (texts.length > 0) found.push({ position: upTo, place, text: texts.join(" · ") });
    upTo += 1;
  }
  return { erasure, names, found, upTo, left: places.length };
}

/**
 * Takes the name out of those that were ticked, by their positions in the list of all as it was when `left` were left. The
 * others up to there stay. Returns how many are left. Throws LOOKED_MEANWHILE and as `namesFound`.
 */
export async function confirmNames(
  services: Services,
  actor: Person,
  { erasureId, ticked, ...shown }: { erasureId: string; upTo: number; left: number; ticked: readonly number[] },
): Promise<number> {
  const { db } = services;
  const taken: Place[] = [];
  return inTransaction(db, async (tx) => {
    await findErasure(tx, actor.workspace_id, erasureId, { isLocked: true });
    const { erasure } = await namesFound(tx, actor, erasureId);
    const places = placesIn(erasure);
    if (places.length !== shown.left) throw failure("LOOKED_MEANWHILE");
    const erasing = await erasingOf(services, tx, erasure);
    for (const place of ticked.flatMap((position) => (position < shown.upTo ? (places[position] ?? []) : [])))
      if (await takeNameFrom(tx, erasing, place)) taken.push(place);
    for (const { table, key } of taken)
      if (table === "check_in_revision") await showAnswerAnew(tx, services, actor.workspace_id, String(key[0]));
    const rest = places.slice(shown.upTo);
    const changed = {
      found: JSON.stringify(rest),
      confirmed: JSON.stringify([...placesSchema.parse(JSON.parse(erasure.confirmed)), ...taken]),
      counts: added(erasure, { confirmed: taken.length, left: places.length - rest.length - taken.length }),
    };
    await updateErasure(tx, erasure, changed);
    if (rest.length === 0) await looked(tx, services, { ...erasure, ...changed });
    noteInLedger(ledgerOf(services), {
      erasure: erasure.id,
      workspace: erasure.workspace_id,
      person: erasure.person_id,
      at: services.clock.now(),
      places: taken,
    });
    return rest.length;
  });
}

/** What tells an answer of somebody else says what is so now. */
async function showAnswerAnew(tx: Tx, services: Services, workspaceId: string, checkInId: string): Promise<void> {
  const checkIn = { table: "check_in", key: ["id"] } as const;
  const roundId = await readRow(tx, workspaceId, checkIn, { of: [checkInId], column: "round_id" });
  const personId = await readRow(tx, workspaceId, checkIn, { of: [checkInId], column: "person_id" });
  if (roundId === null || personId === null) return;
  const prompt = { round_id: roundId, person_id: personId };
  await saidNoMore(tx, services, workspaceId, [
    deliveryKeys.prompt(prompt),
    deliveryKeys.receipt(prompt),
    deliveryKeys.summary(roundId),
  ]);
}

/** For admins. Throws NOT_YOURS_TO_LOOK. */
export async function erasureFor(db: Db | Tx, actor: Person, erasureId: string): Promise<Erasure> {
  const erasure = await findErasure(db, actor.workspace_id, erasureId);
  if (!erasure || !isAdmin(actor)) throw failure("NOT_YOURS_TO_LOOK");
  return erasure;
}
