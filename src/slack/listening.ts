/**
 * Listeners of capabilities: acknowledges, runs the handler and reports failures to the person. A modal closes only
 * after its work is done; if that throws, it stays with its text.
 */
import type { App, ViewResponseAction } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { WebAPIRequestError, type WebClient } from "@slack/web-api";
import type { z } from "zod";
import type { Tx } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { Fetch } from "../platform/network.ts";
import { noteOutcome } from "../platform/request-context.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { answerOnce } from "./answer-once.ts";
import { lineOf, section } from "./blocks.ts";
import { inTime, replaceWaitingView, waitingView } from "./in-time.ts";
import {
  failurePlace,
  type ModalsActedIn,
  modalsBelow,
  type OpenForm,
  openModal,
  type PressedModal,
  pressBody,
  pressedHome,
  pressedModal,
  submitBody,
} from "./interaction-payloads.ts";
import { type PressArguments, routePress, routeSubmission } from "./interaction-routing.ts";
import { forScreenReaders, type Message } from "./message.ts";
import { modal } from "./modal.ts";
import { slackTexts } from "./texts.ts";
import { withNotice } from "./view-notice.ts";

/** `Actor`: the app's person for a Slack user. */
export interface Listening<Actor> {
  app: App;
  log: Log;
  /** For a `response_url`. */
  fetch: Fetch;
  /** Finds the person, or reads them from Slack. */
  actorOf(slackUserId: string, client: WebClient): Promise<Actor>;
  readerOf(actor: Actor): Reader;
  /** The language of apologies when the database fails. */
  cachedReader(slackUserId: string): Pick<Reader, "locale">;
  /** Wakes the outbox after an enqueue. */
  wake(): void;
  /** Updates the pressed message before others. */
  updateFirst?(actor: Actor, place: NonNullable<Press<Actor>["place"]>): Promise<void>;
  /** Called with each registered listener. */
  registered?(listener: Listener): void;
  /** Records a delivery of Slack's in the transaction of its effects; false for a redelivery. */
  remember?(tx: Tx, key: string): Promise<boolean>;
  /** Called after each successful act, once acknowledged. Never rejects. */
  acted?(slackUserId: string, client: WebClient, home?: { privateMetadata: string } | null): Promise<void>;
  /** The same of an act in a modal, or in one above it. Never rejects. */
  actedInModal?(actor: Actor, client: WebClient, modals: ModalsActedIn): Promise<void>;
}

export interface Listener {
  kind: "press" | "submit" | "command" | "shortcut";
  /** Id of an action, view or shortcut, or a command's word; a pattern if ids carry data. */
  id: string | RegExp;
}

export interface Press<Actor> {
  actor: Actor;
  slackUserId: string;
  /** Value of the button or the chosen option. */
  value: string;
  /** Its id, which may carry data; of a menu of several, the values of all that is chosen. */
  element: { id: string; chosen: readonly string[] };
  triggerId: string;
  /** The message pressed on; null in a modal. */
  place: { channelId: string; ts: string } | null;
  responseUrl: string | null;
  /** The modal pressed in; null in a message and in Home. */
  view: { id: string; hash: string; privateMetadata: string; values: unknown; belowId: string | null } | null;
  /** State of the fields of the message, modal or Home. */
  values: unknown;
  /** The Home tab pressed in, or null. */
  home: { privateMetadata: string } | null;
  client: WebClient;
  /** Opens a modal, on top of the pressed one if any. Uses the trigger. */
  open(view: ModalView): Promise<void>;
  /** Replies to this person alone: beside the message, else in a modal, which uses the trigger. */
  reply(message: Message): Promise<void>;
  /** Replaces the pressed message. */
  replace(message: Message): Promise<void>;
}

export interface Submitted<Actor> {
  actor: Actor;
  viewId: string;
  /** The modal below this one, or null. */
  belowId: string | null;
  privateMetadata: string;
  values: unknown;
  client: WebClient;
}

