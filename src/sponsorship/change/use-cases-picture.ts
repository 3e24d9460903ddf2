/** The trend of a change, for whoever wants it as a picture. */
import { enqueue } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { changePictureKind, keyOf } from "./messages.ts";
import { showChange } from "./use-cases.ts";

/** Has the trend sent to them as a picture. Throws CHANGE_NOT_YOURS. */
export async function sendChange(services: Services, person: Person, programId: string): Promise<void> {
  await showChange(services, person, programId);
  const at = services.clock.now();
  const subject = { programId, personId: person.id, at };
  await inTransaction(services.db, (tx) =>
    enqueue(tx, services, changePictureKind, {
      workspaceId: person.workspace_id,
      key: keyOf(subject),
      subject,
      to: { personId: person.id },
      notBefore: at,
    }),
  );
}
