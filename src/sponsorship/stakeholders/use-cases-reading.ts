/** What whoever leads a program, or keeps a contact for it, reads of its people. */
import { quarterBegins } from "../../calendars/rules-days.ts";
import { termSaid } from "../../people/retention.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { dataProtectionOf, retentionOf } from "../../people/use-cases-settings.ts";
import type { Db } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type Language, languageOf } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { listProgramsFor, type Program, programOf } from "../../programs/use-cases.ts";
import { stakeholderFailure } from "./failures.ts";
import { listEventsOfProgram, listOfOwner, listOfProgram, type Stakeholder } from "./repository.ts";
import { dueUntil, inOrder, isDue, movedFrom, type Place, quietSince } from "./rules.ts";
import { keptBy } from "./use-cases.ts";

type Reading = Pick<Services, "db"> & { clock: Pick<Services["clock"], "now"> };

/** A line with the names that it needs. */
export interface Line extends Stakeholder {
  /** Of somebody outside who was not told yet: what they are. */
  called: string;
  owner: string;
  isOwnerGone: boolean;
  /** Where somebody in Slack was told it. */
  to: string | null;
  quiet: LocalDate | null;
  /** Where it stood as the quarter began, if elsewhere. */
  moved: Place | "new" | null;
}

export interface PeoplePage {
  program: Pick<Program, "id" | "title">;
  /** Theirs, this one among them. */
  programs: Pick<Program, "id" | "title">[];
  lines: Line[];
  /** How many contacts are due. */
  due: number;
  /** Whether its reader keeps one of them. */
  isOwnDue: boolean;
  /** Whether they lead the program. */
  isLed: boolean;
  /** Since when moves are told. */
  quarter: LocalDate;
}

/**
 * Of the program that is wanted by its id or its key, else of their first. Whoever leads it reads all of its lines, whoever
 * keeps contacts those. Throws PEOPLE_NOT_YOURS.
 */
export async function peopleOf(services: Reading, actor: Person, wanted: string | null): Promise<PeoplePage> {
  const { db } = services;
  const kept = await listOfOwner(db, actor.workspace_id, actor.id);
  const all = await programsOf(services, actor, kept);
  const isWanted = ({ program }: (typeof all)[number]) =>
    program.id === wanted || program.key.toLowerCase() === wanted?.toLowerCase();
  const chosen = wanted === null ? all[0] : all.find(isWanted);
  if (!chosen) throw stakeholderFailure("PEOPLE_NOT_YOURS");
  const { program, isLed } = chosen;
  const lines = isLed
    ? await listOfProgram(db, actor.workspace_id, program.id)
    : kept.filter((line) => line.program_id === program.id);
  const today = localDateOf(services.clock.now(), actor.zone);
  const quarter = quarterBegins(today);
  const due = lines.filter((line) => isDue(line, today));
  return {
    program,
    programs: all.map((one) => one.program),
    lines: await linesOf(services, actor, lines, { programId: program.id, quarter }),
    due: due.length,
    isOwnDue: due.some(({ owner_id: ownerId }) => ownerId === actor.id),
    isLed,
    quarter,
  };
}

/** Whether `peopleOf` has anything for this person. */
export async function hasPeople(services: Reading, actor: Person): Promise<boolean> {
  const kept = await listOfOwner(services.db, actor.workspace_id, actor.id);
  return (await programsOf(services, actor, kept)).length > 0;
}

/** Those that run: led by this person, or with a contact that they keep. */
async function programsOf(services: Reading, actor: Person, kept: readonly Stakeholder[]) {
  const { db } = services;
  const keptIn = new Set(kept.map(({ program_id: id }) => id));
  const theirs = (await listProgramsFor(db, actor, services)).map(({ program, standings }) => ({
    program,
    isLed: may(standings, "read-stakeholders"),
  }));
  const others = [...keptIn].filter((id) => theirs.every(({ program }) => program.id !== id));
  const known = [...theirs, ...(await programsById(db, actor, others))];
  return known.filter(({ program, isLed }) => program.state !== "closed" && (isLed || keptIn.has(program.id)));
}

/** Of which they have no role: they keep a contact all the same. */
async function programsById(db: Db, actor: Person, ids: readonly string[]) {
  const found = [];
  for (const id of ids) found.push({ program: await programOf(db, actor.workspace_id, id), isLed: false });
  return found;
}

