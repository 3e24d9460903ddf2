/** The case of a program: read by whoever leads it and those above, written by whoever leads it, section by section. */
import { isRestricted } from "../../people/rules-restricted.ts";
import { type Action, may, type Standing } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, readerAt } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { SeatRole } from "../../programs/table.ts";
import {
  listProgramsFor,
  listSeatsOn,
  type Program,
  programOf,
  seatDay,
  standingsOf,
} from "../../programs/use-cases.ts";
import type { Item } from "../../register/use-cases.ts";
import { candidacyIn, programsToSponsor } from "../choosing/grounds.ts";
import { basisNow, draftFacts, itemsNamed, measuresAsked, type NamedItem, openItems } from "./facts.ts";
import { caseFailure } from "./failures.ts";
import {
  insertSection,
  listSections,
  listSectionsById,
  listVersions,
  type SectionRow,
  type Version,
} from "./repository.ts";
import {
  CASE_SECTIONS,
  type CaseChange,
  type CaseSection,
  changedSince,
  changesSince,
  idsOf,
  isEmpty,
  isSameSection,
  type Measure,
  namedIn,
  type SectionIds,
  type SectionWritten,
  TYPE_IN,
  withQuestions,
} from "./rules.ts";
import { type Draft, draftOf, offeredIn } from "./rules-draft.ts";

export interface SectionRead {
  section: CaseSection;
  /** Null: nobody has written it, or took all of it out. */
  written: {
    text: string;
    items: NamedItem[];
    hidden: number;
    measures: readonly Measure[];
    by: string;
    at: Instant;
  } | null;
  /** How many open items of its kind the reader may read: requests, risks, decisions in force. */
  open: number;
  /** What it could say, for whoever writes it; null: it is written, or they do not write it. */
  draft: { draft: Draft; items: NamedItem[] } | null;
}

export interface CaseRead {
  program: Pick<Program, "id" | "title">;
  sections: SectionRead[];
  version: { number: number; approvedAt: Instant; by: string } | null;
  /** Written since that version. */
  pending: CaseSection[];
  changes: ChangeRead[];
  /** Of measures that are asked for no more, their names. */
  goneMeasures: ReadonlySet<string>;
  may: { edit: boolean; approve: boolean; share: boolean };
  /** What is approved by whoever approves what they read. */
  sectionIds: SectionIds;
}

/** `item` null: its reader may not read it. */
export type ChangeRead =
  | { of: "item"; item: NamedItem | null }
  | Extract<CaseChange, { of: "date" }>
  | { of: "measure"; name: string };

/** A case as it stands, with everything that decides what its reader may do. */
export interface CaseNow {
  program: Program;
  rows: readonly SectionRow[];
  versions: readonly Version[];
  may(action: Action): boolean;
}

/** Whoever is asked to sponsor a program reads its case as well. */
export async function caseStandings(
  services: Pick<Looking, "clock">,
  db: Db | Tx,
  person: Person,
  programId: string,
): Promise<Standing[]> {
  const seated = await standingsOf(db, person, programId, services);
  return [...seated, ...(await candidacyIn(db, person, programId))];
}

/** Throws CASE_NOT_YOURS. */
export async function caseNow(
  services: Pick<Looking, "clock">,
  db: Db | Tx,
  person: Person,
  programId: string,
): Promise<CaseNow> {
  const standings = await caseStandings(services, db, person, programId);
  if (!may(standings, "read-case")) throw caseFailure("CASE_NOT_YOURS");
  const program = await programOf(db, person.workspace_id, programId);
  const of = { workspaceId: person.workspace_id, programId };
  return {
    program,
    rows: await listSections(db, of),
    versions: await listVersions(db, of),
    may: (action) => may(standings, action),
  };
}

/** Throws CASE_NOT_YOURS. */
export async function readCase(services: Services, person: Person, programId: string): Promise<CaseRead> {
  const { db } = services;
  const { program, rows, versions, may: mayDo } = await caseNow(services, db, person, programId);
  const [version = null] = versions;
  const edits = mayDo("edit-case") && program.state === "active";
  const sectionIds = idsOf(rows);
  const pending = changedSince(sectionIds, version?.sections ?? null);
  const sections = await sectionsFor(services, person, program, { rows, isEditor: edits });
  return {
    program,
    sections,
    version: version && {
      number: version.number,
      approvedAt: version.approvedAt,
      by: await nameOf(db, person.workspace_id, version.approvedBy),
    },
    pending,
    changes: version ? await changesFor(services, person, program, version) : [],
    goneMeasures: await goneMeasuresIn(db, program, rows),
    may: {
      edit: edits,
      approve: mayDo("approve-case") && program.state === "active" && pending.length > 0,
      share: edits && version !== null,
    },
    sectionIds,
  };
}

