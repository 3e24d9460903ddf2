/** How Drumbeat is set up, as a dossier tells it; what was handed over, and what goes beyond it. */

import { sourceName } from "../../cadences/audience/audience.ts";
import { keptSources } from "../../cadences/audience/people.ts";
import { nameOf } from "../../cadences/naming.ts";
import { type Question, textIn } from "../../cadences/questions/questions.ts";
import { ruleInWords } from "../../cadences/recurrence/rules-words.ts";
import { type Cadence, cadencesOf, listAskedNext, listParticipants, questionSetOf } from "../../cadences/use-cases.ts";
import { addressBook } from "../../calendars/address-book.ts";
import { countReaders } from "../../check-ins/sensitive/readers.ts";
import { toldOf } from "../../delivery/attention/rules.ts";
import { attentionSince } from "../../delivery/attention/use-cases.ts";
import { dataProtectionOf, retentionOf, settingsOf, workspaceName } from "../../people/use-cases-settings.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type Program, runningPrograms } from "../../programs/use-cases.ts";
import type { Beyond, Change, ToldSettings } from "../../settings/events.ts";
import type { CheckIn, Configuration } from "./configuration.ts";
import { findLastDossier, insertDossier } from "./repository.ts";
import {
  type CheckInSettings,
  goesBeyond,
  keptSnapshot,
  type Snapshot,
  settingIn,
  textsAmong,
  timesAYear,
  withChange,
  withProgram,
} from "./rules.ts";
import type { Said } from "./statement.ts";
import { findingInWords } from "./texts-findings.ts";

const EN = { locale: "en-GB" };
const FR = { locale: "fr-FR" };
const MEASURED_MS = 28 * DAY;
/** Whoever reads what they wrote themselves is a reader as well. */
const NOBODY = "";

const failure = errorTable({
  HANDED_OVER_AHEAD: {
    en: () => "Give the day on which it was handed over: today or before.",
    fr: () => "Indiquez le jour de la remise\u00a0: aujourd’hui ou avant.",
  },
});

interface Stamps {
  clock: Pick<Clock, "now">;
}

/** The last dossier that was handed over, or null. */
export async function lastHandedOver(db: Db | Tx, workspaceId: string): Promise<Configuration["handedOver"]> {
  const handed = await findLastDossier(db, workspaceId);
  return handed ? { on: handed.handed_over_on, reference: handed.reference } : null;
}

/** As it is now. */
export async function configurationOf({ db, clock }: { db: Db } & Stamps, workspaceId: string): Promise<Configuration> {
  const now = clock.now();
  const running = (await runningPrograms(db, workspaceId)).map(({ program }) => program);
  const byId = new Map(running.map((program) => [program.id, program]));
  const checkIns: CheckIn[] = [];
  const asked = new Set<string>();
  for (const cadence of await cadencesOf(db, workspaceId, [...byId.keys()])) {
    const program = byId.get(cadence.program_id);
    if (!program) continue;
    const people = await listParticipants(db, cadence, { clock });
    for (const { id } of people) asked.add(id);
    checkIns.push(await checkInOf(db, { cadence, program, people: people.length }, { clock }));
  }
  const collator = new Intl.Collator("en");
  checkIns.sort((one, other) => collator.compare(one.program, other.program));
  const { people, address, choosingConsultedOn } = await dataProtectionOf(db, workspaceId);
  return {
    on: localDateOf(now, "UTC"),
    workspace: await workspaceName(db, workspaceId),
    settings: await settingsOf(db, workspaceId),
    retention: await retentionOf(db, workspaceId),
    dataProtection: { names: people.map(({ name }) => name), address },
    choosingConsultedOn,
    programs: running.length,
    people: asked.size,
    checkIns,
    attention: await measured(db, workspaceId, now),
    handedOver: await lastHandedOver(db, workspaceId),
  };
}

async function measured(db: Db, workspaceId: string, now: Instant): Promise<Configuration["attention"]> {
  const since = addMs(now, -MEASURED_MS);
  const attention = await attentionSince(db, addressBook, workspaceId, { since, now, period: "week" });
  if (attention.messages === 0) return null;
  return { from: localDateOf(since, "UTC"), until: localDateOf(now, "UTC"), roles: toldOf(attention) };
}

async function checkInOf(
  db: Db,
  { cadence, program, people }: { cadence: Cadence; program: Program; people: number },
  stamps: Stamps,
): Promise<CheckIn> {
  const { workspace_id: workspaceId } = cadence;
  const sources = await keptSources(db, workspaceId, cadence.audience);
  const { questions } = await questionSetOf(db, workspaceId, cadence.question_set_id);
  return {
    program: program.title,
    name: namedIn(cadence),
    howOften: { en: ruleInWords(cadence.rule, "en"), fr: ruleInWords(cadence.rule, "fr") },
    perYear: timesAYear(cadence.rule),
    people,
    sources: [...sources.values()].map(sourceName),
    disclosure: cadence.disclosure,
    readers: await countReaders(stamps, db, { program, cadence }, NOBODY),
    isOpenToAll: program.visibility === "workspace",
    hasChannel: program.channel_id !== null,
    isRequired: cadence.is_required === 1,
    isPaused: cadence.state === "paused",
    pilot: cadence.pilot ? (await listAskedNext(db, cadence, stamps)).length : null,
    questions: questions.map((question) => ({
      en: textIn(question.label, "en"),
      fr: textIn(question.label, "fr"),
      isText: textsAmong([question]) > 0,
    })),
  };
}

function namedIn(cadence: Parameters<typeof nameOf>[0]): Said {
  return { en: nameOf(cadence, EN), fr: nameOf(cadence, FR) };
}

