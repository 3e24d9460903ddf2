/** Whoever got a digest says that they have read it; those who lead its programs see it. */
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { findEdition, findEditionReader } from "../repository.ts";
import { partKey } from "./messages.ts";
import { findLeadingEdition, listBroughtBy } from "./repository.ts";
import { findAcknowledgement, insertAcknowledgement } from "./repository-acknowledgements.ts";

const failure = errorTable({
  ACKNOWLEDGE_ROLE_ENDED: {
    en: () => "Your role in what this digest tells of has ended, so nobody waits for you to acknowledge it.",
    fr: () =>
      "Votre rôle dans ce dont parle cette synthèse a pris fin\u00a0: personne n’attend votre accusé de réception.",
  },
  ACKNOWLEDGE_NOT_YOURS: {
    en: () =>
      "Only the person for whom this digest was made can acknowledge it. A forwarded copy has no buttons for you.",
    fr: () =>
      "Seule la personne pour qui cette synthèse a été faite peut en accuser réception. Sur une copie transférée, les boutons ne vous servent pas.",
  },
});

/**
 * Once per reader and edition, and of all that one message brought: pressed again, the first time stands. Throws
 * ACKNOWLEDGE_NOT_YOURS, ACKNOWLEDGE_ROLE_ENDED.
 */
export async function acknowledgeEdition(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  editionId: string,
): Promise<{ isFirst: boolean; at: Instant }> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  const at = clock.now();
  return inTransaction(db, async (tx) => {
    if ((await findEditionReader(tx, workspaceId, editionId)) !== person.id) throw failure("ACKNOWLEDGE_NOT_YOURS");
    const { keys } = await programsWithRole(services, tx, person);
    const leadingId = (await findLeadingEdition(tx, workspaceId, editionId)) ?? editionId;
    const leading = await findEdition(tx, workspaceId, leadingId);
    const all = [...(leading ? [leading] : []), ...(await listBroughtBy(tx, workspaceId, leadingId))];
    if (!all.some(({ document }) => document.programs.some(({ key }) => keys.has(key))))
      throw failure("ACKNOWLEDGE_ROLE_ENDED");
    const now = { workspace_id: workspaceId, person_id: person.id, acknowledged_at: at };
    const fresh = new Set<string>();
    for (const { id } of all) if (await insertAcknowledgement(tx, { ...now, edition_id: id })) fresh.add(id);
    const isFirst = fresh.has(leadingId);
    if (isFirst) await enqueueUpdate(tx, services, { workspaceId, key: partKey(leadingId, 0) });
    const of = { workspaceId, editionId: leadingId, personId: person.id };
    return { isFirst, at: (isFirst ? at : await findAcknowledgement(tx, of)) ?? at };
  });
}
