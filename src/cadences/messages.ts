/** What is told about cadences. */
import { z } from "zod";
import { nameOf } from "../check-ins/round-context.ts";
import type { MessageKind } from "../delivery/kinds.ts";
import { programOf } from "../programs/use-cases.ts";
import { createdMessage } from "./blocks.ts";
import { getCadence } from "./repository.ts";
import { nextOpenings } from "./rules.ts";

const createdSubject = z.strictObject({ cadenceId: z.string() });

/** To whoever set a cadence up: when it begins, and what comes next. */
export const createdKind: MessageKind<z.infer<typeof createdSubject>> = {
  kind: "cadence-created",
  subject: createdSubject,
  priority: 10,
  contact: "reply",
  async stillWanted({ db, workspaceId }, { cadenceId }) {
    return (await getCadence(db, workspaceId, cadenceId)).state === "active";
  },
  async message({ db, workspaceId, reader, now }, { cadenceId }) {
    const cadence = await getCadence(db, workspaceId, cadenceId);
    const program = await programOf(db, workspaceId, cadence.program_id);
    const [firstAt = null] = nextOpenings(cadence.timing, { zone: reader.zone, after: now, count: 1 });
    return createdMessage(reader, { id: cadence.id, name: nameOf(cadence, reader), program, firstAt });
  },
};
