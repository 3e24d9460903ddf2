/** Facts become a document, and a document an edition with its messages. */
import { enqueue, enqueueOver } from "../../delivery/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { inPieces, letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { noteAsksShown } from "../../register/told/use-cases.ts";
import type { DigestFacts } from "../compile/facts.ts";
import { pauseIfMany } from "../compile/pauses.ts";
import { assembleInTurn, summariseFor } from "../compile/rules.ts";
import type { ProgramSummary } from "../compile/rules-program.ts";
import { type Beside, inMessages, messageOf, toldBy } from "../compile/rules-together.ts";
import { type DigestDocument, FILES_FROM } from "../document.ts";
import { divideInTurn } from "../render/blocks.ts";
import { divideInThread } from "../render/blocks-thread.ts";
import { insertDigest, insertEdition } from "../repository.ts";
import { asksIn } from "./divisions/division.ts";
import { insertDivision } from "./divisions/repository.ts";
import { type DigestSubject, digestKind, partKey } from "./messages.ts";
import { digestFileKind, FILE_FORMATS, fileKey } from "./messages-files.ts";

/** As `compileDocument`, without holding up others for a large portfolio. */
export async function compileInPieces(facts: DigestFacts): Promise<DigestDocument | null> {
  const summaries: ProgramSummary[] = [];
  const summarise = summariseFor(facts);
  for (const program of facts.programs) {
    await letOthersRun();
    summaries.push(summarise(program));
  }
  await pauseIfMany(facts.programs.length);
  return inPieces(assembleInTurn(facts, summaries));
}

export interface NewEdition {
  workspaceId: string;
  readerId: string;
  fromAt: Instant;
  cutOffAt: Instant;
  document: DigestDocument;
}

/**
 * Stores the first editions of what one reader gets at an instant and puts them into the outbox as one message: the longest
 * leads, what it has not told of the others goes in its thread. Returns how many: none of a period that this reader has a
 * digest of already.
 */
export async function storeEditions(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  made: readonly NewEdition[],
): Promise<number> {
  let stored = 0;
  for (const message of inMessages(made, ({ document }) => toldBy(document)))
    stored += await storeMessage(tx, stamps, message);
  return stored;
}

async function storeMessage(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  made: readonly NewEdition[],
): Promise<number> {
  const fresh: (NewEdition & { digestId: string })[] = [];
  for (const one of made) {
    const digestId = stamps.ids.next();
    const isNew = await insertDigest(tx, {
      workspace_id: one.workspaceId,
      id: digestId,
      reader_id: one.readerId,
      rhythm: one.document.rhythm,
      period: one.document.period.label,
      created_at: stamps.clock.now(),
      in_message_of: fresh[0]?.digestId ?? null,
    });
    if (isNew) fresh.push({ ...one, digestId });
  }
  const [first, ...others] = fresh;
  if (!first) return 0;
  const { document, beside } = messageOf([first.document, ...others.map((one) => one.document)]);
  const leadingId = await issueEdition(tx, stamps, { ...first, document, edition: 1 }, { beside });
  for (const [place, one] of others.entries())
    await issueEdition(
      tx,
      stamps,
      { ...one, edition: 1 },
      { inThreadOf: leadingId, left: beside[place]?.left ?? null },
    );
  return fresh.length;
}

interface Issue extends Omit<NewEdition, "fromAt"> {
  fromAt: Instant | null;
  digestId: string;
  edition: number;
}

/** A message of its own, with the shorter digests that it brings, or what is left to be told in the thread of another. */
type Placing = { beside: readonly Beside[] } | { inThreadOf: string; left: DigestDocument | null };

/** Of what waited, and now goes on in the thread of a newer one: the editions. */
function editionsOf(waited: readonly DigestSubject[]): string[] {
  return waited.flatMap(({ editionId, part }) => (part === 0 ? [editionId] : []));
}

/**
 * Stores an edition of a digest and puts it into the outbox. One that waits still, as of whoever was away, goes in the
 * thread of this one. Returns its id.
 */
export async function issueEdition(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  { digestId, edition, workspaceId, readerId, fromAt, cutOffAt, document }: Issue,
  placing: Placing = { beside: [] },
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
  const isApart = "beside" in placing;
  const division =
    isApart || placing.left === null
      ? await inPieces(divideInTurn(document, editionId, isApart ? placing.beside : []))
      : divideInThread({ document, left: placing.left });
  await insertDivision(tx, { workspaceId, editionId }, division);
  if (!isApart && placing.left === null) return editionId;
  for (const [part, itemIds] of asksIn(division).entries()) {
    const key = partKey(editionId, part);
    const root = isApart ? (part > 0 ? editionId : null) : placing.inThreadOf;
    const subject = { editionId, part };
    const delivery = { workspaceId, key, subject, to: { personId: readerId }, notBefore: now };
    if (root === null)
      await enqueueOver(tx, stamps, digestKind, delivery, (led) => ({ ...subject, earlier: editionsOf(led) }));
    else await enqueue(tx, stamps, digestKind, { ...delivery, inThreadOf: partKey(root, 0) });
    await noteAsksShown(tx, stamps, { workspaceId, key, itemIds });
  }
  if (isApart && document.programs.length >= FILES_FROM)
    await enqueue(tx, stamps, digestFileKind, {
      workspaceId,
      key: fileKey(editionId),
      subject: { editionId, formats: [...FILE_FORMATS] },
      to: { personId: readerId },
      notBefore: now,
      inThreadOf: partKey(editionId, 0),
    });
  return editionId;
}
