import { z } from "zod";
import type { MessageKind } from "../delivery/kinds.ts";
import { personById } from "../people/use-cases.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { asksByIds } from "../register/told.ts";
import { digestMessages, picturesIn } from "./blocks.ts";
import type { DigestDocument } from "./document.ts";
import { PICTURES, type PictureName } from "./pictures/pictures.ts";
import { findEdition } from "./repository.ts";
import { whyTexts } from "./texts-why.ts";

const digestSubject = z.strictObject({
  editionId: z.string(),
  /** 0 is the message itself, the others go into its thread. */
  part: z.number().int().min(0),
});
export type DigestSubject = z.infer<typeof digestSubject>;

/** One part of a stored edition: what is sent is what was compiled, whatever was answered since. */
export const digestKind: MessageKind<DigestSubject> = {
  kind: "digest",
  subject: digestSubject,
  priority: 30,
  contact: "digest",
  async stillWanted({ db, workspaceId }, { editionId }) {
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) return false;
    return (await personById(db, workspaceId, edition.readerId)).is_deactivated === 0;
  },
  async pictures({ db, workspaceId }, { editionId, part }) {
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) return [];
    return picturesIn(edition.document, editionId, part).map((picture) => ({
      ...picture,
      key: pictureKey(editionId, picture.name),
    }));
  },
  async message({ db, workspaceId, now, reader: { zone }, pictures = new Map() }, { editionId, part }) {
    const edition = await findEdition(db, workspaceId, editionId);
    const named = edition && part === 0 ? askIdsIn(edition.document) : [];
    const asks = await asksByIds(db, workspaceId, named.slice(0, MOST_ASKS), { at: now, zone });
    const files = new Map(
      PICTURES.flatMap((name) => {
        const file = pictures.get(pictureKey(editionId, name));
        return file === undefined ? [] : [[name, file] as const];
      }),
    );
    const message = edition && digestMessages(edition.document, editionId, asks, files)[part];
    if (!message) throw new Error(`The edition ${editionId} has no part ${part}`);
    return message;
  },
  async why({ db, workspaceId, reader }, { editionId }) {
    const edition = await findEdition(db, workspaceId, editionId);
    if (!edition) return [];
    const { rhythm, programs } = edition.document;
    return [
      textsFor(whyTexts, reader)[rhythm](
        list(
          reader,
          programs.map(({ title }) => title),
        ),
      ),
    ];
  },
};

function pictureKey(editionId: string, name: PictureName): string {
  return `digest:${editionId}:${name}`;
}

/** More than that are not on a first screen. */
const MOST_ASKS = 30;

function askIdsIn({ sections }: DigestDocument): string[] {
  return sections.flatMap(({ lines }) =>
    lines.flatMap((line) => ((line.kind === "ask" || line.kind === "standing-ask") && line.item ? [line.item.id] : [])),
  );
}

/** One delivery per part and edition for ever. */
export function partKey(editionId: string, part: number): string {
  return `digest:${editionId}:${part}`;
}
