/** To the admin whose erasure is over: where others still name the person. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { rows } from "../platform/rows.ts";
import { textsFor } from "../platform/texts/language.ts";
import { button, lineOf, plainSection } from "../slack/blocks.ts";
import { placeSchema } from "./erasure-ledger.ts";
import { privacyTexts } from "./texts.ts";

export const erasureIds = { look: "erasure.look" } as const;

const ofErasure = z.strictObject({ erasureId: z.string() });
type OfErasure = z.infer<typeof ofErasure>;

export const erasureKind: MessageKind<OfErasure> = {
  kind: "erasure",
  subject: ofErasure,
  about: () => ({}),
  priority: 30,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["finished erasure", "finished erasures"],
      fr: ["effacement terminé", "effacements terminés"],
    }),
  },
  stillWanted: async () => true,
  async message(send, given) {
    const line = await erasureLine(send, given);
    return { text: lineOf(line.text?.text ?? ""), blocks: [line] };
  },
  line: erasureLine,
};

async function erasureLine(send: SendContext, { erasureId }: OfErasure) {
  const row = await rows(send.db, "erasure", send.workspaceId).find({ id: erasureId });
  const count = row?.state === "looking" ? z.array(placeSchema).parse(JSON.parse(row.found)).length : 0;
  const { erase } = textsFor(privacyTexts, readerToday(send));
  const look = count === 0 ? undefined : button(erasureIds.look, erase.look, { value: erasureId });
  return plainSection(erase.over(count), look);
}