/** Field errors by block id, a view to replace or cover the modal, or its closing. */
export type SubmitResult =
  | { errors: Record<string, string> }
  | { show: ModalView }
  | { push: ModalView }
  | { close: true }
  /** Closes the views below too. */
  | { closeAll: true };

export function onPress<Actor>(
  listening: Listening<Actor>,
  actionId: string | RegExp,
  handle: (press: Press<Actor>) => Promise<void>,
): void {
  const { registered, remember, updateFirst, log } = listening;
  registered?.({ kind: "press", id: actionId });
  const once = answerOnce<void>(remember);
  /** Null unless done now by this process. Reports a failure to the person if there is a place, else throws. */
  const pressed = async (given: GivenPress): Promise<DonePress<Actor> | null> => {
    try {
      const body = pressBody.parse(given.body);
      let actor: Actor | undefined;
      const answered = await once(body.trigger_id, {
        async handle(act) {
          actor = await listening.actorOf(body.user.id, given.client);
          const press = pressBy(actor, listening, given, body);
          await act(() => handle(press));
          if (press.place) await updateFirst?.(actor, press.place).catch((error) => logUnexpected(log, error));
        },
      });
      if (answered.isDone) listening.wake();
      return answered.isDone && actor !== undefined ? { actor, home: homeIn(body), modal: pressedModal(body) } : null;
    } catch (error) {
      await reportFailedPress(listening, given, error);
      return null;
    }
  };
  routePress(listening.app, actionId, async (given) => {
    // Acknowledged once done, so that little runs after the answer; also on failure, which our own message reports; or
    // when it takes long.
    const work = pressed(given);
    await inTime(work).finally(() => given.ack());
    const done = await work;
    if (!done) return;
    await listening.acted?.(given.body.user.id, given.client, done.home);
    if (done.modal) await listening.actedInModal?.(done.actor, given.client, { pressed: done.modal, below: [] });
  });
}

type DonePress<Actor> = Pick<Press<Actor>, "actor" | "home"> & { modal: PressedModal | null };

type GivenPress = Pick<PressArguments, "body" | "client" | "respond">;
type PressBody = z.infer<typeof pressBody>;

function homeIn({ view }: PressBody): Press<unknown>["home"] {
  return view?.type === "home" ? { privateMetadata: view.private_metadata } : null;
}

function pressBy<Actor>(
  actor: Actor,
  { readerOf }: Pick<Listening<Actor>, "readerOf">,
  { client, respond }: GivenPress,
  body: PressBody,
): Press<Actor> {
  const { message_ts: ts = null, channel_id: channelId = null } = body.container ?? {};
  const within = body.view?.type === "modal" ? body.view : null;
  const open = async (view: ModalView) => {
    const shown = { trigger_id: body.trigger_id, view };
    if (within) await client.views.push(shown);
    else await client.views.open(shown);
  };
  return {
    actor,
    slackUserId: body.user.id,
    value: body.actions.value,
    element: body.actions,
    triggerId: body.trigger_id,
    place: ts && channelId ? { channelId, ts } : null,
    responseUrl: body.response_url,
    view: within && {
      id: within.id,
      hash: within.hash,
      privateMetadata: within.private_metadata,
      values: within.state,
      belowId: within.previous_view_id,
    },
    values: body.view ? body.view.state : body.state,
    home: homeIn(body),
    client,
    open,
    reply: async (message) => {
      // A view has no response_url.
      if (body.response_url)
        await respond({ ...forScreenReaders(message), response_type: "ephemeral", replace_original: false });
      else await open(messageView(readerOf(actor), message));
    },
    replace: async (message) => {
      await respond({ ...forScreenReaders(message), replace_original: true });
    },
  };
}

