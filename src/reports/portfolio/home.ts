/** Home: the programs of a visitor, the worst first; what comes next; and what is asked of whoever leads. */
import { cadencesOfVisitor } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceCalendar } from "../../calendars/calendars.ts";
import { comingToVisitor } from "../../check-ins/home/asked-now-and-next.ts";
import { missingInPrograms, roundsOnCards } from "../../check-ins/home/sections.ts";
import { peopleByIds } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Services } from "../../platform/services.ts";
import { dateAndTime, shortDate, textsFor } from "../../platform/texts/language.ts";
import { earliest, localDateOf, mondayOf } from "../../platform/time.ts";
import { covers, placeOf, portfolioSeatsOver, readersAbove } from "../../programs/coverage.ts";
import { officeLine } from "../../programs/office-giving.ts";
import { restsUntil } from "../../programs/pausing.ts";
import type { Program } from "../../programs/programs.ts";
import { programsCoveredBy, programsOfOffice } from "../../programs/programs-covered.ts";
import { decidesOnly, isAbove, isLeadRole } from "../../programs/seats.ts";
import { portfolioTexts } from "../../programs/texts-portfolio.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor-of-home.ts";
import { actions, button, escapeMrkdwn, quote, section, shorten, words } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { foldList, type Group, type HomeSection, oncePerHome, withHeading } from "../../slack/home.ts";
import { reportValue, screenIds } from "../action-ids.ts";
import { type ReportedTo, reportedTo } from "../compile/reports-for-reader.ts";
import { digestsAround } from "../digest/digests-to-come.ts";
import { openQuestions, replyButton } from "../digest/questions.ts";
import { questionTexts } from "../digest/texts-questions.ts";
import { draftTime } from "../drafts/due.ts";
import { draftButtons, draftTitle } from "../drafts/messages.ts";
import { listDrafts, readersOfDrafts } from "../drafts/stored-drafts.ts";
import { programRow, worstFirst } from "./program-row.ts";
import { workTexts } from "./texts.ts";

/** Further ones are folded. */
const PROGRAMS_SHOWN = 12;
/** Of so many a portfolio says more than a list. */
const FEW_PROGRAMS = 3;

type Reads = Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };

/** Read once for a Home. Statements do not grow with the programs of the visitor. */
const reportedToVisitor = oncePerHome(async (services: Reads, visitor: Visitor) => {
  const { person, programs } = visitor;
  const ofOffice = await programsOfOffice(services, person);
  const ofPortfolios = visitor.portfolios.length === 0 ? [] : await programsCoveredBy(services, person);
  const over = new Map([...(ofOffice ?? []), ...ofPortfolios].map((program) => [program.id, program]));
  const others = [...over.values()].filter(({ id }) => !programs.some((program) => program.id === id));
  // Of more the portfolio tells.
  const besides = others.length > PROGRAMS_SHOWN ? [] : others.map((program) => ({ ...program, roles: [] }));
  const readable = [
    ...programs.map((program) => ({ program, standings: program.roles })),
    ...besides.map((program) => ({ program, standings: standingBeside(ofOffice, program.id) })),
  ];
  const asked = besides.length > 0 ? {} : { asked: await cadencesOfVisitor(services, visitor) };
  const reported = await reportedTo(services, person, { programs: readable, day: null, ...asked });
  return { ofOffice, ofPortfolios, besides, reported };
});

function standingBeside(ofOffice: readonly { id: string }[] | null, programId: string): Standing[] {
  return ofOffice?.some(({ id }) => id === programId) ? ["office"] : ["body"];
}

