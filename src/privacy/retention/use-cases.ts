/** How long what is kept about people is kept: what goes, when, who has seen that, and the settings of it. */

import { expiringAnswers, expiringLate } from "../../check-ins/expiry/use-cases.ts";
import { expiringDigests } from "../../digests/expiry/use-cases.ts";
import type { Retention } from "../../people/rules-retention.ts";
import { isAdmin, type Person } from "../../people/use-cases.ts";
import {
  adminNames,
  type DataProtection,
  dataProtectionOf,
  refuseUnlessAdmin,
  retentionOf,
  saveDataProtection,
} from "../../people/use-cases-settings.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import {
  type Deletion,
  deleteInPieces,
  type Foreseen,
  foresee,
  lastForeseen,
  listForeseen,
  logForeseen,
  nextExpiryAt,
  noteSeen,
  untilNone,
  withdrawForeseen,
} from "../../platform/deletions.ts";
import { errorTable } from "../../platform/errors.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import type { Step } from "../../platform/steps.ts";
import { addMs, DAY, type LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { expiringItems } from "../../register/expiry/use-cases.ts";
import { expiringCandidates } from "../../sponsorship/choosing/use-cases-expiry.ts";
import { expiringContacts } from "../../sponsorship/stakeholders/use-cases-expiry.ts";
import {
  AGED,
  countAged,
  countRolesOfEnded,
  deleteAged,
  deleteInTime,
  deleteOfEnded,
  type InTime,
  pageInTime,
} from "./repository.ts";
import { dueAfter, EXPIRING, type Expiring, goesBefore, kindOf, nameOf } from "./rules.ts";

const failure = errorTable({
  PRIVACY_NOT_YOURS: {
    en: ({ admins }) => `Only admins see this. Ask ${admins}.`,
    fr: ({ admins }) => `Seuls les administrateurs y ont accès. Adressez-vous à ${admins}.`,
  },
});

function expiring(services: Services, kind: Expiring): Required<Omit<Deletion, "name">> {
  switch (kind) {
    case "daily-answers":
      return expiringAnswers(services, "daily");
    case "other-answers":
      return expiringAnswers(services, "other");
    case "decisions-and-digests":
      return {
        count: async (db, of) =>
          (await expiringItems.count(db, of)) +
          (await expiringDigests.count(db, of)) +
          (await countRolesOfEnded(db, of)),
        tables: [...expiringItems.tables, ...expiringDigests.tables, rolesOfEnded],
      };
    case "late":
      return expiringLate;
    case "audit":
      return inTime("audit");
    case "messages":
      return inTime("delivery");
    case "contacts":
      return expiringContacts;
    case "candidates":
      return expiringCandidates;
    default:
      return ofAge(AGED[kind]);
  }
}

/** With what is left there of what people said. */
const rolesOfEnded: Deletion["tables"][number] = {
  table: "seat",
  async take(tx, piece) {
    const taken = await deleteOfEnded(tx, piece);
    return { taken, doneTo: taken === 0 ? null : "" };
  },
};

function ofAge(all: readonly Parameters<typeof deleteAged>[1][]): Required<Omit<Deletion, "name">> {
  return {
    async count(db, of) {
      let count = 0;
      for (const aged of all) count += await countAged(db, aged, of);
      return count;
    },
    tables: all.map((aged) => untilNone(aged.table, (tx, piece) => deleteAged(tx, aged, piece))),
  };
}

const COUNTED_AT_ONCE = 1000;

function inTime(table: InTime): Required<Omit<Deletion, "name">> {
  return {
    async count(db, of) {
      let count = 0;
      for (let after: string | null = ""; after !== null; ) {
        const limit = COUNTED_AT_ONCE;
        const page: Awaited<ReturnType<typeof pageInTime>> = await pageInTime(db, table, of, { after, limit });
        count += page.ids.length;
        after = page.upTo;
        await letOthersRun();
      }
      return count;
    },
    tables: [
      {
        table,
        async take(tx, { doneTo: after, rows: limit, ...of }) {
          const { ids, upTo } = await pageInTime(tx, table, of, { after, limit });
          await deleteInTime(tx, table, of.workspaceId, ids);
          return { taken: ids.length, doneTo: upTo };
        },
      },
    ],
  };
}

/** Foresees what goes on the first of the month after the next 30 days, kind by kind. */
export function foreseeStep(services: Services, workspaceId: string): Step {
  const isForeseen = (last: Instant | null, now: Instant) => {
    const due = dueAfter(now);
    // By a clock that was set back, what was foreseen lies too far ahead.
    return last !== null && last >= due && last <= addMs(due, 31 * DAY);
  };
  return {
    next: lastForeseen,
    isDue: (last, now) => !isForeseen(last, now),
    wakeAt: (last, now) => (last !== null && isForeseen(last, now) ? addMs(last, 1 - 30 * DAY) : now),
    run: () => foreseeAll(services, workspaceId),
  };
}

async function foreseeAll(services: Services, workspaceId: string): Promise<void> {
  const { db, clock, log } = services;
  const at = clock.now();
  const retention = await retentionOf(db, workspaceId);
  const rows = await whatGoes(services, workspaceId, { retention, kinds: EXPIRING, at });
  await inTransaction(db, async (tx) => {
    await withdrawForeseen(tx, { workspaceId, of: [], after: at });
    for (const row of rows) await foresee(tx, { workspaceId, at, ...row });
  });
  for (const row of rows) if (row.foreseen > 0) logForeseen(log, row);
}

export interface Going {
  kind: Expiring;
  name: string;
  before: Instant;
  dueAt: Instant;
  foreseen: number;
}

async function whatGoes(
  services: Services,
  workspaceId: string,
  { retention, kinds, at }: { retention: Retention; kinds: readonly Expiring[]; at: Instant },
): Promise<Going[]> {
  const dueAt = dueAfter(at);
  const going: Going[] = [];
  for (const kind of kinds) {
    const before = goesBefore(dueAt, retention[kind]);
    const foreseen = await expiring(services, kind).count(services.db, { workspaceId, before });
    going.push({ kind, name: nameOf(kind, dueAt), before, dueAt, foreseen });
  }
  return going;
}

/** Takes what may go, a few pieces in a turn. */
export function expireStep(services: Services, workspaceId: string): Step {
  return {
    next: nextExpiryAt,
    async run() {
      const now = services.clock.now();
      const due = (await listForeseen(services.db, workspaceId)).filter(({ next_at: at }) => at !== null && at <= now);
      for (const row of due) {
        const kind = kindOf(row.name);
        if (kind === null) continue;
        await deleteInPieces(services, workspaceId, { name: row.name, ...expiring(services, kind) });
      }
    },
  };
}

export interface WhatIsKept {
  retention: Retention;
  address: string;
  choosingConsultedOn: LocalDate | null;
  /** What goes next of each kind. */
  foreseen: Foreseen[];
}

/** For admins. Throws PRIVACY_NOT_YOURS. */
export async function whatIsKept({ db }: Pick<Services, "db">, person: Person): Promise<WhatIsKept> {
  const { workspace_id: workspaceId } = person;
  if (!isAdmin(person)) throw failure("PRIVACY_NOT_YOURS", { admins: await adminNames(db, workspaceId) });
  const retention = await retentionOf(db, workspaceId);
  return {
    retention,
    ...(await dataProtectionOf(db, workspaceId)),
    foreseen: await nextForeseen({ db }, workspaceId),
  };
}

/** Of each kind what goes first. */
export async function nextForeseen({ db }: Pick<Services, "db">, workspaceId: string): Promise<Foreseen[]> {
  const rows = (await listForeseen(db, workspaceId)).filter(({ foreseen }) => foreseen > 0);
  const first = new Map<string, Foreseen>();
  for (const row of rows) {
    const key = kindOf(row.name) ?? row.name;
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** Lets go on its day what this admin was shown. Throws PRIVACY_NOT_YOURS. */
export async function seeForeseen(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  names: readonly string[],
): Promise<void> {
  const { workspace_id: workspaceId } = person;
  if (!isAdmin(person)) throw failure("PRIVACY_NOT_YOURS", { admins: await adminNames(services.db, workspaceId) });
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    if ((await noteSeen(tx, { workspaceId, names, by: person.id, at })) === 0) return;
    await appendAudit(tx, services, {
      workspaceId,
      actorId: person.id,
      action: "deletion.seen",
      subject: { kind: "workspace", id: workspaceId },
      after: { names },
    });
  });
}

/** What would go on the first day, were this kept less long than now; nothing where nothing is shortened. Throws ADMINS_ONLY. */
export async function whatWouldGo(services: Services, actor: Person, wanted: Retention): Promise<Going[]> {
  await refuseUnlessAdmin(services.db, actor);
  const { workspace_id: workspaceId } = actor;
  const known = await retentionOf(services.db, workspaceId);
  const kinds = EXPIRING.filter((kind) => wanted[kind] < known[kind]);
  const going = await whatGoes(services, workspaceId, { retention: wanted, kinds, at: services.clock.now() });
  return going.filter(({ foreseen }) => foreseen > 0);
}

/**
 * `isSeen`: whoever saves has been shown what goes by it. What was foreseen of a kind that is kept longer or less long now
 * is foreseen anew. Returns what has changed. Throws ADMINS_ONLY.
 */
export async function saveRetention(
  services: Services,
  actor: Person,
  wanted: DataProtection,
  { isSeen }: { isSeen: boolean },
): Promise<string[]> {
  const { db, clock } = services;
  const { workspace_id: workspaceId } = actor;
  const known = await retentionOf(db, workspaceId);
  const changed = EXPIRING.filter((kind) => wanted.retention[kind] !== known[kind]);
  const at = clock.now();
  const rows = changed.length === 0 ? [] : await whatGoes(services, workspaceId, { ...wanted, kinds: EXPIRING, at });
  return inTransaction(db, async (tx) => {
    const fields = await saveDataProtection(tx, services, actor, wanted);
    if (changed.length === 0) return fields;
    await withdrawForeseen(tx, { workspaceId, of: changed, after: at });
    for (const row of rows) {
      const isShown = isSeen && changed.includes(row.kind) && wanted.retention[row.kind] < known[row.kind];
      await foresee(tx, { workspaceId, at, ...row, ...(isShown && { seenBy: actor.id }) });
    }
    return fields;
  });
}
