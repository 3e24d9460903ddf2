import { type Insertable, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, type Tx, textInJson } from "../../platform/database.ts";
import { literals, prepared } from "../../platform/prepared.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import { isLastEdition } from "../editions/repository.ts";
import type { DigestHoldTable, Rhythm } from "../table.ts";
import type { Hold } from "./rules.ts";

/** In one column, so that it sorts by the cut-off. */
const cutOffAndPeriod = sql<string>`edition.cut_off_at || ' ' || digest.period`.as("cut_off_and_period");

/** A seat with the next digest of one rhythm; written out, since what a query gives is slow to infer for whoever reads it. */
export interface BodySeat {
  program_id: string;
  key: string;
  closed_at: Instant | null;
  person_id: string;
  role: SeatRole;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  created_at: Instant;
  name: string;
  zone: string;
  rhythm: Rhythm | null;
  next_at: Instant | null;
  read_edition: string | null;
  sent_edition: string | null;
  approver_id: string | null;
  approval_since: Instant | null;
  approved_until: Instant | null;
  corrections: string | null;
  first_period: string | null;
  last_period: string | null;
  held_rhythm: Rhythm | null;
  held_by: string | null;
  is_wanted: 0 | 1 | null;
}

/** Of each that told parts anew a line: the cut-off, and what `renewalsIn` reads. */
function correctionsOf(db: Db | Tx) {
  const renewed = textInJson(db, "edition.document", ["correction", "renewed"]);
  return sql<string | null>`string_agg(edition.cut_off_at || ' ' || (${renewed}), ${sql.lit("\n")})`;
}

/** Where the program is closed, before that. */
function beforeClosing(at: "edition.cut_off_at" | "draft.cut_off_at") {
  return sql<boolean>`(program.closed_at is null or ${sql.ref(at)} < program.closed_at)`;
}

/** The seats with their people, programs, next digests, holds, choices and approval. */
function seatsOfBodies(db: Db | Tx) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .leftJoin("digest_subscription as next", (join) =>
      join.onRef("next.workspace_id", "=", "seat.workspace_id").onRef("next.person_id", "=", "seat.person_id"),
    )
    .leftJoin("digest_hold as hold", (join) =>
      join
        .onRef("hold.workspace_id", "=", "seat.workspace_id")
        .onRef("hold.program_id", "=", "seat.program_id")
        .on(({ eb, or, ref }) => or([eb("hold.rhythm", "=", ref("next.rhythm")), eb("next.rhythm", "is", null)])),
    )
    .leftJoin("person as holder", (join) =>
      join.onRef("holder.workspace_id", "=", "hold.workspace_id").onRef("holder.id", "=", "hold.held_by"),
    )
    .leftJoin("reader_rhythm as choice", (join) =>
      join
        .onRef("choice.workspace_id", "=", "next.workspace_id")
        .onRef("choice.person_id", "=", "next.person_id")
        .onRef("choice.rhythm", "=", "next.rhythm"),
    )
    .leftJoin("digest_approval as approval", (join) =>
      join
        .onRef("approval.workspace_id", "=", "seat.workspace_id")
        .onRef("approval.program_id", "=", "seat.program_id"),
    );
}

