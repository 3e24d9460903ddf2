/** What can be read from Home: one's own digests again, and as a lead what the next one will say of one's program. */

import { cadencesOf } from "../../cadences/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { titleFor } from "../../programs/naming.ts";
import { programCalled } from "../../programs/rules-program.ts";
import { programOf, standingsOf } from "../../programs/use-cases.ts";
import { leftOutOf, partsOf } from "../approval/wording.ts";
import { gatherFacts } from "../compile/gather.ts";
import type { ReaderOfRhythm } from "../compile/gather-feed.ts";
import { compilePart } from "../compile/rules.ts";
import { type DigestDocument, toldAsOf } from "../document.ts";
import { listBroughtBy } from "../editions/repository.ts";
import type { HeldRhythm } from "../holds/rules.ts";
import { nextDigestsOf } from "../holds/use-cases.ts";
import { nextSending } from "../periods/rules.ts";
import { withPhases } from "../phases/use-cases.ts";
import { programsWithRole } from "../readers/grounds.ts";
import { type Edition, findEdition } from "../repository.ts";
import type { Rhythm } from "../table.ts";
import { comingDigests } from "../use-cases-outlook.ts";
import { listLastEditions } from "./repository.ts";

const failure = errorTable({
  DIGEST_NOT_YOURS: {
    en: () => "This digest is for someone else.",
    fr: () => "Cette synthèse s’adresse à une autre personne.",
  },
  DIGEST_ROLE_ENDED: {
    en: () => "It covers a program where your role has ended. You keep the message as it was sent.",
    fr: () => "Elle porte sur un programme où votre rôle a pris fin. Le message vous reste tel qu’il a été envoyé.",
  },
  PREVIEW_NOT_YOURS: {
    en: ({ program }) => `Only the leads of ${programCalled.en(program)} can preview its part of a digest.`,
    fr: ({ program }) =>
      `Seuls les responsables ${programCalled.frOf(program)} peuvent voir, avant l’envoi, ce qu’en dira la synthèse.`,
  },
});

/** An edition as far as it is its reader's to read now, with the titles of the programs that are left out. */
export interface OwnDigest extends Edition {
  leftOut: string[];
  /** When the record was as the whole of it tells of a program. */
  toldAsOf(key: string): Instant;
}

/** Throws DIGEST_NOT_YOURS, and DIGEST_ROLE_ENDED where nothing of it is left. */
export async function readOwnDigest(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  editionId: string,
): Promise<OwnDigest> {
  const [own] = await ownParts(services, person, await ownEdition(services.db, person, editionId));
  return own;
}

/** All that went in the message of this edition, the longest first, as `readOwnDigest` gives and throws. */
export async function readOwnMessage(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  editionId: string,
): Promise<[OwnDigest, ...OwnDigest[]]> {
  const leading = await ownEdition(services.db, person, editionId);
  const brought = await listBroughtBy(services.db, person.workspace_id, editionId);
  return ownParts(services, person, leading, ...brought);
}

/** Looked through for those that tell of one program. */
const DIGESTS_LOOKED_AT = 12;

/** What the last digests of this person told of one of their programs and of no other, the newest first. */
export async function lastDigestsTelling(
  { db }: Pick<Services, "db">,
  { id: personId, workspace_id: workspaceId }: Person,
  key: string,
  count: number,
): Promise<{ editionId: string; document: DigestDocument }[]> {
  const told: { editionId: string; document: DigestDocument }[] = [];
  for (const { id } of await listLastEditions(db, { workspaceId, personId }, DIGESTS_LOOKED_AT)) {
    const document = (await findEdition(db, workspaceId, id))?.document;
    if (document?.programs.some((program) => program.key === key))
      told.push({ editionId: id, document: partsOf(document, new Set([key])) });
    if (told.length === count) break;
  }
  return told;
}

async function ownEdition(db: Db, person: Person, editionId: string): Promise<Edition> {
  const edition = await findEdition(db, person.workspace_id, editionId);
  if (edition?.readerId !== person.id) throw failure("DIGEST_NOT_YOURS");
  return edition;
}

/** Of these editions of one reader those of which anything is left. */
async function ownParts(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  ...editions: [Edition, ...Edition[]]
): Promise<[OwnDigest, ...OwnDigest[]]> {
  const { keys } = await programsWithRole(services, services.db, person);
  const [first, ...others] = editions.flatMap((edition): OwnDigest[] => {
    const { document } = edition;
    const leftOut = leftOutOf(document, keys);
    if (leftOut.length === document.programs.length) return [];
    const shown = leftOut.length === 0 ? document : partsOf(document, keys);
    return [{ ...edition, document: shown, leftOut, toldAsOf: (key) => toldAsOf(document, key) }];
  });
  if (!first) throw failure("DIGEST_ROLE_ENDED");
  return [first, ...others];
}

