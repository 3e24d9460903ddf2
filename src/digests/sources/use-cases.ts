/** What a digest rests on, for those who may see it. */

import type { ModalView } from "@slack/types";
import { readQuestions } from "../../cadences/columns.ts";
import { answersSchema, answersTo, peopleIn, withoutWords } from "../../cadences/questions/questions.ts";
import { answersReadBy } from "../../check-ins/proposals/of-answer.ts";
import { type AnswerTime, answerTime } from "../../check-ins/rules-answer-times.ts";
import type { Unsaid } from "../../check-ins/sensitive/rules.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, readerAt, readerOf } from "../../people/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { seatDay, standingsOf } from "../../programs/use-cases.ts";
import { itemsOfAnswer } from "../../register/list/use-cases.ts";
import { openButtons, sourceButtons } from "../../register/offers.ts";
import { codeOf, shownTitle } from "../../register/rules.ts";
import { listItemsFor } from "../../register/use-cases-reading.ts";
import { leftOutOf } from "../approval/wording.ts";
import type { DigestDocument, Line } from "../document.ts";
import { type Choice, isPlace } from "../editions/divisions/division.ts";
import { divisionOf } from "../editions/divisions/use-cases.ts";
import { listBroughtBy } from "../editions/repository.ts";
import { piecesOf, wordsTold } from "../going-up/rules.ts";
import { readOwnDigest } from "../home/use-cases.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { listRolesOn } from "../readers/repository.ts";
import { mayReadSource } from "../readers/rules.ts";
import { type Edition, findEdition } from "../repository.ts";
import { authorOf, clearedOn, digestTexts } from "../texts.ts";
import { answerView, type ClosingLine, goneView, type ItemEntry, SOURCES_ON_PAGE, sourcesView } from "./blocks.ts";
import {
  countCheckInSources,
  findCheckInSource,
  listCheckInSources,
  listItemSources,
  type SourcePage,
} from "./repository.ts";

type Reading = Pick<Services, "db" | "clock" | "ids" | "events">;

export type SourcesResult = { kind: "view"; view: ModalView } | { kind: "refused"; sentence: string };

/** The list behind the button of a digest; `page` counts from 0. Refused, kindly, to those without a right to any of it. */
export async function showSources(
  services: Reading,
  { viewer, editionId, page }: { viewer: Person; editionId: string; page: number },
): Promise<SourcesResult> {
  const { db, clock } = services;
  const reader = readerAt(viewer, clock.now());
  const scope = await readableSources(db, clock, viewer, editionId);
  if (!scope) return { kind: "refused", sentence: digestTexts(reader).sources.forbidden };
  const { leftOut, closings, counted } = scope;
  const checkIns = await countCheckInSources(db, scope);
  const items = await listItemSources(db, scope);
  const itemsHere = items.slice(page * SOURCES_ON_PAGE, (page + 1) * SOURCES_ON_PAGE);
  const rows = await listCheckInSources(db, scope, {
    offset: Math.max(0, page * SOURCES_ON_PAGE - items.length),
    limit: SOURCES_ON_PAGE - itemsHere.length,
  });
  const entries = rows.map((row) => ({
    checkInId: row.check_in_id,
    revision: row.revision,
    author: authorOf(row, reader),
    program: row.program,
    period: row.period,
    answered: answered(row, reader, clock),
  }));
  const list = {
    editionId,
    closings,
    items: await itemEntries(services, viewer, itemsHere),
    entries,
    page,
    leftOut,
    counted,
    cleared: clearedOn({ reader, clearedAt: (await findEdition(db, viewer.workspace_id, editionId))?.clearedAt }),
  };
  return { kind: "view", view: sourcesView(reader, { ...list, total: { checkIns, items: items.length } }) };
}

function answered(
  row: { answered_at: Instant; is_late: 0 | 1; closes_at: Instant },
  { zone }: Pick<Reader, "zone">,
  clock: Clock,
): AnswerTime {
  const times = { answeredAt: row.answered_at, isLate: row.is_late === 1, closesAt: row.closes_at };
  return answerTime(times, { now: clock.now(), zone });
}

