import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { isLastEdition } from "../editions/repository.ts";
import type { Rhythm } from "../table.ts";

/** The last edition of each of a reader's digests, the newest first, without what they say. */
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
    .where(isLastEdition)
    .where("digest.workspace_id", "=", workspaceId)
    .where("digest.reader_id", "=", personId)
    .orderBy("edition.cut_off_at", "desc")
    .orderBy("edition.id", "desc")
    .limit(count)
    .execute();
}

/**
 * Parts of drafts that still have to be approved by this person or by whoever leads one of these programs, the first to
 * go first; with whoever worded the draft last.
 */
export async function listPartsToApprove(
  db: Db,
  workspaceId: string,
  { personId, ledIds }: { personId: string; ledIds: readonly string[] },
) {
  return db
    .selectFrom("digest_draft_part as part")
    .innerJoin("digest_draft as draft", (join) =>
      join.onRef("draft.workspace_id", "=", "part.workspace_id").onRef("draft.id", "=", "part.draft_id"),
    )
    .innerJoin("digest_approval as approval", (join) =>
      join
        .onRef("approval.workspace_id", "=", "part.workspace_id")
        .onRef("approval.program_id", "=", "part.program_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "part.workspace_id").onRef("program.id", "=", "part.program_id"),
    )
    .innerJoin("person as reader", (join) =>
      join.onRef("reader.workspace_id", "=", "draft.workspace_id").onRef("reader.id", "=", "draft.reader_id"),
    )
    .leftJoin("digest_wording as wording", (join) =>
      join
        .onRef("wording.workspace_id", "=", "draft.workspace_id")
        .onRef("wording.draft_id", "=", "draft.id")
        .on("wording.revision", "=", (eb) =>
          eb
            .selectFrom("digest_wording as last")
            .select(({ fn }) => fn.max("last.revision").as("revision"))
            .whereRef("last.workspace_id", "=", "draft.workspace_id")
            .whereRef("last.draft_id", "=", "draft.id"),
        ),
    )
    .select(["part.draft_id", "part.program_id", "program.title as program", "reader.name as reader"])
    .select(["draft.rhythm", "draft.period", "draft.send_at", "draft.document", "approval.approver_id"])
    .select(["wording.edited_by", "wording.wording"])
    .where("part.workspace_id", "=", workspaceId)
    .where("part.approved_at", "is", null)
    .where("part.held_at", "is", null)
    .where("draft.state", "=", "waiting")
    .where((eb) =>
      eb.or([
        eb("approval.approver_id", "=", personId),
        ...(ledIds.length > 0 ? [eb("part.program_id", "in", [...ledIds])] : []),
      ]),
    )
    .orderBy("draft.send_at")
    .orderBy("draft.id")
    .orderBy("part.program_id")
    .execute();
}