const digestsOfBodies = prepared((db, of: { workspaceId: string; programIds: readonly string[] }) =>
  seatsOfBodies(db)
    .select(["seat.program_id", "seat.person_id", "seat.role", "seat.from_date", "seat.until_date"])
    .select("seat.created_at")
    .select(["program.key", "program.closed_at"])
    .select(["person.name", "person.zone", "next.rhythm", "next.next_at"])
    .select((query) =>
      query
        .selectFrom("digest_acknowledgement as seen")
        .innerJoin("digest_edition as edition", (join) =>
          join.onRef("edition.workspace_id", "=", "seen.workspace_id").onRef("edition.id", "=", "seen.edition_id"),
        )
        .innerJoin("digest", (join) =>
          join.onRef("digest.workspace_id", "=", "edition.workspace_id").onRef("digest.id", "=", "edition.digest_id"),
        )
        .whereRef("seen.workspace_id", "=", "next.workspace_id")
        .whereRef("seen.person_id", "=", "next.person_id")
        .whereRef("digest.rhythm", "=", "next.rhythm")
        // Who has read what was corrected has not read the correction.
        .where(isLastEdition)
        .orderBy("edition.cut_off_at", "desc")
        .limit(sql.lit(1))
        .select(cutOffAndPeriod)
        .as("read_edition"),
    )
    .select((query) =>
      query
        .selectFrom("digest")
        .innerJoin("digest_edition as edition", (join) =>
          join.onRef("edition.workspace_id", "=", "digest.workspace_id").onRef("edition.digest_id", "=", "digest.id"),
        )
        .whereRef("digest.workspace_id", "=", "seat.workspace_id")
        .whereRef("digest.reader_id", "=", "seat.person_id")
        .where("digest.rhythm", "=", ({ fn, ref }) => fn.coalesce(ref("next.rhythm"), ref("hold.rhythm")))
        .where(beforeClosing("edition.cut_off_at"))
        .orderBy("edition.cut_off_at", "desc")
        .limit(sql.lit(1))
        .select(cutOffAndPeriod)
        .as("sent_edition"),
    )
    .select(["approval.approver_id", "approval.set_at as approval_since"])
    .select((query) =>
      query
        .selectFrom("digest_draft as draft")
        .innerJoin("digest_draft_part as part", (join) =>
          join.onRef("part.workspace_id", "=", "draft.workspace_id").onRef("part.draft_id", "=", "draft.id"),
        )
        .whereRef("draft.workspace_id", "=", "approval.workspace_id")
        .whereRef("draft.reader_id", "=", "seat.person_id")
        .whereRef("part.program_id", "=", "approval.program_id")
        .where("draft.state", "=", sql.lit("sent"))
        .where("part.held_at", "is", null)
        // What tells that it was closed tells nothing else of it.
        .where(beforeClosing("draft.cut_off_at"))
        .select(({ fn }) => fn.max("draft.cut_off_at").as("until"))
        .as("approved_until"),
    )
    .select((query) =>
      query
        .selectFrom("digest")
        .innerJoin("digest_edition as edition", (join) =>
          join.onRef("edition.workspace_id", "=", "digest.workspace_id").onRef("edition.digest_id", "=", "digest.id"),
        )
        .whereRef("digest.workspace_id", "=", "approval.workspace_id")
        .whereRef("digest.reader_id", "=", "seat.person_id")
        .where("edition.edition", ">", sql.lit(1))
        .select(correctionsOf(db).as("corrections"))
        .as("corrections"),
    )
    .select(["hold.first_period", "hold.last_period", "hold.rhythm as held_rhythm"])
    .select(["holder.name as held_by", "choice.is_wanted"])
    .where("seat.workspace_id", "=", of.workspaceId)
    .where("seat.program_id", "in", of.programIds)
    .where("seat.role", "in", literals("sponsor", "steering"))
    .where("person.is_deactivated", "=", sql.lit(0))
    .orderBy("next.next_at")
    .orderBy("seat.id"),
);

/**
 * When those who sponsor or steer these programs get their next digests, the first first, and what is held back of
 * them: a row for each seat and rhythm; of a seat that gives none, one for each hold or one without. `sent_edition` and
 * `read_edition`: cut-off and period of the last that was sent and that was seen; `corrections`: where the part is
 * approved, those that the reader got.
 */
export async function listDigestsOfBodies(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<BodySeat[]> {
  return (await digestsOfBodies(db, { workspaceId, programIds })).rows;
}

export async function upsertHold(tx: Tx, row: Insertable<DigestHoldTable>): Promise<void> {
  const { first_period, last_period, held_by, held_at } = row;
  await tx
    .insertInto("digest_hold")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "program_id", "rhythm"])
        .doUpdateSet({ first_period, last_period, held_by, held_at }),
    )
    .execute();
}

export async function findHold(tx: Tx, workspaceId: string, programId: string, rhythm: Rhythm): Promise<Hold | null> {
  const row = await tx
    .selectFrom("digest_hold")
    .select(["first_period as first", "last_period as last"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("rhythm", "=", rhythm)
    .executeTakeFirst();
  return row ?? null;
}

/** Of the rhythms whose periods depend on years. */
export async function listHoldsInYears(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom("digest_hold")
    .select(["program_id", "rhythm", "first_period as first", "last_period as last"])
    .where("workspace_id", "=", workspaceId)
    .where("rhythm", "in", ["quarterly", "annual"])
    .execute();
}

/** Who held it back, and when, stays. */
export async function moveHold(
  tx: Tx,
  { workspaceId, programId, rhythm }: { workspaceId: string; programId: string; rhythm: Rhythm },
  { first, last }: Hold,
): Promise<void> {
  await tx
    .updateTable("digest_hold")
    .set({ first_period: first, last_period: last })
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("rhythm", "=", rhythm)
    .execute();
}

export async function deleteHold(tx: Tx, workspaceId: string, programId: string, rhythm: Rhythm): Promise<void> {
  await tx
    .deleteFrom("digest_hold")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("rhythm", "=", rhythm)
    .execute();
}
