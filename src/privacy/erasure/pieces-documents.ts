/** Digests that name somebody, or tell something of theirs. */

import { showEditionAnew } from "../../digests/editions/messages.ts";
import { quotedStill } from "../../digests/expiry/sources.ts";
import type { Tx } from "../../platform/database.ts";
import { originalsOf } from "./pieces-names.ts";
import { type Row, readRow, updateRows } from "./repository.ts";
import { hasActedOnDigests, rowsWithDocuments, type WithDocument } from "./repository-pieces.ts";
import { itemsAmong, namesakeIds, type Revision, revisionsOf, textsOfItems, withPartOf } from "./repository-theirs.ts";
import type { Place } from "./rules.ts";
import {
  citedIn,
  documentWithout,
  isText,
  laidOutAs,
  partsOf,
  sourceKey,
  sourcesIn,
  type TheirsIn,
  WHOLE,
} from "./rules-documents.ts";
import { type Json, leavesOf, mapTexts, parsed } from "./rules-json.ts";
import { copyWithoutName, isCopyOf, isSpoken, type Worded, withoutMention, worded } from "./rules-naming.ts";
import { change, type Erasing, type Step, textIn, wordsAmong } from "./step.ts";

const MOST_DOCUMENTS = 4;

/** `found`: texts of others in them that say what nothing else does any more. */
export function documents(table: WithDocument): Step {
  const covered = [...wordsAmong(table), ...(table === "digest_edition" ? wordsAmong("digest_division") : [])];
  return {
    name: `documents:${table}`,
    counts: "editions",
    own: covered,
    others: covered,
    async take(tx, erasing, after) {
      const rows = rowsWithDocuments(tx, erasing, table, erasing.matcher);
      const found: Place[] = [];
      const taken = await change(
        tx,
        erasing,
        rows,
        { columns: ["document"], after, most: MOST_DOCUMENTS },
        async () => {
          const originals: Worded[] = await originalsOf(tx, erasing);
          return async (row, within) => {
            const stored = {
              document: textIn(row.document),
              editionId: table === "digest_edition" ? textIn(row.id) : null,
            };
            const rewritten = await documentNow(within, erasing, stored, originals);
            if (erasing.confirmed.length === 0)
              found.push(...placesIn(rewritten.document, erasing, originals, { table, key: rows.key, row }));
            const document = JSON.stringify(rewritten.document);
            return table === "digest_edition" ? editionNow(within, erasing, row, rewritten) : { document };
          };
        },
      );
      return { ...taken, found };
    },
  };
}

interface Rewritten {
  document: Json;
  words: string[];
  names: ReadonlySet<string>;
}

/** `editionId`: null of a draft. */
interface Stored<Document> {
  document: Document;
  editionId: string | null;
}

async function documentNow(
  tx: Tx,
  erasing: Erasing,
  stored: Stored<string>,
  originals: readonly Worded[],
): Promise<Rewritten> {
  const { names, instead, confirmed, matcher } = erasing;
  const document = parsed(withoutMention(stored.document, names.slackId, instead.name));
  const taken = documentWithout(document, await theirsIn(tx, erasing, { ...stored, document }), instead);
  if (confirmed.length === 0) return taken;
  const copied = mapTexts(taken.document, (text, field, at) =>
    isText({ at, field }) ? copyWithoutName(text, originals, matcher, instead.name) : text,
  );
  return { ...taken, document: copied };
}

/** The messages of an edition follow its document, and both say since when. */
async function editionNow(
  tx: Tx,
  { workspaceId, services, names, matcher, instead, confirmed }: Erasing,
  row: Row,
  { document, ...taken }: Rewritten,
): Promise<Row> {
  const editionId = textIn(row.id);
  const division = { table: "digest_division", key: ["edition_id"] } as const;
  const stood = await readRow(tx, workspaceId, division, { of: [editionId], column: "division" });
  const laidOut =
    stood === null
      ? null
      : JSON.stringify(
          laidOutAs(parsed(withoutMention(stood, names.slackId, instead.name)), document, {
            ...taken,
            find: matcher.find,
            instead,
          }),
        );
  const isConfirmed = confirmed.some(({ table, key }) => table === "digest_edition" && key[0] === editionId);
  const isAsItWas = JSON.stringify(document) === JSON.stringify(parsed(textIn(row.document)));
  if (!isConfirmed && isAsItWas && laidOut === (stood === null ? null : JSON.stringify(parsed(stood)))) return {};
  if (laidOut !== null)
    await updateRows(tx, workspaceId, division, [{ row: [editionId], changes: { division: laidOut } }]);
  await showEditionAnew(tx, services, workspaceId, editionId);
  const at = services.clock.now();
  const marked = typeof document === "object" && document !== null ? { ...document, rewrittenAt: at } : document;
  return { document: JSON.stringify(marked), rewritten_at: at };
}

