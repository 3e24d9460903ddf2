/** Whose words stand in plans of tracks: a plan that is changed is kept as a further version, with the words of those before. */
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { type Row, textsOf } from "./rows-by-data-map.ts";

/** Steps that the person added to plans: their items are entered in the name of whoever started the track. */
export async function titlesInPlans(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<string[]> {
  const saved = await rows(tx, "track_template", workspaceId).list({ saved_by: personId, is_offered: 0 });
  const { savers } = await versionsOf(tx, { workspaceId }, saved);
  const changed = saved.filter(({ version }) => version > 1);
  return changed.flatMap((row) =>
    textsOf("track_template", row).flatMap(({ text }) =>
      savers.get(textOfPlan(row, text)) === personId ? [text] : [],
    ),
  );
}

/**
 * A plan that was changed has versions: each text is of whoever saved the first version that has it. All of a plan, also where
 * the piece has one of them, so that none is read once another has lost its words.
 */
export async function versionsOf(
  tx: Tx,
  { workspaceId }: { workspaceId: string },
  piece: readonly Row[],
): Promise<{ versions: Row[]; savers: ReadonlyMap<string, string> }> {
  const keys = [...new Set(piece.map(({ key }) => String(key)))];
  const plans = await rows(tx, "track_template", workspaceId).list({ key: keys, is_offered: 0 }, ["version"]);
  const savers = new Map<string, string>();
  for (const version of plans)
    for (const { text } of textsOf("track_template", version)) {
      const at = textOfPlan(version, text);
      if (!savers.has(at)) savers.set(at, version.saved_by);
    }
  const offered = piece.filter(({ is_offered: isOffered }) => isOffered === 1);
  return { versions: [...offered, ...plans], savers };
}

export function textOfPlan({ key }: { key?: unknown }, text: string): string {
  return JSON.stringify([key, text]);
}
