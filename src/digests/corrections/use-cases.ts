/**
 * A digest that was sent is never changed: whoever answers for a program's part sends a corrected edition, which says
 * what was wrong, and the one before says that it is replaced.
 */

import { isDeepStrictEqual } from "node:util";
import { sentPlace } from "../../delivery/use-cases.ts";
import { mayApprove, type Wording } from "../../kernel/approval/rules.ts";
import { may, type Standing } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, storableText } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageMark } from "../../platform/texts/language-of-text.ts";
import { earliest, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Closing, closingAfter, closingAt } from "../../programs/closings/rules.ts";
import { closingsOfProgram } from "../../programs/closings/use-cases.ts";
import { titleFor } from "../../programs/naming.ts";
import { isActiveOn, programCalled } from "../../programs/rules-program.ts";
import { type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { approversOf, namedApprover } from "../approval/approvers.ts";
import { listApprovals } from "../approval/repository.ts";
import { concerns, originalBottomLine, subjectOf } from "../approval/wording.ts";
import { gatherFacts } from "../compile/gather.ts";
import { silentPeopleIn } from "../compile/gather-answers.ts";
import { leadingOf } from "../compile/rules-together.ts";
import { type DigestDocument, readDocument, toldAsOf } from "../document.ts";
import { compileInPieces, issueEdition } from "../editions/edition.ts";
import { partKey, refreshEditionsBefore } from "../editions/messages.ts";
import {
  findNewestEdition,
  holdDigest,
  type LastEdition,
  listBroughtBy,
  listEditionsOf,
  listLastEditionsOf,
} from "../editions/repository.ts";
import type { HeldRhythm } from "../holds/rules.ts";
import { areAnswersKept, type Edition, listActiveSeats } from "../repository.ts";

const failure = errorTable({
  CORRECTION_NOT_YOURS: {
    en: ({ program, who }) => `You can’t correct what was sent about ${programCalled.en(program)}. Ask ${who}.`,
    fr: ({ program, who }) =>
      `Vous ne pouvez pas rectifier ce qui a été envoyé au sujet ${programCalled.frOf(program)}. Adressez-vous à ${who}.`,
  },
  NOTHING_SENT: {
    en: ({ program }) => `No sponsor or committee member of ${program} got this digest, so there’s nothing to correct.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0»\u00a0: ni sponsor ni comité de pilotage n’a reçu cette synthèse\u00a0; il n’y a rien à rectifier.`,
  },
  CORRECTED_PROGRAM_CLOSED: {
    en: ({ program }) =>
      `${programCalled.en(program)} is closed, so what was sent about it can’t be corrected unless it’s reopened.`,
    fr: ({ program }) =>
      `${programCalled.fr(program)} est clos\u00a0: ce qui a été envoyé à son sujet ne peut être rectifié que s’il est rouvert.`,
  },
  CORRECTED_MEANWHILE: {
    en: () => "Someone else just corrected this digest. Read their version first, then correct that one.",
    fr: () =>
      "Une autre personne vient de rectifier cette synthèse. Lisez d’abord son édition, puis rectifiez celle-là.",
  },
});

type Stamped = Pick<Services, "db" | "clock" | "ids" | "events">;

/** A program's part of the digests of a rhythm and period. */
export interface SentPart {
  programId: string;
  rhythm: HeldRhythm;
  period: string;
}

export interface ToCorrect {
  program: Program;
  /** Whoever got it and still sits in the program, by name. */
  readers: string[];
  /** The bottom line of those digests where it is about this program; null where it is about another. */
  bottomLine: { original: string; wording: Wording | null } | null;
  /** All that they rest on is kept: the program's part can be made anew. */
  mayRenew: boolean;
}

/** What a correction can change. Throws CORRECTION_NOT_YOURS, CORRECTED_PROGRAM_CLOSED, NOTHING_SENT. */
export async function digestToCorrect(services: Stamped, person: Person, part: SentPart): Promise<ToCorrect> {
  const { program, editions } = await correctable(services, person, part);
  const readers = await peopleByIds(
    services.db,
    person.workspace_id,
    editions.map(({ readerId }) => readerId),
  );
  const own = editions.find(({ document }) => concerns(document, program.title));
  const { wording } = own?.document ?? {};
  return {
    program,
    mayRenew: await areAnswersKept(services.db, person.workspace_id, editions),
    readers: readers.map(({ name }) => name).toSorted(),
    bottomLine: own
      ? {
          original: originalBottomLine(own.document),
          wording: wording ? { text: wording.text, remarks: wording.remarks } : null,
        }
      : null,
  };
}

export interface Correction {
  /** What was wrong, for the readers. */
  reason: string;
  /** Other words for the bottom line where it is about this program; null: the original stands. */
  wording: Wording | null;
  /** The program's part as the record is now, for what was asked by the cut-off of the digest. */
  isRenewed: boolean;
}

/**
 * Sends a new edition to each reader whose digest changes by it. Returns to how many: none where it says what was sent.
 * All of them in one transaction, or none. Throws CORRECTION_NOT_YOURS, CORRECTED_PROGRAM_CLOSED, NOTHING_SENT,
 * CORRECTED_MEANWHILE.
 */
export async function sendCorrection(
  services: Stamped,
  person: Person,
  part: SentPart,
  correction: Correction,
): Promise<number> {
  const { db, clock } = services;
  const { workspace_id: workspaceId } = person;
  const { program, editions } = await correctable(services, person, part);
  const reason = storableText(correction.reason);
  const changed: ({ edition: LastEdition } & Corrected)[] = [];
  // Read before the transaction, so that a large digest does not hold up answers.
  const closings = await closingsOfProgram(db, program);
  for (const edition of editions) {
    const how = { ...correction, by: person.name, at: clock.now(), closings };
    const made = await corrected(db, edition, program, how);
    if (made) changed.push({ edition, ...made });
  }
  if (changed.length === 0) return 0;
  await inTransaction(db, async (tx) => {
    for (const { edition, document, renewed } of changed) {
      await holdDigest(tx, workspaceId, edition.digestId);
      if ((await findNewestEdition(tx, workspaceId, edition.id))?.id !== edition.id)
        throw failure("CORRECTED_MEANWHILE");
      const sent = await sentPlace(tx, workspaceId, partKey(edition.id, 0));
      const next = edition.edition + 1;
      const newId = await issueEdition(tx, services, {
        workspaceId,
        digestId: edition.digestId,
        edition: next,
        readerId: edition.readerId,
        fromAt: edition.fromAt,
        cutOffAt: edition.cutOffAt,
        document: {
          ...document,
          correction: {
            edition: next,
            replaces: { edition: edition.edition, sentAt: sent?.sentAt ?? null },
            reason,
            mark: languageMark(document.reader, reason, []),
            by: person.name,
            ...(renewed.length > 0 && { renewed }),
          },
        },
      });
      await refreshEditionsBefore(tx, services, workspaceId, newId);
    }
    await appendAudit(tx, services, {
      workspaceId,
      actorId: person.id,
      action: "digest.corrected",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      after: { rhythm: part.rhythm, period: part.period, readers: changed.length, reason },
    });
  });
  return changed.length;
}

interface Corrected {
  document: DigestDocument;
  renewed: Renewed[];
}

/** A program whose part is as the record was then. */
type Renewed = NonNullable<NonNullable<DigestDocument["correction"]>["renewed"]>[number];

/** Null where nothing of it is another than what was sent. */
async function corrected(
  db: Db,
  edition: LastEdition,
  program: Program,
  {
    wording,
    isRenewed,
    by,
    at,
    closings,
  }: Omit<Correction, "reason"> & { by: string; at: Instant; closings: readonly Closing[] },
): Promise<Corrected | null> {
  const { wording: worded, approvedBy, correction } = edition.document;
  const before = unworded(edition.document);
  const known = correction?.renewed ?? [];
  // What was said once the program was closed and reopened is told of the time since.
  const isClosedThen = closingAt(closings, edition.cutOffAt) !== undefined;
  const until = isClosedThen ? edition.cutOffAt : closingAfter(closings, edition.cutOffAt)?.at;
  const withOwn = [...known, { key: program.key, at: earliest(at, until ?? null) ?? at }];
  const renewed = isRenewed ? await renewedMessage(db, edition, program, withOwn) : null;
  const base = renewed ?? before;
  const isUnchanged = wording?.text === worded?.text && sameList(wording?.remarks, worded?.remarks);
  // Words for a bottom line about one program do not stand above one about another.
  const stands = subjectOf(base) === subjectOf(before) ? worded : undefined;
  const kept = concerns(base, program.title) && !isUnchanged ? wording && { ...wording, by } : stands;
  if (kept === worded && isSame(base, before)) return null;
  // What is said anew, nobody has approved.
  const document = { ...base, ...(kept && { wording: kept }), ...(approvedBy && !renewed && { approvedBy }) };
  return { document, renewed: renewed ? withOwn : known };
}

/** With what the message of the first edition had of the digests that it brought, of these programs as it is told here. */
async function renewedMessage(
  db: Db,
  edition: LastEdition,
  { workspace_id: workspaceId }: Program,
  parts: readonly Renewed[],
): Promise<DigestDocument | null> {
  const renewed = await renewedDocument(db, edition, workspaceId, parts);
  if (!renewed) return null;
  const { wording } = edition.document;
  const brought: DigestDocument[] = [];
  for (const one of await listBroughtBy(db, workspaceId, edition.id)) {
    const theirs = parts.filter(({ key }) => one.document.programs.some((program) => program.key === key));
    const anew = theirs.length === 0 ? null : await renewedDocument(db, one, workspaceId, theirs);
    brought.push(anew ?? one.document);
  }
  return unworded(leadingOf({ ...renewed, ...(wording && { wording }) }, brought));
}

/** As it was compiled. */
function unworded({ wording: _, approvedBy: __, correction: ___, ...document }: DigestDocument): DigestDocument {
  return document;
}

/** As it is stored, in whatever order of its fields. */
function isSame(one: DigestDocument, other: DigestDocument): boolean {
  return isDeepStrictEqual(readDocument(JSON.stringify(one)), other);
}

function sameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.join("\n") === other.join("\n");
}