/**
 * The program's part of the digest of that rhythm which its sponsor or committee gets next, without a rhythm of the lead's
 * own, as far as it is known now, in the lead's language. `document` is null when there would be
 * none, `reader` when it is the lead. Throws PREVIEW_NOT_YOURS.
 */
export async function previewPart(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  { programId, rhythm }: { programId: string; rhythm: HeldRhythm | null },
): Promise<{ document: DigestDocument | null; reader: string | null }> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  await refuseUnlessMayPreview(services, person, programId);
  const digests = (await nextDigestsOf(services, db, workspaceId, [programId])).get(programId) ?? [];
  const next = digests.find((digest) => digest.rhythm === rhythm);
  // Asked for one that nobody gets any more, there is none.
  if (rhythm !== null && !next) return { document: null, reader: null };
  const reader = { workspaceId, personId: next?.reader.id ?? person.id, rhythm: rhythm ?? ("weekly" as const) };
  const at = next?.at ?? nextSending("weekly", person.zone, clock.now());
  const document = await partOf(services, { reader, at, programId, locale: person.locale });
  return { document, reader: next?.reader.name ?? null };
}

/** Longer than any rhythm. */
const READERS_WITHIN_MS = 400 * DAY;

/** Whose next digests tell of a program, of which rhythm and when, by name. Throws PREVIEW_NOT_YOURS. */
export async function listReadersOf(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  programId: string,
): Promise<{ person: Person; rhythm: Rhythm; at: Instant }[]> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  await refuseUnlessMayPreview(services, person, programId);
  const now = clock.now();
  const coming = await comingDigests(db, workspaceId, addMs(now, READERS_WITHIN_MS));
  const feeding = new Set((await cadencesOf(db, workspaceId, [programId])).map(({ id }) => id));
  const told = coming
    .filter(({ cadenceIds }) => cadenceIds.some((id) => feeding.has(id)))
    // One that is due is made in a moment.
    .map((digest) => ({ ...digest, at: digest.at > now ? digest.at : now }));
  const ids = [...new Set(told.map(({ personId }) => personId))];
  const people = new Map((await peopleByIds(db, workspaceId, ids)).map((each) => [each.id, each]));
  const { compare } = new Intl.Collator(person.locale);
  return told
    .flatMap(({ personId, rhythm, at }) => {
      const reader = people.get(personId);
      return reader ? [{ person: reader, rhythm, at }] : [];
    })
    .sort((one, other) => compare(one.person.name, other.person.name) || (one.at < other.at ? -1 : 1));
}

/**
 * The program's part of a reader's next digest of that rhythm, as far as it is known now, in the reader's language; nothing
 * of other programs, which are not this person's to read. Null when there would be none. Throws PREVIEW_NOT_YOURS.
 */
export async function previewForReader(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  { programId, personId, rhythm }: { programId: string; personId: string; rhythm: Rhythm },
): Promise<{ document: DigestDocument | null; name: string | null }> {
  const readers = await listReadersOf(services, person, programId);
  const next = readers.find((each) => each.person.id === personId && each.rhythm === rhythm);
  if (!next) return { document: null, name: null };
  const reader = { workspaceId: person.workspace_id, personId, rhythm };
  const { name, locale } = next.person;
  return { document: await partOf(services, { reader, at: next.at, programId, locale }), name };
}

async function partOf(
  services: Pick<Services, "db" | "clock" | "events">,
  { reader, at, programId, locale }: { reader: ReaderOfRhythm; at: Instant; programId: string; locale: string },
): Promise<DigestDocument | null> {
  const { db, clock } = services;
  const now = clock.now();
  // One that is due is made in a moment.
  const gathered = await gatherFacts(db, reader, now, { coming: { sendAt: at > now ? at : now, to: "lead" } });
  const facts = gathered && (await withPhases(services, db, reader.workspaceId, gathered));
  return facts && compilePart({ ...facts, reader: { ...facts.reader, locale } }, programId);
}

/** An admin who does not lead the program reads nothing of it. */
export async function refuseUnlessMayPreview(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  programId: string,
): Promise<void> {
  const program = await programOf(services.db, person.workspace_id, programId);
  if (!may(await standingsOf(services.db, person, programId, services), "read-lead-answers"))
    throw failure("PREVIEW_NOT_YOURS", { program: await titleFor(services, services.db, person, program) });
}
