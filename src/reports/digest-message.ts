/** The message of a digest: made when it is sent, from its stored reports and what its reader has to decide then. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/use-cases.ts";
import { type Person, peopleByIds, personById, readerAt } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { letOthersRun } from "../platform/loop.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { seatDay } from "../programs/use-cases.ts";
import { type Ask, asksFor } from "../register/asks/ask.ts";
import { noteAsksShown } from "../register/asks/shown.ts";
import { digestMessage } from "./digest-blocks.ts";
import { correctionsOf } from "./draft-store.ts";
import { firstScreen, firstScreenInPieces } from "./first-screen.ts";
import { PICTURES_PART, picturesMessage, uploadedIn } from "./pictures/of-message.ts";
import { threadMessages } from "./program-part.ts";
import { answerDays, lateDaysOf } from "./reader-days.ts";
import type { Report, Rhythm } from "./report.ts";
import { reportsByIds } from "./reports-store.ts";
import type { Need, ReportedProgram, ScreenInput } from "./screen.ts";
import { hasChannel } from "./thanks/rules.ts";

const digestSubject = z.strictObject({
  digestId: z.string(),
  /** 0 is the first screen, the others go into its thread: its pictures, then its reports from 1 on. */
  part: z.int().min(0),
});
export type ReportDigestSubject = z.infer<typeof digestSubject>;

export function digestKey(digestId: string, part = 0): string {
  return `report-digest:${digestId}:${part}`;
}

/** Of all its messages. */
export function digestKeys(digestId: string): string {
  return `report-digest:${digestId}:`;
}

export const reportDigestKind: MessageKind<ReportDigestSubject> = {
  kind: "report-digest",
  subject: digestSubject,
  priority: 30,
  contact: "digest",
  slot: null,
  stillWanted: async (context, { digestId }) => (await readDigest(context, digestId))?.role != null,
  // Whoever has no role any more decides nothing of it, and reads nothing that was corrected since.
  since: {
    async stillWanted(context, { digestId }) {
      const digest = await readDigest(context, digestId);
      return (
        digest !== null && (digest.role !== null || digest.input.programs.every(({ correctedOn }) => !correctedOn))
      );
    },
  },
  async pictures(context, { digestId, part }) {
    const digest = await readDigest(context, digestId);
    return digest ? uploadedIn(digest.input, part, digestKey(digestId, part)) : [];
  },
  async message(context, { digestId, part }) {
    const digest = await readDigest(context, digestId);
    if (!digest) throw new Error(`There is no digest ${digestId}`);
    const { input, asks, readerId, canThank } = digest;
    const files = context.pictures ?? new Map<string, string>();
    const pictures = uploadedIn(input, part, digestKey(digestId, part));
    if (part === PICTURES_PART) return picturesMessage(firstScreen(input).title, pictures, files);
    if (part > 0) {
      const message = threadMessages(input, digestId)[part - 1];
      if (!message) throw new Error(`The digest ${digestId} has no part ${part}`);
      return message;
    }
    const { reader, programs } = input;
    const [picture] = pictures.flatMap(({ key, altText }) => {
      const fileId = files.get(key);
      return fileId === undefined ? [] : [{ fileId, altText }];
    });
    const now = { digestId, readerId, programs, asks, canThank, ...(picture && { picture }) };
    return digestMessage(reader, await firstScreenInPieces(input), now);
  },
  /** It follows what becomes of its requests; its reports whole go into its thread. */
  async sent(tx, { digestId, part }, { workspaceId, stamps, at }) {
    const digest = part === 0 ? await readDigest({ db: tx, workspaceId, now: at }, digestId) : null;
    if (!digest) return;
    const itemIds = [...digest.asks.keys()];
    await noteAsksShown(tx, stamps, { workspaceId, key: digestKey(digestId), itemIds });
    const hasPictures = uploadedIn(digest.input, PICTURES_PART, "").length > 0;
    const reports = threadMessages(digest.input, digestId).map((_, index) => index + 1);
    for (const further of [...(hasPictures ? [PICTURES_PART] : []), ...reports])
      await enqueue(tx, stamps, reportDigestKind, {
        workspaceId,
        key: digestKey(digestId, further),
        subject: { digestId, part: further },
        to: { personId: digest.readerId },
        notBefore: at,
        inThreadOf: digestKey(digestId),
      });
  },
};

