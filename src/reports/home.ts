/** The programs of a visitor on Home, the worst first: how each stands, what comes in it, and a button that opens it. */

import { cadencesOfVisitor } from "../cadences/recurrence/years/use-cases.ts";
import { may } from "../people/rules-rights.ts";
import type { Services } from "../platform/services.ts";
import { actions, context, escapeMrkdwn } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import { folded, type HomeSection, oncePerHome, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import { type CardPart, programCards } from "../programs/cards.ts";
import { officeLine } from "../programs/office/line.ts";
import { programTexts } from "../programs/texts.ts";
import type { VisitedProgram, Visitor } from "../programs/visitor.ts";
import { programRow } from "./program-row.ts";
import { mayReadReports, type ReportedTo, reportedTo, worstFirst } from "./reported.ts";
import { workTexts } from "./texts-screens.ts";

type HomeServices = Pick<Services, "db" | "clock" | "events">;

/** Further ones are folded. */
const PROGRAMS_SHOWN = 12;
/** Of so many a portfolio says more than a list. */
const FEW_PROGRAMS = 3;

/** Statements do not grow with the programs of the visitor. */
export function reportedSection(services: HomeServices): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, programs } = visitor;
    const texts = textsFor(workTexts, reader).home;
    const reports = await reportsOfVisitor(services, visitor);
    const partsOf: ((programId: string) => CardPart | undefined)[] = [];
    for (const parts of programCards.itemsIn(services)) partsOf.push(await parts(services, visitor));
    const parts = new Map(programs.map(({ id }) => [id, partsOf.flatMap((partOf) => partOf(id) ?? [])]));
    const notes = new Set([...parts.values()].flat().flatMap(({ note }) => note ?? []));
    const rows = inOrder(visitor, reports).map((program) =>
      programRow(reader, program, reports.get(program.id) ?? null, {
        hasStrip: !leads(program),
        lines: linesOf(visitor, program, parts.get(program.id) ?? []),
      }),
    );
    const heading = reports.size > 1 ? texts.worstFirst : textsFor(programTexts, reader).list.title;
    return withHeading(heading, [
      ...(await officeLine(services, visitor)),
      ...folded(rows, { key: "report.programs", shown: PROGRAMS_SHOWN, more: texts.more }),
      ...[...notes].map((note) => [context(escapeMrkdwn(note))]),
      ...(reports.size > FEW_PROGRAMS
        ? [[actions("report.portfolio_of", commandButton(texts.portfolio, "portfolio"))]]
        : []),
    ]);
  };
}

/** Read once for a Home. */
const reportsOfVisitor = oncePerHome(
  async (services: HomeServices, visitor: Visitor): Promise<Map<string, ReportedTo>> => {
    const { person, programs } = visitor;
    const known = programs.map((program) => ({ program, standings: program.roles }));
    const asked = await cadencesOfVisitor(services, visitor);
    const reported = await reportedTo(services, person, { programs: known, day: null, asked });
    return new Map(reported.map((program) => [program.id, program]));
  },
);

/** Those without a report for the visitor come last, by title. */
function inOrder(
  { person, programs }: Visitor,
  reports: ReadonlyMap<string, ReportedTo>,
): Pick<VisitedProgram, "id" | "title" | "roles">[] {
  const reported = [...reports.values()].sort(worstFirst(person.locale));
  const byId = new Map(programs.map((program) => [program.id, program]));
  return [...reported.flatMap(({ id }) => byId.get(id) ?? []), ...programs.filter(({ id }) => !reports.has(id))];
}

/** What capabilities above report know of it. */
function linesOf({ reader }: Visitor, { roles }: Pick<VisitedProgram, "roles">, parts: readonly CardPart[]): string[] {
  const { home, role } = textsFor(programTexts, reader);
  const coming = parts.flatMap((part) => part.coming ?? []).sort((one, other) => (one.at < other.at ? -1 : 1));
  const dates = coming.map(({ when, what }) => `${when} (${what})`).join(" · ");
  return [
    ...(mayReadReports(roles) ? [] : [roles.map((one) => role[one]).join(", ")]),
    ...parts.flatMap((part) => part.lines ?? []),
    ...(dates === "" ? [] : [home.coming(dates)]),
  ];
}

function leads({ roles }: Pick<VisitedProgram, "roles">): boolean {
  return may(roles, "read-lead-answers");
}
