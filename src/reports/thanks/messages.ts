/** A word of thanks in the channel of a program. */
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { thanksMessage } from "./blocks.ts";
import { hasChannel } from "./rules.ts";

const subject = z.strictObject({ programId: z.string(), personId: z.string(), words: z.string() });

export const thanksKind: MessageKind<z.infer<typeof subject>> = {
  kind: "thanks",
  subject,
  priority: 60,
  contact: "reply",
  slot: null,
  async stillWanted({ db, workspaceId }, { programId, personId }) {
    const { is_deactivated: hasLeft } = await personById(db, workspaceId, personId);
    return hasLeft === 0 && hasChannel(await programOf(db, workspaceId, programId));
  },
  async message({ db, workspaceId, reader }, { programId, personId, words }) {
    const { title } = await programOf(db, workspaceId, programId);
    const { name } = await personById(db, workspaceId, personId);
    return thanksMessage(reader, { name, program: title, words });
  },
};
