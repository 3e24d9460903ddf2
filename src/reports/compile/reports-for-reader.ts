/** Programs with their reports for one reader: who may read them, as of which instant, and who is named in them. */
import type { Cadence } from "../../cadences/cadences.ts";
import { cadencesAndYearsOf } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import { type Person, readerAt } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { languageOf } from "../../platform/texts/language.ts";
import { addLocalDays, addMs, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { dayOf } from "../action-ids.ts";
import { namesIn, readDigest, requestsSince } from "../digest/digest-reading.ts";
import { asReported, type ProgramShown } from "../digest/reported-program.ts";
import type { ReportedProgram, ScreenInput } from "../digest/screen.ts";
import { isAskedFor } from "../facts/cadences-feeding-reports.ts";
import { outlookReadBy } from "./outlook-in-reports.ts";
import { inLanguage, type Report, type Rhythm } from "./report.ts";
import { currentReports } from "./reports-store.ts";

type Reading = { db: Db | Tx } & LookupContext;

/** A program beside what its reader is in it. */
export interface ReadProgram {
  program: ProgramShown;
  standings: readonly Standing[];
}

/** `isNow`: else as it had been sent by a past day. */
export interface ReportedTo extends ReportedProgram {
  isNow: boolean;
}

/** The cadences of these programs and the years of all, where they are read already. */
type Asked = Awaited<ReturnType<typeof cadencesAndYearsOf>>;

/** A report has what may go above: whoever may read what only those above read, reads it. */
export function mayReadReports(standings: readonly Standing[]): boolean {
  return may(standings, "read-above-answers");
}

/**
 * Of the programs whose reports this person may read, in their order; `day` null: as of now. A program of which nothing had been
 * sent by a past day is missing. The same number of statements for any number of programs of one rhythm and fiscal year.
 */
export async function reportedTo(
  { db, clock, events }: Reading,
  person: Pick<Person, "workspace_id" | "zone" | "id">,
  { programs, day, asked }: { programs: readonly ReadProgram[]; day: LocalDate | null; asked?: Asked },
): Promise<ReportedTo[]> {
  const readable = programs.filter(({ standings }) => mayReadReports(standings));
  const programIds = readable.map(({ program }) => program.id);
  if (programIds.length === 0) return [];

  const workspaceId = person.workspace_id;
  const now = clock.now();
  const at = day === null ? now : addMs(instantOf(addLocalDays(day, 1), "00:00", person.zone), -1);

  const { cadences: all, years } = asked ?? (await cadencesAndYearsOf(db, workspaceId, programIds));
  const cadences = Map.groupBy(all, ({ program_id: id }) => id);
  const rhythmOf = (id: string) => usualRhythm(cadences.get(id) ?? []);

  const reports = new Map<string, Report>();
  const held = new Set<string>();
  for (const [id = "", ...others] of Map.groupBy(
    programIds,
    (id) => `${rhythmOf(id)} ${years.startOf([id])}`,
  ).values()) {
    const alike = { rhythm: rhythmOf(id), yearStartMonth: years.startOf([id]) };
    const found = await currentReports(
      { db, events },
      { workspaceId, programIds: [id, ...others], ...alike },
      { at, now },
    );
    for (const [programId, report] of found.reports) reports.set(programId, report);
    for (const programId of found.held) held.add(programId);
  }

  const reader = { workspaceId, personId: person.id, now };
  const asRead = await outlookReadBy(db, reader, day === null ? [...reports.values()] : []);

  const others = [...reports.values()].filter(({ status }) => status?.other);
  const names = others.length === 0 ? undefined : await namesIn(db, workspaceId, others);

  const onDay = day ?? localDateOf(now, person.zone);
  return readable.flatMap(({ program, standings }) => {
    const whole = reports.get(program.id);
    if (!whole) return [];
    const report = asRead(whole);
    const isHeld = held.has(program.id) && !may(standings, "hold-digest");
    const isNow = day === null;
    return [{ ...asReported(program, report, onDay), isHeld, isNow, ...(names && { names }) }];
  });
}

/** Of one program: as of now, by a past day, or as it went in a digest of theirs (`ReportPlace`); undefined: there is none, or not for them. */
export async function reportIn(
  reading: Reading,
  person: Pick<Person, "workspace_id" | "zone" | "id">,
  { program, standings }: ReadProgram,
  digestId: string | null,
): Promise<ReportedTo | undefined> {
  const day = dayOf(digestId);
  if (digestId === null || day !== null)
    return (await reportedTo(reading, person, { programs: [{ program, standings }], day })).at(0);
  const sending = { db: reading.db, workspaceId: person.workspace_id, now: reading.clock.now() };
  const digest = await readDigest(sending, digestId, new Set([program.id]));
  const found = digest?.readerId === person.id ? digest.input.programs[0] : undefined;
  // Of a digest that they got in a role which has ended they keep the message alone.
  if (!found || (found.report.rhythm !== "weekly" && !mayReadReports(standings))) return undefined;
  return { ...found, isHeld: found.isHeld && !may(standings, "hold-digest"), isNow: false };
}

/** The shortest rhythm, from the month on, in which anybody is asked what those above read. */
function usualRhythm(cadences: readonly Cadence[]): Rhythm {
  const isFed = (one: Cadence) => isAskedFor("monthly", [one]) || isAskedFor("quarterly", [one]);
  const fed = cadences.filter(isFed).map(({ rule }) => rule.every);
  if (fed.length === 0 || fed.includes("week") || fed.includes("month")) return "monthly";
  return fed.includes("quarter") ? "quarterly" : "annual";
}

/** What the screen of a program says of it to this person. */
export async function inputFor(
  { db, clock }: Omit<Reading, "events">,
  person: Person,
  reported: ReportedTo,
  role: ScreenInput["reader"]["role"],
): Promise<ScreenInput> {
  const program = { ...reported, report: inLanguage(reported.report, languageOf(person.locale)) };
  const { rhythm, period, cutOffAt } = program.report;
  return {
    reader: { ...readerAt(person, clock.now()), id: person.id, name: person.name, role },
    rhythm,
    period,
    programs: [program],
    needs: [],
    asOf: cutOffAt,
    zone: (await workspaceTime(db, person.workspace_id)).zone,
    ...(!program.isNow && { requestsNow: await requestsSince(db, [program], person, clock.now()) }),
    names: await namesIn(db, person.workspace_id, [program.report]),
  };
}
