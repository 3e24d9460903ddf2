/** A digest for its reader, as far as it is still theirs to read; `/drumbeat digest` shows the last one again, or the next one. */
import type { NamedCommand } from "../../app/capability.ts";
import { type Person, readerAt } from "../../people/people.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { listProgramsFor } from "../../programs/programs.ts";
import { plainSection, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { outlookReadBy } from "../compile/outlook-in-reports.ts";
import { digestMessage } from "./blocks.ts";
import { digestsTo, type Reading, readDigest } from "./digest-reading.ts";
import { firstScreenInPieces } from "./first-screen.ts";
import { nextDigest } from "./next-digest.ts";
import { digestTexts } from "./texts-digest.ts";

const failure = errorTable({
  DIGEST_NOT_YOURS: {
    en: () => "This digest is for someone else.",
    fr: () => "Cette synthèse s’adresse à une autre personne.",
  },
  DIGEST_ROLE_ENDED: {
    en: () => "It covers a program where your role has ended. You keep the message as it was sent.",
    fr: () => "Elle porte sur un programme où votre rôle a pris fin. Le message vous reste tel qu’il a été envoyé.",
  },
});

export type ReadingNow = { db: Db | Tx; clock: Pick<Services["clock"], "now"> };

/** Of the programs in which they have a role, their own or as a delegate. Throws DIGEST_NOT_YOURS, DIGEST_ROLE_ENDED. */
export async function ownDigest(reading: ReadingNow, person: Person, digestId: string): Promise<Reading> {
  const row = await rows(reading.db, "digest", person.workspace_id).find({ id: digestId });
  if (row?.reader_id !== person.id) throw failure("DIGEST_NOT_YOURS");
  const digest = await stillReadable(reading, person, digestId);
  if (!digest) throw failure("DIGEST_ROLE_ENDED");
  return digest;
}

/** As `ownDigest`, of a digest that is known to be theirs; null: nothing of it is left to them. */
export async function stillReadable(reading: ReadingNow, person: Person, digestId: string): Promise<Reading | null> {
  const { db, clock } = reading;
  const programs = await listProgramsFor(db, person, reading);
  const theirs = programs.filter(({ standings }) => standings.some((standing) => standing !== "admin"));
  const now = { db, workspaceId: person.workspace_id, now: clock.now() };
  return readDigest(now, digestId, new Set(theirs.map(({ program }) => program.id)));
}

export function digestCommand(services: Services): NamedCommand<Person> {
  return {
    word: "digest",
    otherWords: { en: ["summary"], fr: ["récap", "récapitulatif", "rapport", "bilan", "compte rendu", "cr"] },
    secondWords: { words: { preview: ["aperçu", "prochaine", "prochain", "next"] } },
    help: (reader) => textsFor(digestTexts, reader).command.help,
    label: (reader) => textsFor(digestTexts, reader).command.label,
    handle: ({ actor, words }) => digestShown(services, actor, { isPreview: words[0] === "preview" }),
  };
}

/** The last one that they got, or the next one. Throws DIGEST_ROLE_ENDED. */
export async function digestShown(
  services: Services,
  actor: Person,
  { isPreview }: { isPreview: boolean },
): Promise<Message> {
  const digestId = isPreview ? undefined : (await digestsTo(services.db, actor)).at(-1)?.id;
  if (digestId === undefined) return previewMessage(services, actor);
  return shown(await ownDigest(services, actor, digestId), digestId);
}

async function previewMessage({ db, clock, events }: Services, actor: Person): Promise<Message> {
  const now = clock.now();
  const texts = textsFor(digestTexts, actor).command;
  const next = await nextDigest({ db, events }, actor, { rhythm: null, at: now });
  if (next === null) return { text: texts.notDue, blocks: [plainSection(texts.notDue)] };
  const day = longDate(readerAt(actor, now), localDateOf(next.sendAt, actor.zone));
  const none = texts.nothingYet(day);
  if (next.reading === null) return { text: none, blocks: [plainSection(none)] };
  const { input } = next.reading;
  const reader = { workspaceId: actor.workspace_id, personId: actor.id, now };
  const reports = input.programs.map(({ report }) => report);
  const asRead = await outlookReadBy(db, reader, reports);
  const programs = input.programs.map((program) => ({ ...program, report: asRead(program.report) }));
  const message = await shown({ ...next.reading, input: { ...input, programs } }, null);
  return { ...message, blocks: [section(texts.preview(day)), ...message.blocks] };
}

async function shown({ input, ...reading }: Reading, digestId: string | null): Promise<Message> {
  const { reader, programs } = input;
  return digestMessage(reader, await firstScreenInPieces(input), { ...reading, digestId, programs });
}
