/** What goes to whoever covers for somebody who is away, and what it says once they cover no more. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { longDate, type Reader, shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { lineOf, plainSection, section } from "../slack/blocks.ts";
import { type Absence, absenceGone, findAbsence, listCoveredBy, standInsOf } from "./absences.ts";
import { getPerson, type Person } from "./people.ts";

type Stamps = Pick<Services, "clock" | "ids">;

const subject = z.strictObject({ absenceId: z.string(), delegateId: z.string(), byId: z.string() });
type Subject = z.infer<typeof subject>;

export const coverKind: MessageKind<Subject> = {
  kind: "absence-delegate",
  subject,
  about: ({ absenceId, delegateId, byId }) => ({ absence: absenceId, person: [delegateId, byId] }),
  priority: 30,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["absence to cover", "absences to cover"],
      fr: ["remplacement à assurer", "remplacements à assurer"],
    }),
  },
  stillWanted: async (send, about) => (await wordsNow(send, about)).isCovering,
  async message(send, about) {
    const { isCovering, head, means, over } = await wordsNow(send, about);
    if (!isCovering) return { text: lineOf(over), blocks: [section(lineOf(over))] };
    return { text: lineOf(head), blocks: [plainSection(head), plainSection(means)] };
  },
  async line(send, about) {
    const { isCovering, head, means, over } = await wordsNow(send, about);
    return plainSection(isCovering ? `${head} ${means}` : over);
  },
  why: async (send, about) => [(await wordsNow(send, about)).why].filter(Boolean),
  since: {},
};

async function wordsNow(
  { db, workspaceId, now, reader }: SendContext,
  { absenceId, delegateId, byId }: Subject,
): Promise<Record<"head" | "means" | "over" | "why", string> & { isCovering: boolean }> {
  const found = await findAbsence(db, workspaceId, absenceId);
  if (!found) return { isCovering: false, head: "", means: "", over: absenceGone(reader), why: "" };
  const { from_date, until_date, ...absence } = found;
  const { name, zone } = await getPerson(db, workspaceId, absence.person_id);
  const { name: by } = await getPerson(db, workspaceId, byId);
  const { name: cover } = await getPerson(db, workspaceId, delegateId);
  const texts = textsFor(coverTexts, reader);
  const from = longDate(reader, from_date);
  const until = longDate(reader, until_date);
  // Past, or taken back before it began.
  const isOver = until_date < localDateOf(now, zone) || until_date < from_date;
  return {
    isCovering: absence.delegate_person_id === delegateId && !isOver,
    head: absence.person_id === byId ? texts.asked(name, from, until) : texts.askedBy(by, name, from, until),
    means: texts.means(name, texts.by(cover, name)),
    over: texts.over(name),
    why: texts.why(name),
  };
}

function keyOf(absenceId: string, delegateId: string): string {
  return `absence-delegate:${absenceId}:${delegateId}`;
}

/** To whoever is named, each time; not to somebody who chose it themselves. */
export async function notifyCover(stamps: Stamps, tx: Tx, absence: Absence, byId: string): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = absence;
  if (delegateId === null || delegateId === byId) return;
  await enqueue(tx, stamps, coverKind, {
    mayRepeat: true,
    workspaceId,
    key: keyOf(absenceId, delegateId),
    subject: { absenceId, delegateId, byId },
    to: { personId: delegateId },
    notBefore: stamps.clock.now(),
  });
}

/** Brings up to date what whoever covered before has read. */
export async function updateCover(stamps: Stamps, tx: Tx, before: Absence, byId: string): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = before;
  if (delegateId === null) return;
  const about: Subject = { absenceId, delegateId, byId };
  await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: keyOf(absenceId, delegateId), subject: about });
}

interface ActedFor {
  personId: string;
  name: string;
  /** Null: the delegate acts in each program. */
  programId: string | null;
  /** The last day on which they are away, of whoever named the other to cover. */
  until: LocalDate | null;
}

export function isActedFor({ programId }: ActedFor, id: string): boolean {
  return programId === null || programId === id;
}

interface Acting {
  person: Person;
  now: Instant;
  programs: readonly {
    id: string;
    roles: readonly string[];
    holders: readonly { personId: string; name: string; role: string; isAway: boolean }[];
  }[];
}

/** Who is away today and has this person act for them: named to cover, or as deputy of a lead whom nobody covers. */
export async function listActedFor(db: Db | Tx, { person, now, programs }: Acting): Promise<ActedFor[]> {
  const { workspace_id: workspaceId } = person;
  const today = localDateOf(now, person.zone);
  const covered = await listCoveredBy(db, workspaceId, person.id, today);
  const leads = programs.flatMap(({ id: programId, roles, holders }) =>
    holders.flatMap(({ personId, name, role, isAway }) =>
      isAway && role === "lead" && roles.includes("deputy") ? [{ personId, name, programId, until: null }] : [],
    ),
  );
  const ids = leads.map(({ personId }) => personId);
  const covers = await standInsOf(db, workspaceId, ids, today);
  return [
    ...covered.map((each) => ({ ...each, programId: null })),
    ...leads.filter(({ personId }) => !covers.has(personId)),
  ];
}

/** “You cover for Hélène Roux until Fri 27 Nov.” */
export function coverLines(reader: Reader, acted: readonly ActedFor[]): string[] {
  const { covers } = textsFor(coverTexts, reader);
  return acted.flatMap(({ name, until }) => (until === null ? [] : [covers(name, shortDate(reader, until))]));
}

const en = {
  asked: (name: string, from: string, until: string) =>
    `${name} asked you to cover while they’re away, from ${from} to ${until}.`,
  askedBy: (by: string, name: string, from: string, until: string) =>
    `${by} asked you to cover for ${name}, who is away from ${from} to ${until}.`,
  means: (name: string, as: string) =>
    `What this means: you get ${name}’s check-ins, and your answers appear as “${as}”. Anything that needs their answer by a deadline comes to you too, and so does their part of a digest if they lead a program. Nothing else changes.`,
  over: (name: string) => `✓ You’re not covering for ${name}.`,
  why: (name: string) => `You were asked to cover for ${name}.`,
  by: (name: string, covered: string) => `${name}, for ${covered}`,
  covers: (name: string, until: string) => `You cover for ${name} until ${until}.`,
};

const fr: typeof en = {
  asked: (name, from, until) => `${name} vous confie son remplacement pendant son absence, du ${from} au ${until}.`,
  askedBy: (by, name, from, until) =>
    `${by} vous demande de remplacer ${name} pendant son absence, du ${from} au ${until}.`,
  means: (name, as) =>
    `Concrètement\u00a0: vous recevez les points d’étape destinés à ${name}, et vos réponses figurent ainsi\u00a0: «\u00a0${as}\u00a0». Ce qui attend une réponse de sa part dans un délai vous parvient aussi et, si ${name} pilote un programme, sa part d’une synthèse. Rien d’autre ne change.`,
  over: (name) => `✓ Vous ne remplacez pas ${name}.`,
  why: (name) => `Vous recevez ce message parce que l’on vous a demandé de remplacer ${name}.`,
  by: (name, covered) => `${name}, pour ${covered}`,
  covers: (name, until) => withFullStop(`Vous remplacez ${name} jusqu’au ${until}`),
};

export const coverTexts = { en, fr };
