/** What this capability sends: a copy of somebody's data, and that an erasure is over. */

import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../delivery/kinds.ts";
import { personById } from "../people/use-cases.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { button, lineOf, plainSection, section } from "../slack/blocks.ts";
import { placeSchema } from "./ledger.ts";
import { ownData } from "./my-data.ts";
import { privacyTexts } from "./texts.ts";

const ofPerson = z.strictObject({ personId: z.string() });
type OfPerson = z.infer<typeof ofPerson>;

const onRequest = { subject: ofPerson, contact: "reply", lane: "now", stillWanted: async () => true } as const;

export const ownDataKind: MessageKind<OfPerson> = {
  ...onRequest,
  kind: "own-data",
  priority: 20,
  async message({ reader }) {
    const { notFor, myData } = textsFor(privacyTexts, reader);
    const text = `${notFor} ${myData.fileText}`;
    return { text, blocks: [section(lineOf(text))] };
  },
  why: async ({ reader }) => [textsFor(privacyTexts, reader).myData.why],
};

export const ownDataFileKind: MessageKind<OfPerson> = {
  ...onRequest,
  kind: "own-data-file",
  priority: ownDataKind.priority + 1,
  async message({ reader }) {
    const { notFor, myData } = textsFor(privacyTexts, reader);
    return { text: `${notFor} ${myData.fileText}`, blocks: [] };
  },
  async files({ db, now, workspaceId, reader }, { personId }) {
    const { myData, notFor } = textsFor(privacyTexts, reader);
    const data = await ownData(db, await personById(db, workspaceId, personId), { isThroughSlack: true });
    const name = `${myData.fileName}-${localDateOf(now, reader.zone)}.json`;
    return [{ name, title: myData.title, content: JSON.stringify({ notFor, ...data }, null, 2) }];
  },
};

const ofErasure = z.strictObject({ erasureId: z.string() });
type OfErasure = z.infer<typeof ofErasure>;

export const erasureIds = { look: "erasure.look" } as const;

/** To the admin whose erasure is over: where others still name the person. */
export const erasureKind: MessageKind<OfErasure> = {
  kind: "erasure",
  subject: ofErasure,
  priority: 30,
  contact: "prompt",
  lane: "morning",
  stillWanted: async () => true,
  async message(send, of) {
    const line = await erasureLine(send, of);
    return { text: lineOf(line.text?.text ?? ""), blocks: [line] };
  },
  line: erasureLine,
};

async function erasureLine(send: SendContext, { erasureId }: OfErasure) {
  const row = await send.db
    .selectFrom("erasure")
    .select(["state", "found"])
    .where("workspace_id", "=", send.workspaceId)
    .where("id", "=", erasureId)
    .executeTakeFirst();
  const count = row?.state === "looking" ? z.array(placeSchema).parse(JSON.parse(row.found)).length : 0;
  const { erase } = textsFor(privacyTexts, readingNow(send));
  const look = count === 0 ? undefined : button(erasureIds.look, erase.look, { value: erasureId });
  return plainSection(erase.over(count), look);
}
