/** A digest goes when the last of the programs that it tells has been closed as long as is said. */

import { z } from "zod";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Deletion, Piece, Taken } from "../../platform/deletions.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { withoutWordsIn } from "../../platform/texts/taken-out.ts";
import { addMs, DAY, later } from "../../platform/time.ts";
import { partKey } from "../editions/messages.ts";
import {
  type Documented,
  deleteDrafts,
  deleteEditions,
  listDocuments,
  listEnded,
  rewriteBeside,
  setDocument,
} from "./repository.ts";

/** A document is as large as ten rows. */
const ROWS_EACH = 10;
/** The last digest that tells a program is the annual one after its end. */
const LAST_TOLD = 400 * DAY;

/** Of a document of any version. */
const toldSchema = z.object({ programs: z.array(z.object({ key: z.string() })).min(1) });

export const expiringDigests: Required<Omit<Deletion, "name">> = {
  async count(db, of) {
    let count = 0;
    for (let doneTo: string | null = ""; doneTo !== null; ) {
      const page: Page = await expiredPage(db, "digest_edition", { ...of, doneTo, rows: 200 });
      count += page.ids.length;
      doneTo = page.doneTo;
      await letOthersRun();
    }
    return count;
  },
  tables: [taking("digest_edition", deleteEditions), taking("digest_draft", deleteDrafts)],
};

function taking(
  table: Documented,
  take: (tx: Tx, workspaceId: string, ids: readonly string[]) => Promise<void>,
): Deletion["tables"][number] {
  return {
    table,
    async take(tx, piece): Promise<Taken> {
      const { ids, doneTo } = await expiredPage(tx, table, piece);
      await take(tx, piece.workspaceId, ids);
      return { taken: ids.length, doneTo };
    },
  };
}

interface Page {
  ids: string[];
  doneTo: string | null;
}

async function expiredPage(
  db: Db | Tx,
  table: Documented,
  { workspaceId, before, doneTo, rows }: Piece,
): Promise<Page> {
  const ended = await listEnded(db, { workspaceId, before });
  const keys = new Set(ended.map(({ key }) => key));
  const last = ended.reduce<Instant>((latest, { closedAt }) => later(latest, closedAt), "");
  if (last === "") return { ids: [], doneTo: null };
  const most = Math.ceil(rows / ROWS_EACH);
  const madeBefore = addMs(last, LAST_TOLD);
  const documents = await listDocuments(db, table, { workspaceId, after: doneTo, madeBefore, most });
  const expired = documents.filter(({ document }) =>
    toldSchema.parse(JSON.parse(document)).programs.every(({ key }) => keys.has(key)),
  );
  const end = documents.at(-1);
  return { ids: expired.map(({ id }) => id), doneTo: end && documents.length === most ? end.id : null };
}

const sourceSchema = z.object({ kind: z.literal("check-in"), id: z.string() });

/**
 * Takes words that go for good out of the editions and drafts that rest on the answers which had them: `wordsOf` says
 * which, by check-in. Its readers' messages are made anew; the edition says that it was rewritten.
 */
export function takingWords(
  stamps: Pick<Services, "clock" | "ids">,
  wordsOf: (tx: Tx, workspaceId: string, checkInIds: readonly string[]) => Promise<ReadonlyMap<string, string[]>>,
): Deletion["tables"] {
  return (["digest_edition", "digest_draft"] as const).map((table) => ({
    table,
    async take(tx, { workspaceId, doneTo, rows }): Promise<Taken> {
      const most = Math.ceil(rows / ROWS_EACH);
      const now = stamps.clock.now();
      const documents = await listDocuments(tx, table, { workspaceId, after: doneTo, madeBefore: now, most });
      let taken = 0;
      for (const { id, document } of documents) {
        const words = [...(await wordsOf(tx, workspaceId, checkInsIn(document))).values()].flat();
        const rewritten = (json: string) => JSON.stringify(withoutWordsIn(JSON.parse(json), words));
        if (words.length === 0 || rewritten(document) === JSON.stringify(JSON.parse(document))) continue;
        taken += 1;
        const marked = JSON.stringify({ ...JSON.parse(rewritten(document)), rewrittenAt: now });
        await setDocument(tx, table, { workspaceId, id, document: marked });
        const messages = await rewriteBeside(tx, table, { workspaceId, id, rewritten });
        for (let part = 0; part < messages; part += 1)
          await enqueueUpdate(tx, stamps, { workspaceId, key: partKey(id, part), isWave: true });
      }
      const end = documents.at(-1);
      return { taken, doneTo: end && documents.length === most ? end.id : null };
    },
  }));
}

/** Every check-in that a document names as a source, of whatever version it is. */
function checkInsIn(document: string): string[] {
  const ids = new Set<string>();
  JSON.parse(document, (_, value: unknown) => {
    const { data: source } = sourceSchema.safeParse(value);
    if (source) ids.add(source.id);
    return value;
  });
  return [...ids];
}
