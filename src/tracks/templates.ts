/** The templates that tracks start from: those that Drumbeat brings along and those that were saved here, with their versions. */
import type { ActorContext } from "../people/actors.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { inTransaction, waitInTurn } from "../platform/transaction.ts";
import { keyFrom, programToChange } from "../programs/programs.ts";
import { BUILT_IN, builtInTrack } from "./library.ts";
import { LONGEST_KEY, type TrackTemplate } from "./template.ts";
import { readDefinition, trackInTurn } from "./tracks.ts";

/**
 * Keeps a template, as the next version of its key unless it is the last as it stands. Returns the id of the version.
 * `key`: another than its own where it was made for one track. `isOffered`: to start tracks from; else a track keeps it.
 */
export async function saveTemplate(
  ctx: ActorContext<Tx>,
  template: TrackTemplate,
  { key = template.key, isOffered = true }: { key?: string; isOffered?: boolean } = {},
): Promise<string> {
  await waitInTurn(ctx.db, `templates of ${ctx.actor.workspace_id}`);
  const stock = rows(ctx.db, "track_template", ctx.actor.workspace_id);
  const last = (await stock.list({ key }, ["version"])).at(-1);
  const definition = JSON.stringify(template);
  if (last?.definition === definition) return last.id;
  const id = ctx.ids.next();
  const version = (last?.version ?? 0) + 1;
  const saved = { is_offered: isOffered ? 1 : 0, saved_by: ctx.actor.id, saved_at: ctx.clock.now() } as const;
  await stock.insert({ id, key, version, definition, ...saved });
  return id;
}

/**
 * The steps of a running track as a template; under the name of one that is there, as its next version. Throws
 * TRACK_NOT_FOUND, PROGRAM_NOT_YOURS.
 */
export async function saveAsTemplate(
  ctx: ActorContext,
  { trackId, name }: { trackId: string; name: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const track = await trackInTurn(tx, ctx.actor.workspace_id, trackId);
    await programToChange(ctx, tx, ctx.actor, track.program_id);
    const all = await listTemplates(tx, track.workspace_id);
    const is = (text: string) => text.toLowerCase() === name.toLowerCase();
    const same = all.find((template) => is(template.name.en) || is(template.name.fr));
    const used = all.map(({ key }) => key);
    const key = same?.key ?? keyFrom(name.slice(0, LONGEST_KEY - "-99".length), used, "track");
    await saveTemplate({ ...ctx, db: tx }, { ...track.definition, key, name: same?.name ?? { en: name, fr: name } });
  });
}

/** Those that tracks are started from; the others are types of work requests. */
export async function listStartable(db: Db | Tx, workspaceId: string): Promise<TrackTemplate[]> {
  return (await listTemplates(db, workspaceId)).filter(({ intake }) => !intake);
}

/** The latest of each key; those of this workspace before those that come along. */
export async function listTemplates(db: Db | Tx, workspaceId: string): Promise<TrackTemplate[]> {
  const saved = await rows(db, "track_template", workspaceId).list({ is_offered: 1 }, ["version"]);
  const latest = new Map(saved.map(({ key, definition }) => [key, readDefinition(definition)]));
  const builtIn = BUILT_IN.flatMap((key) => (latest.has(key) ? [] : [builtInTrack(key)]));
  return [...latest.values(), ...builtIn];
}