/** With their words, as far as the record is open to this person; the others by their code alone. */
async function itemEntries(
  services: Reading,
  viewer: Person,
  sources: Awaited<ReturnType<typeof listItemSources>>,
): Promise<ItemEntry[]> {
  if (sources.length === 0) return [];
  const { db } = services;
  const found = await listItemsFor(services, viewer, { ids: sources.map(({ id }) => id) });
  const readable = new Map(found.map((item) => [item.id, item]));
  const raisers = await peopleByIds(db, viewer.workspace_id, [...new Set(found.map(({ raised_by }) => raised_by))]);
  const byId = new Map(raisers.map((one) => [one.id, one]));
  const nameOf = ({ raised_by }: (typeof found)[number]) => byId.get(raised_by)?.name ?? "";
  return sources.map((source) => {
    const item = readable.get(source.id);
    return {
      id: source.id,
      code: codeOf(source),
      program: source.program,
      revision: source.revision,
      open: item
        ? {
            title: shownTitle(item),
            author: nameOf(item),
            raisedAt: item.raised_at,
            buttons: sourceButtons(readerOf(viewer), item),
          }
        : null,
    };
  });
}

interface AskedSource {
  viewer: Person;
  editionId: string;
  checkInId: string;
}

/** One check-in whole, in the revision that the digest rests on. */
export async function readSource(services: Reading, asked: AskedSource): Promise<SourcesResult> {
  const { db, clock } = services;
  const { viewer, editionId, checkInId } = asked;
  const reader = readerAt(viewer, clock.now());
  const read = await sourceFor(services, asked);
  const goneAt = read?.row.removed_at;
  if (goneAt) return { kind: "view", view: goneView(reader, localDateOf(goneAt, reader.zone)) };
  if (!read) return { kind: "refused", sentence: digestTexts(reader).sources.forbidden };
  const { row, questions, answers, isCut } = read;
  const named = peopleIn(questions, answers);
  const names = new Map((await peopleByIds(db, viewer.workspace_id, named)).map((person) => [person.id, person.name]));
  const entry = {
    editionId,
    checkInId,
    revision: row.revision,
    author: authorOf(row, reader),
    program: row.program,
    period: row.period,
    answered: answered(row, reader, clock),
    questions,
    answers,
    nothingToReport: row.nothing_to_report === 1,
    isCut,
    items: openButtons(await itemsOfAnswer(services, viewer, checkInId)),
  };
  return { kind: "view", view: answerView(reader, entry, (id) => names.get(id) ?? id) };
}

/**
 * What the first screen of their own digest shortens, of the programs in which they have a role now. Throws
 * DIGEST_NOT_YOURS, DIGEST_ROLE_ENDED.
 */
export async function shortenedAnswers(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  editionId: string,
): Promise<Choice[]> {
  const own = await readOwnDigest(services, person, editionId);
  const { parts } = await divisionOf(services.db, person.workspace_id, own);
  const told = new Set(own.document.citations.map(({ source }) => source.id));
  const choices = parts[0].pieces.flatMap((piece) => (isPlace(piece) && piece.place === "foot" ? piece.choices : []));
  return choices.filter(({ id }) => told.has(id));
}

/** What was answered to one question, for the record; null where this person may not read it. */
export async function answerFor(
  services: Reading,
  { question, ...asked }: AskedSource & { question: string },
): Promise<{ text: string; programId: string } | null> {
  const read = await sourceFor(services, asked);
  const text = read?.answers[question];
  return read && typeof text === "string" ? { text, programId: read.row.program_id } : null;
}

