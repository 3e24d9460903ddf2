/** What a report rests on, each source to be opened, and one answer whole as far as its reader may read it. */
import type { KnownBlock, ModalView } from "@slack/types";
import { readQuestions } from "../../cadences/cadences.ts";
import { answersSchema, answersTo, textIn } from "../../cadences/questions/questions.ts";
import { answersAbove, withoutWords } from "../../check-ins/answers-above.ts";
import { answeredWords, answerText } from "../../check-ins/answers-shown.ts";
import { questionsToRead } from "../../check-ins/form/objectives-asked.ts";
import { withoutOutlook } from "../../check-ins/form/recommendation-and-outlook.ts";
import { outlookHidden } from "../../check-ins/rounds/outlook-of-others.ts";
import { coverTexts } from "../../people/covering-messages.ts";
import { isRestricted } from "../../people/disclosure.ts";
import { type Person, peopleByIds, readerAt } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import type { Db } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import {
  capitalised,
  dayInWords,
  languageOf,
  longPeriodName,
  monthAndYear,
  type Reader,
  textsFor,
  weekName,
} from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/programs.ts";
import { listItemsFor } from "../../register/item-rights.ts";
import { sourceButtons } from "../../register/items-in-words.ts";
import { actions, button, context, lineOf, section, shorten, words } from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { type ReportPlace, screenIds, sourcesValue } from "../action-ids.ts";
import type { Report } from "../compile/report.ts";
import { mayReadReports, reportIn } from "../compile/reports-for-reader.ts";
import { statusInWords } from "../compile/status-and-dates-in-words.ts";
import { turnBlocks } from "./portfolio.ts";
import { programShown } from "./program-screen-data.ts";
import { workTexts } from "./texts.ts";

const failure = errorTable({
  SOURCES_NOT_YOURS: {
    en: () => workTexts.en.sources.notYours,
    fr: () => workTexts.fr.sources.notYours,
  },
});

/** Two blocks each: a view holds 100. */
const SOURCES_ON_PAGE = 40;
const LONGEST_TITLE = 200;

/** Throws PROGRAM_NOT_SHOWN, SOURCES_NOT_YOURS. `page` counts from 0. */
export async function sourcesScreen(
  services: Services,
  viewer: Person,
  place: ReportPlace,
  page: number,
): Promise<ModalView> {
  const { report, isHeld, program } = await reportRead(services, viewer, place);
  const reader = readerAt(viewer, services.clock.now());
  const texts = textsFor(workTexts, reader).sources;
  const items = await itemEntries(services, viewer, reader, report);
  // While its words are held back, so are the answers that have them.
  const given = isHeld
    ? []
    : await answerEntries(services, reader, { workspaceId: viewer.workspace_id, place, report });
  const all = [...items, ...given];
  const shown = all.slice(page * SOURCES_ON_PAGE, (page + 1) * SOURCES_ON_PAGE).flat();
  const pages = Math.ceil(all.length / SOURCES_ON_PAGE);
  const turns = { page, pages, earlier: screenIds.sourcesEarlier, later: screenIds.sourcesLater };
  const blocks: (KnownBlock | null)[] = [
    words([{ text: shorten(program.title, LONGEST_TITLE), bold: true }]),
    page === 0 ? await statusBlock(services.db, viewer, reader, report) : null,
    ...(all.length === 0 ? [section(texts.none)] : shown),
    ...turnBlocks(reader, "report.sources_pages", turns, (to) => sourcesValue.encode({ ...place, at: String(to) })),
  ];
  const close = textsFor(workTexts, reader).close;
  return modal({ title: texts.title, close, blocks });
}

/** The report that is shown in that place, where this person may read it. */
async function reportRead(
  services: Services,
  viewer: Person,
  { programId, digestId }: ReportPlace,
): Promise<{ report: Report; isHeld: boolean; program: Program; standings: Standing[] }> {
  const { program, standings } = await programShown(services, viewer, programId);
  if (!mayReadReports(standings)) throw failure("SOURCES_NOT_YOURS");
  const shown = await reportIn(services, viewer, { program, standings }, digestId);
  if (!shown) throw failure("SOURCES_NOT_YOURS");
  return { report: shown.report, isHeld: shown.isHeld, program, standings };
}

