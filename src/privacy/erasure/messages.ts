import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { lineOf } from "../../platform/slack/blocks.ts";
import { namesLine, receiptLine } from "./blocks.ts";
import { type Erasure, findErasure } from "./repository.ts";
import { placesSchema } from "./rules.ts";

const subject = z.strictObject({ erasureId: z.string() });
type Subject = z.infer<typeof subject>;

/** To whoever asked: where others wrote the name. */
export const namesFoundKind: MessageKind<Subject> = {
  kind: "erasure-names",
  subject,
  priority: 30,
  contact: "prompt",
  slot: "morning",
  stillWanted: async (send, told) => (await erasureOf(send, told)).state === "confirming",
  async message(send, told) {
    const line = await namesFoundLine(send, told);
    return { text: lineOf(line.text?.text ?? ""), blocks: [line] };
  },
  line: namesFoundLine,
  since: {},
};

/** To whoever asked. */
export const erasureReceiptKind: MessageKind<Subject> = {
  kind: "erasure-receipt",
  subject,
  priority: 40,
  contact: "notice",
  slot: "morning",
  stillWanted: async () => true,
  async message(send, told) {
    const line = receiptLine(readingNow(send), await erasureOf(send, told));
    return { text: lineOf(line.text?.text ?? ""), blocks: [line] };
  },
  line: async (send, told) => receiptLine(readingNow(send), await erasureOf(send, told)),
};

async function namesFoundLine(send: SendContext, told: Subject) {
  const erasure = await erasureOf(send, told);
  const left = placesSchema.parse(JSON.parse(erasure.found)).length;
  const reader = readingNow(send);
  return erasure.state === "confirming" ? namesLine(reader, erasure.id, left) : receiptLine(reader, erasure);
}

async function erasureOf({ db, workspaceId }: SendContext, { erasureId }: Subject): Promise<Erasure> {
  const erasure = await findErasure(db, workspaceId, erasureId);
  if (!erasure) throw new Error(`There is no erasure ${erasureId}`);
  return erasure;
}
