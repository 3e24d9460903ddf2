/** An edition as a file, for whoever asks for their own. */
import { enqueue, sentPlace } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { readOwnDigest } from "../home/use-cases.ts";
import { partKey } from "./messages.ts";
import { digestFileKind, type FileFormat, fileKey } from "./messages-files.ts";
import { findLeadingEdition } from "./repository.ts";

/**
 * Has the file sent into the thread of the digest. `there`: it is in that thread already. Throws DIGEST_NOT_YOURS, and
 * DIGEST_ROLE_ENDED where nothing of it is left; the right is looked at again when it is sent.
 */
export async function sendDocument(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  person: Person,
  { editionId, format }: { editionId: string; format: FileFormat },
): Promise<"on-its-way" | "there"> {
  const workspaceId = person.workspace_id;
  await readOwnDigest(services, person, editionId);
  return inTransaction(services.db, async (tx) => {
    for (const key of [fileKey(editionId), fileKey(editionId, format)])
      if (await sentPlace(tx, workspaceId, key)) return "there";
    const leadingId = (await findLeadingEdition(tx, workspaceId, editionId)) ?? editionId;
    await enqueue(tx, services, digestFileKind, {
      workspaceId,
      key: fileKey(editionId, format),
      subject: { editionId, formats: [format] },
      to: { personId: person.id },
      notBefore: services.clock.now(),
      inThreadOf: partKey(leadingId, 0),
      // What Slack refused, as of a full workspace, may be asked for once more.
      mayRepeat: true,
    });
    return "on-its-way";
  });
}