async function statusBlock(db: Db, viewer: Person, reader: Reader, { status }: Report): Promise<KnownBlock | null> {
  if (status === null) return null;
  const [author] = await peopleByIds(db, viewer.workspace_id, [status.by]);
  const day = dayInWords(reader, localDateOf(status.at, reader.zone));
  const texts = textsFor(workTexts, reader).sources;
  return words([{ text: texts.given(statusInWords(reader, status.status), author?.name ?? "", day) }]);
}

/** With their words, as far as the register is open to this person; the others by their code alone. */
async function itemEntries(
  services: Services,
  viewer: Person,
  reader: Reader,
  { lines, milestones = [] }: Report,
): Promise<KnownBlock[][]> {
  const codes = new Map<string, string>();
  for (const { itemId, code } of [...lines, ...milestones]) if (itemId && code) codes.set(itemId, code);
  for (const id of sourceIds(lines, "item").keys()) if (!codes.has(id)) codes.set(id, "");
  if (codes.size === 0) return [];
  const found = await listItemsFor(services, viewer, { ids: [...codes.keys()] });
  const readable = new Map(found.map((item) => [item.id, item]));
  const texts = textsFor(workTexts, reader).sources;
  return [...codes].flatMap(([id, code]): KnownBlock[][] => {
    const item = readable.get(id);
    if (!item) return code === "" ? [] : [[words([{ text: code, bold: true }, { text: ` · ${texts.closedToYou}` }])]];
    const title = shorten(item.title, LONGEST_TITLE);
    return [
      [
        words([{ text: code, bold: true }, { text: `${code === "" ? "" : " · "}${title}` }]),
        actions(`report.item.${id}`, ...sourceButtons(reader, item)),
      ],
    ];
  });
}

/** Of each source of that kind the last revision on which a line rests. */
function sourceIds(lines: Report["lines"], kind: "item" | "check-in"): Map<string, number> {
  const revisions = new Map<string, number>();
  for (const source of lines.flatMap(({ sources }) => sources)) {
    if (source.kind !== kind) continue;
    revisions.set(source.id, Math.max(source.revision, revisions.get(source.id) ?? 1));
  }
  return revisions;
}

async function answerEntries(
  { db }: Services,
  reader: Reader,
  { workspaceId, place, report }: { workspaceId: string; place: ReportPlace; report: Report },
): Promise<KnownBlock[][]> {
  const revisions = sourceIds(report.lines, "check-in");
  if (revisions.size === 0) return [];
  const rows = await answers(db, workspaceId, [...revisions.keys()]).execute();
  const texts = textsFor(workTexts, reader).sources;
  return rows
    .filter((row) => row.revision === revisions.get(row.id))
    .map((row) => [
      words([{ text: authorOf(reader, row), bold: true }, { text: ` · ${factsOf(reader, row).join(" · ")}` }]),
      actions(
        `report.answer.${row.id}`,
        button(screenIds.readAnswer, texts.read, { value: sourcesValue.encode({ ...place, at: row.id }) }),
      ),
    ]);
}

type AnswerRow = Awaited<ReturnType<ReturnType<typeof answers>["execute"]>>[number];

function authorOf(reader: Reader, { author, delegate }: AnswerRow): string {
  return delegate === null ? author : textsFor(coverTexts, reader).by(delegate, author);
}

function factsOf(reader: Reader, row: AnswerRow): string[] {
  const revised = row.revision > 1 ? [textsFor(workTexts, reader).sources.revision(row.revision)] : [];
  return [roundInWords(reader, row.period), answeredWords(reader, row.is_late === 1), ...revised];
}

/** `2026-10`, `2026-W44`, `2026-Q4`, `FY2027`, `2026-10-30` */
function roundInWords(reader: Reader, period: string): string {
  if (/^\d{4}-\d\d$/.test(period)) return capitalised(monthAndYear(reader, `${period}-01`));
  if (/^\d{4}-\d\d-\d\d$/.test(period)) return dayInWords(reader, period);
  return capitalised(period.includes("-W") ? weekName(reader, period) : longPeriodName(reader, period));
}

