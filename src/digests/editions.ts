/** Facts become a document, and a document an edition with its messages. */
import { enqueue } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { digestMessages } from "./blocks.ts";
import type { DigestDocument } from "./document.ts";
import type { DigestFacts } from "./facts.ts";
import { digestKind, partKey } from "./messages.ts";
import { eachInPieces, pauseIfMany } from "./pauses.ts";
import { insertDigest, insertEdition } from "./repository.ts";
import { assemble, summariseFor } from "./rules.ts";
import type { ProgramSummary } from "./rules-program.ts";

const PROGRAMS_IN_PIECE = 10;

/** As `compileDocument`, without holding up others for a large portfolio. */
export async function compileInPieces(facts: DigestFacts): Promise<DigestDocument | null> {
  const summaries: ProgramSummary[] = [];
  await eachInPieces(facts.programs, (program) => summaries.push(summariseFor(facts, program)), {
    piece: PROGRAMS_IN_PIECE,
  });
  await pauseIfMany(facts.programs.length);
  return assemble(facts, summaries);
}

export interface NewEdition {
  workspaceId: string;
  readerId: string;
  fromAt: Instant;
  cutOffAt: Instant;
  document: DigestDocument;
}

/** Stores the first edition and puts it into the outbox. False where this reader has a digest of the period already. */
export async function storeEdition(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  { workspaceId, readerId, fromAt, cutOffAt, document }: NewEdition,
): Promise<boolean> {
  const now = stamps.clock.now();
  const digestId = stamps.ids.next();
  const isNew = await insertDigest(tx, {
    workspace_id: workspaceId,
    id: digestId,
    reader_id: readerId,
    rhythm: document.rhythm,
    period: document.period.label,
    created_at: now,
  });
  if (!isNew) return false;
  const editionId = stamps.ids.next();
  const { locale, zone } = document.reader;
  await insertEdition(
    tx,
    {
      workspace_id: workspaceId,
      id: editionId,
      digest_id: digestId,
      edition: 1,
      locale,
      zone,
      from_at: fromAt,
      cut_off_at: cutOffAt,
      created_at: now,
    },
    document,
  );
  for (const [part] of digestMessages(document, editionId).entries())
    await enqueue(tx, stamps, digestKind, {
      workspaceId,
      key: partKey(editionId, part),
      subject: { editionId, part },
      to: { personId: readerId },
      notBefore: now,
      ...(part > 0 && { inThreadOf: partKey(editionId, 0) }),
    });
  return true;
}
