/**
 * The form of a check-in as a message. At nine o'clock everybody presses at once, and Slack opens about a hundred modals
 * a minute: whoever comes after gets the questions in a message of their own. It is not touched before it is answered or
 * closed, since an update would wipe what is half typed; reminders are messages of their own.
 */

import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { type Person, personById, readerOf } from "../../people/use-cases.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { actions, button, context, escapeMrkdwn, lineOf } from "../../platform/slack/blocks.ts";
import { lineMessage } from "../../platform/slack/listening.ts";
import type { Message } from "../../platform/slack/message.ts";
import { isTooBusyToOpen } from "../../platform/slack/opening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { unlessGone } from "../messages-gone.ts";
import { getRoundContext, isOver, roundView } from "../rounds/context.ts";
import { findPrompt } from "../rounds/repository-prompts.ts";
import { keptWords } from "../typed/repository.ts";
import { PREFILLS, type Prefill } from "./form.ts";
import { pagesOf } from "./rules.ts";
import { messageFormTexts } from "./texts-message.ts";
import { type OpenForm, openForm } from "./use-cases.ts";
import { formView, type Opening } from "./view.ts";

export const messageFormIds = { send: "check_in.send_form" } as const;

const subject = z.strictObject({
  promptId: z.string(),
  personId: z.string(),
  prefill: z.enum(PREFILLS),
  /** Of the message whose words go into it. */
  ts: z.string().optional(),
});
type Subject = z.infer<typeof subject>;

/** What its button carries. */
export const sentFormSchema = z.strictObject({ promptId: z.string(), prefill: z.enum(PREFILLS) });

export const messageFormKind: MessageKind<Subject> = {
  kind: "check-in-form",
  subject,
  priority: 0,
  contact: "reply",
  slot: null,
  isOver,
  stillWanted: async (send, { promptId, personId }) => {
    try {
      await openForm(
        { db: send.db, clock: { now: () => send.now } },
        await personById(send.db, send.workspaceId, personId),
        promptId,
      );
      return true;
    } catch (error) {
      if (error instanceof DrumbeatError) return false;
      throw error;
    }
  },
  async message({ db, now, events, workspaceId }, { promptId, personId, prefill, ts }) {
    const person = await personById(db, workspaceId, personId);
    const services = { db, events, clock: { now: () => now } };
    const form = await openForm(services, person, promptId);
    return formMessage(services, person, form, { prefill, ...(await saidIn(services, person, ts)) });
  },
  since: unlessGone({
    async message({ db, workspaceId, reader }, { promptId }) {
      const prompt = await findPrompt(db, workspaceId, promptId);
      if (!prompt) throw new Error(`No prompt ${promptId}`);
      const { cadence, program } = roundView(await getRoundContext(db, workspaceId, prompt.round_id), reader);
      const sentence = textsFor(messageFormTexts, reader)[prompt.state === "answered" ? "answered" : "closed"];
      return lineMessage(escapeMrkdwn(sentence(cadence, program)));
    },
  }),
};

/**
 * Opens the form; where Slack opens none just now, it comes as a message. Returns what to say to the person besides, or
 * null. `ts`: of the message whose words go into it.
 */
export async function showForm(
  services: Services,
  { actor, open }: { actor: Person; open(view: ModalView): Promise<unknown> },
  form: OpenForm,
  prefill: Prefill,
  ts?: string,
): Promise<Message | null> {
  const view = await formView(services, actor, form, { prefill, page: 0, ...(await saidIn(services, actor, ts)) });
  try {
    await open(view);
    return null;
  } catch (error) {
    if (!isTooBusyToOpen(error)) throw error;
  }
  return sendForms(services, actor, [form], prefill, ts);
}

/** As messages, one each; what is written in a restricted check-in, and would be brought up to date there, waits for a view. */
export async function sendForms(
  services: Services,
  actor: Person,
  forms: readonly OpenForm[],
  prefill: Prefill,
  ts?: string,
): Promise<Message | null> {
  const inMessages = forms.filter(({ context: { cadence } }) => !isRestricted(cadence));
  const isAnyNew = await inTransaction(services.db, async (tx) => {
    const added = [];
    for (const { prompt } of inMessages)
      added.push(
        await enqueue(tx, services, messageFormKind, {
          workspaceId: actor.workspace_id,
          key: deliveryKeys.form(prompt, actor.id),
          subject: { promptId: prompt.id, personId: actor.id, prefill, ...(ts !== undefined && { ts }) },
          to: { personId: actor.id },
          notBefore: services.clock.now(),
          expiresAt: prompt.closes_at,
        }),
      );
    return added.includes(true);
  });
  return isAnyNew && inMessages.length === forms.length
    ? null
    : lineMessage(textsFor(messageFormTexts, actor).stillBusy);
}

/** The questions of the form's first view. `typed` with `errors`: it stood there already, and was not taken. */
export async function formMessage(
  services: Parameters<typeof formView>[0],
  person: Person,
  form: OpenForm,
  { prefill, typed, errors, said }: Pick<Opening, "prefill" | "typed" | "errors" | "said">,
): Promise<Message> {
  const reader = readerOf(person);
  const texts = textsFor(messageFormTexts, reader);
  const { cadence, program } = roundView(form.context, reader);
  const opening = {
    prefill,
    page: 0,
    planned: [],
    isMessage: true as const,
    ...(typed && { typed }),
    ...(errors && { errors }),
    ...(said !== undefined && { said }),
  };
  const view = await formView(services, person, form, opening);
  const hasMore = pagesOf(form.context.questions).length > 1;
  const value = JSON.stringify({ promptId: form.prompt.id, prefill } satisfies z.infer<typeof sentFormSchema>);
  return {
    text: lineOf(texts.fallback(cadence, program)),
    blocks: [
      ...(errors ? [] : [context(texts.why)]),
      ...blocksOf(view),
      actions("check_in.send", button(messageFormIds.send, texts.send, { primary: true, value })),
      ...(hasMore ? [context(texts.more)] : []),
    ],
  };
}

async function saidIn({ db, clock }: Parameters<typeof formView>[0], person: Person, ts: string | undefined) {
  if (ts === undefined) return {};
  const kept = await keptWords(db, { workspace_id: person.workspace_id, person_id: person.id, ts }, clock.now());
  return { said: kept?.text ?? null };
}

/** What of a modal can stand in a message: its buttons belong to the modal, and addresses and numbers are typed as text. */
function blocksOf({ blocks }: Pick<ModalView, "blocks">): KnownBlock[] {
  const known = blocks.filter((block): block is KnownBlock => block.type !== "actions");
  return known.map((block) => (block.type === "input" ? asTyped(block) : block));
}

function asTyped(block: InputBlock): InputBlock {
  const { element } = block;
  if (element.type !== "url_text_input" && element.type !== "number_input") return block;
  const { action_id, initial_value } = element;
  return {
    ...block,
    element: {
      type: "plain_text_input",
      ...(action_id !== undefined && { action_id }),
      ...(initial_value !== undefined && { initial_value }),
    },
  };
}