/** Throws SOURCES_NOT_YOURS also where the report as of now rests on it no more. */
export async function answerScreen(
  services: Services,
  viewer: Person,
  { checkInId, ...place }: ReportPlace & { checkInId: string },
): Promise<ModalView> {
  const { db, clock } = services;
  const { report, isHeld, standings } = await reportRead(services, viewer, place);
  if (isHeld) throw failure("SOURCES_NOT_YOURS");
  const revision = sourceIds(report.lines, "check-in").get(checkInId);
  const rows = await answers(db, viewer.workspace_id, [checkInId]).execute();
  const row = rows.find((item) => item.revision === revision);
  if (!row) throw failure("SOURCES_NOT_YOURS");
  const reader = readerAt(viewer, clock.now());
  const texts = textsFor(workTexts, reader).sources;
  const view = (...blocks: KnownBlock[]) => modal({ title: texts.answer, close: texts.back, blocks });
  if (row.removed_at !== null) {
    return view(section(lineOf(texts.gone(dayInWords(reader, localDateOf(row.removed_at, reader.zone))))));
  }
  const head = words([{ text: authorOf(reader, row), bold: true }, { text: ` · ${factsOf(reader, row).join(" · ")}` }]);

  const { questions: asked, given: whole, isCut } = wordsFor({ row, standings });
  const asReader = { workspaceId: viewer.workspace_id, personId: viewer.id, now: clock.now() };
  const isOutlookHidden = (await outlookHidden(db, asReader, [checkInId])).has(checkInId);
  const given = isOutlookHidden ? withoutOutlook(whole) : whole;

  const questions = await questionsToRead(db, viewer.workspace_id, asked, [given]);
  const shown = questions.flatMap((question) => {
    const value = given[question.key];
    if (value === undefined) return [];
    return [
      words(
        [{ text: textIn(question.label, languageOf(reader.locale)), bold: true }],
        [{ text: answerText(reader, questions, question, value) }],
      ),
    ];
  });
  const nothing = row.nothing_to_report === 1 ? [section(texts.nothing)] : [];
  return view(head, ...nothing, ...shown, ...(isCut ? [context(texts.isCut)] : []));
}

/** An answer as this person may read it: those above without its details and what its author keeps in the team. */
function wordsFor({ row, standings }: { row: AnswerRow; standings: readonly Standing[] }) {
  const questions = readQuestions(row.questions);
  const all = answersTo(questions, answersSchema.parse(JSON.parse(row.answers)));
  const isLead = may(standings, "read-lead-answers");
  if (!isLead && isRestricted(row)) return { questions, given: withoutWords(questions, all), isCut: true };
  const given = may(standings, "read-team-answers") ? all : answersAbove(questions, all);
  return { questions, given, isCut: !isLead && JSON.stringify(given) !== JSON.stringify(all) };
}

/** Each revision of these check-ins, with who gave it, when and to which questions. */
function answers(db: Db, workspaceId: string, ids: readonly string[]) {
  const revisions = db
    .selectFrom("check_in")
    .innerJoin("check_in_revision as revision", (join) =>
      join
        .onRef("revision.workspace_id", "=", "check_in.workspace_id")
        .onRef("revision.check_in_id", "=", "check_in.id"),
    )
    .innerJoin("check_in_revision as first", (join) =>
      join
        .onRef("first.workspace_id", "=", "check_in.workspace_id")
        .onRef("first.check_in_id", "=", "check_in.id")
        .on("first.revision", "=", 1),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .leftJoin("person as delegate", (join) =>
      join
        .onRef("delegate.workspace_id", "=", "revision.workspace_id")
        .onRef("delegate.id", "=", "revision.author_id")
        .onRef("revision.author_id", "!=", "check_in.person_id"),
    );

  return revisions
    .select(["check_in.id", "check_in.removed_at", "revision.revision", "revision.answered_at", "revision.answers"])
    .select(["revision.nothing_to_report", "first.is_late", "round.period"])
    .select(["question_set.questions", "cadence.disclosure", "person.name as author", "delegate.name as delegate"])
    .where("check_in.workspace_id", "=", workspaceId)
    .where("check_in.id", "in", ids)
    .orderBy("revision.answered_at")
    .orderBy("check_in.id");
}
