/** The programs of a visitor on Home, the worst first: how each stands, and a button that opens it. */

import { cadencesOfVisitor } from "../cadences/recurrence/years.ts";
import { lateInPrograms, roundsOnCards } from "../check-ins/home/sections.ts";
import { may } from "../people/rules-rights.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { officeLine } from "../programs/office.ts";
import type { VisitedProgram, Visitor } from "../programs/visitor.ts";
import { actions } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { folded, type HomeSection, withHeading } from "../slack/home.ts";
import { periodsOf, programRow } from "./program-row.ts";
import { type ReportedTo, reportedTo } from "./reported.ts";
import { workTexts } from "./texts-screens.ts";
import { worstFirst } from "./worst-first.ts";

/** Further ones are folded. */
const PROGRAMS_SHOWN = 12;
/** Of so many a portfolio says more than a list. */
const FEW_PROGRAMS = 3;

/** Statements do not grow with the programs of the visitor. */
export function reportedSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, programs } = visitor;
    const texts = textsFor(workTexts, reader).home;
    const known = programs.map((program) => ({ program, standings: program.roles }));
    const asked = await cadencesOfVisitor(services, visitor);
    const reported = await reportedTo(services, person, { programs: known, day: null, asked });
    const reports = new Map(reported.map((program) => [program.id, program]));
    const periods = periodsOf(reported);
    const rounds = await roundsOnCards(services, visitor);
    const rows = inOrder(visitor, reports).map((program) =>
      programRow(reader, program, reports.get(program.id) ?? null, {
        periods,
        shows: may(program.roles, "read-lead-answers") ? "since" : "strip",
        ...rounds(program.id),
      }),
    );
    return withHeading(reports.size > 1 ? texts.worstFirst : texts.programs, [
      ...(await officeLine(services, visitor, lateInPrograms)),
      ...folded(rows, { key: "report.programs", shown: PROGRAMS_SHOWN, more: texts.more }),
      ...(reports.size > FEW_PROGRAMS
        ? [[actions("report.portfolio_of", commandButton(texts.portfolio, "portfolio"))]]
        : []),
    ]);
  };
}

/** Those without a report for the visitor come last, by title. */
function inOrder(
  { person, programs }: Visitor,
  reports: ReadonlyMap<string, ReportedTo>,
): Pick<VisitedProgram, "id" | "title" | "roles">[] {
  const reported = [...reports.values()].sort(worstFirst(person.locale));
  const byId = new Map(programs.map((program) => [program.id, program]));
  return [...reported.flatMap(({ id }) => byId.get(id) ?? []), ...programs.filter(({ id }) => !reports.has(id))];
}
