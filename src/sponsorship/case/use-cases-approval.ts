/** A case is approved by somebody who wrote none of what is new in it; what changed from version to version. */
import { mayApprove, othersWhoMay } from "../../approvals/rules.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { Program } from "../../programs/use-cases.ts";
import { basisNow, itemsNamed, type NamedItem } from "./facts.ts";
import { caseFailure } from "./failures.ts";
import { showChangedCases } from "./messages-changed.ts";
import { showCaseInThreads } from "./messages-shared.ts";
import { insertVersion, listSectionsById, type SectionRow, type Version } from "./repository.ts";
import {
  authorsOf,
  type CaseSection,
  changedSince,
  idsOf,
  isEmpty,
  type Measure,
  namedIn,
  type SectionIds,
} from "./rules.ts";
import { type CaseNow, caseNow, seatedIn } from "./use-cases.ts";

const APPROVING = ["lead", "deputy", "sponsor"] as const;

/** Who may approve it beside this person: nobody who wrote what is new in it. */
export async function approversBeside(
  services: Services,
  db: Db | Tx,
  person: Person,
  { program, ...now }: CaseNow,
): Promise<Person[]> {
  const authors = authorsOf(now.rows, now.versions[0]?.sections ?? null);
  const seated = await seatedIn(services, db, program, APPROVING);
  const ids = othersWhoMay(person.id, { approvers: seated.map(({ id }) => id), authors });
  return seated.filter(({ id }) => ids.includes(id));
}

/**
 * Approves what was read: `read` says which row of each section that was. Returns the number of the version. Throws
 * CASE_NOT_YOURS, CASE_NOT_TO_APPROVE, CASE_OWN_WORDS, CASE_OWN_WORDS_ALONE, CASE_MOVED_ON, CASE_NOTHING_NEW,
 * CASE_WITHOUT_PURPOSE, CASE_PROGRAM_CLOSED.
 */
export async function approveCase(
  services: Services,
  person: Person,
  { programId, read }: { programId: string; read: SectionIds },
): Promise<number> {
  return inTransaction(services.db, async (tx) => {
    const now = await caseNow(services, tx, person, programId);
    const { program, rows, versions } = now;
    await refuseToApprove(services, tx, person, now);
    const sections = idsOf(rows);
    if (changedSince(sections, read).length > 0) throw caseFailure("CASE_MOVED_ON");
    const purpose = rows.find(({ section }) => section === "purpose");
    if (!purpose || isEmpty(purpose)) throw caseFailure("CASE_WITHOUT_PURPOSE");
    const at = services.clock.now();
    const number = (versions[0]?.number ?? 0) + 1;
    const id = services.ids.next();
    const isFirst = await insertVersion(tx, {
      workspace_id: program.workspace_id,
      id,
      program_id: program.id,
      number,
      sections: JSON.stringify(sections),
      basis: JSON.stringify(await basisNow(tx, program, namedIn(rows))),
      approved_by: person.id,
      approved_at: at,
    });
    if (!isFirst) throw caseFailure("CASE_MOVED_ON");
    await appendAudit(tx, services, {
      workspaceId: program.workspace_id,
      actorId: person.id,
      action: "case.approved",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      after: { version: number },
    });
    await showCaseInThreads(services, tx, { workspaceId: program.workspace_id, programId: program.id });
    await showChangedCases(services, tx, program);
    return number;
  });
}

async function refuseToApprove(services: Services, tx: Tx, person: Person, now: CaseNow): Promise<void> {
  const { program, rows, versions } = now;
  const isAuthor = authorsOf(rows, versions[0]?.sections ?? null).has(person.id);
  const verdict = mayApprove({ hasRight: now.may("approve-case"), isAuthor });
  if (verdict === "no") throw caseFailure("CASE_NOT_TO_APPROVE");
  if (program.state === "closed") throw caseFailure("CASE_PROGRAM_CLOSED");
  if (changedSince(idsOf(rows), versions[0]?.sections ?? null).length === 0) throw caseFailure("CASE_NOTHING_NEW");
  if (verdict === "yes") return;
  const who = (await approversBeside(services, tx, person, now)).map(({ name }) => name);
  throw who.length > 0 ? caseFailure("CASE_OWN_WORDS", { who }) : caseFailure("CASE_OWN_WORDS_ALONE");
}

export interface Side {
  text: string;
  items: NamedItem[];
  measures: readonly Measure[];
}

export interface Difference {
  section: CaseSection;
  by: string;
  at: Instant;
  before: Side | null;
  after: Side;
}

export interface Differences {
  program: Pick<Program, "id" | "title">;
  /** Of which version; null: of what nobody has approved yet. */
  version: { number: number; approvedAt: Instant; by: string } | null;
  differences: Difference[];
  /** The others that can be seen, the latest first. */
  others: (number | "pending")[];
}

/**
 * What changed with a version, section by section; `number` null: since the last one, or where nothing has, with that.
 * Throws CASE_NOT_YOURS.
 */
export async function differencesOf(
  services: Services,
  person: Person,
  { programId, number }: { programId: string; number: number | null },
): Promise<Differences> {
  const { db } = services;
  const { program, rows, versions } = await caseNow(services, db, person, programId);
  const isPending = changedSince(idsOf(rows), versions[0]?.sections ?? null).length > 0;
  const version = number === null && isPending ? null : (versions.find((one) => one.number === number) ?? versions[0]);
  const [to, from] = pairOf(version ?? null, { rows, versions });
  const all = await rowsOf(db, program, [...Object.values(to), ...Object.values(from)]);
  const items = await itemsNamed(services, person, namedIn([...all.values()]).items);
  const sideOf = ({ text, items: ids, measures }: SectionRow): Side => ({
    text,
    items: ids.flatMap((id) => items.find((item) => item.id === id) ?? []),
    measures,
  });
  const ids = [...[...all.values()].map(({ writtenBy }) => writtenBy), ...(version ? [version.approvedBy] : [])];
  const names = new Map(
    (await peopleByIds(db, program.workspace_id, [...new Set(ids)])).map(({ id, name }) => [id, name]),
  );
  const shown = version?.number ?? "pending";
  return {
    program,
    version: version
      ? { number: version.number, approvedAt: version.approvedAt, by: names.get(version.approvedBy) ?? "" }
      : null,
    differences: changedSince(to, from).flatMap((section): Difference[] => {
      const after = all.get(to[section] ?? "");
      const before = all.get(from[section] ?? "");
      if (!after) return [];
      const { writtenBy, writtenAt: at } = after;
      return [
        { section, by: names.get(writtenBy) ?? "", at, before: before ? sideOf(before) : null, after: sideOf(after) },
      ];
    }),
    others: [...(isPending ? ["pending" as const] : []), ...versions.map((one) => one.number)].filter(
      (one) => one !== shown,
    ),
  };
}

/** The sections of a version, and of the one before it. */
function pairOf(
  version: Version | null,
  { rows, versions }: { rows: readonly SectionRow[]; versions: readonly Version[] },
): [SectionIds, SectionIds] {
  if (!version) return [idsOf(rows), versions[0]?.sections ?? {}];
  const before = versions.find(({ number }) => number < version.number);
  return [version.sections, before?.sections ?? {}];
}

async function rowsOf(db: Db, program: Program, ids: readonly string[]): Promise<Map<string, SectionRow>> {
  const rows = await listSectionsById(db, program.workspace_id, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, row]));
}
