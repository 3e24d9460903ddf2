/** Words for somebody who is away: whoever wrote them learns so at once, and whoever stands in reads them too. */
import { enqueue } from "../delivery/outbox.ts";
import { absencesOn } from "../people/absences.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, namesOf } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { list, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { Item } from "../register/items.ts";
import { lateStepKind } from "./late-messages.ts";
import { lateTexts } from "./late-texts.ts";
import { lateKeysOf } from "./step-messages.ts";
import type { TrackStep } from "./tracks.ts";
import { whoDoAll } from "./who-does.ts";

/** Somebody who is away, until when, and who reads meanwhile what was written to them: names. */
export interface WhileAway {
  name: string;
  until: LocalDate;
  readers: string[];
}

/** “Chloé is away until Mon 9 Nov. Tom, who stands in, reads it too.” Plain text; of nobody it is empty. */
export function awayInWords(reader: Reader, away: WhileAway | null): string {
  if (away === null) return "";
  const { words } = textsFor(lateTexts, reader);
  const { name, until, readers } = away;
  const head = textsFor(lateTexts, reader).away({ name, day: shortDate(reader, until) });
  const also = readers.length === 0 ? words.readLater : words.readToo(list(reader, readers), readers.length);
  return `${head} ${also}`;
}

/** Null: they are there. */
export async function awayNow(
  ctx: Pick<ActorContext<Tx>, "db" | "actor" | "clock">,
  personId: string,
): Promise<Omit<WhileAway, "readers"> | null> {
  const { workspace_id: workspaceId } = ctx.actor;
  const { name, zone } = await getPerson(ctx.db, workspaceId, personId);
  const today = localDateOf(ctx.clock.now(), zone);
  const until = (await absencesOn(ctx.db, workspaceId, [personId], today)).get(personId);
  return until === undefined ? null : { name, until };
}

/**
 * The words of this revision of a step, which are for whoever has it: where they are away, whoever stands in reads them at once,
 * but whoever wrote them. Null: they are there.
 */
export async function sendWhileAway(
  ctx: ActorContext<Tx>,
  { item, step }: { item: Item; step: TrackStep },
): Promise<WhileAway | null> {
  const { workspace_id: workspaceId, program_id: programId, id: itemId, owner_id: ownerId, revision } = item;
  const away = ownerId === null ? null : await awayNow(ctx, ownerId);
  if (away === null) return null;

  const chain = await whoDoAll(ctx.db, workspaceId, [programId], ctx.clock.now());
  const standing = chain.standingIn({ ...step, ownerId }, ctx.actor.id);
  const leading = chain.leading(step.track, ownerId).filter((id) => id !== ctx.actor.id);
  const readers = standing.length > 0 ? standing : leading;
  for (const personId of readers)
    await enqueue(ctx.db, ctx, lateStepKind, {
      workspaceId,
      key: `${lateKeysOf(itemId)}instead:${revision}:${personId}`,
      subject: { programId, itemId, personId, about: "instead", ofId: ownerId, on: null, revision },
      to: { personId },
      notBefore: ctx.clock.now(),
    });
  const names = await namesOf(ctx.db, workspaceId, readers);
  return { ...away, readers: [...names.values()] };
}