/** Of the measures of these sections that no check-in asks for any more, their names. */
export async function goneMeasuresIn(
  db: Db | Tx,
  program: Program,
  rows: readonly SectionWritten[],
): Promise<ReadonlySet<string>> {
  const asked = new Set((await basisNow(db, program, namedIn(rows))).measures.map(keyOf));
  const measures = rows.flatMap((row) => row.measures);
  return new Set(measures.flatMap((one) => (one.asked && !asked.has(keyOf(one.asked)) ? [one.name] : [])));
}

/** What has become of what an approved version rests on. */
export async function changesFor(
  services: Looking & { db: Db | Tx },
  person: Person,
  program: Program,
  version: Pick<Version, "basis" | "sections">,
): Promise<ChangeRead[]> {
  const changes = await changesNow(services.db, program, version);
  if (changes.length === 0) return [];
  const ids = changes.flatMap((change) => (change.of === "item" ? [change.id] : []));
  const items = new Map((await itemsNamed(services, person, ids)).map((item) => [item.id, item]));
  const rows = await listSectionsById(services.db, program.workspace_id, Object.values(version.sections));
  const named = new Map(
    rows.flatMap(({ measures }) =>
      measures.flatMap(({ asked, name }) => (asked ? [[keyOf(asked), name] as const] : [])),
    ),
  );
  return changes.map((change): ChangeRead => {
    if (change.of === "item") return { of: "item", item: items.get(change.id) ?? null };
    return change.of === "date" ? change : { of: "measure", name: named.get(keyOf(change)) ?? "" };
  });
}

/** As facts alone, whoever asks. */
export async function changesNow(
  db: Db | Tx,
  program: Program,
  { basis }: Pick<Version, "basis">,
): Promise<CaseChange[]> {
  return changesSince(basis, await basisNow(db, program, basis));
}

function keyOf({ cadenceId, key }: { cadenceId: string; key: string }): string {
  return `${cadenceId} ${key}`;
}

async function nameOf(db: Db | Tx, workspaceId: string, id: string): Promise<string> {
  return (await peopleByIds(db, workspaceId, [id]))[0]?.name ?? "";
}

async function sectionsFor(
  services: Services,
  person: Person,
  program: Program,
  { rows, isEditor }: { rows: readonly SectionRow[]; isEditor: boolean },
): Promise<SectionRead[]> {
  const { db } = services;
  const known = new Map(rows.map((row) => [row.section, row]));
  const items = await itemsNamed(services, person, namedIn(rows).items);
  const ids = [...new Set(rows.map(({ writtenBy }) => writtenBy))];
  const names = new Map((await peopleByIds(db, person.workspace_id, ids)).map(({ id, name }) => [id, name]));
  const isUnwritten = CASE_SECTIONS.some((section) => isEmpty(known.get(section) ?? NOTHING));
  const facts =
    isEditor && isUnwritten
      ? await draftFacts(services, person, program, readerAt(person, services.clock.now()))
      : null;
  const open = isUnwritten ? await openItems(services, person, program.id) : [];
  return CASE_SECTIONS.map((section): SectionRead => {
    const row = known.get(section);
    const ofSection = open.filter(({ type }) => type === TYPE_IN[section]).length;
    if (row && !isEmpty(row)) {
      const theirs = row.items.flatMap((id) => items.find((item) => item.id === id) ?? []);
      const { text, measures, writtenAt: at } = row;
      const hidden = row.items.length - theirs.length;
      return {
        section,
        written: { text, items: theirs, hidden, measures, by: names.get(row.writtenBy) ?? "", at },
        open: ofSection,
        draft: null,
      };
    }
    const draft = facts && draftOf(section, facts);
    const drafted = draft?.items.flatMap((id) => facts?.items.find((item) => item.id === id) ?? []) ?? [];
    return { section, written: null, open: ofSection, draft: draft && { draft, items: drafted } };
  });
}

const NOTHING: SectionWritten = { text: "", items: [], measures: [] };

export interface SectionToEdit {
  program: Pick<Program, "id" | "title">;
  section: CaseSection;
  /** The revision that it begins from; 0: nobody has written it. */
  revision: number;
  now: SectionWritten;
  draft: Draft;
  /** What can be named in it: what is already, then what weighs most. */
  offered: NamedItem[];
}

/** Throws CASE_NOT_YOURS, CASE_NOT_TO_EDIT, CASE_PROGRAM_CLOSED. */
export async function sectionToEdit(
  services: Services,
  person: Person,
  { programId, section }: { programId: string; section: CaseSection },
): Promise<SectionToEdit> {
  const { program, rows } = await editable(services, services.db, person, programId);
  const row = rows.find((one) => one.section === section);
  const facts = await draftFacts(services, person, program, readerAt(person, services.clock.now()));
  const chosen = await itemsNamed(services, person, row?.items ?? []);
  return {
    program,
    section,
    revision: row?.revision ?? 0,
    now: row ?? NOTHING,
    draft: draftOf(section, facts),
    offered: offeredIn(section, facts, chosen),
  };
}