/** Reports on top of Home, beside the message or in the modal; rethrows if there is none. */
async function reportFailedPress(
  { log, cachedReader }: Pick<Listening<unknown>, "log" | "cachedReader">,
  { body, client, respond }: GivenPress,
  error: unknown,
): Promise<void> {
  const home = pressedHome.safeParse(body);
  const place = failurePlace.safeParse(body);
  const inModal = openModal.safeParse(body);
  if (home.success || place.success || inModal.success) logUnexpected(log, error);
  if (home.success) {
    const reader = cachedReader(home.data.user.id);
    const view = messageView(reader, lineMessage(sentenceFor(error, reader)));
    await client.views.open({ trigger_id: home.data.trigger_id, view });
  } else if (place.success) {
    const line = lineMessage(sentenceFor(error, cachedReader(place.data.user?.id ?? "")));
    await respond({ ...line, response_type: "ephemeral", replace_original: false });
  } else if (inModal.success) {
    // A modal has no response_url: report in the modal.
    const { user, view } = inModal.data;
    const hasInputs = view.blocks.some(({ type }) => type === "input");
    const sentence = sentenceFor(error, cachedReader(user.id), { isForm: hasInputs });
    await client.views.update({ view_id: view.id, view: withNotice(view, sentence) });
  } else throw error;
}

/** `onPress` for buttons whose value is JSON: `schema` parses it. */
export function onPressOf<Actor, Value>(
  listening: Listening<Actor>,
  actionId: string | RegExp,
  schema: z.ZodType<Value>,
  handle: (press: Omit<Press<Actor>, "value"> & { value: Value }) => Promise<void>,
): void {
  onPress(listening, actionId, (press) => handle({ ...press, value: schema.parse(JSON.parse(press.value)) }));
}

export function onSubmit<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (submitted: Submitted<Actor>) => Promise<SubmitResult>,
): void {
  const { app, actorOf, cachedReader, wake, log } = listening;
  listening.registered?.({ kind: "submit", id: callbackId });
  const once = answerOnce<ViewResponseAction | undefined>(listening.remember);

  routeSubmission(app, callbackId, async ({ ack, body, client }) => {
    const { user, view, trigger_id } = submitBody.parse(body);
    let failure: unknown;
    let actor: Actor | undefined;

    const work = once(trigger_id, {
      async handle(act) {
        actor = await actorOf(user.id, client);
        const submitted: Submitted<Actor> = {
          actor,
          viewId: view.id,
          belowId: view.previous_view_id,
          privateMetadata: view.private_metadata,
          values: view.state,
          client,
        };
        return responseFor(await act(() => handle(submitted)));
      },
      failed(error) {
        logUnexpected(log, error);
        failure = error;
        const sentence = sentenceFor(error, cachedReader(user.id), { isForm: true });
        return { response_action: "update", view: withNotice(view, sentence) };
      },
    });

    const early = await inTime(work);
    const reader = cachedReader(user.id);
    if (early === null && hasRoomAbove(view)) {
      const externalId = `waiting:${trigger_id}`;
      await ack({ response_action: "push", view: waitingView(reader, externalId) });
      const { answer } = await work;
      const finalView = failure === undefined ? viewAfterWaiting(reader, answer) : failureView(reader, failure);
      await replaceWaitingView(client, log, { waiting: { external_id: externalId }, view: finalView });
    } else if (early === null) {
      await ack({ response_action: "update", view: waitingForm(reader, view) });
      const { answer } = await work;
      // The answer already reports the failure.
      const finalView =
        answer?.response_action === "errors"
          ? withNotice(view, Object.values(answer.errors).join(" "))
          : viewAfterWaiting(reader, answer);
      await replaceWaitingView(client, log, { waiting: { view_id: view.id }, view: finalView });
    } else {
      const { answer } = await work;
      await (answer ? ack(answer) : ack());
    }

    if (!(await work).isDone) return;
    wake();
    await listening.acted?.(user.id, client);
    const below = modalsBelow(view);
    if (actor !== undefined && below.length > 0)
      await listening.actedInModal?.(actor, client, { pressed: null, below });
  });
}

const WAITING_FORM = "waiting.form";

/** On the third level, the form itself shows the wait, with its text. */
function waitingForm(reader: Pick<Reader, "locale">, view: OpenForm): ModalView {
  return { ...withNotice(view, slackTexts[languageOf(reader.locale)].waitingForm), callback_id: WAITING_FORM };
}

