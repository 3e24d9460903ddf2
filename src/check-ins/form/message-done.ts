/** What becomes of a form that came as a message (`message.ts`) once something has become of its prompt. */
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { escapeMrkdwn } from "../../platform/slack/blocks.ts";
import { lineMessage } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { getRoundContext, roundView } from "../rounds/context.ts";
import { findPrompt } from "../rounds/repository-prompts.ts";
import { messageFormTexts } from "./texts-message.ts";

const subject = z.strictObject({ promptId: z.string() });

export const messageFormDoneKind: MessageKind<z.infer<typeof subject>> = {
  kind: "check-in-form-done",
  subject,
  priority: 10,
  contact: "reply",
  stillWanted: async () => true,
  async message({ db, workspaceId, reader }, { promptId }) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    if (!prompt) throw new Error(`No prompt ${promptId}`);
    const { cadence, program } = roundView(await getRoundContext(db, workspaceId, prompt.round_id), reader);
    const texts = textsFor(messageFormTexts, reader);
    const sentence = texts[prompt.state === "answered" ? "answered" : "closed"];
    return lineMessage(escapeMrkdwn(sentence(cadence, program)));
  },
};

/** Asked for when the receipt has gone: whoever answers has nothing to wait for. */
export async function closeMessageForms(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  workspaceId: string,
  promptId: string,
): Promise<void> {
  const prompt = await findPrompt(tx, workspaceId, promptId);
  if (!prompt) return;
  for (const personId of [prompt.person_id, prompt.delegate_id])
    if (personId !== null)
      await enqueueUpdate(tx, stamps, messageFormDoneKind, {
        workspaceId,
        ofKey: deliveryKeys.form(prompt, personId),
        subject: { promptId },
      });
}
