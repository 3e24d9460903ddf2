/** That a digest was seen, which those who lead its programs are told, without day or time. */
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { findEdition, findEditionReader } from "../repository.ts";
import { partKey } from "./messages.ts";
import { findLeadingEdition, listBroughtBy } from "./repository.ts";
import { insertSeen, wasSeen } from "./repository-seen.ts";

/**
 * By its reader, who pressed something in it or opened it again: once, and of all that went in the same message. Nothing
 * is kept of anybody else, of a reader whose roles in all that it tells of have ended, and of a weekly digest, of which
 * nobody is told.
 */
export async function noteSeen(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  editionId: string,
): Promise<void> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  if ((await findEditionReader(db, workspaceId, editionId)) !== person.id) return;
  const leadingId = (await findLeadingEdition(db, workspaceId, editionId)) ?? editionId;
  if (await wasSeen(db, { workspaceId, editionId: leadingId, personId: person.id })) return;
  await inTransaction(db, async (tx) => {
    const leading = await findEdition(tx, workspaceId, leadingId);
    if (!leading || leading.rhythm === "weekly") return;
    const all = [leading, ...(await listBroughtBy(tx, workspaceId, leadingId))];
    const { keys } = await programsWithRole(services, tx, person);
    if (!all.some(({ document }) => document.programs.some(({ key }) => keys.has(key)))) return;
    const now = { workspace_id: workspaceId, person_id: person.id, acknowledged_at: clock.now() };
    for (const { id } of all) await insertSeen(tx, { ...now, edition_id: id });
    await enqueueUpdate(tx, services, { workspaceId, key: partKey(leadingId, 0) });
  });
}
