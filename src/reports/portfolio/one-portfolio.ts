/** One portfolio on its screen: the programs that it covers, the worst first, and who decides over them. */
import type { ActionsBlockElement, KnownBlock } from "@slack/types";
import type { Person } from "../../people/people.ts";
import type { Standing } from "../../people/rights.ts";
import { may } from "../../people/rights.ts";
import type { Services } from "../../platform/services.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { committeeOf, ladderSeats } from "../../programs/committee.ts";
import { labelOfCoverage } from "../../programs/coverage.ts";
import type { Label } from "../../programs/labels.ts";
import { scopeInWords } from "../../programs/office-giving.ts";
import { portfolioActs, programButtons } from "../../programs/program-menu-and-buttons.ts";
import { listProgramsFor, type Program } from "../../programs/programs.ts";
import { programsCovered } from "../../programs/programs-covered.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import { programTexts } from "../../programs/texts.ts";
import { portfolioTexts } from "../../programs/texts-portfolio.ts";
import { peopleAt } from "../../register/requests/ladder.ts";
import { actions, context, lineOf, shorten, type Words, words } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { type ReportedTo, reportedTo } from "../compile/reports-for-reader.ts";
import { programRow, worstFirst } from "./program-row.ts";
import { workTexts } from "./texts.ts";

const PROGRAMS_SHOWN = 20;
const LONGEST_TITLE = 200;
const LONGEST_NAMES = 300;

export interface CoveredProgram {
  id: string;
  title: string;
  /** Null: its reports are not theirs to read, or there is none. */
  reported: ReportedTo | null;
}

export interface OpenedPortfolio {
  id: string;
  title: string;
  isClosed: boolean;
  /** Null: all programs. */
  label: Label | null;
  /** Those that the reader may know: the worst first, then those without a report for them, by title. */
  programs: CoveredProgram[];
  /** The chair first. */
  members: string[];
  secretaries: string[];
  quorum: number | null;
  acts: ActionsBlockElement[];
}

export async function openedPortfolio(
  services: Services,
  person: Person,
  { program, standings }: { program: Program; standings: readonly Standing[] },
): Promise<OpenedPortfolio> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, id } = program;
  const label = labelOfCoverage(program);
  const covered = await programsCovered(db, workspaceId, label);
  const coveredIds = new Set(covered.map((each) => each.id));
  const readable = (await listProgramsFor(db, person, services)).filter((each) => coveredIds.has(each.program.id));
  const reported = await reportedTo(services, person, { programs: readable, day: null });
  const sorted = reported.toSorted(worstFirst(person.locale));
  const shown = new Set(sorted.map((each) => each.id));
  const { compare } = new Intl.Collator(person.locale);
  const others = readable
    .map((each) => each.program)
    .filter((each) => !shown.has(each.id))
    .toSorted((each, other) => compare(each.title, other.title));

  const seats = (await seatsByProgram(db, workspaceId, [id], seatDay(clock.now()))).get(id) ?? [];
  const names = new Map(seats.map((seat) => [seat.person_id, seat.name]));
  const chairFirst = peopleAt(await ladderSeats(db, program, clock.now()), "chair", { disclosure: "above" });
  const secretaries = seats.flatMap(({ role, name }) => (role === "secretary" ? name : []));
  const isSeated = standings.includes("steering") || standings.includes("secretary");
  return {
    id,
    title: program.title,
    isClosed: program.state === "closed",
    label,
    programs: [
      ...sorted.map((each) => ({ id: each.id, title: each.title, reported: each })),
      ...others.map((each) => ({ id: each.id, title: each.title, reported: null })),
    ],
    members: chairFirst.flatMap((personId) => names.get(personId) ?? []),
    secretaries,
    quorum: (await committeeOf(db, workspaceId, id)).quorum,
    acts: portfolioActs(person, {
      id,
      isClosed: program.state === "closed",
      isReader: isSeated,
      mayChange: may(standings, "change-program"),
      buttons: programButtons.itemsIn(services).filter(({ isOfPortfolios }) => isOfPortfolios),
    }),
  };
}

/** Its title, what it covers, and its programs with how they stand. */
export function coverageBlocks(reader: Reader & { id?: string }, portfolio: OpenedPortfolio): KnownBlock[] {
  const texts = textsFor(portfolioTexts, reader);
  const work = textsFor(workTexts, reader);
  const { label, programs, title, isClosed } = portfolio;
  const left = programs.length - PROGRAMS_SHOWN;
  return [
    words([{ text: shorten(title, LONGEST_TITLE), bold: true }]),
    context(lineOf(texts.coverage(scopeInWords(reader, label), texts.programs(reader, programs.length)))),
    ...(isClosed ? [context(lineOf(work.program.isClosed(shorten(title, LONGEST_TITLE))))] : []),
    ...programs
      .slice(0, PROGRAMS_SHOWN)
      .flatMap((program) => programRow(reader, program, program.reported, { shows: "moves" })),
    ...(left > 0
      ? [
          context(lineOf(work.more(reader, left))),
          actions("portfolio.all", commandButton(work.portfolio.label, "portfolio")),
        ]
      : []),
  ];
}

/** “Steering committee · Nina Falk (chair), Tom Baker · quorum 2” */
export function committeeBlock(reader: Reader, { members, secretaries, quorum }: OpenedPortfolio): KnownBlock {
  const texts = textsFor(portfolioTexts, reader);
  const work = textsFor(workTexts, reader).program;
  const { role } = textsFor(programTexts, reader);
  const [chair, ...others] = members;
  const named = chair === undefined ? [] : [texts.isChair(chair), ...others];
  const facts = [
    role.steering,
    named.length > 0 ? shorten(list(reader, named), LONGEST_NAMES) : work.noLead,
    ...(quorum === null ? [] : [texts.quorumOf(quorum)]),
  ];
  const lines: Words[][] = [
    [{ text: facts.join(" · ") }],
    ...(secretaries.length > 0 ? [[{ text: `${role.secretary} · ${list(reader, secretaries)}` }]] : []),
  ];
  return words([{ text: work.people, bold: true }], ...lines);
}
