/** `/drumbeat audit`: who did what, read by admins for all and by leads for their programs. */
import { z } from "zod";
import type { NamedCommand } from "../../app/capability.ts";
import { cadenceOf, nameOf } from "../../cadences/cadences.ts";
import { isAdmin, type Person, peopleByIds, readerOf } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import { adminNames } from "../../people/settings.ts";
import { type AuditRow, auditAction, changedFields, listAudit } from "../../platform/audit.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { namedPrograms } from "../../programs/named-programs.ts";
import { listPlacesFor } from "../../programs/programs.ts";
import { type Listening, onPress, type Press } from "../../slack/listening.ts";
import { listRoles, roleNames } from "../../tracks/working-roles.ts";
import { type AuditState, auditIds, auditState, auditView, type ShownAct } from "./audit-screen.ts";
import { auditTexts } from "./texts.ts";

const ON_PAGE = 20;
/** As many as fit into the metadata of a modal; further back, *Later* leads to the top. */
const PAGES_REMEMBERED = 60;

const failure = errorTable({
  AUDIT_NOT_YOURS: {
    en: ({ who }) => auditTexts.en.refused(String(who)),
    fr: ({ who }) => auditTexts.fr.refused(String(who)),
  },
});

export function auditCommands(services: Services): NamedCommand<Person>[] {
  return [
    {
      word: "audit",
      otherWords: { en: ["audit log", "history"], fr: ["historique", "piste d’audit"] },
      help: (reader) => textsFor(auditTexts, reader).help,
      label: (reader) => textsFor(auditTexts, reader).label,
      isFor: async (actor) => isAdmin(actor) || (await readablePrograms(services, actor)).length > 0,
      async handle({ actor, triggerId, client }) {
        await client.views.open({ trigger_id: triggerId, view: await auditPage(services, actor, { starts: [] }) });
        return null;
      },
    },
  ];
}

export function registerAuditListeners(listening: Listening<Person>, services: Services): void {
  const turn = async (press: Press<Person>, to: (state: AuditState) => AuditState) => {
    if (!press.view) return;
    const state = to(auditState.parse(JSON.parse(press.view.privateMetadata)));
    const view = await auditPage(services, press.actor, state);
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  };
  onPress(listening, auditIds.earlier, (press) =>
    turn(press, ({ starts }) => ({ starts: [...starts, press.value].slice(-PAGES_REMEMBERED) })),
  );
  onPress(listening, auditIds.later, (press) => turn(press, ({ starts }) => ({ starts: starts.slice(0, -1) })));
}

/** Throws AUDIT_NOT_YOURS, which names the admins. */
async function auditPage(services: Services, actor: Person, state: AuditState) {
  const { db } = services;
  const programIds = isAdmin(actor) ? null : await readablePrograms(services, actor);
  if (programIds?.length === 0) throw failure("AUDIT_NOT_YOURS", { who: await adminNames(db, actor.workspace_id) });
  const before = state.starts.at(-1) ?? null;
  const acts = await listAudit(db, actor.workspace_id, { programIds, before, limit: ON_PAGE + 1 });
  const page = acts.slice(0, ON_PAGE);
  const next = acts.length > ON_PAGE ? (page.at(-1)?.id ?? null) : null;
  const shown = await shownActs(services, actor, page);
  return auditView(readerOf(actor), shown, { state, isAll: programIds === null, next });
}

async function readablePrograms(services: Services, actor: Person): Promise<string[]> {
  const visible = await listPlacesFor(services.db, actor, services);
  return visible.filter(({ standings }) => may(standings, "read-audit")).map(({ program }) => program.id);
}

async function shownActs({ db }: Services, viewer: Person, acts: readonly AuditRow[]): Promise<ShownAct[]> {
  const workspaceId = viewer.workspace_id;
  const actors = await peopleByIds(
    db,
    workspaceId,
    acts.flatMap((act) => act.actor_id ?? []),
  );
  const programs = await namedPrograms(db, workspaceId);
  const shown: ShownAct[] = [];
  const concerned = await whoIsConcerned(db, viewer, acts);
  for (const act of acts) {
    const cadence = act.subject_kind === "cadence" ? await cadenceOf(db, workspaceId, act.subject_id) : null;
    const target = [
      cadence && nameOf(cadence, readerOf(viewer)),
      concerned(act),
      programs.get(act.program_id ?? "")?.title,
    ];
    shown.push({
      at: act.at,
      who: actors.find((person) => person.id === act.actor_id)?.name ?? null,
      action: auditAction.parse(act.action),
      target: target.filter(Boolean).join(" · "),
      fields: changedFields(act),
    });
  }
  return shown;
}

/** What an act recorded of the people and the role that it was about. */
const aboutPeople = z.object({
  personId: z.string().optional(),
  personIds: z.array(z.string()).optional(),
  seated: z.array(z.string()).optional(),
  left: z.array(z.string()).optional(),
  /** A seat. */
  role: z.string().optional(),
  /** A working role. */
  key: z.string().optional(),
});

function peopleOf({ subject_kind: kind, subject_id: id, actor_id: actorId, after }: AuditRow): string[] {
  if (kind === "person") return id === actorId ? [] : [id];
  const { personId, personIds = [], seated = [], left = [] } = aboutIn(after);
  return [...(personId === undefined ? [] : [personId]), ...personIds, ...seated, ...left];
}

function aboutIn(after: string | null): z.infer<typeof aboutPeople> {
  return aboutPeople.safeParse(JSON.parse(after ?? "{}")).data ?? {};
}

/** “Tom Baker (sponsor)”: whom an act was about, and in which role; empty where it was about nobody. */
async function whoIsConcerned(
  db: Services["db"],
  viewer: Person,
  acts: readonly AuditRow[],
): Promise<(act: AuditRow) => string> {
  const reader = readerOf(viewer);
  const people = await peopleByIds(db, viewer.workspace_id, [...new Set(acts.flatMap(peopleOf))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const ofRoles = acts.filter(({ action }) => action.startsWith("role.")).flatMap(({ program_id: id }) => id ?? []);
  const roles = await listRoles(db, viewer.workspace_id, [...new Set(ofRoles)]);
  const roleWords = new Map(roleNames(reader, roles));

  return (act) => {
    const { role, key } = aboutIn(act.after);
    const who = list(
      reader,
      [...new Set(peopleOf(act))].flatMap((id) => names.get(id) ?? []),
    );
    const isOfRole = act.action.startsWith("role.") || act.action === "seat.changed";
    const named = isOfRole ? roleWords.get(role ?? key ?? "") : undefined;
    if (who === "") return named ?? "";
    return named === undefined ? who : `${who} (${named})`;
  };
}
