/** A page as somebody reads it, and what changed with its last version. */

import { type Person, peopleByIds, readerAt } from "../people/people.ts";
import { type Action, may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import { lockProgram, type Program, programOf, refuseUnlessOfWork } from "../programs/programs.ts";
import { ofKind, pageFailure } from "./failures.ts";
import type { Draft, PageAt, PageKind, Reading } from "./page-kinds.ts";
import {
  authorsOf,
  changedSince,
  idsOf,
  isEmpty,
  listSections,
  listSectionsByIds,
  listVersions,
  type Section,
  type SectionIds,
  type Version,
  type Written,
} from "./sections-and-versions.ts";

/** A page with everything that decides what somebody may do with it. */
export interface PageNow extends StoredPage {
  program: Program;
  may(action: Action): boolean;
}

interface StoredPage {
  sections: readonly Section[];
  /** The latest first. */
  versions: readonly Version[];
  approved: Version | null;
}

/** In a transaction as no other act changes it. Throws PAGE_NOT_YOURS. */
export async function pageNow(reading: Reading, person: Person, { kind, programId }: PageAt): Promise<PageNow> {
  await lockProgram(reading.db, { workspaceId: person.workspace_id, programId });
  const standings = await kind.standings(reading, person, programId);
  if (!may(standings, kind.rights.read)) throw pageFailure("PAGE_NOT_YOURS", ofKind(kind, "readers"));
  const program = await programOf(reading.db, person.workspace_id, programId);
  refuseUnlessOfWork(program);
  return { program, ...(await storedPage(reading.db, kind, program)), may: (action) => may(standings, action) };
}

async function storedPage(db: Db | Tx, { name: page }: PageKind, program: Program): Promise<StoredPage> {
  const { workspace_id: workspaceId, id: programId } = program;
  const sections = await listSections(db, { workspaceId, page, programId });
  const versions = await listVersions(db, { workspaceId, page, programIds: [programId] });
  return { sections, versions, approved: versions.find(({ number }) => number !== null) ?? null };
}

export interface SectionShown extends Written {
  by: string;
  at: Instant;
}

interface Approved {
  number: number;
  by: string;
  at: Instant;
}

/** The same for everybody who may read it. */
export interface PageShown {
  kind: PageKind;
  program: Pick<Program, "id" | "title" | "short_key">;
  /** Those that somebody has written, by key. */
  written: ReadonlyMap<string, SectionShown>;
  recorded: ReadonlyMap<string, readonly string[]>;
  version: Approved | null;
  /** Keys of the sections written since the approved version. */
  pending: readonly string[];
  /** What the version rests on has changed. */
  changes: readonly string[];
}

/** As it stands now, or as it was approved last; whoever calls has checked the right. */
export async function showPage(
  reading: Reading,
  kind: PageKind,
  program: Program,
  { reader, isAsApproved = false }: { reader: Reader; isAsApproved?: boolean },
): Promise<PageShown> {
  const { db } = reading;
  const { workspace_id: workspaceId } = program;
  const { sections, approved } = await storedPage(db, kind, program);
  const shown = isAsApproved
    ? await listSectionsByIds(db, workspaceId, Object.values(approved?.sections ?? {}))
    : sections;
  const nameOf = await namesIn(db, workspaceId, [...shown.map(({ writtenBy }) => writtenBy), approved?.approval.by_id]);
  const changes = approved ? await kind.changes(db, program, approved.basis) : [];
  const written = shown.filter((row) => !isEmpty(row));
  return {
    kind,
    program,
    written: new Map(written.map((row) => [row.section, { ...row, by: nameOf(row.writtenBy), at: row.writtenAt }])),
    recorded: await kind.recorded(reading, program, reader),
    version: approved && approvedAs(approved, nameOf),
    pending: isAsApproved ? [] : changedSince(idsOf(sections), approved),
    changes: changes.map((change) => change(reader)),
  };
}

export interface PageRead extends PageShown {
  /** Of whoever writes it, for what nobody has written yet. */
  drafts: ReadonlyMap<string, Draft>;
  /** Who is asked to approve it, or has sent back what stands there; null: nobody. */
  asked: { name: string; at: Instant; refusedFor: string | null } | null;
  may: { write: boolean; approve: boolean; share: boolean };
  /** What is approved by whoever approves what they read. */
  sectionIds: SectionIds;
}

/** Throws PAGE_NOT_YOURS. */
export async function readPage(services: Services, person: Person, page: PageAt): Promise<PageRead> {
  const { kind } = page;
  const { db, clock } = services;
  const reader = readerAt(person, clock.now());
  const { program, sections, versions, approved, may: mayDo } = await pageNow(services, person, page);
  const shown = await showPage(services, kind, program, { reader });
  const authors = authorsOf({ sections, approved });
  const isActive = program.state === "active";
  const writes = isActive && mayDo(kind.rights.write);
  const [last] = versions;
  const isOfNow = last?.number === null && changedSince(idsOf(sections), last).length === 0;
  const asked = isOfNow ? { ...last.approval, by: last.approval.by_id ?? last.approval.asked_of } : null;
  const nameOf = await namesIn(db, person.workspace_id, [asked?.by]);
  return {
    ...shown,
    drafts: writes ? await kind.drafts(services, program, reader) : new Map(),
    asked: asked && { name: nameOf(asked.by), at: asked.at ?? asked.created_at, refusedFor: asked.reason },
    may: {
      write: writes,
      approve: isActive && mayDo(kind.rights.approve) && shown.pending.length > 0 && !authors.has(person.id),
      share: writes && approved !== null,
    },
    sectionIds: idsOf(sections),
  };
}

export interface Differences {
  kind: PageKind;
  program: Pick<Program, "title">;
  /** Null: of what nobody has approved yet. */
  version: Approved | null;
  sections: { key: string; by: string; at: Instant; before: Written | null; after: Written }[];
}

/** What was written since the version approved last, or where nothing was, with that version. Throws PAGE_NOT_YOURS. */
export async function differencesOf(services: Services, person: Person, page: PageAt): Promise<Differences> {
  const { kind } = page;
  const { db } = services;
  const { program, sections, versions, approved } = await pageNow(services, person, page);
  const isPending = changedSince(idsOf(sections), approved).length > 0;
  const [, earlier = null] = versions.filter(({ number }) => number !== null);
  const [after, before] = isPending ? [idsOf(sections), approved] : [approved?.sections ?? {}, earlier];
  const ids = [after, before?.sections ?? {}].flatMap((sectionIds) => Object.values(sectionIds));
  const all = await listSectionsByIds(db, program.workspace_id, ids);
  const rows = new Map(all.map((row) => [row.id, row]));
  const people = [approved?.approval.by_id, ...all.map(({ writtenBy }) => writtenBy)];
  const nameOf = await namesIn(db, program.workspace_id, people);
  const changed = changedSince(after, before);
  return {
    kind,
    program,
    version: approved && !isPending ? approvedAs(approved, nameOf) : null,
    sections: kind.sections.flatMap(({ key }) => {
      const row = changed.includes(key) ? rows.get(after[key] ?? "") : undefined;
      const old = rows.get(before?.sections[key] ?? "") ?? null;
      return row ? [{ key, by: nameOf(row.writtenBy), at: row.writtenAt, before: old, after: row }] : [];
    }),
  };
}

function approvedAs({ number, approval }: Version, nameOf: (id: string) => string): Approved {
  return { number: number ?? 0, by: nameOf(approval.by_id ?? ""), at: approval.at ?? approval.created_at };
}

async function namesIn(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly (string | null | undefined)[],
): Promise<(id: string) => string> {
  const personIds = new Set(ids.flatMap((id) => id ?? []));
  const names = new Map((await peopleByIds(db, workspaceId, [...personIds])).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? "";
}
