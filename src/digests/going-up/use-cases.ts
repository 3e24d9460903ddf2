/** What of people's answers goes up is shown to them before it does. */

import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { contactFactsOfAll } from "../../calendars/use-cases-availability.ts";
import { sensitiveSentences } from "../../check-ins/sensitive/rules.ts";
import { sayGoesUp, type TextOf, textsBehind, unasked } from "../../check-ins/sensitive/use-cases.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, addMs, DAY, earliest, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { approvalsFor } from "../approval/drafts.ts";
import { draftAt } from "../approval/rules.ts";
import { gatherFacts } from "../compile/gather.ts";
import type { Participation } from "../compile/gather-answers.ts";
import { compileInPieces } from "../editions/edition.ts";
import type { Subscription } from "../repository.ts";
import type { AllGoingUp } from "./blocks.ts";
import { allGoingUp, goingUpKey, goingUpKeys, goingUpKind } from "./messages.ts";
import { listSubscriptionsAbove } from "./repository.ts";
import {
  draftsTold,
  LOOKS,
  type LookName,
  lastWorked,
  looksAt,
  placeOf,
  type Quoted,
  quotedTexts,
  shownOn,
} from "./rules.ts";

const failure = errorTable({
  GONE_UP: {
    en: () => "The digest with it is already done. The program’s leads can correct it.",
    fr: () => "La synthèse qui le reprend est déjà faite. Les responsables du programme peuvent la rectifier.",
  },
});

type Going = Subscription & { zone: string };

/** So many digests are looked at in one turn. */
const MOST_IN_A_TURN = 50;
/** From the first look on, over any row of days off. */
const AHEAD_MS = 16 * DAY;

/** What is looked at now: the digests that go on one day. */
interface Look {
  on: LocalDate;
  which: LookName;
  /** Somebody approves a part of one of them before. */
  isDrafted: boolean;
  cutOffAt: Instant;
  left: Going[];
  participation: Map<string, Participation>;
  found: Map<string, { readerIds: Set<string>; texts: Map<string, Quoted> }>;
}

interface GoingUp {
  run(services: Services, workspaceId: string): Promise<void>;
  nextAt(now: Instant): Instant | null;
}

/** One for each process. A look that was begun anew shows nobody anything twice. */
export function createGoingUp(): GoingUp {
  let next: Instant | null = null;
  let look: Look | null = null;
  const done = new Set<string>();
  return {
    nextAt: (now) => (look ? now : (next ?? now)),
    async run(services, workspaceId) {
      const { db, clock } = services;
      const now = clock.now();
      if (!look) {
        const coming = await looksAhead(db, workspaceId, now);
        const due = coming.find(({ at, key }) => at <= now && !done.has(key));
        if (!due) {
          next = earliest(addMs(now, DAY), ...coming.flatMap(({ at, key }) => (done.has(key) ? [] : [at])));
          return;
        }
        done.add(due.key);
        const { on, which, digests: left } = due;
        look = { on, which, isDrafted: false, cutOffAt: now, left, participation: new Map(), found: new Map() };
      }
      for (const digest of look.left.splice(0, MOST_IN_A_TURN)) await lookAt(services, digest, look);
      if (look.left.length > 0) return;
      const seen = look;
      look = null;
      await show(services, workspaceId, seen);
    },
  };
}

/** Of all digests of those above any program, whatever their rhythm. */
async function looksAhead(db: Db, workspaceId: string, now: Instant) {
  const until = addMs(now, AHEAD_MS);
  const digests = await listSubscriptionsAbove(db, workspaceId, { after: now, until });
  const working = await workspaceCalendar(db, workspaceId);
  return [...Map.groupBy(digests, ({ next_at: at, zone }) => localDateOf(at, zone))].flatMap(([on, going]) => {
    const at = looksAt(on, working);
    return LOOKS.map((which) => ({ at: at[which], key: `${on} ${which}`, on, which, digests: [...going] }));
  });
}

