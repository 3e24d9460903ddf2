/** What digests said of programs goes whole when a person is erased who took part in them; when, who read it and its counts stay. */

import { enqueueUpdate } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type DigestDocument, readDocument } from "./document.ts";
import { type Division, readDivision } from "./editions/divisions/division.ts";
import { partKey } from "./editions/messages.ts";
import { clearedOn } from "./texts.ts";

interface Clearing {
  workspaceId: string;
  /** The keys of the programs. */
  keys: ReadonlySet<string>;
  after: string;
  most: number;
  at: Instant;
}

/** Clears the next few digests that were sent, in the order of their ids. Returns up to which it has looked; null: all. */
export async function clearEditions(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  { workspaceId, keys, after, most, at }: Clearing,
): Promise<string | null> {
  const rows = await tx
    .selectFrom("digest_edition")
    .select(["id", "document"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .execute();
  for (const { id, document } of rows) {
    const read = readDocument(document);
    if (!tellsOf(read, keys)) continue;
    const cleared = clearedDocument(read, at);
    await tx
      .updateTable("digest_edition")
      .set({ document: JSON.stringify(cleared), cleared_at: at })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
    await clearDivision(tx, workspaceId, id, cleared);
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: partKey(id, ""), isWave: true });
  }
  return rows.length === most ? (rows.at(-1)?.id ?? null) : null;
}

/** The same of those that wait for approval: they do not go. */
export async function clearDrafts(tx: Tx, { workspaceId, keys, after, most, at }: Clearing): Promise<string | null> {
  const rows = await tx
    .selectFrom("digest_draft")
    .select(["id", "document", "state"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(most)
    .execute();
  for (const { id, document, state } of rows) {
    const read = readDocument(document);
    if (!tellsOf(read, keys)) continue;
    await tx
      .updateTable("digest_draft")
      .set({
        document: JSON.stringify(clearedDocument(read, at)),
        state: state === "waiting" ? "dropped" : state,
      })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
    for (const table of ["digest_draft_part", "digest_wording"] as const)
      await tx.deleteFrom(table).where("workspace_id", "=", workspaceId).where("draft_id", "=", id).execute();
  }
  return rows.length === most ? (rows.at(-1)?.id ?? null) : null;
}

function tellsOf({ programs }: DigestDocument, keys: ReadonlySet<string>): boolean {
  return programs.some(({ key }) => keys.has(key));
}

/** Whose it is, of when and of which programs. */
function clearedDocument(document: DigestDocument, at: Instant): DigestDocument {
  const { reader, rhythm, period, cutOffAt, head } = document;
  return {
    reader,
    rhythm,
    period,
    cutOffAt,
    programs: document.programs.map(({ key, title }) => ({ key, title })),
    head,
    bottomLine: { case: "silence", since: null, sources: head.sources },
    clearedAt: at,
    sections: [],
    citations: [],
  };
}

/** In as many messages as it was sent in. */
async function clearDivision(tx: Tx, workspaceId: string, editionId: string, cleared: DigestDocument): Promise<void> {
  const row = await tx
    .selectFrom("digest_division")
    .select("division")
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "=", editionId)
    .executeTakeFirst();
  if (!row) return;
  const text = clearedOn(cleared) ?? "";
  const part = { text, pieces: [{ type: "section" as const, text: { type: "plain_text" as const, text } }] };
  const [, ...others] = readDivision(row.division).parts;
  const division: Division = { parts: [part, ...others.map(() => part)] };
  await tx
    .updateTable("digest_division")
    .set({ division: JSON.stringify(division) })
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "=", editionId)
    .execute();
}