export function reportedSection(services: Reads): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, programs } = visitor;
    const texts = textsFor(workTexts, reader).home;
    const { ofOffice, ofPortfolios, besides, reported } = await reportedToVisitor(services, visitor);
    const reports = new Map(reported.map((program) => [program.id, program]));
    const rounds = await roundsOnCards(services, visitor);
    const rows = inOrder({ person, programs: [...programs, ...besides] }, reports).map((program) =>
      programRow({ ...reader, id: person.id }, withPause(program), reports.get(program.id) ?? null, {
        shows: may(program.roles, "read-lead-answers") ? "since" : "strip",
        ...rounds(program.id),
      }),
    );
    return withHeading(reports.size > 1 ? texts.worstFirst : texts.programs, [
      ...portfolioLines(visitor, ofPortfolios),
      ...(ofOffice ? officeLine(reader, ofOffice, await missingInPrograms(services, visitor, ofOffice)) : []),
      ...foldList(rows, { key: "report.programs", shown: PROGRAMS_SHOWN, more: texts.more }),
      ...(ofOffice === null && reports.size > FEW_PROGRAMS
        ? [[actions("report.portfolio_of", commandButton(texts.portfolio, "portfolio"))]]
        : []),
    ]);
  };
}

/** “Retail portfolio · 12 programs”, with a button that opens it. */
function portfolioLines({ reader, portfolios }: Visitor, covered: readonly Program[]): Group[] {
  const texts = textsFor(portfolioTexts, reader);
  return portfolios.map(({ id, title, ...coverage }) => {
    const count = covered.filter((program) => covers("committee", coverage, placeOf(program))).length;
    const line = texts.home(escapeMrkdwn(shorten(title, LONGEST_TITLE)), texts.programs(reader, count));
    return [
      section(
        line,
        button(screenIds.open, texts.openIt, { value: reportValue.encode({ programId: id, digestId: null }) }),
      ),
    ];
  });
}

const LONGEST_TITLE = 200;

type Titled = Pick<VisitedProgram, "id" | "title" | "roles" | "paused_from" | "paused_until" | "next_change_on">;

function withPause({ id, title, ...dates }: Titled): Pick<ReportedTo, "id" | "title" | "pausedUntil"> {
  const until = restsUntil(dates);
  return { id, title, ...(until !== null && { pausedUntil: until }) };
}

/** Those without a report for the visitor come last, by title. */
function inOrder(
  { person, programs }: Pick<Visitor, "person"> & { programs: readonly Titled[] },
  reports: ReadonlyMap<string, ReportedTo>,
): Titled[] {
  const reported = [...reports.values()].sort(worstFirst(person.locale));
  const byId = new Map(programs.map((program) => [program.id, program]));
  return [...reported.flatMap(({ id }) => byId.get(id) ?? []), ...programs.filter(({ id }) => !reports.has(id))];
}

const SHOWN = 4;

