import { z } from "zod";
import { readAudience } from "../cadences/columns.ts";
import type { HealthColour } from "../health/rules.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { type DigestDocument, digestDocumentSchema } from "./document.ts";
import { listCadencesOf } from "./repository-facts.ts";
import type { Rhythm } from "./table.ts";

const rhythmSchema = z.object({
  every: z.enum(["day", "week", "month", "quarter", "year"]),
  yearStartMonth: z.number().optional(),
});

/** The running cadences of these programs: how often, and whose digests they feed. */
export async function listFeedingCadences(db: Db, workspaceId: string, programIds: string[]) {
  const rows = await listCadencesOf(db, workspaceId, programIds);
  return rows
    .filter((row) => row.state === "active")
    .map((row) => ({
      id: row.id,
      programId: row.program_id,
      ...rhythmSchema.parse(JSON.parse(row.rule)),
      readers: readAudience(row.readers),
    }));
}

/** The last editions of a reader, the newest first, without what they say. */
export async function listLastEditions(
  db: Db,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  count: number,
): Promise<{ id: string; rhythm: Rhythm; period: string; cut_off_at: Instant }[]> {
  return db
    .selectFrom("digest")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .select(["edition.id", "digest.rhythm", "digest.period", "edition.cut_off_at"])
    .where("digest.workspace_id", "=", workspaceId)
    .where("digest.reader_id", "=", personId)
    .orderBy("edition.cut_off_at", "desc")
    .orderBy("edition.id", "desc")
    .limit(count)
    .execute();
}

export async function getDocument(db: Db, workspaceId: string, editionId: string): Promise<DigestDocument> {
  const row = await db
    .selectFrom("digest_edition")
    .select("document")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", editionId)
    .executeTakeFirstOrThrow();
  return digestDocumentSchema.parse(JSON.parse(row.document));
}

export interface GivenColour {
  programId: string;
  cadenceId: string;
  personId: string;
  colour: HealthColour;
  answeredAt: Instant;
  /** 1 is this person's last colour in this cadence, 2 the one before. */
  place: number;
}

/** The last two colours of each person in each of these cadences, given after `since`. */
export async function listLastColours(
  db: Db,
  workspaceId: string,
  { programIds, cadenceIds, since }: { programIds: string[]; cadenceIds: string[]; since: Instant },
): Promise<GivenColour[]> {
  const rows = await db
    .with("given", (cte) =>
      cte
        .selectFrom("check_in_revision as revision")
        .innerJoin("check_in", (join) =>
          join
            .onRef("check_in.workspace_id", "=", "revision.workspace_id")
            .onRef("check_in.id", "=", "revision.check_in_id")
            .onRef("check_in.revision", "=", "revision.revision"),
        )
        .select(["revision.program_id", "check_in.cadence_id", "check_in.person_id"])
        .select(["revision.health", "revision.answered_at"])
        .select(({ fn }) =>
          fn
            .agg<number>("row_number")
            .over((over) =>
              over
                .partitionBy(["revision.program_id", "check_in.cadence_id", "check_in.person_id"])
                .orderBy("revision.answered_at", "desc")
                .orderBy("revision.check_in_id", "desc"),
            )
            .as("place"),
        )
        .where("revision.workspace_id", "=", workspaceId)
        .where("revision.program_id", "in", programIds)
        .where("revision.answered_at", ">", since)
        .where("revision.health", "is not", null)
        .where("check_in.cadence_id", "in", cadenceIds),
    )
    .selectFrom("given")
    .selectAll()
    .where("place", "<=", 2)
    .execute();
  return rows.flatMap(({ program_id, cadence_id, person_id, health, answered_at, place }) =>
    health === null
      ? []
      : [
          {
            programId: program_id,
            cadenceId: cadence_id,
            personId: person_id,
            colour: health,
            answeredAt: answered_at,
            place: Number(place),
          },
        ],
  );
}
