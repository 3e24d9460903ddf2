/** What people say is wrong or object to, and what they are answered. */
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Rhythm } from "../../digests/table.ts";
import { digestById } from "../../digests/use-cases.ts";
import { noteRead } from "../../people/accesses/use-cases.ts";
import { type Person, peopleByIds, personById, readerAt } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { quoteTold, shownOf } from "../my-data/left-out.ts";
import { rowShown } from "../my-data/use-cases-rows.ts";
import { answererIdsOf } from "./answerers.ts";
import { objectionAnsweredKind, objectionKeys, objectionKind } from "./messages.ts";
import {
  findObjection,
  insertObjection,
  listObjectionsOf,
  listUnanswered,
  type Objection,
  updateObjection,
} from "./repository.ts";
import { answerBy } from "./rules.ts";
import type { ObjectionAnswer, ObjectionKind } from "./table.ts";
import { objectionTexts } from "./texts.ts";

export type { Objection };

const LONGEST_QUOTE = 1000;
const { en, fr } = objectionTexts;

const failure = errorTable({
  OBJECTION_ABOUT_GONE: { en: () => en.error.gone, fr: () => fr.error.gone },
  OBJECTION_ANSWERED: { en: () => en.error.answered, fr: () => fr.error.answered },
  OBJECTION_NOT_YOURS: {
    en: ({ who }) => en.error.notYours(String(who)),
    fr: ({ who }) => fr.error.notYours(String(who)),
  },
});

export interface ObjectionAbout {
  /** Empty: what is kept about them as a whole. */
  about: string;
  /** What it says now, as they see it. */
  quoted: string;
}

/** Throws OBJECTION_ABOUT_GONE. */
export async function objectionAbout(
  { db, clock }: Pick<Services, "db" | "clock">,
  person: Person,
  about: string,
): Promise<ObjectionAbout> {
  if (about === "") return { about, quoted: "" };
  const row = await rowShown(db, person, about, readerAt(person, clock.now()));
  if (!row) throw failure("OBJECTION_ABOUT_GONE");
  const quoted = [row.head, ...row.texts.map(({ text }) => text)].join("\n");
  return {
    about,
    quoted: quoted.length > LONGEST_QUOTE ? `${quoted.slice(0, LONGEST_QUOTE - 1).toWellFormed()}…` : quoted,
  };
}

/** Who answers, by name, and by which day. */
export async function answeredHow(services: Pick<Services, "db" | "clock">, person: Person) {
  const ids = await answererIdsOf(services.db, person.workspace_id, person.id);
  const people = await peopleByIds(services.db, person.workspace_id, ids);
  return { names: people.map(({ name }) => name), by: answerBy(services.clock.now(), person.zone) };
}

/** Throws OBJECTION_ABOUT_GONE. */
export async function object(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  given: { about: string; kind: ObjectionKind; words: string },
): Promise<Objection> {
  const { workspace_id: workspaceId, id: personId } = person;
  const { about, quoted } = await objectionAbout(services, person, given.about);
  const at = services.clock.now();
  const objection: Objection = {
    workspace_id: workspaceId,
    id: services.ids.next(),
    person_id: personId,
    kind: given.kind,
    about,
    quoted: storableText(quoted),
    words: storableText(given.words.trim()),
    at,
    answer: null,
    answer_words: null,
    answered_by: null,
    answered_at: null,
  };
  await inTransaction(services.db, async (tx) => {
    await insertObjection(tx, objection);
    await audited(tx, services, objection, personId, "asked");
    for (const id of await answererIdsOf(tx, workspaceId, personId))
      await enqueue(tx, services, objectionKind, {
        workspaceId,
        key: objectionKeys.asked(objection.id, id),
        subject: { objectionId: objection.id, to: id },
        to: { personId: id },
        notBefore: at,
      });
  });
  return objection;
}

/** Theirs, the latest first. */
export async function objectionsOf({ db, clock }: Pick<Services, "db" | "clock">, person: Person): Promise<Told[]> {
  const own = await listObjectionsOf(db, person.workspace_id, person.id);
  return told(db, person.workspace_id, own, clock.now());
}

export interface Told {
  objection: Objection;
  /** Whose data it is, and who answered. */
  name: string;
  zone: string;
  answeredBy: string | null;
  now: Instant;
}