/**
 * The digest with these programs' parts as the record was at their instants; the others keep what it was at the cut-off.
 * Null where one of its programs can no longer be read for this reader, or what it rests on is kept no more: then it stays
 * as it was sent.
 */
async function renewedDocument(
  db: Db,
  edition: Edition,
  workspaceId: string,
  renewed: readonly Renewed[],
): Promise<DigestDocument | null> {
  if (!(await areAnswersKept(db, workspaceId, [edition]))) return null;
  const { id, readerId, rhythm, cutOffAt, document } = edition;
  const reader = { workspaceId, personId: readerId, rhythm };
  const editions = (await listEditionsOf(db, workspaceId, id)).map((one) => one.document).toReversed();
  const asOf = (recordedUntil: Instant, replaced: readonly DigestDocument[]) =>
    gatherFacts(db, reader, cutOffAt, { sent: { ...document, recordedUntil, replaced } });
  const then = await asOf(cutOffAt, []);
  if (!then || then.period.label !== document.period.label) return null;
  const parts = new Map(then.programs.map((one) => [one.key, one]));
  for (const [key, at] of new Map(renewed.map((one) => [one.key, one.at]))) {
    // It is told as what came of it since it was told before.
    const replaced = editions.filter((one) => toldAsOf(one, key) < at);
    const facts = await asOf(at, replaced);
    const part = facts?.programs.find((one) => one.key === key);
    if (!part) return null;
    parts.set(key, part);
  }
  if (document.programs.length !== parts.size || document.programs.some(({ key }) => !parts.has(key))) return null;
  const programs = [...parts.values()];
  return compileInPieces({ ...then, programs, silentPeople: silentPeopleIn(programs) });
}