/** A digest as it is shown now. */
export interface Reading {
  readerId: string;
  input: ScreenInput;
  asks: ReadonlyMap<string, Ask>;
  /** Null: they have no role any more in any of its programs. */
  role: ScreenInput["reader"]["role"] | null;
  /** One of its teams has a channel in which it can be thanked. */
  canThank: boolean;
}

const readIds = jsonColumn(z.array(z.string()));
const ROLES = ["sponsor", "steering", "lead", "deputy", "team"] as const;

/**
 * A digest with its reports as they were sent and what its reader has to decide now; `only`: of these programs. Null: there is
 * none, or nothing of it.
 */
export async function readDigest(
  { db, workspaceId, now }: Pick<SendContext, "workspaceId" | "now"> & { db: Db | Tx },
  digestId: string,
  only?: ReadonlySet<string>,
): Promise<Reading | null> {
  const row = await db
    .selectFrom("digest")
    .select(["reader_id", "rhythm", "cut_off_at", "reports"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", digestId)
    .executeTakeFirst();
  if (!row) return null;
  const reportIds = readIds(row.reports);
  const corrections = await correctionsOf(db, workspaceId, reportIds);
  const person = await personById(db, workspaceId, row.reader_id);
  const went = (await reportsByIds(db, workspaceId, reportIds)).filter(
    ({ report }) => only?.has(report.programId) ?? true,
  );
  const stored = went.map((each): ShownReport => {
    const correction = corrections.get(each.id);
    if (!correction) return each;
    const { report, correctedAt } = correction;
    return { state: "sent", report, correctedOn: localDateOf(correctedAt, person.zone) };
  });
  return readingOf(db, { person, rhythm: row.rhythm, asOf: row.cut_off_at, stored, now });
}

interface ShownReport {
  state: string;
  report: Report;
  correctedOn?: LocalDate;
}

/** These reports as their reader gets them; null: there is none. */
export async function readingOf(
  db: Db | Tx,
  {
    person,
    rhythm,
    asOf,
    stored,
    now,
  }: { person: Person; rhythm: Rhythm; asOf: Instant; stored: readonly ShownReport[]; now: Instant },
): Promise<Reading | null> {
  const [first] = stored;
  if (!first) return null;
  const { workspace_id: workspaceId, id: readerId, zone } = person;
  const programs = await reportedPrograms(db, workspaceId, stored, { zone, asOf });
  const ids = programs.map(({ id }) => id);
  const role = person.is_deactivated === 1 ? null : await roleIn(db, person, ids, seatDay(now));
  const { needs, asks } = await needsOf(db, { workspaceId, readerId, zone, programIds: ids, since: asOf }, now);
  const reports = stored.map(({ report }) => report);
  const workingDaysLate = await lateDaysOf(db, { workspaceId, personId: readerId, zone }, reports, asOf);
  const input: ScreenInput = {
    reader: { ...readerAt(person, now), name: person.name, role: role ?? "team" },
    ...{ rhythm, period: first.report.period, asOf, programs, needs },
    names: await namesIn(db, workspaceId, reports),
    ...(workingDaysLate && { workingDaysLate }),
  };
  return { readerId, input, asks, role, canThank: await hasTeamToThank(db, workspaceId, ids) };
}

/** The first of those that they have in any of these programs. */
async function roleIn(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Person,
  programIds: readonly string[],
  on: LocalDate,
): Promise<Reading["role"]> {
  const seats = await db
    .selectFrom("seat")
    .select(["program_id", "role"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", id)
    .where(({ eb, or }) => or([eb("from_date", "is", null), eb("from_date", "<=", on)]))
    .where(({ eb, or }) => or([eb("until_date", "is", null), eb("until_date", ">=", on)]))
    .execute();
  const programs = new Set(programIds);
  const held = seats.filter(({ program_id: programId }) => programs.has(programId));
  return ROLES.find((each) => held.some(({ role }) => role === each)) ?? null;
}

async function hasTeamToThank(db: Db | Tx, workspaceId: string, programIds: readonly string[]): Promise<boolean> {
  if (programIds.length === 0) return false;
  const rows = await db
    .selectFrom("program")
    .select(["state", "channel_id", "channel_problem"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...programIds])
    .execute();
  return rows.some(hasChannel);
}

export async function reportedPrograms(
  db: Db | Tx,
  workspaceId: string,
  stored: readonly ShownReport[],
  { zone, asOf }: { zone: string; asOf: Instant },
): Promise<ReportedProgram[]> {
  const rows = await db
    .selectFrom("program")
    .select(["id", "key", "title", "flagship", "closed_at"])
    .where("workspace_id", "=", workspaceId)
    .where(
      "id",
      "in",
      stored.map(({ report }) => report.programId),
    )
    .execute();
  const programs = new Map(rows.map((row) => [row.id, row]));
  return stored.flatMap(({ state, report, correctedOn }) => {
    const program = programs.get(report.programId);
    if (!program) return [];
    const { id, key, title, flagship, closed_at: closedAt } = program;
    const closedOn = closedAt !== null && closedAt <= asOf ? localDateOf(closedAt, zone) : undefined;
    return [
      {
        ...{ id, key, title, isFlagship: flagship === 1, report, isHeld: state === "held" },
        ...(correctedOn && { correctedOn }),
        ...(closedOn && { closedOn }),
      },
    ];
  });
}

/** The reader's own open requests, the first that is needed first, then those that were decided or withdrawn after `since`. */
export async function needsOf(
  db: Db | Tx,
  {
    zone,
    readerId,
    ...wanted
  }: { workspaceId: string; readerId: string; zone: string; programIds: readonly string[]; since?: Instant },
  at: Instant,
): Promise<{ needs: Need[]; asks: Map<string, Ask> }> {
  const all = await asksFor(db, { zone }, { ...wanted, deciderId: readerId, at });
  const shown = all.filter(
    (ask) => ask.askedAt <= at && ask.state !== "draft" && (ask.waitsFor === "decider" || isOver(ask)),
  );
  const { workspaceId } = wanted;
  const answerBy = await answerDays(db, { workspaceId, personId: readerId, zone }, shown, at);
  return { needs: shown.map((ask) => needOf(ask, answerBy(ask))), asks: new Map(shown.map((ask) => [ask.id, ask])) };
}

/** There is nothing to decide any more. */
export function isOver({ state }: Ask): boolean {
  return state === "decided" || state === "withdrawn" || state === "closed";
}

function needOf(ask: Ask, answerBy: LocalDate | null): Need {
  const { id: itemId, code, title, neededBy, options, recommended, costOfWaiting, isOverdue } = ask;
  return {
    ...{ itemId, code, program: ask.program.title, title, answerBy, neededBy, costOfWaiting, isOverdue },
    isOver: isOver(ask),
    options: options.map(({ label }) => label),
    recommended: recommended === null ? null : (options[recommended]?.label ?? null),
  };
}

export async function namesIn(
  db: Db | Tx,
  workspaceId: string,
  reports: readonly Report[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>();
  for (const { lines, status } of reports) {
    await letOthersRun();
    for (const id of [status?.by, ...lines.flatMap(({ by, owner }) => [by, owner])]) if (id) ids.add(id);
  }
  if (ids.size === 0) return new Map();
  const people = await peopleByIds(db, workspaceId, [...ids]);
  return new Map(people.filter(({ name }) => name !== "").map(({ id, name }) => [id, name]));
}
