/** What an admin decides for the whole workspace. */
import { z } from "zod";
import { WEEKDAYS, type Weekday } from "../cadences/rule.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { getWorkspace, listAdmins, listZones, type Person, setNamedAdmins, updateWorkspace } from "./repository.ts";
import { may } from "./rules-rights.ts";
import type { WhoMayCreate } from "./table.ts";
import { isAdmin } from "./use-cases.ts";

export interface Settings {
  whoMayCreate: WhoMayCreate;
  /** Language of what is posted to channels, and of people whose own Slack does not tell. */
  locale: string;
  /** What a new daily check-in proposes, in the order of the week. */
  workingWeek: Weekday[];
}

const failure = errorTable({
  ADMINS_ONLY: {
    en: ({ admins }) => `Only an admin of Drumbeat can do this. Here that is ${admins}.`,
    fr: ({ admins }) => `Seul un administrateur de Drumbeat peut le faire. Ici, il s’agit de\u00a0: ${admins}.`,
  },
});

const weekSchema = z.array(z.enum(WEEKDAYS));
const NAMED_AT_MOST = 5;

export async function settingsOf(db: Db | Tx, workspaceId: string): Promise<Settings> {
  const { who_may_create, locale, working_week } = await getWorkspace(db, workspaceId);
  return { whoMayCreate: who_may_create, locale, workingWeek: weekSchema.parse(JSON.parse(working_week)) };
}

/** Who may do what only an admin may. */
export async function adminsOf(db: Db | Tx, workspaceId: string): Promise<Person[]> {
  return listAdmins(db, workspaceId);
}

/** The names of the admins, for a refusal: whom to ask. */
export async function adminNames(db: Db | Tx, workspaceId: string): Promise<string> {
  const names = (await listAdmins(db, workspaceId)).map((person) => person.name);
  return names.length > NAMED_AT_MOST ? `${names.slice(0, NAMED_AT_MOST).join(", ")}…` : names.join(", ");
}

/** Throws ADMINS_ONLY, which names them. */
export async function refuseUnlessAdmin(db: Db | Tx, person: Person): Promise<void> {
  if (may(isAdmin(person) ? ["admin"] : [], "administer")) return;
  throw failure("ADMINS_ONLY", { admins: await adminNames(db, person.workspace_id) });
}

/** `namedAdmins`: all whom admins have named, by person id; Slack's own admins stay admins. Throws ADMINS_ONLY. */
export async function saveSettings(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  settings: Settings & { namedAdmins: readonly string[] },
): Promise<void> {
  const workspaceId = actor.workspace_id;
  await inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const named = (await listAdmins(tx, workspaceId)).filter((person) => person.is_named_admin === 1);
    const before = { ...(await settingsOf(tx, workspaceId)), namedAdmins: named.map((person) => person.id).sort() };
    await updateWorkspace(tx, workspaceId, {
      who_may_create: settings.whoMayCreate,
      locale: settings.locale,
      working_week: JSON.stringify(settings.workingWeek),
    });
    await setNamedAdmins(tx, workspaceId, settings.namedAdmins);
    const { whoMayCreate, locale, workingWeek, namedAdmins } = settings;
    const after = { whoMayCreate, locale, workingWeek, namedAdmins: [...namedAdmins].sort() };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await appendAudit(tx, services, {
      workspaceId,
      actorId: actor.id,
      action: "settings.changed",
      subject: { kind: "workspace", id: workspaceId },
      before,
      after,
    });
  });
}

/** The zones in which people of this workspace live. */
export async function zonesOf(db: Db | Tx, workspaceId: string): Promise<string[]> {
  return listZones(db, workspaceId);
}