/** What this person may correct, and what was sent of it to whom. */
async function correctable(
  services: Stamped,
  person: Person,
  { programId, rhythm, period }: SentPart,
): Promise<{ program: Program; editions: LastEdition[] }> {
  const { db, clock } = services;
  const { workspace_id: workspaceId } = person;
  const program = await programOf(db, workspaceId, programId);
  await refuseUnlessApprover(services, person, program);
  if (program.state === "closed") throw failure("CORRECTED_PROGRAM_CLOSED", { program: program.title });
  const today = localDateOf(clock.now(), person.zone);
  const readerIds = (await listActiveSeats(db, workspaceId))
    .filter((seat) => seat.program_id === programId && isActiveOn(seat, today))
    .map((seat) => seat.person_id);
  const editions = (await listLastEditionsOf(db, { workspaceId, rhythm, period, readerIds })).filter(({ document }) =>
    document.programs.some(({ key }) => key === program.key),
  );
  if (editions.length === 0) throw failure("NOTHING_SENT", { program: program.title });
  return { program, editions };
}

/** Who lets the program's part go is who corrects it. */
async function refuseUnlessApprover(services: Stamped, person: Person, program: Program): Promise<void> {
  const { db, clock } = services;
  const { workspace_id: workspaceId } = person;
  const [approval] = await listApprovals(db, workspaceId, [program.id]);
  const approverId = await namedApprover(db, approval, clock.now());
  const isLead = may(await standingsOf(db, person, program.id, services), "hold-digest");
  const isApprover = mayApprove({ id: person.id, isLead }, { approverId, wordedBy: null }) === "yes";
  const standings: Standing[] = isApprover ? ["approver"] : [];
  if (may(standings, "correct-digest")) return;
  const named = await approversOf(db, workspaceId, program.id, approverId, clock.now());
  const who = (await peopleByIds(db, workspaceId, named)).map(({ name }) => name);
  throw failure("CORRECTION_NOT_YOURS", { program: await titleFor(services, db, person, program), who });
}