/** What waits for this person's answer, what should have been answered first; no word for those who lead alone in a quote. */
export async function objectionsToAnswer(
  { db, clock }: Pick<Services, "db"> & { clock: Pick<Services["clock"], "now"> },
  person: Person,
): Promise<Told[]> {
  const waiting: Objection[] = [];
  // The oldest is due first.
  for (const one of await listUnanswered(db, person.workspace_id))
    if ((await answererIdsOf(db, person.workspace_id, one.person_id)).includes(person.id))
      waiting.push({ ...one, quoted: await quoteTold(db, whoseIs(one), one) });
  return told(db, person.workspace_id, waiting, clock.now());
}

/** One of them, with its quote, which is noted. Throws OBJECTION_ANSWERED, OBJECTION_NOT_YOURS. */
export async function objectionToAnswer(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  id: string,
): Promise<Told> {
  const { db, clock } = services;
  const objection = await answerable(db, person, id);
  const shown = await shownOf(db, whoseIs(objection), objection);
  if (shown) await noteRead(services, person, [shown]);
  const [one] = await told(db, person.workspace_id, [objection], clock.now());
  if (!one) throw failure("OBJECTION_ANSWERED");
  return one;
}

/**
 * What corrects it where it was accepted: of a line of a digest which one it was. Throws OBJECTION_ANSWERED,
 * OBJECTION_NOT_YOURS.
 */
export async function answerObjection(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
  given: { id: string; answer: ObjectionAnswer; words: string },
): Promise<{ name: string; digest: { rhythm: Rhythm; period: string } | null }> {
  const { workspace_id: workspaceId } = person;
  const answered = await inTransaction(services.db, async (tx) => {
    const objection = await answerable(tx, person, given.id, { isLocked: true });
    await updateObjection(tx, objection, {
      answer: given.answer,
      answer_words: storableText(given.words.trim()),
      answered_by: person.id,
      answered_at: services.clock.now(),
    });
    await audited(tx, services, objection, person.id, given.answer);
    await enqueue(tx, services, objectionAnsweredKind, {
      workspaceId,
      key: objectionKeys.answered(objection.id),
      subject: { objectionId: objection.id },
      to: { personId: objection.person_id },
      notBefore: services.clock.now(),
    });
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: objectionKeys.askedOf(objection.id) });
    return objection;
  });
  const { name } = await personById(services.db, workspaceId, answered.person_id);
  const [table, editionId = ""] = answered.about.split("/");
  const edition = table === "digest_source" ? await digestById(services.db, workspaceId, editionId) : null;
  return { name, digest: edition && { rhythm: edition.document.rhythm, period: edition.document.period.label } };
}

/** What a row that is quoted is a part of. */
function whoseIs({ workspace_id: workspaceId, person_id: personId }: Objection) {
  return { workspaceId, personId };
}

async function answerable(db: Db | Tx, person: Person, id: string, options = {}): Promise<Objection> {
  const objection = await findObjection(db, person.workspace_id, id, options);
  if (!objection || objection.answered_at !== null) throw failure("OBJECTION_ANSWERED");
  const ids = await answererIdsOf(db, person.workspace_id, objection.person_id);
  if (ids.includes(person.id)) return objection;
  const who = (await peopleByIds(db, person.workspace_id, ids)).map(({ name }) => name);
  throw failure("OBJECTION_NOT_YOURS", { who });
}

async function told(db: Db | Tx, workspaceId: string, all: readonly Objection[], now: Instant): Promise<Told[]> {
  const ids = all.flatMap(({ person_id, answered_by }) => [person_id, ...(answered_by === null ? [] : [answered_by])]);
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map((each) => [each.id, each]));
  return all.map((objection) => ({
    objection,
    name: people.get(objection.person_id)?.name ?? "",
    zone: people.get(objection.person_id)?.zone ?? "UTC",
    answeredBy: people.get(objection.answered_by ?? "")?.name ?? null,
    now,
  }));
}

async function audited(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  { workspace_id: workspaceId, id, kind }: Objection,
  actorId: string,
  what: "asked" | ObjectionAnswer,
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId,
    actorId,
    action: `objection.${what}`,
    subject: { kind: "objection", id },
    after: { kind },
  });
}
