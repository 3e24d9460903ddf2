/** Sections and versions of pages as they are kept, and what differs between them. */
import type { Selectable } from "kysely";
import { z } from "zod";
import { type Approval, lastApprovals } from "../approvals/approvals.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import { type Measure, readMeasuresColumn } from "./measures.ts";

/** Append-only: a section as somebody wrote it; the highest revision stands. */
interface PageSectionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  page: string;
  section: string;
  revision: number;
  text: string;
  /** JSON of `Measure[]`. */
  measures: string;
  written_by: string;
  written_at: Instant;
}

/**
 * Append-only: what somebody is asked to approve, where the answer is the `approval` of the version; or what Drumbeat put
 * together, which nobody approves.
 */
interface PageVersionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  page: string;
  /** JSON: the id of the row of each section. */
  sections: string;
  /** JSON: what the page rests on, as it was then. */
  basis: string;
  /** Null: Drumbeat made it. */
  asked_by: string | null;
  asked_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    page_section: PageSectionTable;
    page_version: PageVersionTable;
  }
}

/** Of the approvals of versions. */
export const APPROVED_KIND = "page";

export interface PagePlace {
  workspaceId: string;
  /** The `name` of the page's kind. */
  page: string;
  programId: string;
}

export interface Written {
  text: string;
  measures: readonly Measure[];
}

export interface Section extends Written {
  id: string;
  section: string;
  revision: number;
  writtenBy: string;
  writtenAt: string;
}

/** By section, the id of its row. */
export type SectionIds = Readonly<Record<string, string>>;
export const sectionIdsSchema = z.record(z.string(), z.string());
const readSectionIds = jsonColumn(sectionIdsSchema);

export interface Version {
  id: string;
  programId: string;
  sections: SectionIds;
  basis: string;
  askedBy: string;
  askedAt: string;
  /** From 1; null: not approved. */
  number: number | null;
  approval: Approval;
}

export function isEmpty({ text, measures }: Written): boolean {
  return text.trim() === "" && measures.length === 0;
}

export function idsOf(sections: readonly Section[]): SectionIds {
  return Object.fromEntries(sections.map(({ section, id }) => [section, id]));
}

/** The sections that were written since a version, or ever where there is none. */
export function changedSince(now: SectionIds, version: Pick<Version, "sections"> | null): string[] {
  return Object.keys(now).filter((section) => now[section] !== version?.sections[section]);
}

/** Who wrote what is new since the version that was approved last. */
export function authorsOf({ sections, approved }: { sections: readonly Section[]; approved: Version | null }) {
  const changed = changedSince(idsOf(sections), approved);
  return new Set(sections.flatMap(({ section, writtenBy }) => (changed.includes(section) ? [writtenBy] : [])));
}

/** The last revision of each section. */
export async function listSections(db: Db | Tx, { workspaceId, page, programId }: PagePlace): Promise<Section[]> {
  const sections = await rows(db, "page_section", workspaceId).list({ program_id: programId, page }, ["revision"]);
  return [...new Map(sections.map((row) => [row.section, sectionOf(row)])).values()];
}

/** These rows, whatever was written since. */
export async function listSectionsByIds(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Section[]> {
  return (await rows(db, "page_section", workspaceId).list({ id: ids })).map(sectionOf);
}

function sectionOf(row: Selectable<PageSectionTable>): Section {
  const { id, section, revision, text, written_by: writtenBy, written_at: writtenAt } = row;
  return { id, section, revision, text, measures: readMeasuresColumn(row.measures), writtenBy, writtenAt };
}

/** Of these programs, those that were approved, sent back or wait for it, the latest first. */
export async function listVersions(
  db: Db | Tx,
  { workspaceId, page, programIds }: { workspaceId: string; page: string; programIds: readonly string[] },
): Promise<Version[]> {
  const asked = await rows(db, "page_version", workspaceId).list({ page, program_id: programIds }, ["id"]);
  const approvals = await lastApprovals(db, { workspaceId, kind: APPROVED_KIND, ids: asked.map(({ id }) => id) });
  const counted = new Map<string, number>();
  return asked
    .flatMap((row): Version[] => {
      const approval = approvals.get(row.id);
      if (!approval || row.asked_by === null) return [];
      const count = (counted.get(row.program_id) ?? 0) + 1;
      const isApproved = approval.state === "approved";
      if (isApproved) counted.set(row.program_id, count);
      const { id, program_id: programId, basis, asked_by: askedBy, asked_at: askedAt } = row;
      const sections = readSectionIds(row.sections);
      return [{ id, programId, sections, basis, askedBy, askedAt, number: isApproved ? count : null, approval }];
    })
    .reverse();
}

/** Each of these programs' version that was approved last. */
export async function lastApproved(
  db: Db | Tx,
  pages: { workspaceId: string; page: string; programIds: readonly string[] },
): Promise<Map<string, Version>> {
  const approved = (await listVersions(db, pages)).filter(({ number }) => number !== null);
  return new Map(approved.reverse().map((version) => [version.programId, version]));
}