async function sourceFor(services: Reading, { viewer, editionId, checkInId }: AskedSource) {
  const { db, clock } = services;
  const scope = await readableSources(db, clock, viewer, editionId);
  const row = scope && (await findCheckInSource(db, scope, checkInId));
  if (!row) return null;
  const questions = readQuestions(row.questions);
  const given = answersTo(questions, answersSchema.parse(JSON.parse(row.answers)));
  const standings = await standingsOf(db, viewer, row.program_id, { clock });
  const isLead = may(standings, "read-lead-answers");
  const of = { workspaceId: viewer.workspace_id, checkInId, questions, answeredAt: row.answered_at };
  const read = { row, questions, isCut: false };
  if (!isLead && isRestricted(row)) return { ...read, answers: withoutWords(questions, given) };
  const unsaid = row.disclosure === "executive" ? "plain" : unsaidBeside(scope.told);
  const { answers } = await answersReadBy(standings, db, of, given, unsaid);
  const isOfTeam = isLead || may(standings, "read-team-answers");
  return { ...read, answers, isCut: !isOfTeam && JSON.stringify(answers) !== JSON.stringify(given) };
}

/** Of the texts of an answer, what these digests have of it went up with them; of another nothing that its author said nothing of. */
function unsaidBeside(documents: readonly DigestDocument[]): (text: string) => Unsaid {
  const told = new Set(documents.flatMap(wordsTold));
  return (text) => (piecesOf(text).some((piece) => told.has(piece)) ? "plain" : "none");
}

/**
 * Which of the sources this person may see: those of some programs, or (null) none. Of the reader's own digest `leftOut`: the
 * titles of those in which their role has ended, `closings`: what it says of others that were closed or reopened, and `counted`: how
 * many answers its head counts, where the reader sees all that it rests on.
 */
async function readableSources(db: Db, clock: Clock, viewer: Person, editionId: string): Promise<Readable | null> {
  const workspaceId = viewer.workspace_id;
  const edition = await findEdition(db, workspaceId, editionId);
  if (!edition) return null;
  const editions = [edition, ...(await listBroughtBy(db, workspaceId, editionId))];
  const editionIds = editions.map(({ id }) => id);
  if (mayReadSource({ isReader: edition.readerId === viewer.id, roles: [] })) {
    // Whoever it was made for reads what it rests on while they have a role there.
    const { ids, keys } = await programsWithRole({ clock }, db, viewer);
    const leftOut = [...new Set(editions.flatMap(({ document }) => leftOutOf(document, keys)))];
    const isRead = editions.some(({ document }) => document.programs.some(({ key }) => keys.has(key)));
    const told = editions.flatMap(({ document }) => document.sections.flatMap(({ lines }) => lines.filter(isClosing)));
    const closings = [...new Map(told.map((line) => [closingKey(line), line])).values()];
    const shown = closings.filter(({ program }) => !leftOut.includes(program));
    const counted = leftOut.length > 0 ? 0 : Math.max(...editions.map(({ document }) => document.head.answered));
    const page = { workspaceId, editionIds, programIds: ids };
    const documents = editions.map(({ document }) => document);
    return isRead ? { ...page, editions, told: documents, leftOut, closings: shown, counted } : null;
  }
  const today = seatDay(clock.now());
  const roles = Map.groupBy(
    await listRolesOn(db, { workspaceId, personId: viewer.id }, today),
    (seat) => seat.program_id,
  );
  const programIds = [...roles].flatMap(([programId, seats]) =>
    mayReadSource({ isReader: false, roles: seats.map((seat) => seat.role) }) ? [programId] : [],
  );
  const nothing = { told: [], leftOut: [], closings: [], counted: 0 };
  const page = { ...nothing, workspaceId, editionIds, programIds, editions };
  if (programIds.length === 0) return null;
  return (await countCheckInSources(db, page)) > 0 || (await listItemSources(db, page)).length > 0 ? page : null;
}

interface Readable extends SourcePage {
  editions: readonly Edition[];
  /** What the reader's own digest says; of another's nothing. */
  told: readonly DigestDocument[];
  leftOut: string[];
  closings: ClosingLine[];
  counted: number;
}

/** Digests of one message tell the same. */
function closingKey(line: ClosingLine): string {
  return JSON.stringify([line.program, line.on, line.kind === "reopened" && line.closedOn]);
}

function isClosing(line: Line): line is ClosingLine {
  return line.kind === "closed" || line.kind === "reopened";
}