/** Slack stacks at most three views. */
function hasRoomAbove({ previous_view_id: below, root_view_id: root }: z.infer<typeof submitBody>["view"]): boolean {
  return below === null || below === root;
}

/** Covers the form, which keeps its text. */
function failureView(reader: Pick<Reader, "locale">, error: unknown): ModalView {
  return messageView(reader, lineMessage(sentenceFor(error, reader, { isForm: true })));
}

/** The answer to the submission as a view on top of the form. */
function viewAfterWaiting(reader: Pick<Reader, "locale">, answer: ViewResponseAction | undefined): ModalView {
  if (answer && "view" in answer && typeof answer.view === "object" && answer.view.type === "modal") return answer.view;
  if (answer?.response_action !== "errors") return doneView(reader, slackTexts[languageOf(reader.locale)].done);
  const sentences = Object.values(answer.errors).map((sentence) => section(lineOf(sentence)));
  return messageView(reader, { text: "", blocks: sentences });
}

function responseFor(result: SubmitResult): ViewResponseAction | undefined {
  if ("errors" in result) return { response_action: "errors", errors: result.errors };
  if ("show" in result) return { response_action: "update", view: result.show };
  if ("push" in result) return { response_action: "push", view: result.push };
  return "closeAll" in result ? { response_action: "clear" } : undefined;
}

/** The one handler of unexpected errors: logs once, and apologises if there is a place to. */
export function onUnexpected<Actor>({ app, log, fetch, cachedReader }: Listening<Actor>): void {
  routeSubmission(app, WAITING_FORM, async ({ ack, body }) => {
    const { user, view } = submitBody.parse(body);
    await ack({ response_action: "update", view: waitingForm(cachedReader(user.id), view) });
  });
  app.error(async ({ error, body }: { error: Error; body: unknown }) => {
    // Bolt wraps errors other than the SDK's.
    const isWrapped = !(error instanceof WebAPIRequestError) && "original" in error && error.original;
    const cause = isWrapped ? error.original : error;
    logUnexpected(log, cause);
    const place = failurePlace.safeParse(body);
    if (!place.success) return;
    const sentence = sentenceFor(cause, cachedReader(place.data.user?.id ?? place.data.user_id ?? ""));
    await fetch(place.data.response_url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...lineMessage(sentence) }),
      signal: AbortSignal.timeout(2500),
    }).catch(() => undefined);
  });
}

/** The sentence for a failure. `isForm`: the person has a filled form open. */
export function sentenceFor(
  error: unknown,
  reader: Pick<Reader, "locale">,
  { isForm = false }: { isForm?: boolean } = {},
): string {
  const language = languageOf(reader.locale);
  if (error instanceof DrumbeatError) return error.sentence(language);
  const fault = storageFault(error);
  const texts = slackTexts[language];
  if (error instanceof WebAPIRequestError) return isForm ? texts.formNoAnswer : texts.noAnswer;
  return fault ? texts.storage(fault, isForm) : texts.unexpected;
}

/** Escapes the sentence, which may hold people's words. */
export function lineMessage(sentence: string): Message {
  const text = lineOf(sentence);
  return { text, blocks: [section(text)] };
}

/** Shows a message as a modal. */
export function messageView(reader: Pick<Reader, "locale">, message: Message): ModalView {
  const { title, close } = slackTexts[languageOf(reader.locale)].modal;
  return modal({ title, close, blocks: message.blocks.length > 0 ? message.blocks : [section(message.text)] });
}

/** Replaces a submitted form by its outcome. Closing it closes the views below. */
export function doneView(reader: Pick<Reader, "locale">, sentence: string): ModalView {
  const { done, close } = slackTexts[languageOf(reader.locale)].modal;
  return modal({ title: done, close, clear_on_close: true, blocks: [section(lineOf(sentence))] });
}

export function logUnexpected(log: Log, error: unknown): void {
  noteOutcome(error instanceof DrumbeatError ? "refused" : "failed");
  if (error instanceof DrumbeatError) log.info({ code: error.code }, "refused");
  else log.error({ err: error }, "unexpected failure");
}
