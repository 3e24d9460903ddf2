/** Versions of a page that Drumbeat puts together of what several people answered: nobody writes or approves it. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { PagePlace } from "./sections-and-versions.ts";

export interface MadeVersion {
  /** JSON of what it was made of. */
  basis: string;
  madeAt: Instant;
}

/** The first first. */
export async function listMadeVersions(
  db: Db | Tx,
  { workspaceId, page, programId }: PagePlace,
): Promise<MadeVersion[]> {
  const made = await rows(db, "page_version", workspaceId).list({ page, program_id: programId, asked_by: null }, [
    "id",
  ]);
  return made.map(({ basis, asked_at: madeAt }) => ({ basis, madeAt }));
}

export async function insertMadeVersion(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, page, programId }: PagePlace,
  basis: string,
): Promise<void> {
  await rows(tx, "page_version", workspaceId).insert({
    id: ids.next(),
    program_id: programId,
    page,
    sections: "{}",
    basis,
    asked_by: null,
    asked_at: clock.now(),
  });
}