function placesIn(
  document: Json,
  { matcher, instead }: Erasing,
  originals: Worded[],
  { table, key, row }: { table: WithDocument; key: readonly string[]; row: Row },
): Place[] {
  const found: Place[] = [];
  for (const leaf of leavesOf(document)) {
    if (!isText(leaf) || !isSpoken(leaf)) continue;
    const own = worded(leaf.text, matcher, instead.name);
    if (own.named.size === 0 || isCopyOf(own, originals)) continue;
    originals.push(own);
    const isSure = [...own.named.values()].some((one) => one.isSure);
    found.push({
      table,
      key: key.map((each) => row[each] ?? ""),
      column: "document",
      at: [...leaf.at],
      ...(!isSure && { isMaybe: true }),
    });
  }
  return found;
}

async function theirsIn(tx: Tx, erasing: Erasing, stored: Stored<Json>): Promise<TheirsIn> {
  const { workspaceId, personId, names } = erasing;
  const { document } = stored;
  const sources = sourcesIn(document);
  const checkInIds = [...new Set(sources.filter(({ kind }) => kind === "check-in").map(({ id }) => id))];
  const otherIds = [...new Set(sources.filter(({ kind }) => kind !== "check-in").map(({ id }) => id))];
  const saidBy = async (personIds: readonly string[]) => [
    ...(await revisionsOf(tx, workspaceId, { checkInIds, personIds })),
    ...(await goneOf(tx, workspaceId, { ...stored, personIds })),
  ];
  const said = await saidBy([personId]);
  const items = new Set(await itemsAmong(tx, erasing, otherIds));
  // What they were called when a digest was made, where that was another name.
  const called = new Set([names.name]);
  for (const { source, author } of citedIn(document)) {
    if (author === null) continue;
    const answer = said.find(({ checkInId, revision }) => checkInId === source.id && revision === source.revision);
    const { person, delegate } = partsOf(author);
    if (answer?.personId === personId) called.add(person);
    if (answer?.authorId === personId && delegate !== null) called.add(delegate);
  }
  const others = await namesakeIds(tx, erasing, [...called]);
  if (others.length === 0) return { called, items, namesakes: null };
  const keysOfPeople = async (personIds: readonly string[]) => [
    ...(await saidBy(personIds)).map(({ checkInId: id, revision }) => sourceKey({ kind: "check-in", id, revision })),
    ...(await withPartOf(tx, workspaceId, { ids: otherIds, personIds })),
    ...((await hasActedOnDigests(tx, workspaceId, personIds)) ? [WHOLE] : []),
  ];
  const saidByOthers = await revisionsOf(tx, workspaceId, { checkInIds, personIds: others });
  const ofOthers = await withPartOf(tx, workspaceId, { ids: otherIds, personIds: others });
  return {
    called,
    items,
    namesakes: {
      own: new Set(await keysOfPeople([personId])),
      others: new Set(await keysOfPeople(others)),
      said: [
        ...saidByOthers.flatMap(({ answers }) => leavesOf(parsed(answers)).map(({ text }) => text)),
        ...(await textsOfItems(tx, workspaceId, ofOthers)),
      ],
    },
  };
}

/** Answers of these people that the edition quotes and that are kept no more: their words stand in it alone. */
async function goneOf(
  tx: Tx,
  workspaceId: string,
  { document, editionId, personIds }: Stored<Json> & { personIds: readonly string[] },
): Promise<Revision[]> {
  if (editionId === null) return [];
  const gone: Revision[] = [];
  for (const personId of personIds) {
    const quoted = await quotedStill(tx, { workspaceId, personId, editionId });
    const ids = new Set(quoted.map(({ checkInId }) => checkInId));
    for (const { kind, id, revision } of sourcesIn(document))
      if (kind === "check-in" && ids.has(id))
        gone.push({ checkInId: id, revision, personId, authorId: personId, answers: "{}" });
  }
  return gone;
}