/**
 * Keeps the settings as they are now as those that were handed over on this day. `byId` null: by a command on the server.
 * Throws HANDED_OVER_AHEAD.
 */
export async function noteHandedOver(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  handed: { workspaceId: string; byId: string | null; on: LocalDate; reference: string },
): Promise<void> {
  await keep(stamps, tx, handed, await snapshotOf(tx, handed.workspaceId));
}

/** They were consulted about changes before they are saved: what they were given holds, with them. Throws HANDED_OVER_AHEAD. */
export async function noteConsulted(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  {
    workspaceId,
    actorId,
    changes,
    on,
    reference,
  }: {
    workspaceId: string;
    actorId: string | null;
    changes: readonly Change[];
    on: LocalDate;
    reference: string;
  },
): Promise<void> {
  const last = await lastSnapshot(tx, workspaceId);
  const settings = await changed(tx, workspaceId, last ?? (await snapshotOf(tx, workspaceId)), changes);
  await keep(stamps, tx, { workspaceId, byId: actorId, on, reference }, settings);
}

/** What of these changes goes beyond what was handed over last; nothing where nothing was. */
export async function beyondLast(
  db: Db | Tx,
  { workspaceId, changes, reader }: { workspaceId: string; changes: readonly Change[]; reader: Pick<Reader, "locale"> },
): Promise<Beyond[]> {
  const last = await lastSnapshot(db, workspaceId);
  if (!last) return [];
  const now = await changed(db, workspaceId, last, changes);
  return goesBeyond(last, now).map((finding) => ({
    sentence: findingInWords(reader, finding),
    setting: settingIn(finding),
  }));
}

async function lastSnapshot(db: Db | Tx, workspaceId: string): Promise<Snapshot | null> {
  const handed = await findLastDossier(db, workspaceId);
  return handed ? keptSnapshot(JSON.parse(handed.settings), await snapshotOf(db, workspaceId)) : null;
}

async function changed(
  db: Db | Tx,
  workspaceId: string,
  last: Snapshot,
  changes: readonly Change[],
): Promise<Snapshot> {
  let now = last;
  for (const [place, change] of changes.entries()) {
    if (change.of === "settings") now = withChange(now, toldOfSettings(change.settings));
    else if (change.of === "retention") now = withChange(now, { retention: change.retention });
    else if (change.of === "program") {
      const { programId, visibility, channelId: channel } = change;
      const ids = (await cadencesOf(db, workspaceId, [programId])).map(({ id }) => id);
      now = withProgram(now, { checkInIds: new Set(ids), isOpenToAll: visibility === "workspace", channel });
    } else {
      const { draft, program } = change;
      const named = { ...draft, title: draft.title === "" ? null : draft.title };
      now = withChange(now, {
        checkIn: settingsOfCheckIn({ ...named, id: draft.cadenceId ?? `new ${place}` }, program),
      });
    }
  }
  return now;
}

function toldOfSettings(settings: ToldSettings): ToldSettings {
  const { hours, areHoursLocked, allowsUrgent, messagesCome, workingWeek, whoMayCreate } = settings;
  return { hours, areHoursLocked, allowsUrgent, messagesCome, workingWeek, whoMayCreate };
}

async function keep(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, byId, on, reference }: { workspaceId: string; byId: string | null; on: LocalDate; reference: string },
  settings: Snapshot,
): Promise<void> {
  const at = clock.now();
  // Somebody's today may be tomorrow by UTC.
  if (on > localDateOf(addMs(at, DAY), "UTC")) throw failure("HANDED_OVER_AHEAD");
  const id = ids.next();
  await insertDossier(tx, {
    workspace_id: workspaceId,
    id,
    at,
    handed_over_on: on,
    by_id: byId,
    reference: reference.trim(),
    settings: JSON.stringify(settings),
  });
  await appendAudit(
    tx,
    { clock, ids },
    {
      workspaceId,
      actorId: byId,
      action: "dossier.handed-over",
      subject: { kind: "dossier", id },
      after: { on, reference: reference.trim() },
    },
  );
}

async function snapshotOf(db: Db | Tx, workspaceId: string): Promise<Snapshot> {
  const running = new Map((await runningPrograms(db, workspaceId)).map(({ program }) => [program.id, program]));
  const checkIns: CheckInSettings[] = [];
  for (const cadence of await cadencesOf(db, workspaceId, [...running.keys()])) {
    const program = running.get(cadence.program_id);
    if (!program) continue;
    const { questions } = await questionSetOf(db, workspaceId, cadence.question_set_id);
    checkIns.push(settingsOfCheckIn({ ...cadence, questions, isRequired: cadence.is_required === 1 }, program));
  }
  const settings = toldOfSettings(await settingsOf(db, workspaceId));
  return { ...settings, retention: await retentionOf(db, workspaceId), checkIns };
}

function settingsOfCheckIn(
  cadence: Pick<Cadence, "template" | "rule" | "title" | "audience" | "readers" | "disclosure"> & {
    id: string;
    isRequired: boolean;
    questions: readonly Question[];
  },
  program: Pick<Program, "title" | "visibility" | "channel_id">,
): CheckInSettings {
  const { id, rule, audience, readers, disclosure, isRequired, questions } = cadence;
  return {
    id,
    program: program.title,
    name: namedIn(cadence),
    perYear: timesAYear(rule),
    audience: [...audience],
    readers: [...readers],
    disclosure,
    isOpenToAll: program.visibility === "workspace",
    channel: program.channel_id,
    isRequired,
    texts: textsAmong(questions),
  };
}