/** Somebody else saved the section since the form was opened. */
export interface Overtaken {
  by: string;
  at: Instant;
  revision: number;
  theirs: SectionWritten & { named: NamedItem[] };
}

/**
 * Saves a section over the revision that the form began from; where there is a newer one, nothing is saved, and whoever
 * writes is told of it. Throws CASE_NOT_YOURS, CASE_NOT_TO_EDIT, CASE_PROGRAM_CLOSED.
 */
export async function saveSection(
  services: Services,
  person: Person,
  given: { programId: string; section: CaseSection; revision: number } & SectionWritten,
): Promise<Overtaken | null> {
  const { programId, section, revision } = given;
  const isSaved = await inTransaction(services.db, async (tx) => {
    const { program, rows } = await editable(services, tx, person, programId);
    const last = rows.find((one) => one.section === section);
    if ((last?.revision ?? 0) !== revision) return false;
    const of = { workspaceId: person.workspace_id, programId };
    const measures = withQuestions(
      given.measures.map((one) => ({ ...one, name: storableText(one.name) })),
      await measuresAsked(tx, of),
    );
    // What they may not read of what is named stays: they cannot have taken it out.
    const within = { ...services, db: tx };
    const readable = new Set((await itemsNamed(within, person, last?.items ?? [])).map(({ id }) => id));
    const hidden = (last?.items ?? []).filter((id) => !readable.has(id));
    const known = new Set((await itemsNamed(within, person, given.items)).flatMap(inProgram(programId)));
    const items = [...given.items.filter((id) => known.has(id)), ...hidden];
    const written = { text: storableText(given.text.trim()), items, measures };
    if (isSameSection(written, last ?? NOTHING)) return true;
    const id = services.ids.next();
    const isFirst = await insertSection(tx, {
      workspace_id: of.workspaceId,
      id,
      program_id: programId,
      section,
      revision: revision + 1,
      text: written.text,
      items: JSON.stringify(items),
      measures: JSON.stringify(measures),
      written_by: person.id,
      written_at: services.clock.now(),
    });
    if (!isFirst) return false;
    await appendAudit(tx, services, {
      workspaceId: of.workspaceId,
      actorId: person.id,
      action: "case.written",
      subject: { kind: "program", id: program.id },
      programId,
      after: { section, revision: revision + 1 },
    });
    return true;
  });
  return isSaved ? null : overtakenBy(services, person, { programId, section });
}

/** What is for those who lead alone does not stand in a case: others read it, and it goes out as a file. */
function inProgram(programId: string) {
  return (item: Item) => (item.program_id === programId && !isRestricted(item) ? [item.id] : []);
}

async function overtakenBy(
  services: Services,
  person: Person,
  { programId, section }: { programId: string; section: CaseSection },
): Promise<Overtaken> {
  const rows = await listSections(services.db, { workspaceId: person.workspace_id, programId });
  const theirs = rows.find((one) => one.section === section);
  if (!theirs) throw new Error(`Nobody has written the section ${section}`);
  const by = await nameOf(services.db, person.workspace_id, theirs.writtenBy);
  const named = await itemsNamed(services, person, theirs.items);
  return { by, at: theirs.writtenAt, revision: theirs.revision, theirs: { ...theirs, named } };
}

async function editable(services: Services, db: Db | Tx, person: Person, programId: string): Promise<CaseNow> {
  const found = await caseNow(services, db, person, programId);
  if (!found.may("edit-case"))
    throw caseFailure("CASE_NOT_TO_EDIT", { who: await namesIn(services, db, found.program, ["lead", "deputy"]) });
  if (found.program.state === "closed") throw caseFailure("CASE_PROGRAM_CLOSED");
  return found;
}

/** Who sits in these roles now and has not left. */
export async function seatedIn(
  { clock }: Pick<Services, "clock">,
  db: Db | Tx,
  program: Program,
  roles: readonly SeatRole[],
): Promise<Person[]> {
  const seats = await listSeatsOn(db, program, seatDay(clock.now()));
  const ids = seats.filter(({ role }) => roles.includes(role)).map(({ person_id }) => person_id);
  const people = await peopleByIds(db, program.workspace_id, [...new Set(ids)]);
  return people.filter(({ is_deactivated }) => is_deactivated === 0);
}

async function namesIn(services: Services, db: Db | Tx, program: Program, roles: readonly SeatRole[]) {
  return (await seatedIn(services, db, program, roles)).map(({ name }) => name);
}

/** The programs whose case this person may read, theirs first. */
export async function programsWithCase(services: Services, person: Person): Promise<Program[]> {
  const known = await listProgramsFor(services.db, person, services);
  const theirs = known.flatMap(({ program, standings }) => (may(standings, "read-case") ? [program] : []));
  for (const id of await programsToSponsor(services.db, person))
    if (!theirs.some((program) => program.id === id))
      theirs.push(await programOf(services.db, person.workspace_id, id));
  return theirs;
}
