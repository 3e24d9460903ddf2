/** Facts become a document, and a document an edition with its messages. */
import { enqueue } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { noteAsksShown } from "../register/told.ts";
import { divide } from "./blocks.ts";
import { asksIn } from "./division.ts";
import type { DigestDocument } from "./document.ts";
import type { DigestFacts } from "./facts.ts";
import { digestKind, partKey } from "./messages.ts";
import { eachInPieces, pauseIfMany } from "./pauses.ts";
import { insertDigest, insertEdition } from "./repository.ts";
import { insertDivision } from "./repository-divisions.ts";
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
  await issueEdition(tx, stamps, { digestId, edition: 1, workspaceId, readerId, fromAt, cutOffAt, document });
  return true;
}

/** Stores an edition of a digest and puts it into the outbox. Returns its id. */
export async function issueEdition(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  {
    digestId,
    edition,
    workspaceId,
    readerId,
    fromAt,
    cutOffAt,
    document,
  }: Omit<NewEdition, "fromAt"> & { fromAt: Instant | null; digestId: string; edition: number },
): Promise<string> {
  const now = stamps.clock.now();
  const editionId = stamps.ids.next();
  const { locale, zone } = document.reader;
  await insertEdition(
    tx,
    {
      workspace_id: workspaceId,
      id: editionId,
      digest_id: digestId,
      edition,
      locale,
      zone,
      from_at: fromAt,
      cut_off_at: cutOffAt,
      created_at: now,
    },
    document,
  );
  const division = divide(document, editionId);
  await insertDivision(tx, { workspaceId, editionId }, division);
  for (const [part, itemIds] of asksIn(division).entries()) {
    const key = partKey(editionId, part);
    await enqueue(tx, stamps, digestKind, {
      workspaceId,
      key,
      subject: { editionId, part },
      to: { personId: readerId },
      notBefore: now,
      ...(part > 0 && { inThreadOf: partKey(editionId, 0) }),
    });
    await noteAsksShown(tx, stamps, { workspaceId, key, itemIds });
  }
  return editionId;
}
