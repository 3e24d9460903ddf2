/** What is new is told once on Home, to those who knew Drumbeat as it was. */
import { type Person, wasAnybodyAsked } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Services } from "../platform/services.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";
import { hasRead, insertRead } from "./repository.ts";
import { RELEASE } from "./rules.ts";

/**
 * Called at each start: the first one of a release notes when it came. Returns when that was: what is new is new to those
 * who were there before. In a workspace that begins with it, to nobody.
 */
export async function noteRelease(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspace: { id: string; created_at: string },
): Promise<Instant> {
  const known = await findFact(db, workspace.id, "release");
  if (known?.value === RELEASE) return known.notedAt;
  const isUpgrade = known !== null || (await wasAnybodyAsked(db, workspace.id));
  const at = isUpgrade ? clock.now() : workspace.created_at;
  await noteFact(db, workspace.id, { key: "release", value: RELEASE, at });
  return at;
}

/** Whether this person was there before the release came and has not said that they have read what is new. */
export async function isNewTo(
  { db }: Pick<Services, "db">,
  { workspace_id: workspaceId, id: personId, created_at: since }: Person,
  releasedAt: Instant,
): Promise<boolean> {
  return since < releasedAt && !(await hasRead(db, { workspaceId, personId, release: RELEASE }));
}

export async function noteRead({ db, clock }: Pick<Services, "db" | "clock">, person: Person): Promise<void> {
  const { workspace_id, id: person_id } = person;
  await insertRead(db, { workspace_id, person_id, release: RELEASE, read_at: clock.now() });
}