/** What a digest will tell, as far as it is known now. */
async function lookAt({ db }: Services, { person_id, next_at: sendAt, ...digest }: Going, look: Look): Promise<void> {
  const reader = { workspaceId: digest.workspace_id, personId: person_id, rhythm: digest.rhythm };
  const { cutOffAt, participation } = look;
  const coming = { sendAt, to: "reader" } as const;
  const facts = await gatherFacts(db, reader, cutOffAt, { participation, coming, unsaid: "all" });
  const document = facts && (await compileInPieces(facts));
  if (!facts || !document) return;
  look.isDrafted ||= (await approvalsFor(db, digest.workspace_id, facts)).length > 0;
  const drafts = await textsBehind(db, digest.workspace_id, draftsTold(facts, document));
  const ofDrafts = [...drafts.values()].map(({ text, ...of }) => ({
    ...of,
    isSensitive: sensitiveSentences(text).length > 0,
  }));
  for (const text of [...quotedTexts(facts, document), ...ofDrafts]) {
    const { personId } = text;
    if (personId === person_id) continue;
    const theirs = look.found.get(personId) ?? { readerIds: new Set(), texts: new Map() };
    theirs.readerIds.add(person_id);
    theirs.texts.set(placeOf(text), text);
    look.found.set(personId, theirs);
  }
}

async function show(
  services: Services,
  workspaceId: string,
  { on, which, isDrafted, cutOffAt, found }: Look,
): Promise<void> {
  const { db, clock } = services;
  // By then it is drafted.
  if (which === "last" && isDrafted) return;
  const people = await peopleByIds(db, workspaceId, [...found.keys()]);
  const span = { from: addLocalDays(on, -21), until: on };
  const facts = await contactFactsOfAll(db, workspaceId, people, span);
  const working = await workspaceCalendar(db, workspaceId);
  const nominal = localDateOf(addMs(looksAt(on, working).usual, DAY), "UTC");
  for (const { id: personId, zone } of people) {
    const [days, own] = [facts.get(personId), found.get(personId)];
    if (!days || !own) continue;
    const goesAt = instantOf(on, "00:00", zone);
    const draftOn = isDrafted ? localDateOf(draftAt(goesAt, zone, working), zone) : null;
    const until = draftOn ?? on;
    const day = which === "last" ? lastWorked(days, on) : shownOn(days, on, draftOn);
    // Whoever works as the workspace does is shown it at the second look.
    if (which === "early" && day >= nominal) continue;
    const begins = instantOf(day, "00:00", zone);
    if (which === "last" && begins <= cutOffAt) continue;
    const open = await unasked(db, workspaceId, [...own.texts.values()]);
    if (open.length === 0) continue;
    const texts = open
      .toSorted((one, other) => Number(other.isSensitive) - Number(one.isSensitive))
      .map(({ checkInId, hash }) => ({ checkInId, hash }));
    const isLast = which === "last";
    await inTransaction(db, (tx) =>
      enqueue(tx, services, goingUpKind, {
        workspaceId,
        key: goingUpKey({ personId, on, isLast }),
        subject: { personId, on, until, isLast, readerIds: [...own.readerIds].toSorted(), texts },
        to: { personId },
        notBefore: begins > cutOffAt ? begins : clock.now(),
        expiresAt: instantOf(until, "00:00", zone),
      }),
    );
  }
}

/** Twice is once. Throws GONE_UP, and what `sayGoesUp` throws. */
export async function decideGoingUp(
  services: Services,
  person: Person,
  { on, until, ...said }: TextOf & { on: LocalDate; until: LocalDate; decision: "yes" | "lead" },
): Promise<void> {
  const { db, clock } = services;
  if (localDateOf(clock.now(), person.zone) >= until) throw failure("GONE_UP");
  await inTransaction(db, async (tx) => {
    await sayGoesUp(services, tx, person, said);
    const keysFrom = goingUpKeys({ personId: person.id, on });
    await enqueueUpdate(tx, services, { workspaceId: person.workspace_id, keysFrom });
  });
}

/** All that a message says goes up, with those that have no button in it. Throws GONE_UP. */
export async function readGoingUp(
  { db, clock }: Pick<Services, "db" | "clock">,
  person: Person,
  of: { on: LocalDate; isLast: boolean },
): Promise<AllGoingUp> {
  const shown = await allGoingUp({ db, workspaceId: person.workspace_id, now: clock.now() }, person, of);
  if (!shown) throw failure("GONE_UP");
  return shown;
}
