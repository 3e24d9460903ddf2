/** What editions rest on goes with the answers: what is left of it is how many there were, and whom which lines quote. */

import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { addSourcesGone, deleteSources, listQuotes, listQuotesOf, listRestingOn, saveQuotes } from "./repository.ts";

/** By the instant at which they went, the answers, each with the places of the lines that rest on it. The first line rests on all. */
const quotedAnswers = z.record(z.string(), z.record(z.string(), z.array(z.int())));
const readAnswers = jsonColumn(quotedAnswers);

/** In the transaction in which the answers go. */
export async function forgetSources(
  tx: Tx,
  {
    workspaceId,
    at,
    answers,
  }: { workspaceId: string; at: Instant; answers: readonly { id: string; personId: string }[] },
): Promise<void> {
  const authors = new Map(answers.map(({ id, personId }) => [id, personId]));
  const ids = [...authors.keys()];
  const resting = await listRestingOn(tx, workspaceId, ids);
  if (resting.length === 0) return;
  await deleteSources(tx, workspaceId, ids);
  for (const [editionId, sources] of Map.groupBy(resting, ({ edition_id }) => edition_id))
    await addSourcesGone(tx, workspaceId, { editionId, count: new Set(sources.map((one) => one.source_id)).size, at });
  const told = resting.filter(({ line }) => line > 0);
  const known = await listQuotes(tx, workspaceId, {
    editionIds: [...new Set(told.map(({ edition_id }) => edition_id))],
    personIds: [...new Set(authors.values())],
  });
  const before = new Map(known.map((one) => [placeOf(one), readAnswers(one.answers)]));
  const quotes = Map.groupBy(told, ({ edition_id, source_id }) =>
    placeOf({ edition_id, person_id: authors.get(source_id) ?? "" }),
  );
  const rows = [...quotes].flatMap(([place, lines]) => {
    const [first] = lines;
    if (!first) return [];
    const quoted = before.get(place) ?? {};
    const now = { ...quoted[at] };
    for (const { source_id: id, line } of lines) now[id] = [...(now[id] ?? []), line];
    const person_id = authors.get(first.source_id) ?? "";
    return { edition_id: first.edition_id, person_id, answers: JSON.stringify({ ...quoted, [at]: now }) };
  });
  await saveQuotes(tx, workspaceId, rows);
}

function placeOf({ edition_id, person_id }: { edition_id: string; person_id: string }): string {
  return `${edition_id} ${person_id}`;
}

/** When an answer that one of these editions quotes went; null: none does. */
export async function quoteGoneAt(
  db: Db,
  { workspaceId, editionIds, checkInId }: { workspaceId: string; editionIds: readonly string[]; checkInId: string },
): Promise<Instant | null> {
  for (const { answers } of await listQuotes(db, workspaceId, { editionIds }))
    for (const [at, gone] of Object.entries(readAnswers(answers))) if (Object.hasOwn(gone, checkInId)) return at;
  return null;
}

/**
 * Of somebody's answers that are kept no more those that editions quote, each with the places of the lines; `editionId`:
 * of this one alone.
 */
export async function quotedStill(
  db: Db | Tx,
  of: { workspaceId: string; personId: string; editionId?: string },
): Promise<{ editionId: string; checkInId: string; lines: readonly number[] }[]> {
  const rows = await listQuotesOf(db, of);
  return rows.flatMap(({ edition_id: editionId, answers }) =>
    Object.values(readAnswers(answers)).flatMap((gone) =>
      Object.entries(gone).map(([checkInId, lines]) => ({ editionId, checkInId, lines })),
    ),
  );
}