/** “Tue 3 Nov, 9:00: your part of the digest”; to a sponsor “Tue 10 Nov, 9:00 · Digest Thu 3 Dec”. */
export function nextSection(services: Reads, isNeededAt: (visitor: Visitor, at: Instant) => Promise<boolean>) {
  const { db } = services;
  return async (visitor: Visitor): ReturnType<HomeSection<Visitor>> => {
    const { reader, now, person, programs, portfolios } = visitor;
    const { reported, ofOffice } = await reportedToVisitor(services, visitor);
    if (programs.length + portfolios.length === 0 && ofOffice === null) return [];

    const texts = textsFor(workTexts, reader).home;
    const { checkIns, comesAt } = await comingToVisitor({ db }, visitor);
    const led = programs.filter(({ roles }) => roles.includes("lead"));
    const workspaceId = person.workspace_id;

    // The office reads when the digests of its programs go.
    const overseen = (ofOffice ?? []).map(({ id }) => id);
    const overseers = await readersAbove(db, workspaceId, overseen, now);
    const theirs = [person.id, ...[...overseers.values()].flat().map((reading) => reading.person_id)];

    // Where nobody of its own is above it, those of a portfolio are.
    const ownReaders = ({ holders }: VisitedProgram) =>
      holders.flatMap((one) => (isAbove(one.role) ? one.personId : []));
    const without = led.filter((program) => ownReaders(program).length === 0).map(({ id }) => id);
    const covering = await portfolioSeatsOver(db, workspaceId, without, now);
    const readersOf = (program: VisitedProgram) => [
      ...ownReaders(program),
      ...(covering.get(program.id) ?? []).map((seat) => seat.person_id),
    ];
    const personIds = [...new Set([...theirs, ...led.flatMap(readersOf)])];
    const digests = await digestsAround(db, { workspaceId, personIds, now });
    const own = digests.filter(({ personId }) => personId === person.id);
    const coming = digests.filter(({ at }) => at > now);

    const firsts = led.flatMap((program) => {
      // Where nobody has written there is nothing to look through.
      const written = reported.find(({ id, report }) => id === program.id && report.answered > 0)?.report;
      const fitting = coming.filter(({ rhythm }) => rhythm === written?.rhythm);
      return fitting.find(({ personId }) => readersOf(program).includes(personId)) ?? [];
    });

    const working = firsts.length > 0 ? await workspaceCalendar(db, workspaceId) : null;
    const parts = firsts.map(({ at, zone }) => working && comesAt("morning", draftTime(at, zone, working)));
    const part = earliest(...parts.filter((at) => at !== null && at > now));

    const digestWeeks = own.map(({ at, zone }) => mondayOf(localDateOf(at, zone)));
    const roles = [...programs, ...portfolios].flatMap((place) => place.roles);
    const weekly = decidesOnly(roles) ? comesAt("weekly", now, digestWeeks) : null;
    const isWeekly = weekly !== null && (await isNeededAt(visitor, weekly));

    const digest = earliest(...coming.flatMap(({ personId, at }) => (theirs.includes(personId) ? at : [])));
    const isOwn = own.some(({ at }) => at === digest);

    const dayOf = (at: Instant) => shortDate(reader, localDateOf(at, reader.zone));
    const next: { at: Instant; words: string }[] = [
      ...checkIns.map(({ at, name: what }) => ({ at, words: texts.at(dateAndTime(reader, at), what) })),
      ...(isWeekly ? [{ at: weekly, words: texts.at(dateAndTime(reader, weekly), texts.weekly) }] : []),
      ...(part === null ? [] : [{ at: part, words: texts.at(dateAndTime(reader, part), texts.part) }]),
      ...(digest === null ? [] : [{ at: digest, words: texts.digest(dayOf(digest), isOwn) }]),
    ];

    const words = new Set(next.toSorted((item, other) => item.at.localeCompare(other.at)).map((each) => each.words));
    if (words.size === 0) return [];
    return withHeading(texts.next, [[section(escapeMrkdwn([...words].slice(0, SHOWN).join(" · ")))]]);
  };
}

/** Drafts that nobody has found fine, changed or held yet, and questions without a reply. */
export function leadingSection({ db }: Pick<Reads, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now, programs }): Promise<Group[]> => {
    const led = programs.filter(({ roles }) => roles.some(isLeadRole));
    const titles = new Map(led.map(({ id, title }) => [id, title] as const));
    if (titles.size === 0) return [];
    const workspaceId = person.workspace_id;
    const titleOf = (programId: string) => titles.get(programId) ?? "";
    const drafts = (await listDrafts(db, workspaceId, [...titles.keys()])).filter(
      ({ rhythm, state, wordsBy, sendAt }) =>
        rhythm !== "weekly" && state === "draft" && wordsBy === null && sendAt > now,
    );
    const readers = await readersOfDrafts(db, workspaceId, drafts, now);
    const questions = await openQuestions(db, workspaceId, [...titles.keys()]);
    const askers = await peopleByIds(db, workspaceId, [...new Set(questions.map(({ asked_by: by }) => by))]);
    return [
      ...drafts.map((draft): Group => {
        const title = draftTitle(reader, draft, { readers: readers.get(draft.id) ?? [], personId: person.id });
        return [
          words([{ text: titleOf(draft.program_id), bold: true }, { text: ` · ${title}` }]),
          actions(`report.draft:${draft.id}`, ...draftButtons(reader, draft)),
        ];
      }),
      ...questions.map(({ id, program_id: programId, asked_by: by, question }): Group => {
        const asker = askers.find((each) => each.id === by)?.name ?? "";
        return [
          words([{ text: textsFor(questionTexts, reader).asked(asker, titleOf(programId)), bold: true }]),
          quote({ text: question }),
          replyButton(reader, id),
        ];
      }),
    ];
  };
}
