/** How far an erasure has come, and what comes of it in the end. */

import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { adminsOf, settingsOf } from "../../people/use-cases-settings.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf } from "../../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { matcherOf } from "../rules-names.ts";
import { erasureReceiptKind, namesFoundKind } from "./messages.ts";
import { type Erasure, updateErasure } from "./repository.ts";
import { countsSchema, insteadIn, type Names, namesSchema, type Place, placesSchema } from "./rules.ts";
import type { Erasing } from "./step.ts";

const DAYS_TO_LOOK = 14;

/** It is done, but for what somebody is to look at. */
export async function finish(tx: Tx, services: Services, row: Erasure): Promise<void> {
  const now = services.clock.now();
  const { workspace_id: workspaceId, id, asked_by: askedBy, counts } = row;
  const looksId = placesIn(row).length === 0 ? null : await whoLooks(tx, row);
  if (looksId !== null && row.state === "taking") {
    await updateErasure(tx, row, { state: "confirming", counts, due_at: addMs(now, DAYS_TO_LOOK * DAY) });
    await enqueue(tx, services, namesFoundKind, {
      workspaceId,
      key: `erasure-names:${id}`,
      subject: { erasureId: id },
      to: { personId: looksId },
      notBefore: now,
    });
    return;
  }
  await updateErasure(tx, row, { state: "done", counts, names: null, found: "[]", finished_at: now });
  await enqueueUpdate(tx, services, { workspaceId, key: `erasure-names:${id}` });
  if (askedBy === null || askedBy === row.person_id) return;
  await enqueue(tx, services, erasureReceiptKind, {
    workspaceId,
    key: `erasure-receipt:${id}`,
    subject: { erasureId: id },
    to: { personId: askedBy },
    notBefore: now,
  });
}

/** Whoever asked; where nobody did, as after a restore or by a command, an admin. */
async function whoLooks(tx: Tx, { workspace_id: workspaceId, asked_by, person_id }: Erasure): Promise<string | null> {
  if (asked_by !== null && asked_by !== person_id) return asked_by;
  const [first] = await adminsOf(tx, workspaceId);
  return first?.id ?? null;
}

export async function erasingOf(services: Services, db: Db | Tx, row: Erasure): Promise<Erasing> {
  const names = namesOf(row);
  if (!names) throw new Error(`The erasure ${row.id} is over`);
  const { locale } = await settingsOf(db, row.workspace_id);
  const instead = insteadIn(languageOf(locale), localDateOf(row.begun_at, "UTC"));
  const { workspace_id: workspaceId, person_id: personId } = row;
  const confirmed = placesSchema.parse(JSON.parse(row.confirmed));
  return {
    services,
    workspaceId,
    personId,
    names,
    matcher: matcherOf(names),
    instead,
    found: placesIn(row),
    confirmed,
  };
}

export function namesOf({ names }: Erasure): Names | null {
  return names === null ? null : namesSchema.parse(JSON.parse(names));
}

export function placesIn({ found }: Erasure): Place[] {
  return placesSchema.parse(JSON.parse(found));
}

export function added({ counts }: Erasure, more: Record<string, number>): string {
  const sum = countsSchema.parse(JSON.parse(counts));
  for (const [name, count] of Object.entries(more)) if (count > 0 && name !== "") sum[name] = (sum[name] ?? 0) + count;
  return JSON.stringify(sum);
}
