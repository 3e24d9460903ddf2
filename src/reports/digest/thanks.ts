/** Whoever reads a digest thanks a team of it, in their own words, where the team is. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { MessageKind } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, readerOf } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import { storableText } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listProgramsFor, programOf } from "../../programs/programs.ts";
import { escapeMrkdwn, option, quote, section, shorten } from "../../slack/blocks.ts";
import { menu, text } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { digestIds } from "../action-ids.ts";
import { hasChannel } from "./digest-reading.ts";
import { ownDigest } from "./own-digest.ts";

const en = {
  form: {
    title: "Thank a team",
    submit: "Post it",
    close: "Cancel",
    program: "Program",
    words: "Your words",
    hint: "Posted as written, with your name, in the program’s channel.",
    required: "Use your own words; nothing is written for you.",
  },
  heading: (name: string, program: string) => `*Thank you* · from ${name} to the team of ${program}`,
  done: (program: string) => `Your thanks will be in the channel of ${program} in a moment.`,
};

const fr: typeof en = {
  form: {
    title: "Remercier une équipe",
    submit: "Publier",
    close: "Annuler",
    program: "Programme",
    words: "Vos mots",
    hint: "Publié tel quel, avec votre nom, dans le canal du programme.",
    required: "Dites-le avec vos mots\u00a0; rien n’est écrit à votre place.",
  },
  heading: (name, program) => `*Merci* · ${name} à l’équipe du programme «\u00a0${program}\u00a0»`,
  done: (program) => `Publication dans un instant dans le canal du programme «\u00a0${program}\u00a0».`,
};

export const thanksTexts = { en, fr };

const failure = errorTable({
  NOBODY_TO_THANK: {
    en: () => "You no longer have a role in these programs, or none has a channel. Leads set the channel.",
    fr: () =>
      "Vous n’avez plus de rôle dans ces programmes, ou aucun n’a de canal. Les responsables d’un programme en choisissent le canal.",
  },
});

const LONGEST_TITLE = 150;

interface Thanked {
  id: string;
  title: string;
  channelId: string;
}

/** The programs of the digest which have a channel and are theirs by a role. Throws as `ownDigest`, NOBODY_TO_THANK. */
export async function teamsToThank(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  digestId: string,
): Promise<Thanked[]> {
  const { input } = await ownDigest(services, person, digestId);
  const programIds = input.programs.map(({ id }) => id);
  const programs = await listProgramsFor(services.db, person, services);
  const thanked = programs.flatMap(({ program, standings }): Thanked[] => {
    const { id, title, channel_id: channelId } = program;
    const isTheirs = programIds.includes(id) && may(standings, "read-record") && hasChannel(program);
    return isTheirs && channelId !== null ? [{ id, title, channelId }] : [];
  });
  if (thanked.length === 0) throw failure("NOBODY_TO_THANK");
  return thanked;
}

/** Posts their words once, however often the form is sent. Returns the program. Throws as `teamsToThank`. */
export async function thankTeam(
  ctx: ActorContext,
  { digestId, programId, words, viewId }: { digestId: string; programId: string; words: string; viewId: string },
): Promise<{ title: string }> {
  const { actor: person } = ctx;
  const team = (await teamsToThank(ctx, person, digestId)).find(({ id }) => id === programId);
  if (!team) throw failure("NOBODY_TO_THANK");
  await inTransaction(ctx.db, (tx) =>
    enqueue(tx, ctx, thanksKind, {
      workspaceId: person.workspace_id,
      key: `thanks:${programId}:${person.id}:${viewId}`,
      subject: { programId, personId: person.id, words: storableText(words) },
      to: { channelId: team.channelId },
      notBefore: ctx.clock.now(),
    }),
  );
  return team;
}

const subject = z.strictObject({ programId: z.string(), personId: z.string(), words: z.string() });

export const thanksKind: MessageKind<z.infer<typeof subject>> = {
  kind: "thanks",
  subject,
  about: ({ personId }) => ({ person: personId }),
  author: ({ personId }) => personId,
  priority: 60,
  contact: "reply",
  lane: "now",
  async stillWanted({ db, workspaceId }, { programId, personId }) {
    const { is_deactivated: hasLeft } = await getPerson(db, workspaceId, personId);
    return hasLeft === 0 && hasChannel(await programOf(db, workspaceId, programId));
  },
  async message({ db, workspaceId, reader }, { programId, personId, words }) {
    const { title } = await programOf(db, workspaceId, programId);
    const { name } = await getPerson(db, workspaceId, personId);
    return thanksMessage(reader, { name, program: title, words });
  },
};

export function thanksMessage(reader: Reader, thanks: { name: string; program: string; words: string }): Message {
  const program = shorten(thanks.program, LONGEST_TITLE);
  const heading = textsFor(thanksTexts, reader).heading(escapeMrkdwn(thanks.name), escapeMrkdwn(program));
  return { text: heading, blocks: [section(heading), quote({ text: thanks.words })] };
}

const LONGEST_WORDS = 1000;

export const thanksForm = new Form({
  id: "thanks.form",
  /** The id of the digest. */
  state: z.string(),
  fields: z.object({ program: menu(), words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(thanksTexts, reader).form.required,
});

/** Of one program it stands there already. */
export function thanksView(
  reader: Reader,
  digestId: string,
  programs: readonly { id: string; title: string }[],
): ModalView {
  const texts = textsFor(thanksTexts, reader).form;
  const [only, ...others] = programs;
  return thanksForm.view({
    state: digestId,
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    fields: {
      program: {
        label: texts.program,
        options: programs.map(({ id, title }) => option(id, title)),
        initial: others.length === 0 ? only?.id : undefined,
      },
      words: { label: texts.words, hint: texts.hint },
    },
  });
}

export function registerThanksListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, digestIds.thank, async ({ actor, value: digestId, open }) =>
    open(thanksView(readerOf(actor), digestId, await teamsToThank(services, actor, digestId))),
  );

  thanksForm.listen(listening, async ({ actor, state: digestId, filled: { program, words }, viewId }) => {
    const { title } = await thankTeam({ ...services, actor }, { digestId, programId: program, words, viewId });
    return { show: doneView(readerOf(actor), textsFor(thanksTexts, actor).done(title)) };
  });
}