async function linesOf(
  services: Reading,
  actor: Person,
  lines: readonly Stakeholder[],
  { programId, quarter }: { programId: string | null; quarter: LocalDate },
): Promise<Line[]> {
  const { db } = services;
  const { workspace_id: workspaceId, zone } = actor;
  const ids = lines.flatMap(({ person_id, owner_id, said_to }) => [person_id ?? [], owner_id, said_to ?? []].flat());
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map((each) => [each.id, each]));
  const events = programId === null ? [] : await listEventsOfProgram(db, workspaceId, programId);
  const byLine = Map.groupBy(events, ({ stakeholder_id: id }) => id);
  const today = localDateOf(services.clock.now(), actor.zone);
  // Where nobody was named before, all are new.
  const isNewTold = events.some(({ at }) => localDateOf(at, zone) < quarter);
  return inOrder(lines).map((line) => {
    const owner = people.get(line.owner_id);
    const own = (byLine.get(line.id) ?? []).map((event) => ({ ...event, on: localDateOf(event.at, zone) }));
    const moved = movedFrom(line, own, quarter);
    return {
      ...line,
      called: (line.person_id === null ? line.name : people.get(line.person_id)?.name) ?? placeOf(line),
      owner: owner?.name ?? "",
      isOwnerGone: owner?.is_deactivated === 1,
      to: people.get(line.said_to ?? "")?.name ?? null,
      quiet: quietSince({ ...line, named_on: localDateOf(line.named_at, zone) }, today),
      moved: moved === "new" && !isNewTold ? null : moved,
    };
  });
}

function placeOf({ job, organisation }: Pick<Stakeholder, "job" | "organisation">): string {
  return [job, organisation].filter(Boolean).join(", ");
}

/** One line as whoever may change it reads it. Throws STAKEHOLDER_GONE. */
export async function stakeholderFor(services: Reading, actor: Person, id: string): Promise<Line> {
  const { stakeholder } = await keptBy(services, actor, id);
  const [line] = await linesOf(services, actor, [stakeholder], { programId: null, quarter: "" });
  if (!line) throw stakeholderFailure("STAKEHOLDER_GONE");
  return line;
}

/** Those with whom this person is to speak in this week, whatever the program, each with what that is called. */
export async function dueContactsOf(services: Reading, actor: Person): Promise<(Line & { program: string })[]> {
  const kept = await listOfOwner(services.db, actor.workspace_id, actor.id);
  const running = await programsOf(services, actor, kept);
  const today = localDateOf(services.clock.now(), actor.zone);
  const titles = new Map(running.map(({ program }) => [program.id, program.title]));
  const isShown = (line: Stakeholder) => titles.has(line.program_id) && (isDue(line, today) || line.spoke_on === today);
  const lines = await linesOf(services, actor, kept.filter(isShown), { programId: null, quarter: "" });
  return lines.map((line) => ({ ...line, program: titles.get(line.program_id) ?? "" }));
}

/** How many contacts of this person are due in the week of a Monday. */
export async function countDue(services: Reading, person: Person, monday: LocalDate): Promise<number> {
  const kept = await listOfOwner(services.db, person.workspace_id, person.id);
  const running = new Set((await programsOf(services, person, kept)).map(({ program }) => program.id));
  const until = dueUntil(mondayOf(monday));
  return kept.filter((line) => running.has(line.program_id) && line.next_on !== null && line.next_on <= until).length;
}

/** What is said to somebody outside, in both languages. Throws STAKEHOLDER_NAMED and STAKEHOLDER_GONE. */
export async function noticeFor(services: Reading, actor: Person, id: string) {
  const { stakeholder, program } = await keptBy(services, actor, id);
  if (stakeholder.person_id !== null || stakeholder.notified_at !== null) throw stakeholderFailure("STAKEHOLDER_NAMED");
  const { address } = await dataProtectionOf(services.db, actor.workspace_id);
  const kept = termSaid("log", await retentionOf(services.db, actor.workspace_id));
  const [line] = await linesOf(services, actor, [stakeholder], { programId: null, quarter: "" });
  const facts = (language: Language) => ({
    program: program.title,
    owner: line?.owner ?? "",
    address,
    kept: kept[language],
  });
  if (!line) throw stakeholderFailure("STAKEHOLDER_GONE");
  const languages: Language[] = languageOf(actor.locale) === "fr" ? ["fr", "en"] : ["en", "fr"];
  return { line, facts, languages };
}
