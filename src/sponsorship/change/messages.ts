/** The trend of a change as a picture, sent to whoever asks for it. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { numbersBlocks } from "./blocks.ts";
import { changePicture } from "./picture.ts";
import { changeTexts } from "./texts.ts";
import { type ChangeShown, readChange } from "./use-cases.ts";

const subjectSchema = z.strictObject({ programId: z.string(), personId: z.string(), at: z.string() });
type Subject = z.infer<typeof subjectSchema>;

/** As of the press, by the rights of the moment in which it goes. */
export const changePictureKind: MessageKind<Subject> = {
  kind: "change-picture",
  subject: subjectSchema,
  priority: 40,
  contact: "reply",
  slot: null,
  stillWanted: async (context, subject) => (await shownTo(context, subject)) !== null,
  async pictures(context, subject) {
    const shown = await shownTo(context, subject);
    if (!shown?.trend) return [];
    const { program, quarters, trend } = shown;
    return [{ key: keyOf(subject), name: "change", ...changePicture(context.reader, { program, quarters, trend }) }];
  },
  async message(context, subject) {
    const { reader, pictures = new Map() } = context;
    const shown = await shownTo(context, subject);
    if (!shown?.trend) throw new Error(`The change of ${subject.programId} is not theirs to read`);
    const { program, quarters, trend } = shown;
    const { title, altText } = changePicture(reader, { program, quarters, trend });
    const file = pictures.get(keyOf(subject));
    const picture: KnownBlock[] =
      file === undefined ? [] : [{ type: "image", alt_text: altText, slack_file: { id: file } }];
    const blocks = numbersBlocks(reader, shown);
    return { text: title, blocks: [...blocks.slice(0, 1), ...picture, ...blocks.slice(1)] };
  },
  why: async ({ reader }) => [textsFor(changeTexts, reader).whyPicture],
  isOver: async () => true,
};

export function keyOf({ programId, personId, at }: Subject): string {
  return `change:${programId}:${personId}:${at}`;
}

async function shownTo(
  { db, workspaceId }: SendContext,
  { programId, personId, at }: Subject,
): Promise<ChangeShown | null> {
  const clock = { now: () => at };
  const shown = await readChange({ clock }, db, await personById(db, workspaceId, personId), programId);
  return shown?.trend ? shown : null;
}
